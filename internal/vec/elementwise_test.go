package vec

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// primitives are the elementwise methods with the formula of one element.
var primitives = []struct {
	name    string
	apply   func(v, a, b, c Vec)
	element func(v, a, b, c float64) float64
}{
	{"Scale", func(v, _, _, _ Vec) { v.Scale(-0.3) }, func(v, _, _, _ float64) float64 { return -0.3 * v }},
	{"Mix", func(v, a, _, _ Vec) { v.Mix(0.9, -0.2, a) }, func(v, a, _, _ float64) float64 { return 0.9*v - 0.2*a }},
	{"Average", func(v, a, _, _ Vec) { v.Average(0.9, a) }, func(v, a, _, _ float64) float64 { return 0.9*v + 0.1*a }},
	{"AddScaled", func(v, a, _, _ Vec) { v.AddScaled(-0.7, a) }, func(v, a, _, _ float64) float64 { return v - 0.7*a }},
	{"MixSquares", func(v, a, _, _ Vec) { v.MixSquares(0.9, -0.2, a) }, func(v, a, _, _ float64) float64 { return 0.9*v - 0.2*a*a }},
	{"AverageSquares", func(v, a, _, _ Vec) { v.AverageSquares(0.9, a) }, func(v, a, _, _ float64) float64 { return 0.9*v + 0.1*a*a }},
	{"MixOverRoot", func(v, a, b, _ Vec) { v.MixOverRoot(0.9, -0.2, a, b, 0.1, 0.01) }, func(v, a, b, _ float64) float64 {
		return 0.9*v - 0.2*a/(math.Sqrt(b+0.1)+0.01)
	}},
	{"MixOverRootOf", func(v, a, b, c Vec) { v.MixOverRootOf(0.9, -0.2, a, c, 0.8, 0.3, b, 0.1, 0.01) }, func(v, a, b, c float64) float64 {
		return 0.9*v - 0.2*a/(math.Sqrt(0.8*c+0.3*b*b+0.1)+0.01)
	}},
	{"AddOver", func(v, a, b, _ Vec) { v.AddOver(-0.2, a, b, 0.1) }, func(v, a, b, _ float64) float64 { return v - 0.2*a/(b+0.1) }},
	{"RootRatio", func(v, a, b, c Vec) { v.RootRatio(a, b, c, 0.1) }, func(_, a, b, c float64) float64 {
		return a * math.Sqrt(b+0.1) / math.Sqrt(c+0.1)
	}},
	{"Max", func(v, a, _, _ Vec) { v.Max(a) }, func(v, a, _, _ float64) float64 { return math.Max(v, a) }},
	{"Min", func(v, a, _, _ Vec) { v.Min(a) }, func(v, a, _, _ float64) float64 { return math.Min(v, a) }},
	{"AtMost", func(v, _, _, _ Vec) { v.AtMost(0.25) }, func(v, _, _, _ float64) float64 { return math.Min(v, 0.25) }},
	{"MaxAbs", func(v, a, _, _ Vec) { v.MaxAbs(0.9, a, 0.1) }, func(v, a, _, _ float64) float64 { return math.Max(0.9*v, math.Abs(a)+0.1) }},
	{"Clamp", func(v, _, _, _ Vec) { v.Clamp(0.5) }, func(v, _, _, _ float64) float64 { return math.Max(-0.5, math.Min(0.5, v)) }},
	{"Fill", func(v, _, _, _ Vec) { v.Fill(3) }, func(_, _, _, _ float64) float64 { return 3 }},
	{"Copy", func(v, a, _, _ Vec) { v.Copy(a) }, func(_, a, _, _ float64) float64 { return a }},
	{"Relu", func(v, _, _, _ Vec) { v.Relu() }, func(v, _, _, _ float64) float64 { return math.Max(v, 0) }},
	{"MaskRelu", func(v, a, _, _ Vec) { v.MaskRelu(a) }, func(v, a, _, _ float64) float64 {
		if a > 0 {
			return v
		}
		return 0
	}},
}

