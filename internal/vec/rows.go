package vec

import "fmt"

// AddRow adds the vector a to every row.
func (m Matrix) AddRow(a Vec) {
	m.checkRow(a)
	if m.Data.f32 == nil {
		addRow(m.Data.f64, a.f64)
	} else if !addRowSIMD(m.Data.f32, a.f32) {
		addRow(m.Data.f32, a.f32)
	}
}

func addRow[T float](m, a []T) {
	for ; len(m) > 0; m = m[len(a):] {
		row := m[:len(a)]
		for j, e := range a {
			row[j] += e
		}
	}
}

// AddRows adds the rows of m to v, from the first to the last.
func (v Vec) AddRows(m Matrix) {
	m.checkRow(v)
	if v.f32 == nil {
		addRows(v.f64, m.Data.f64)
	} else if !addRowsSIMD(v.f32, m.Data.f32) {
		addRows(v.f32, m.Data.f32)
	}
}

func addRows[T float](v, m []T) {
	for ; len(m) > 0; m = m[len(v):] {
		for j, e := range m[:len(v)] {
			v[j] += e
		}
	}
}

func (m Matrix) checkRow(v Vec) {
	if v.Len() != m.Cols || v.Precision() != m.Data.Precision() {
		panic(fmt.Sprintf("vec: %d %v with rows of %d %v", v.Len(), v.Precision(), m.Cols, m.Data.Precision()))
	}
}

// Relu replaces what is below zero by zero: v ← max(v, 0). A NaN stays.
func (v Vec) Relu() { v.MaskRelu(v) }

// MaskRelu is the derivative of Relu: v ← 0 where its output y is 0 or below.
func (v Vec) MaskRelu(y Vec) {
	if v.f32 == nil {
		maskRelu(v.f64, y.f64)
	} else if !maskReluSIMD(v.f32, y.f32) {
		maskRelu(v.f32, y.f32)
	}
}

func maskRelu[T float](v, y []T) {
	y = y[:len(v)]
	for i := range v {
		if y[i] <= 0 {
			v[i] = 0
		}
	}
}
