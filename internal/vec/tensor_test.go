package vec

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func init() {
	primitives = append(primitives, []struct {
		name    string
		apply   func(v, a, b, c Vec)
		element func(v, a, b, c float64) float64
	}{
		{"AtLeast", func(v, _, _, _ Vec) { v.AtLeast(0.25) }, func(v, _, _, _ float64) float64 { return math.Max(v, 0.25) }},
		{"DivideInFloat32", func(v, _, _, _ Vec) { v.DivideInFloat32(3) }, func(v, _, _, _ float64) float64 {
			return float64(float32(v) / 3)
		}},
		{"RoundToFloat32", func(v, _, _, _ Vec) { v.RoundToFloat32() }, func(v, _, _, _ float64) float64 { return float64(float32(v)) }},
		{"RoundToBFloat16", func(v, _, _, _ Vec) { v.RoundToBFloat16() }, func(v, _, _, _ float64) float64 {
			_, e := math.Frexp(v) // 8 bits
			return math.Ldexp(math.RoundToEven(math.Ldexp(float64(float32(v)), 8-e)), e-8)
		}},
		{"MinAlong, one place each", func(v, a, _, _ Vec) { v.MinAlong(a, 1) }, func(v, a, _, _ float64) float64 { return math.Min(v, a) }},
		{"ScaleAcross, one place", func(v, a, _, _ Vec) { v.ScaleAcross(a, 1, 1) }, func(v, a, _, _ float64) float64 { return v * a }},
		{"MixMeanSquares, one place", func(v, a, _, _ Vec) { v.MixMeanSquares(0.9, 0.2, a, 1, 1, 0.1, InFloat64) }, func(v, a, _, _ float64) float64 {
			return 0.9*v + 0.2*(a*a+0.1)
		}},
	}...)
}

// someShape has three dimensions, with the places on each axis and the elements
// from one to the next.
var someShape = struct {
	dims [3]int
	axes [3][2]int
}{[3]int{3, 4, 5}, [3][2]int{{3, 20}, {4, 5}, {5, 1}}}

// eachElement calls f with every element of someShape and its places.
func eachElement(f func(e int, at [3]int)) {
	d := someShape.dims
	for i := range d[0] {
		for j := range d[1] {
			for k := range d[2] {
				f((i*d[1]+j)*d[2]+k, [3]int{i, j, k})
			}
		}
	}
}

// without is the element of the tensor without one axis.
func without(axis int, at [3]int) int {
	e := 0
	for k, d := range someShape.dims {
		if k != axis {
			e = e*d + at[k]
		}
	}
	return e
}

// TestAxes compares what goes along an axis with its definition.
func TestAxes(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for _, p := range []Precision{Float32, Float64} {
		tolerance := 1e-14
		if p == Float32 {
			tolerance = 1e-5
		}
		for axis, a := range someShape.axes {
			n, inner := a[0], a[1]
			v, unhurt := guarded(r, p, 60, true)
			places, _ := guarded(r, p, n, true)
			reduced, whole := guarded(r, p, 60/n, true)

			low := v.Clone()
			low.MinAlong(places, inner)
			spread := Make(p, 60)
			spread.SpreadAlong(places, inner)
			top := Make(p, n)
			top.LargestAlong(v, inner)
			scaled := v.Clone()
			scaled.ScaleAcross(reduced, n, inner)
			even := Make(p, 60)
			even.DivideByMean(v, n, inner, 0, InFloat64)
			wantTop := make([]float64, n)
			mean := make([]float64, 60/n)
			squares := make([]float64, 60/n)
			eachElement(func(e int, at [3]int) {
				k, o := at[axis], without(axis, at)
				assert.Equal(t, min(v.At(e), places.At(k)), low.At(e))
				assert.Equal(t, places.At(k), spread.At(e))
				assert.InDelta(t, v.At(e)*reduced.At(o), scaled.At(e), tolerance)
				wantTop[k] = max(wantTop[k], v.At(e))
				mean[o] += v.At(e) / float64(n)
				squares[o] += (v.At(e)*v.At(e) + 0.5) / float64(n)
			})
			eachElement(func(e int, at [3]int) {
				assert.InDelta(t, v.At(e)/mean[without(axis, at)], even.At(e), 10*tolerance)
			})
			for k, want := range wantTop {
				assert.Equal(t, want, top.At(k))
			}
			for _, how := range []Averaging{InFloat64, InFloat32} {
				mixed := reduced.Clone()
				mixed.MixMeanSquares(0.9, 0.2, v, n, inner, 0.5, how)
				for o, want := range squares {
					assert.InDelta(t, 0.9*reduced.At(o)+0.2*want, mixed.At(o), max(tolerance, 1e-6*float64(how)))
				}
			}
			require.True(t, unhurt() && whole())
		}
	}
}

// TestDivideByMeanFloor: a mean below the floor does not count.
func TestDivideByMeanFloor(t *testing.T) {
	v := Make(Float64, 2)
	v.DivideByMean(Of64([]float64{1, 3}), 2, 1, 4, InFloat64)
	assert.Equal(t, []float64{0.25, 0.75}, v.Float64s())
}

