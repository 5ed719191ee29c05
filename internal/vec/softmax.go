package vec

// Softmax replaces every row by e^row/Σe^row, shifted by the row's largest
// element so that nothing overflows, computed in float64 and rounded once.
func (m Matrix) Softmax() {
	for i := range m.Rows {
		if row := m.Row(i); row.f32 != nil {
			softmax(row.f32)
		} else {
			softmax(row.f64)
		}
	}
}

func softmax[T float](row []T) {
	top := row[0]
	for _, e := range row {
		top = max(top, e)
	}
	// The powers of the first elements, mostly all, are computed once.
	var powers [64]float64
	power := func(j int) float64 { return Exp(float64(row[j]) - float64(top)) }
	sum := 0.0
	for j := range row {
		p := power(j)
		sum += p
		if j < len(powers) {
			powers[j] = p
		}
	}
	for j := range row {
		if j < len(powers) {
			row[j] = T(powers[j] / sum)
		} else {
			row[j] = T(power(j) / sum)
		}
	}
}

// ArgMax returns the index of the largest element, of equal ones the first.
func (v Vec) ArgMax() int {
	if v.f32 != nil {
		return argMax(v.f32)
	}
	return argMax(v.f64)
}

func argMax[T float](v []T) int {
	best := 0
	for j, e := range v {
		if e > v[best] {
			best = j
		}
	}
	return best
}
