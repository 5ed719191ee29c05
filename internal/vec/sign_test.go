package vec

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

func init() {
	signOf := func(a float64) float64 { return math.Copysign(1, a) }
	primitives = append(primitives, []struct {
		name    string
		apply   func(v, a, b, c Vec)
		element func(v, a, b, c float64) float64
	}{
		{"AddSign", func(v, a, _, _ Vec) { v.AddSign(-0.3, a) }, func(v, a, _, _ float64) float64 { return v - 0.3*signOf(a) }},
		{"AddSigned", func(v, a, b, _ Vec) { v.AddSigned(-0.3, b, a) }, func(v, a, b, _ float64) float64 { return v - 0.3*b*signOf(a) }},
		{"Grow", func(v, a, _, _ Vec) { v.Grow(a, 1.2, 0.5, -0.4, 0.9) }, func(v, a, _, _ float64) float64 {
			if a > 0 {
				return math.Max(-0.4, math.Min(0.9, 1.2*v))
			}
			return math.Max(-0.4, math.Min(0.9, 0.5*v))
		}},
		{"DropNegative", func(v, a, _, _ Vec) { v.DropNegative(a) }, func(v, a, _, _ float64) float64 {
			if a < 0 {
				return 0
			}
			return v
		}},
		{"DropUpTo", func(v, _, _, _ Vec) { v.DropUpTo(-0.1) }, func(v, _, _, _ float64) float64 {
			if v <= -0.1 {
				return 0
			}
			return v
		}},
		{"Flush", func(v, _, _, _ Vec) { v.Flush() }, func(v, _, _, _ float64) float64 { return v }},
		{"CopyWhere", func(v, a, b, _ Vec) { v.CopyWhere(a, b) }, func(_, _, b, _ float64) float64 { return b }},
		{"MixWhere", func(v, a, _, _ Vec) { v.MixWhere(0.9, 0.2, a) }, func(v, a, _, _ float64) float64 { return 0.9*v + 0.2*a }},
		{"MixSquaresWhere", func(v, a, _, _ Vec) { v.MixSquaresWhere(0.9, 0.2, a) }, func(v, a, _, _ float64) float64 { return 0.9*v + 0.2*a*a }},
		{"Mul", func(v, a, _, _ Vec) { v.Mul(a) }, func(v, a, _, _ float64) float64 { return v * a }},
		{"Divide", func(v, _, _, _ Vec) { v.Divide(-0.3) }, func(v, _, _, _ float64) float64 { return v / -0.3 }},
		{"Power of 1/2", func(v, _, _, _ Vec) { v.Mul(v); v.Power(v, 0.5) }, func(v, _, _, _ float64) float64 { return math.Abs(v) }},
		{"Power", func(v, _, _, _ Vec) { v.Mul(v); v.Power(v, 0.3) }, func(v, _, _, _ float64) float64 { return math.Pow(v*v, 0.3) }},
		{"Shrink", func(v, a, b, _ Vec) { v.Shrink(v, 0.5, 2, b, 0.1) }, func(v, _, b, _ float64) float64 {
			return (math.Max(-0.5, math.Min(0.5, v)) - v) / (2*b + 0.1)
		}},
	}...)
}

// TestSigns: zero has no sign, and NaN none to lose.
func TestSigns(t *testing.T) {
	nan := math.NaN()
	for _, p := range []Precision{Float32, Float64} {
		of := func(es ...float64) Vec {
			v := Make(p, len(es))
			for i, e := range es {
				v.Set(i, e)
			}
			return v
		}
		q := of(3, -3, 0, nan)
		v := of(1, 1, 1, 1)
		v.AddSign(2, q)
		assert.Equal(t, of(3, -1, 1), v.Slice(0, 3))
		assert.True(t, math.IsNaN(v.At(3)))

		v = of(1, 1, 1, 1)
		v.AddSigned(2, of(5, 6, 7, 8), q)
		assert.Equal(t, of(11, -11, 1), v.Slice(0, 3))
		assert.True(t, math.IsNaN(v.At(3)))

		v = of(8, 8, 8, 8)
		v.Grow(q, 2, 0.5, 5, 12)
		assert.Equal(t, of(12, 5, 8), v.Slice(0, 3))
		assert.True(t, math.IsNaN(v.At(3)))

		v = of(1, 1, 1, 1)
		v.DropNegative(q)
		assert.Equal(t, of(1, 0, 1, 1), v)

		v = of(1, 2, 3, 4)
		v.CopyWhere(q, of(5, 6, 7, 8))
		assert.Equal(t, of(5, 6, 3, 8), v)

		v.MixWhere(2, 1, of(1, 0, math.Copysign(0, -1), -1))
		assert.Equal(t, of(11, 6, 3, 15), v)
		v.MixSquaresWhere(2, 1, of(2, 0, math.Copysign(0, -1), nan))
		assert.Equal(t, of(26, 6, 3), v.Slice(0, 3))
		assert.True(t, math.IsNaN(v.At(3)))

		v.Shrink(of(2, -2, 1, nan), 1, 0, of(0, 0, 0, 0), 0.5)
		assert.Equal(t, of(-2, 2, 0), v.Slice(0, 3))
		assert.True(t, math.IsNaN(v.At(3)))
		v.Shrink(of(0, 0, 0, 0), 0, 1, of(0, 0, 0, 0), 0)
		assert.Equal(t, of(0, 0, 0, 0), v, "nothing divided by nothing")
	}
}