// TestRootMeanSquare: in either way, and for shapes on both sides of the windows.
func TestRootMeanSquare(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	for _, p := range []Precision{Float32, Float64} {
		for _, dims := range [][]int{nil, {1}, {31}, {33}, {1100}, {2, 7}, {4, 3}, {8, 2}, {33, 5}, {3, 70}, {2, 3, 4}, {2, 40, 35}} {
			n := 1
			for _, d := range dims {
				n *= d
			}
			v, _ := guarded(r, p, n, false)
			want := math.Sqrt(v.SumSquares() / float64(n))
			assert.InDelta(t, want, v.RootMeanSquare(dims, InFloat64), 1e-15)
			assert.InDelta(t, want, v.RootMeanSquare(dims, InFloat32), 1e-6*want, "%v", dims)
			if len(dims) == 2 {
				assert.InDelta(t, math.Sqrt(v.SumSquares()), MatrixOf(v, dims[0], dims[1]).NormInFloat32(), 1e-5, "%v", dims)
			}
		}
	}
	assert.Zero(t, Make(Float64, 0).Largest())
	assert.Equal(t, 3.0, Of64([]float64{1, -3, 2}).Largest())
	assert.True(t, math.IsNaN(Of64([]float64{1, math.NaN(), 2}).Largest()))
}

// TestWindows: of 40 numbers padded to 64, 12 zeros come first, so the first of
// two windows has 20.
func TestWindows(t *testing.T) {
	w := newWindows(40)
	for k := range 40 {
		if k == 0 {
			w.add(1 << 25)
		} else {
			w.add(1)
		}
	}
	// 19 ones vanish beside 2²⁵, where the spacing is 4; the second window's 20 count.
	assert.Equal(t, float32(1<<25+20)*(1/float32(40)), w.mean())
}

func TestBFloat16(t *testing.T) {
	for x, want := range map[float64]float64{
		1: 1, 1 + 1.0/256: 1, 1 + 3.0/256: 1 + 1.0/64, 1 + 1.0/255: 1 + 1.0/128, -0.1: -0.10009765625, 0: 0, 3e38: 226 * 0x1p120,
	} {
		assert.InEpsilon(t, want+1, BFloat16(x)+1, 1e-7, "%g", x)
	}
	assert.True(t, math.IsNaN(BFloat16(math.NaN())))
	assert.True(t, math.IsInf(BFloat16(math.Inf(-1)), -1))
}

// TestProductBFloat16 compares every order with the definition; of small whole
// numbers all are exact.
func TestProductBFloat16(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	for _, p := range []Precision{Float32, Float64} {
		for _, size := range [][3]int{{1, 1, 1}, {3, 4, 5}, {2, 7, 3}, {5, 8, 2}, {4, 19, 6}} {
			rows, inner, cols := size[0], size[1], size[2]
			whole := func(rows, cols int) Matrix {
				m := MatrixOf(Make(p, rows*cols), rows, cols)
				for i := range rows * cols {
					m.Data.Set(i, float64(r.IntN(5)-2))
				}
				return m
			}
			a, b, c := whole(rows, inner), whole(inner, cols), whole(rows, cols)
			for _, order := range []Summing{InOrder, InPairs, InFourLanes, InEightLanes} {
				m := MatrixOf(Make(p, rows*cols), rows, cols)
				m.MixProductBFloat16(-2, c, 0.5, a, b, order)
				for i := range rows {
					for j := range cols {
						sum := 0.0
						for k := range inner {
							sum += a.Row(i).At(k) * b.Row(k).At(j)
						}
						assert.Equal(t, 0.5*sum-2*c.Row(i).At(j), m.Row(i).At(j), "%v %v %v", p, size, order)
					}
				}
			}
		}
	}
}

func TestLargestEigenvalue(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 14))
	for _, n := range []int{1, 2, 3, 7} {
		// Xᵀ·X has the largest eigenvalue σ², and power iteration finds it.
		x := randomMatrix(r, Float64, n+1, n)
		gram := MatrixOf(Make(Float64, n*n), n, n)
		gram.MulTransA(x, x)
		u, w := MatrixOf(Make(Float64, n), n, 1), MatrixOf(Make(Float64, n), n, 1)
		u.Data.Fill(1)
		norm := 0.0
		for range 5000 {
			w.Mul(gram, u)
			norm = math.Sqrt(w.Data.SumSquares())
			u.Data.Fill(0)
			u.Data.AddScaled(1/norm, w.Data)
		}
		assert.InEpsilon(t, norm, gram.LargestEigenvalue(), 1e-12, "%d", n)
	}
	zero := MatrixOf(Make(Float64, 4), 2, 2)
	assert.Zero(t, zero.LargestEigenvalue())
}

func TestEpsilon(t *testing.T) {
	for _, p := range []Precision{Float32, Float64} {
		v := Make(p, 1)
		v.Set(0, 1+p.Epsilon())
		assert.Greater(t, v.At(0), 1.0)
		v.Set(0, 1+p.Epsilon()/2)
		assert.Equal(t, 1.0, v.At(0))
		v.Set(0, p.smallest()/2)
		v.AtLeast(0)
		assert.Equal(t, p.smallest(), v.At(0))
	}
}
