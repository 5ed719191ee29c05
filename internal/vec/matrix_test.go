package vec

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func randomMatrix(r *rand.Rand, p Precision, rows, cols int) Matrix {
	v, _ := guarded(r, p, rows*cols, false)
	return MatrixOf(v, rows, cols)
}

// TestProducts compares with the definition of a product.
func TestProducts(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for _, p := range []Precision{Float32, Float64} {
		for _, size := range [][3]int{{1, 1, 1}, {3, 5, 7}, {32, 17, 10}, {70, 130, 65}, {129, 40, 400}, {4, 90, 80}} {
			m, k, n := size[0], size[1], size[2]
			a, b := randomMatrix(r, p, m, k), randomMatrix(r, p, k, n)
			want := func(i, j int) float64 {
				sum := 0.0
				for l := range k {
					sum += a.Row(i).At(l) * b.Row(l).At(j)
				}
				return sum
			}
			at := MatrixOf(Make(p, m*k), k, m)
			at.Transpose(a)
			for i := range m {
				for l := range k {
					require.Equal(t, a.Row(i).At(l), at.Row(l).At(i))
				}
			}
			bt := MatrixOf(Make(p, n*k), n, k)
			bt.Transpose(b)
			tolerance := 1e-13
			if p == Float32 {
				tolerance = 1e-4
			}
			for name, product := range map[string]func(Matrix){
				"Mul":       func(c Matrix) { c.Mul(a, b) },
				"MulTransA": func(c Matrix) { c.MulTransA(at, b) },
				"MulTransB": func(c Matrix) { c.MulTransB(a, bt, Make(p, n*k)) },
			} {
				c := MatrixOf(Make(p, m*n), m, n)
				c.Data.Fill(math.NaN()) // what was there does not count
				product(c)
				for i := range m {
					for j := range n {
						require.InDelta(t, want(i, j), c.Row(i).At(j), tolerance, "%s %v %v", name, p, size)
					}
				}
			}
		}
	}
}

func TestRows(t *testing.T) {
	m := MatrixOf(Of64([]float64{1, 2, 3, 4, 5, 6}), 2, 3)
	m.AddRow(Of64([]float64{10, 20, 30}))
	assert.Equal(t, []float64{11, 22, 33, 14, 25, 36}, m.Data.Float64s())
	sum := Of64([]float64{9, 9, 9})
	sum.AddRows(m)
	assert.Equal(t, []float64{34, 56, 78}, sum.Float64s())
	assert.Equal(t, []float64{11, 22, 33}, m.Top(1).Data.Float64s())
	assert.Equal(t, 1, Of32([]float32{1, 3, 3, 2}).ArgMax())
	assert.Equal(t, 0, Of64([]float64{3, 3, 2}).ArgMax())
	assert.Panics(t, func() { MatrixOf(Make(Float32, 5), 2, 3) })
	assert.Panics(t, func() { m.Mul(m, m) }, "2×3 by 2×3")
	assert.Panics(t, func() { m.Transpose(m) })
}

func TestSoftmax(t *testing.T) {
	for _, p := range []Precision{Float32, Float64} {
		m := MatrixOf(Make(p, 8), 2, 4)
		for i, x := range []float64{0, math.Log(2), math.Log(3), math.Log(4), 1000, 1000, -1000, 998} {
			m.Data.Set(i, x)
		}
		m.Softmax()
		for i, want := range []float64{.1, .2, .3, .4, .46831053, .46831053, 0, .06337894} { // 1/(2 + e⁻²), and nothing overflows
			assert.InDelta(t, want, m.Data.At(i), 1e-6, "%v, element %d", p, i)
		}
		m.Data.Set(0, math.NaN())
		m.Softmax()
		assert.True(t, math.IsNaN(m.Data.At(3)), "a NaN spreads over its row")
	}
}

// TestSoftmaxIsMadeOfExp compares each path with the definition, bit for bit, with powers at
// the ends of the range and beyond, and what is not a number.
func TestSoftmaxIsMadeOfExp(t *testing.T) {
	forEachPath(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(7, 8))
		special := []float32{0, -707.9, -708, -708.5, -709, -745, -745.5, float32(math.Inf(-1)), float32(math.NaN())}
		for _, cols := range []int{1, 2, 3, 4, 5, 10, 100, 511, 512, 513, 1100} {
			for trial := range 30 {
				rows := 1 + r.IntN(9)
				z := make([]float32, rows*cols)
				for i := range z {
					z[i] = -float32(math.Abs([]float64{1, 30, 1000}[trial%3] * r.NormFloat64()))
					if trial > 9 && r.IntN(60) == 0 {
						z[i] = special[r.IntN(len(special)-1+trial%2)]
					}
				}
				want := make([]float32, len(z))
				for i := 0; i < len(z); i += cols {
					row, sum := z[i:i+cols], 0.0
					top := row[0]
					for _, e := range row {
						top = max(top, e)
					}
					for _, e := range row {
						sum += Exp(float64(e) - float64(top))
					}
					for j, e := range row {
						want[i+j] = float32(Exp(float64(e)-float64(top)) / sum)
					}
				}
				MatrixOf(Of32(z), rows, cols).Softmax()
				requireSameBits(t, want, z, "%d×%d, trial %d", rows, cols, trial)
			}
		}
	})
}
