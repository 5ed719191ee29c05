package vec

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
	var lanes [8]float64
	a = a[:len(v)]
	for ; len(v) >= len(lanes); v, a = v[len(lanes):], a[len(lanes):] {
		for j := range lanes {
			lanes[j] += float64(float64(v[j]) * float64(a[j]))
		}
	}
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
			lanes[j] += float64(max(v[j], -v[j]))
		}
	}
	for j, e := range v {
		lanes[j] += float64(max(e, -e))
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
