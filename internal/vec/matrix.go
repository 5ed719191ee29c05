package vec

import (
	"fmt"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"
	"gonum.org/v1/gonum/blas/blas64"
)

// Matrix is a row-major view of a vector of Rows·Cols elements.
type Matrix struct {
	Rows, Cols int
	Data       Vec
}

// MatrixOf views v as a matrix; its length must be rows·cols.
func MatrixOf(v Vec, rows, cols int) Matrix {
	if v.Len() != rows*cols {
		panic(fmt.Sprintf("vec: %d elements as a %d×%d matrix", v.Len(), rows, cols))
	}
	return Matrix{rows, cols, v}
}

// Row returns row i on the matrix's storage.
func (m Matrix) Row(i int) Vec { return m.Data.Slice(i*m.Cols, (i+1)*m.Cols) }

// Top returns the first n rows on the matrix's storage.
func (m Matrix) Top(n int) Matrix { return Matrix{n, m.Cols, m.Data.Slice(0, n*m.Cols)} }

// Mul sets m to the product a·b.
func (m Matrix) Mul(a, b Matrix) { m.product(blas.NoTrans, a, blas.NoTrans, b) }

// MulTransA sets m to aᵀ·b.
func (m Matrix) MulTransA(a, b Matrix) { m.product(blas.Trans, a, blas.NoTrans, b) }

// MulTransB sets m to a·bᵀ.
func (m Matrix) MulTransB(a, b Matrix) { m.product(blas.NoTrans, a, blas.Trans, b) }

func (m Matrix) product(ta blas.Transpose, a Matrix, tb blas.Transpose, b Matrix) {
	if m.Data.f32 != nil {
		blas32.Gemm(ta, tb, 1, a.general32(), b.general32(), 0, m.general32())
		return
	}
	blas64.Gemm(ta, tb, 1, a.general64(), b.general64(), 0, m.general64())
}

func (m Matrix) general32() blas32.General {
	return blas32.General{Rows: m.Rows, Cols: m.Cols, Stride: m.Cols, Data: m.Data.f32}
}

func (m Matrix) general64() blas64.General {
	return blas64.General{Rows: m.Rows, Cols: m.Cols, Stride: m.Cols, Data: m.Data.f64}
}

// AddRow adds the vector a to every row.
func (m Matrix) AddRow(a Vec) {
	for i := range m.Rows {
		m.Row(i).AddScaled(1, a)
	}
}

// SumRows sets v to the sum of the rows of m, added from the first to the last.
func (v Vec) SumRows(m Matrix) {
	v.Fill(0)
	for i := range m.Rows {
		v.AddScaled(1, m.Row(i))
	}
}

// Relu replaces what is below zero by zero: v ← max(v, 0). A NaN stays.
func (v Vec) Relu() {
	if v.f32 != nil {
		relu(v.f32)
		return
	}
	relu(v.f64)
}

func relu[T float](v []T) {
	for i := range v {
		v[i] = max(v[i], 0)
	}
}

// MaskRelu is the derivative of Relu: v ← v where its output y is above zero, else 0.
func (v Vec) MaskRelu(y Vec) {
	if v.f32 != nil {
		maskRelu(v.f32, y.f32)
		return
	}
	maskRelu(v.f64, y.f64)
}

func maskRelu[T float](v, y []T) {
	y = y[:len(v)]
	for i := range v {
		if y[i] <= 0 {
			v[i] = 0
		}
	}
}

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
