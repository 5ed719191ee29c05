package vec

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestRowsOnEachPath compares with the plain loops, bit for bit.
func TestRowsOnEachPath(t *testing.T) {
	forEachPath(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(7, 8))
		random := func(n int) (v []float32, check func()) {
			v, check = guard32(t, n, r.IntN(16))
			for i := range v {
				v[i] = hardNumber(r, true)
			}
			return v, check
		}
		for cols := 1; cols < 330; cols++ {
			rows := r.IntN(20)
			if cols == 1 {
				rows = 0
			}
			m, checkM := random(rows * cols)
			a, checkA := random(cols)

			want := append([]float32(nil), m...)
			addRow(want, a)
			MatrixOf(Of32(m), rows, cols).AddRow(Of32(a))
			requireSameBits(t, want, m, "AddRow, %d×%d", rows, cols)

			want = append([]float32(nil), a...)
			addRows(want, m)
			Of32(a).AddRows(MatrixOf(Of32(m), rows, cols))
			requireSameBits(t, want, a, "AddRows, %d×%d", rows, cols)

			y, checkY := random(rows * cols)
			want = append([]float32(nil), m...)
			maskRelu(want, y)
			Of32(m).MaskRelu(Of32(y))
			requireSameBits(t, want, m, "MaskRelu, %d", len(m))
			maskRelu(want, want)
			Of32(m).Relu()
			requireSameBits(t, want, m, "Relu, %d", len(m))

			turned, checkTurned := guard32(t, rows*cols, r.IntN(16))
			want = make([]float32, rows*cols)
			transpose(want, m, rows, cols)
			MatrixOf(Of32(turned), cols, rows).Transpose(MatrixOf(Of32(m), rows, cols))
			requireSameBits(t, want, turned, "Transpose, %d×%d", rows, cols)
			for _, check := range []func(){checkM, checkA, checkY, checkTurned} {
				check()
			}
		}
		require.Panics(t, func() { MatrixOf(Of32(make([]float32, 6)), 2, 3).AddRow(Of32(make([]float32, 2))) })
	})
}
