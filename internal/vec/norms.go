package vec

import "math"

// Sums run in float64 in a fixed order: eight lanes side by side (element i in
// lane i mod 8), then the lanes from the first to the last.

// SumSquares returns Σv².
func (v Vec) SumSquares() float64 { return v.Dot(v) }

// Dot returns the scalar product Σv·a.
func (v Vec) Dot(a Vec) float64 {
	var lanes [8]float64
	if v.f32 != nil {
		dotLanes(&lanes, v.f32, a.f32)
	} else {
		dot(&lanes, v.f64, a.f64)
	}
	return total(&lanes)
}

func dot[T float](lanes *[8]float64, v, a []T) {
	l := *lanes // in registers, which the array would not be
	l0, l1, l2, l3, l4, l5, l6, l7 := l[0], l[1], l[2], l[3], l[4], l[5], l[6], l[7]
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
	*lanes = [8]float64{l0, l1, l2, l3, l4, l5, l6, l7}
	for j, e := range v {
		lanes[j] += float64(float64(e) * float64(a[j]))
	}
}

// SumAbs returns Σ|v|.
func (v Vec) SumAbs() float64 {
	var lanes [8]float64
	if v.f32 != nil {
		sumAbsLanes(&lanes, v.f32)
	} else {
		sumAbs(&lanes, v.f64)
	}
	return total(&lanes)
}

func sumAbs[T float](lanes *[8]float64, v []T) {
	for ; len(v) >= len(lanes); v = v[len(lanes):] {
		for j := range lanes {
			lanes[j] += math.Abs(float64(v[j]))
		}
	}
	for j, e := range v {
		lanes[j] += math.Abs(float64(e))
	}
}

// SquaredDistance returns Σ(v−a)².
func (v Vec) SquaredDistance(a Vec) float64 {
	var lanes [8]float64
	if v.f32 != nil {
		squaredDistanceLanes(&lanes, v.f32, a.f32)
	} else {
		squaredDistance(&lanes, v.f64, a.f64)
	}
	return total(&lanes)
}

func squaredDistance[T float](lanes *[8]float64, v, a []T) {
	a = a[:len(v)]
	for ; len(v) >= len(lanes) && len(a) >= len(lanes); v, a = v[len(lanes):], a[len(lanes):] {
		for j := range lanes {
			d := float64(v[j]) - float64(a[j])
			lanes[j] += float64(d * d)
		}
	}
	for j, e := range v {
		d := float64(e) - float64(a[j])
		lanes[j] += float64(d * d)
	}
}

// DotDifference returns Σ v·(a−b).
func (v Vec) DotDifference(a, b Vec) float64 {
	var lanes [8]float64
	if v.f32 != nil {
		dotDifferenceLanes(&lanes, v.f32, a.f32, b.f32)
	} else {
		dotDifference(&lanes, v.f64, a.f64, b.f64)
	}
	return total(&lanes)
}

func dotDifference[T float](lanes *[8]float64, v, a, b []T) {
	a, b = a[:len(v)], b[:len(v)]
	for ; len(v) >= len(lanes) && len(a) >= len(lanes) && len(b) >= len(lanes); v, a, b = v[len(lanes):], a[len(lanes):], b[len(lanes):] {
		for j := range lanes {
			lanes[j] += float64(float64(v[j]) * (float64(a[j]) - float64(b[j])))
		}
	}
	for j, e := range v {
		lanes[j] += float64(float64(e) * (float64(a[j]) - float64(b[j])))
	}
}

func total(lanes *[8]float64) float64 {
	sum := 0.0
	for _, l := range lanes {
		sum += l
	}
	return canonical(sum)
}
