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
	sum := 0.0
	for _, e := range row {
		sum += Exp(float64(e) - float64(top))
	}
	for j, e := range row {
		row[j] = T(Exp(float64(e)-float64(top)) / sum)
	}
}
