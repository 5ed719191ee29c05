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
		{"AverageSquaredErrors", func(v, a, b, _ Vec) { v.AverageSquaredErrors(0.9, a, b, 0.01) }, func(v, a, b, _ float64) float64 {
			return 0.9*v + 0.1*(a-b)*(a-b) + 0.01
		}},
		{"ApproachSquares", func(v, a, _, _ Vec) { v.ApproachSquares(0.1, a) }, func(v, a, _, _ float64) float64 {
			return v - 0.1*math.Copysign(1, v-a*a)*a*a
		}},
		{"OverRoot", func(v, _, b, _ Vec) { v.OverRoot(v, b, 0.5) }, func(v, _, b, _ float64) float64 { return v / math.Max(math.Sqrt(b), 0.5) }},
		{"StepOverRoot", func(v, a, b, c Vec) { v.StepOverRoot(0.9, a, c, a, b, 0.8, 0.3, a, 0.5) }, func(v, a, b, _ float64) float64 {
			return 0.9*v - a/(math.Sqrt(0.8*b+0.3*a*a)+0.5)
		}},
		{"MixOverCbrt", func(v, a, b, c Vec) { v.MixOverCbrt(0.9, 0.2, a, b, c, 0.5) }, func(v, a, b, c float64) float64 {
			return 0.9*v + 0.2*(a-b/(math.Cbrt(c)+0.5))
		}},
		{"AddGrowth", func(v, a, b, c Vec) { v.AddGrowth(0.2, a, b, c) }, func(v, a, b, c float64) float64 { return v + 0.2*(a-b)*c }},
		{"Interpolate", func(v, _, b, _ Vec) { v.Interpolate(v, b, 0.3) }, func(v, _, b, _ float64) float64 { return 0.7*v + 0.3*b }},
		{"AddAbs", func(v, a, _, _ Vec) { v.AddAbs(a) }, func(v, a, _, _ float64) float64 { return v + math.Abs(a) }},
		{"LoseTo", func(v, a, b, c Vec) { v.LoseTo(a, b, c) }, func(v, a, b, c float64) float64 { return math.Max(v-a*(b-c), 0) }},
		{"Bet", func(v, a, b, c Vec) { v.Bet(v, a, b, c, c, 3) }, func(v, a, b, c float64) float64 {
			return v + a/(b*math.Max(c+b, 3*b))*(b+c)
		}},
	}...)
}

// TestApproachSquares: what has arrived stays.
func TestApproachSquares(t *testing.T) {
	v := Of64([]float64{4, math.NaN(), 1})
	v.ApproachSquares(0.5, Of64([]float64{2, 1, math.NaN()}))
	assert.Equal(t, 4.0, v.At(0))
	assert.True(t, math.IsNaN(v.At(1)))
	assert.True(t, math.IsNaN(v.At(2)))
}

// TestInterpolateStays: between a point and itself there is no other.
func TestInterpolateStays(t *testing.T) {
	for _, p := range []Precision{Float32, Float64} {
		v, a := Make(p, 1), Make(p, 1)
		a.Set(0, 0.1)
		v.Interpolate(a, a, 0.9)
		assert.Equal(t, a, v)
	}
}

func TestDistances(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for _, p := range []Precision{Float32, Float64} {
		for n := range 70 {
			v, _ := guarded(r, p, n, false)
			a, _ := guarded(r, p, n, false)
			b, _ := guarded(r, p, n, true)
			squares, dot := 0.0, 0.0
			for i := range n {
				squares += (v.At(i) - a.At(i)) * (v.At(i) - a.At(i))
				dot += v.At(i) * (a.At(i) - b.At(i))
			}
			assert.InDelta(t, squares, v.SquaredDistance(a), 1e-12)
			assert.InDelta(t, dot, v.DotDifference(a, b), 1e-12)
		}
	}
}

// TestCbrt32: a root in float32 is right to the rounding over all magnitudes.
func TestCbrt32(t *testing.T) {
	root := func(x float32) float32 {
		var near, off [1]float32
		nearCbrts32(near[:], off[:], []float32{x})
		return cbrt32(near[0], off[0])
	}
	for x := float32(1e-45); x < math.MaxFloat32/1.01; x += max(x/300, 1e-45) {
		require.InEpsilon(t, math.Cbrt(float64(x)), root(x), 0.65e-7, "∛%g", x)
	}
	for _, x := range []float64{0, 1, 8, math.Inf(1)} {
		require.Equal(t, float32(math.Cbrt(x)), root(float32(x)), "∛%g", x)
	}
	assert.True(t, math.IsNaN(float64(root(float32(math.NaN())))))
}

func TestCbrt(t *testing.T) {
	for x := 1e-300; x < 1e300; x *= 1.0173 {
		require.LessOrEqual(t, ulps(Cbrt(x), math.Cbrt(x)), 2.0, "∛%g", x)
	}
	for x := 0.1; x < 9; x += 1.0 / 1024 {
		require.LessOrEqual(t, ulps(Cbrt(x), math.Cbrt(x)), 2.0, "∛%g", x)
	}
	for _, x := range []float64{0, 1, 8, -27, 5e-324, 2.2e-308, math.MaxFloat64, math.Inf(1), math.Inf(-1), math.NaN()} {
		require.LessOrEqual(t, ulps(Cbrt(x), math.Cbrt(x)), 2.0, "∛%g", x)
	}
}

// TestSecondVectors: what moves beside v is what it would be alone.
func TestSecondVectors(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for _, p := range []Precision{Float32, Float64} {
		v, _ := guarded(r, p, 37, false)
		a, _ := guarded(r, p, 37, false)
		b, _ := guarded(r, p, 37, false)
		d, _ := guarded(r, p, 37, true)
		before, moved := v.Clone(), d.Clone()
		v.MixOverRootOf(0.8, -0.2, a, moved, 0.9, 0.1, b, 0.01, 0.1)
		d.MixSquares(0.9, 0.1, b)
		before.MixOverRoot(0.8, -0.2, a, d, 0.01, 0.1)
		assert.Equal(t, d, moved)
		assert.Equal(t, before, v)

		q := Make(p, 37)
		v.StepOverRoot(1, a, q, b, moved, 0.9, 0.1, a, 0.1)
		d.MixSquares(0.9, 0.1, a)
		assert.Equal(t, d, moved)
		for i := range q.Len() {
			assert.InDelta(t, b.At(i)/(math.Sqrt(d.At(i))+0.1), q.At(i), 1e-5)
		}
	}
}
