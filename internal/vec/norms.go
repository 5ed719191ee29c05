package vec

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
	l := *lanes
	l0, l1, l2, l3, l4, l5, l6, l7 := l[0], l[1], l[2], l[3], l[4], l[5], l[6], l[7]
	for ; len(v) >= 8; v = v[8:] {
		l0 += float64(abs(v[0]))
		l1 += float64(abs(v[1]))
		l2 += float64(abs(v[2]))
		l3 += float64(abs(v[3]))
		l4 += float64(abs(v[4]))
		l5 += float64(abs(v[5]))
		l6 += float64(abs(v[6]))
		l7 += float64(abs(v[7]))
	}
	*lanes = [8]float64{l0, l1, l2, l3, l4, l5, l6, l7}
	for j, e := range v {
		lanes[j] += float64(abs(e))
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
	l := *lanes
	l0, l1, l2, l3, l4, l5, l6, l7 := l[0], l[1], l[2], l[3], l[4], l[5], l[6], l[7]
	a = a[:len(v)]
	for ; len(v) >= 8 && len(a) >= 8; v, a = v[8:], a[8:] {
		l0 += square(float64(v[0]) - float64(a[0]))
		l1 += square(float64(v[1]) - float64(a[1]))
		l2 += square(float64(v[2]) - float64(a[2]))
		l3 += square(float64(v[3]) - float64(a[3]))
		l4 += square(float64(v[4]) - float64(a[4]))
		l5 += square(float64(v[5]) - float64(a[5]))
		l6 += square(float64(v[6]) - float64(a[6]))
		l7 += square(float64(v[7]) - float64(a[7]))
	}
	*lanes = [8]float64{l0, l1, l2, l3, l4, l5, l6, l7}
	for j, e := range v {
		lanes[j] += square(float64(e) - float64(a[j]))
	}
}

func square(d float64) float64 { return float64(d * d) }

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
	l := *lanes
	l0, l1, l2, l3, l4, l5, l6, l7 := l[0], l[1], l[2], l[3], l[4], l[5], l[6], l[7]
	a, b = a[:len(v)], b[:len(v)]
	for ; len(v) >= 8 && len(a) >= 8 && len(b) >= 8; v, a, b = v[8:], a[8:], b[8:] {
		l0 += float64(float64(v[0]) * (float64(a[0]) - float64(b[0])))
		l1 += float64(float64(v[1]) * (float64(a[1]) - float64(b[1])))
		l2 += float64(float64(v[2]) * (float64(a[2]) - float64(b[2])))
		l3 += float64(float64(v[3]) * (float64(a[3]) - float64(b[3])))
		l4 += float64(float64(v[4]) * (float64(a[4]) - float64(b[4])))
		l5 += float64(float64(v[5]) * (float64(a[5]) - float64(b[5])))
		l6 += float64(float64(v[6]) * (float64(a[6]) - float64(b[6])))
		l7 += float64(float64(v[7]) * (float64(a[7]) - float64(b[7])))
	}
	*lanes = [8]float64{l0, l1, l2, l3, l4, l5, l6, l7}
	for j, e := range v {
		lanes[j] += float64(float64(e) * (float64(a[j]) - float64(b[j])))
	}
}

func total(lanes *[8]float64) float64 {
	sum := 0.0
	for _, l := range lanes {
		sum += l
	}
	return sum
}
