package vec

import "math"

// Sums run in float64 in a fixed order: eight lanes side by side (element i in
// lane i mod 8), then the lanes from the first to the last.

// SumSquares returns Σv².
func (v Vec) SumSquares() float64 { return v.Dot(v) }

// Dot returns the scalar product Σv·a.
func (v Vec) Dot(a Vec) float64 {
	if v.f32 != nil {
		return dot(v.f32, a.f32)
	}
	return dot(v.f64, a.f64)
}

func dot[T float](v, a []T) float64 {
	var l0, l1, l2, l3, l4, l5, l6, l7 float64 // in registers, which an array would not be
	a = a[:len(v)]
	for ; len(v) >= 8 && len(a) >= 8; v, a = v[8:], a[8:] {
		l0 += float64(float64(v[0]) * float64(a[0]))
		l1 += float64(float64(v[1]) * float64(a[1]))
		l2 += float64(float64(v[2]) * float64(a[2]))
		l3 += float64(float64(v[3]) * float64(a[3]))
		l4 += float64(float64(v[4]) * float64(a[4]))
		l5 += float64(float64(v[5]) * float64(a[5]))
		l6 += float64(float64(v[6]) * float64(a[6]))
		l7 += float64(float64(v[7]) * float64(a[7]))
	}
	lanes := [8]float64{l0, l1, l2, l3, l4, l5, l6, l7}
	for j, e := range v {
		lanes[j] += float64(float64(e) * float64(a[j]))
	}
	return total(lanes)
}

// SumAbs returns Σ|v|.
func (v Vec) SumAbs() float64 {
	if v.f32 != nil {
		return sumAbs(v.f32)
	}
	return sumAbs(v.f64)
}

func sumAbs[T float](v []T) float64 {
	var lanes [8]float64
	for ; len(v) >= len(lanes); v = v[len(lanes):] {
		for j := range lanes {
			lanes[j] += math.Abs(float64(v[j]))
		}
	}
	for j, e := range v {
		lanes[j] += math.Abs(float64(e))
	}
	return total(lanes)
}

func total(lanes [8]float64) float64 {
	sum := 0.0
	for _, l := range lanes {
		sum += l
	}
	return sum
}
