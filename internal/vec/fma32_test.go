package vec

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// exactFMA is a·b + c from the definition: exact, then rounded once. The sign of
// an exact zero is that of IEEE 754.
func exactFMA(a, b, c float32) float32 {
	p := new(big.Float).SetPrec(64).Mul(big.NewFloat(float64(a)), big.NewFloat(float64(b)))
	s := new(big.Float).SetPrec(1000).Add(p, big.NewFloat(float64(c)))
	if s.Sign() == 0 {
		return float32(float64(a)*float64(b) + float64(c))
	}
	f, _ := s.Float32()
	return f
}

func checkFMA(t *testing.T, a, b, c float32) {
	t.Helper()
	for _, x := range []float32{a, b, c} {
		if x-x != 0 {
			return // big.Float has no NaN, and what becomes of an Inf is below
		}
	}
	want, got := exactFMA(a, b, c), fma32(a, b, c)
	require.Equal(t, math.Float32bits(want), math.Float32bits(got), "%g·%g + %g: %g, not %g", a, b, c, want, got)
}

// TestFMA32 has numbers of all sizes, and those whose sum is next to halfway
// between two float32, where to round twice is wrong.
func TestFMA32(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	wrong := 0
	for range 50_000 {
		a, b, c := math.Float32frombits(r.Uint32()), math.Float32frombits(r.Uint32()), math.Float32frombits(r.Uint32())
		checkFMA(t, a, b, c)
		c = float32(float64(a) * float64(b) * (r.Float64() - .5)) // of the product's size
		checkFMA(t, a, b, c)
		checkFMA(t, a, b, -float32(float64(a)*float64(b)))

		// a·b is at or within 2^-26…2^-46 of half a unit of c.
		j := 13 + r.IntN(11)
		d := float32(math.Ldexp(1, -j))
		down := math.Float32frombits(uint32(r.IntN(200)+1) << 23)
		c = (1 + float32(r.IntN(1<<23))/(1<<23)) * down
		for _, x := range []float32{1, 1 + d, 1 - d} {
			for _, y := range []float32{1, 1 + d, 1 - d} {
				y *= 1.0 / (1 << 24)
				checkFMA(t, x*down, y, c)
				checkFMA(t, x, -y*down, c)
				if float32(float64(x)*float64(y)+float64(c/down)) != fma32(x, y, c/down) {
					wrong++
				}
			}
		}
	}
	require.Positive(t, wrong, "numbers that rounding twice gets wrong")

	inf, nan := float32(math.Inf(1)), float32(math.NaN())
	require.Equal(t, inf, fma32(2, inf, -1))
	require.Equal(t, -inf, fma32(math.MaxFloat32, -math.MaxFloat32, 1))
	for _, x := range []float32{fma32(0, inf, 1), fma32(inf, 1, -inf), fma32(nan, 0, 0), fma32(0, 0, nan)} {
		require.True(t, x != x)
	}
}

func FuzzFMA32(f *testing.F) {
	f.Add(uint32(0x3f800001), uint32(0x33800000), uint32(0x3f800000))
	f.Add(uint32(1), uint32(0x3f000000), uint32(0))
	f.Fuzz(func(t *testing.T, a, b, c uint32) {
		checkFMA(t, math.Float32frombits(a), math.Float32frombits(b), math.Float32frombits(c))
	})
}
