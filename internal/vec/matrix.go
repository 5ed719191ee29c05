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
func (m Matrix) Mul(a, b Matrix) { m.product(blas.NoTrans, a, b) }

// MulTransA sets m to aᵀ·b.
func (m Matrix) MulTransA(a, b Matrix) { m.product(blas.Trans, a, b) }

// Products are cut into panels of m of this size, which gonum computes in the
// calling goroutine without allocating (it starts goroutines at four blocks of
// 64×64), and whose operands stay in the second-level cache. Cutting does not
// change a bit: the common dimension is never cut.
const (
	panelRows = 64
	panelCols = 192
)

func (m Matrix) product(ta blas.Transpose, a, b Matrix) {
	rows, inner := a.Rows, a.Cols
	if ta == blas.Trans {
		rows, inner = inner, rows
	}
	if inner != b.Rows || m.Rows != rows || m.Cols != b.Cols {
		panic(fmt.Sprintf("vec: product of %d×%d and %d×%d into a %d×%d matrix", rows, inner, b.Rows, b.Cols, m.Rows, m.Cols))
	}
	for j := 0; j < m.Cols; j += panelCols {
		for i := 0; i < m.Rows; i += panelRows {
			rows, cols := min(panelRows, m.Rows-i), min(panelCols, m.Cols-j)
			if m.Data.f32 != nil {
				blas32.Gemm(ta, blas.NoTrans, 1, a.part32(ta == blas.Trans, i, rows), b.part32(true, j, cols),
					0, blas32.General{Rows: rows, Cols: cols, Stride: m.Cols, Data: m.Data.f32[i*m.Cols+j:]})
			} else {
				blas64.Gemm(ta, blas.NoTrans, 1, a.part64(ta == blas.Trans, i, rows), b.part64(true, j, cols),
					0, blas64.General{Rows: rows, Cols: cols, Stride: m.Cols, Data: m.Data.f64[i*m.Cols+j:]})
			}
		}
	}
}

// part32 returns n rows of m from row i on, or n columns from column i on.
func (m Matrix) part32(columns bool, i, n int) blas32.General {
	if columns {
		return blas32.General{Rows: m.Rows, Cols: n, Stride: m.Cols, Data: m.Data.f32[i:]}
	}
	return blas32.General{Rows: n, Cols: m.Cols, Stride: m.Cols, Data: m.Data.f32[i*m.Cols:]}
}

func (m Matrix) part64(columns bool, i, n int) blas64.General {
	if columns {
		return blas64.General{Rows: m.Rows, Cols: n, Stride: m.Cols, Data: m.Data.f64[i:]}
	}
	return blas64.General{Rows: n, Cols: m.Cols, Stride: m.Cols, Data: m.Data.f64[i*m.Cols:]}
}

// Transpose sets m to aᵀ.
func (m Matrix) Transpose(a Matrix) {
	if m.Rows != a.Cols || m.Cols != a.Rows {
		panic(fmt.Sprintf("vec: transpose of a %d×%d matrix into a %d×%d one", a.Rows, a.Cols, m.Rows, m.Cols))
	}
	if m.Data.f32 != nil {
		transpose(m.Data.f32, a.Data.f32, a.Rows, a.Cols)
		return
	}
	transpose(m.Data.f64, a.Data.f64, a.Rows, a.Cols)
}

// transpose goes by tiles of which both sides stay in the first-level cache.
func transpose[T float](m, a []T, rows, cols int) {
	const tile = 16
	for i0 := 0; i0 < rows; i0 += tile {
		i1 := min(i0+tile, rows)
		for j0 := 0; j0 < cols; j0 += tile {
			for j := j0; j < min(j0+tile, cols); j++ {
				row := m[j*rows : (j+1)*rows]
				for i := i0; i < i1; i++ {
					row[i] = a[i*cols+j]
				}
			}
		}
	}
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
