package optim

import (
	"math"

	"descent/internal/vec"
)

// dion are the coefficients of Dion's five steps, which optax has too.
var dion = [][3]float64{
	{4.0848, -6.8946, 2.9270},
	{3.9505, -6.3029, 2.6377},
	{3.7418, -5.5913, 2.3037},
	{2.8769, -3.1427, 1.2046},
	{2.8366, -3.0525, 1.2012},
}

// orthogonal brings a matrix near to one with orthogonal rows or columns by the
// Newton–Schulz iteration
//
//	A = X·Xᵀ;  X ← a·X + (b·A + c·A²)·X
//
// in the four vectors given, one of which it returns.
func (r Muon) orthogonal(m vec.Matrix, room []Vec) Vec {
	rows, cols := min(m.Rows, m.Cols), max(m.Rows, m.Cols)
	X, next := vec.MatrixOf(room[0], rows, cols), vec.MatrixOf(room[1], rows, cols)
	A, B := vec.MatrixOf(room[2], rows, rows), vec.MatrixOf(room[3], rows, rows)
	if m.Rows > m.Cols {
		X.Transpose(m)
	} else {
		X.Data.Copy(m.Data)
	}
	if r.Form == Optax {
		r.precondition(X, next, A)
	} else {
		r.normalize(X)
	}
	steps := r.NSSteps
	if r.Coefficients == "dion" {
		steps = len(dion)
	}
	for i := range steps {
		k := [3]float64{r.A, r.B, r.C}
		if r.Coefficients == "dion" {
			k = dion[i]
		}
		r.gram(A, X, next, m.Rows > m.Cols && i == 0)
		r.product(B, k[1], A, k[2], A, A, vec.InFourLanes)
		r.product(next, k[0], X, 1, B, X, vec.InFourLanes)
		X, next = next, X
	}
	if m.Rows > m.Cols {
		back := vec.MatrixOf(next.Data, cols, rows)
		back.Transpose(X)
		return back.Data
	}
	return X.Data
}

// gram sets A to X·Xᵀ, with room for Xᵀ. Turned is an X that PyTorch has stored
// by columns.
func (r Muon) gram(A, X, room vec.Matrix, turned bool) {
	transposed := vec.MatrixOf(room.Data, X.Cols, X.Rows)
	transposed.Transpose(X)
	order := vec.InEightLanes
	if turned {
		order = vec.InOrder
	}
	r.product(A, 0, A, 1, X, transposed, order)
}

// product sets m to α·c + β·a·b. The order of sums counts in form torch, which
// has another one for large matrices.
func (r Muon) product(m vec.Matrix, alpha float64, c vec.Matrix, beta float64, a, b vec.Matrix, order vec.Summing) {
	if r.Form == Torch {
		if m.Rows*m.Cols*a.Cols > 4096 {
			order = vec.InPairs
		}
		m.MixProductBFloat16(alpha, c, beta, a, b, order)
		return
	}
	m.Mul(a, b)
	m.Data.Mix(beta, alpha, c.Data)
}

// normalize divides X by its norm.
func (r Muon) normalize(X vec.Matrix) {
	if r.Form == Keras {
		X.Data.Scale(1 / float64(float32(X.NormInFloat32())+1e-7))
		return
	}
	X.Data.RoundToBFloat16()
	X.Data.DivideInFloat32(max(vec.BFloat16(norm(X.Data)), vec.BFloat16(r.Eps)))
	X.Data.RoundToBFloat16()
}

// precondition scales X as optax does, with room for Xᵀ and for X·Xᵀ.
func (r Muon) precondition(X, room, A vec.Matrix) {
	const least = 1e-8
	switch r.Preconditioning {
	case "frobenius":
		X.Data.Scale(1 / (norm(X.Data) + r.Eps))
	case "spectral":
		r.gram(A, X, room, false)
		X.Data.Scale(1 / (math.Sqrt(A.LargestEigenvalue()) + r.Eps))
	case "aol":
		r.gram(A, X, room, false)
		for i := range X.Rows {
			X.Row(i).Scale(1 / math.Sqrt(max(A.Row(i).SumAbs(), least)))
		}
	case "schatten":
		r.gram(A, X, room, false)
		X.Data.Scale(1 / math.Sqrt(max(norm(A.Data), least)))
	}
}