// guarded returns a vector of n random elements inside a longer one of NaNs,
// and a check that the NaNs are still there.
func guarded(r *rand.Rand, p Precision, n int, positive bool) (Vec, func() bool) {
	whole := Make(p, n+8)
	whole.Fill(math.NaN())
	v := whole.Slice(4, 4+n)
	for i := range n {
		x := r.NormFloat64()
		if positive {
			x = math.Abs(x)
		}
		v.Set(i, x)
	}
	return v, func() bool {
		for i := range 4 {
			if !math.IsNaN(whole.At(i)) || !math.IsNaN(whole.At(n+7-i)) {
				return false
			}
		}
		return true
	}
}

func TestPrimitives(t *testing.T) {
	for _, q := range primitives {
		for _, p := range []Precision{Float32, Float64} {
			tolerance := 1e-15
			if p == Float32 {
				tolerance = 1e-6
			}
			r := rand.New(rand.NewPCG(1, 2))
			for n := range 70 {
				v, unhurt := guarded(r, p, n, false)
				a, _ := guarded(r, p, n, false)
				b, _ := guarded(r, p, n, true)
				c, _ := guarded(r, p, n, true)
				before := v.Clone()
				q.apply(v, a.Clone(), b.Clone(), c.Clone()) // of which one may change
				for i := range n {
					want := q.element(before.At(i), a.At(i), b.At(i), c.At(i))
					require.InDelta(t, want, v.At(i), tolerance*math.Max(1, math.Abs(want))*4, "%s, %v, element %d of %d", q.name, p, i, n)
				}
				require.True(t, unhurt(), "%s, %v, length %d wrote outside", q.name, p, n)
			}
		}
	}
}

// TestNaN: a NaN in the vector is not lost.
func TestNaN(t *testing.T) {
	for _, q := range primitives {
		switch q.name {
		case "Fill", "Copy", "CopyWhere", "RootRatio":
			continue // they forget what was there
		}
		for _, p := range []Precision{Float32, Float64} {
			v, one := Make(p, 1), Make(p, 1)
			v.Set(0, math.NaN())
			one.Set(0, 1)
			q.apply(v, one, one, one)
			assert.True(t, math.IsNaN(v.At(0)), "%s, %v", q.name, p)
		}
	}
}

func TestReductions(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, p := range []Precision{Float32, Float64} {
		for n := range 70 {
			v, _ := guarded(r, p, n, false)
			a, _ := guarded(r, p, n, false)
			squares, dot, abs := 0.0, 0.0, 0.0
			for i := range n {
				squares += v.At(i) * v.At(i)
				dot += v.At(i) * a.At(i)
				abs += math.Abs(v.At(i))
			}
			assert.InDelta(t, squares, v.SumSquares(), 1e-12)
			assert.InDelta(t, dot, v.Dot(a), 1e-12)
			assert.InDelta(t, abs, v.SumAbs(), 1e-12)
			assert.True(t, v.Finite())
			for _, bad := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
				if n > 0 {
					w := v.Clone()
					w.Set(n/2, bad)
					assert.False(t, w.Finite())
				}
			}
		}
	}
	big := Make(Float64, 1)
	big.Set(0, math.MaxFloat64)
	assert.True(t, big.Finite())
}

func TestCopyRefuses(t *testing.T) {
	assert.Panics(t, func() { Make(Float32, 3).Copy(Make(Float64, 3)) })
	assert.Panics(t, func() { Make(Float32, 3).Copy(Make(Float32, 4)) })
}

// TestNoFusedMultiplyAdd: products are rounded before they are added, also
// where the machine could do both at once.
func TestNoFusedMultiplyAdd(t *testing.T) {
	const e = 1.0 / (1 << 30)
	a := 1 + e // a² = 1 + 2e + e² rounds to 1 + 2e in float64
	v := Of64([]float64{-1 - 2*e})
	v.MixSquares(1, 1, Of64([]float64{a}))
	assert.Equal(t, 0.0, v.At(0))
	v.Set(0, -1-2*e)
	v.AddScaled(a, Of64([]float64{a}))
	assert.Equal(t, 0.0, v.At(0))
	v.Set(0, -1-2*e)
	v.Mix(1, a, Of64([]float64{a}))
	assert.Equal(t, 0.0, v.At(0))
}
