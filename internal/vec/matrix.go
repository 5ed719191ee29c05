package vec

import "fmt"

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

// rowRange returns the rows from i up to, not including, j on the matrix's storage.
func (m Matrix) rowRange(i, j int) Matrix {
	return Matrix{j - i, m.Cols, m.Data.Slice(i*m.Cols, j*m.Cols)}
}

// Top returns the first n rows on the matrix's storage.
func (m Matrix) Top(n int) Matrix { return m.rowRange(0, n) }

// Mul sets m to the product a·b.
func (m Matrix) Mul(a, b Matrix) {
	m.checkProduct(a.Rows, a.Cols, b)
	if m.Data.f32 != nil {
		gemm32(m.Rows, m.Cols, a.Cols, operand[float32]{a.Data.f32, a.Cols, 1}, b.Data.f32, b.Cols, m.Data.f32, m.Cols, false)
		return
	}
	gemm64(m.Rows, m.Cols, a.Cols, operand[float64]{a.Data.f64, a.Cols, 1}, b.Data.f64, b.Cols, m.Data.f64, m.Cols, false)
}

// MulTransA sets m to aᵀ·b.
func (m Matrix) MulTransA(a, b Matrix) { m.mulTransA(a, b, false) }

// AddMulTransA adds aᵀ·b to m, as if a and b were further rows of what gave m.
func (m Matrix) AddMulTransA(a, b Matrix) { m.mulTransA(a, b, true) }

func (m Matrix) mulTransA(a, b Matrix, add bool) {
	m.checkProduct(a.Cols, a.Rows, b)
	if m.Data.f32 != nil {
		gemm32(m.Rows, m.Cols, a.Rows, operand[float32]{a.Data.f32, 1, a.Cols}, b.Data.f32, b.Cols, m.Data.f32, m.Cols, add)
		return
	}
	gemm64(m.Rows, m.Cols, a.Rows, operand[float64]{a.Data.f64, 1, a.Cols}, b.Data.f64, b.Cols, m.Data.f64, m.Cols, add)
}

// MulTransB sets m to a·bᵀ, with room for the smaller of bᵀ and of aᵀ with mᵀ,
// at most the elements of b.
func (m Matrix) MulTransB(a, b Matrix, room Vec) {
	if a.Rows*(a.Cols+b.Rows) >= b.Rows*b.Cols {
		turned := MatrixOf(room.Slice(0, b.Rows*b.Cols), b.Cols, b.Rows)
		turned.Transpose(b)
		m.Mul(a, turned)
		return
	}
	// mᵀ = b·aᵀ has the same sums, term by term.
	n := a.Rows * a.Cols
	at := MatrixOf(room.Slice(0, n), a.Cols, a.Rows)
	mt := MatrixOf(room.Slice(n, n+a.Rows*b.Rows), b.Rows, a.Rows)
	at.Transpose(a)
	mt.Mul(b, at)
	m.Transpose(mt)
}

func (m Matrix) checkProduct(rows, inner int, b Matrix) {
	if inner != b.Rows || m.Rows != rows || m.Cols != b.Cols {
		panic(fmt.Sprintf("vec: product of %d×%d and %d×%d into a %d×%d matrix", rows, inner, b.Rows, b.Cols, m.Rows, m.Cols))
	}
}

// Transpose sets m to aᵀ.
func (m Matrix) Transpose(a Matrix) {
	if m.Rows != a.Cols || m.Cols != a.Rows {
		panic(fmt.Sprintf("vec: transpose of a %d×%d matrix into a %d×%d one", a.Rows, a.Cols, m.Rows, m.Cols))
	}
	if m.Data.f32 != nil {
		if transposeSIMD(a.Data.f32, m.Data.f32, a.Rows, a.Cols) {
			return
		}
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
