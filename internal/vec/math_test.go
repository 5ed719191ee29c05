package vec

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// ulps is the distance between two numbers in units in the last place.
func ulps(a, b float64) float64 {
	if a == b || math.IsNaN(a) && math.IsNaN(b) {
		return 0
	}
	return math.Abs(a-b) / (math.Nextafter(math.Abs(b), math.Inf(1)) - math.Abs(b))
}

// Within their ranges the standard library's functions err by less than one
// unit in the last place. At the ends of float64 its assembly does not (on amd64
// it has e^709.5 = +Inf), so the values there are those of the C library.
func TestExp(t *testing.T) {
	for x := -708.0; x <= 709; x += 0.0317 {
		require.LessOrEqual(t, ulps(Exp(x), math.Exp(x)), 3.0, "e^%g", x)
	}
	for x, want := range map[float64]float64{709.4655: 1.3090364835246102e+308, 709.78: 1.7928227943945155e+308, -740: 4.2e-322, -745: 5e-324} {
		assert.LessOrEqual(t, ulps(Exp(x), want), 3.0, "e^%g", x)
	}
	for _, x := range []float64{0, 1, -1, 1e-300, -1e-17, 710, 1e300, -746, math.Inf(1), math.Inf(-1), math.NaN()} {
		assert.LessOrEqual(t, ulps(Exp(x), math.Exp(x)), 3.0, "e^%g", x)
	}
	assert.Equal(t, 1.0, Exp(0))
}

func TestLog(t *testing.T) {
	for x := 1e-300; x < 1e300; x *= 1.0173 {
		require.LessOrEqual(t, ulps(Log(x), math.Log(x)), 3.0, "ln %g", x)
	}
	for x := 0.5; x < 2; x += 1.0 / 4096 { // where the logarithm crosses zero
		require.LessOrEqual(t, ulps(Log(x), math.Log(x)), 3.0, "ln %g", x)
	}
	for x, want := range map[float64]float64{5e-324: -744.4400719213812, 1e-320: -736.8272408909739, 2.2e-308: -708.4077512818018} {
		assert.LessOrEqual(t, ulps(Log(x), want), 3.0, "ln %g", x)
	}
	for _, x := range []float64{1, 0, -1, math.MaxFloat64, math.Inf(1), math.Inf(-1), math.NaN()} {
		assert.LessOrEqual(t, ulps(Log(x), math.Log(x)), 3.0, "ln %g", x)
	}
}

func TestPow(t *testing.T) {
	for _, x := range []float64{0.5, 0.96, 0.999, 1, 2, 10, 1e-5} {
		for y := -30.0; y <= 30; y += 0.37 {
			require.InEpsilon(t, math.Pow(x, y), Pow(x, y), 1e-13, "%g^%g", x, y)
		}
	}
}

func TestPowEnds(t *testing.T) {
	assert.Equal(t, 1.0, Pow(0, 0))
	assert.Equal(t, 0.0, Pow(0, 2))
	assert.True(t, math.IsInf(Pow(0, -1), 1))
}

func TestPowInt(t *testing.T) {
	for _, x := range []float64{0, -0.5, 0.3, 1, 1.5, -2} {
		for n := range 60 {
			assert.InDelta(t, math.Pow(x, float64(n)), PowInt(x, n), 1e-14*math.Abs(math.Pow(x, float64(n))), "%g^%d", x, n)
		}
	}
}

// TestCosSin compares with the standard library's, which errs by less than one
// unit in the last place where its own result is not tiny.
func TestCosSin(t *testing.T) {
	check := func(x float64) {
		require.InDelta(t, math.Cos(x), Cos(x), 3e-16, "cos %g", x)
		require.InDelta(t, math.Sin(x), Sin(x), 3e-16, "sin %g", x)
	}
	for x := -50.0; x <= 50; x += 0.00317 {
		check(x)
	}
	for x := 1e-300; x < 1e9; x *= 1.0173 {
		check(x)
		check(-x)
	}
	for x := 0.0; x < math.Pi/4; x += 1e-4 {
		require.LessOrEqual(t, ulps(Cos(x), math.Cos(x)), 2.0, "cos %g", x)
		require.LessOrEqual(t, ulps(Sin(x), math.Sin(x)), 2.0, "sin %g", x)
	}
	assert.Equal(t, 1.0, Cos(0))
	assert.Equal(t, -1.0, Cos(math.Pi))
	assert.Equal(t, 5e-324, Sin(5e-324))
}

// TestCosSinNearZeros has values correct to the last digit where x is near a
// multiple of π/2 and where it is large.
func TestCosSinNearZeros(t *testing.T) {
	for _, c := range nearZeros {
		assert.LessOrEqual(t, ulps(Cos(c.x), c.cos), 2.0, "cos %g", c.x)
		assert.LessOrEqual(t, ulps(Sin(c.x), c.sin), 2.0, "sin %g", c.x)
	}
	for _, x := range []float64{1e16, -1e300, math.MaxFloat64} {
		assert.LessOrEqual(t, math.Abs(Cos(x)), 1.0)
		assert.InDelta(t, 1, Cos(x)*Cos(x)+Sin(x)*Sin(x), 1e-15)
	}
	for _, x := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		assert.True(t, math.IsNaN(Cos(x)))
		assert.True(t, math.IsNaN(Sin(x)))
	}
}

var nearZeros = []struct{ x, cos, sin float64 }{
	{72298056338290.39, -9.09792079763093e-08, 0.9999999999999959},
	{26633078663925.28, 0.9999999999999944, -1.0539013693881598e-07},
	{259704965988507.34, -0.9999999999999857, 1.691661586890022e-07},
	{1570796337.7904708, -6.824884509657146e-08, -0.9999999999999977},
	{157079632684.20206, 5.981248765942667e-06, -0.9999999999821123},
	{193925470698484.1, -0.014897911228909388, 0.9998890199622233},
	{942477796076939.5, 0.0423224750027183, 0.9991040026491959},
	{1121548577331559.4, -0.9988826893994447, -0.04725857401712864},
	{1.5707963267948966, 6.123233995736766e-17, 1.0},
	{3.141592653589793, -1.0, 1.2246467991473532e-16},
	{4.71238898038469, -1.8369701987210297e-16, -1.0},
	{6.283185307179586, 1.0, -2.4492935982947064e-16},
	{314.1592653589793, 1.0, 1.964386723728472e-15},
	{314159.2653589793, 1.0, -3.3960653996302193e-11},
	{6086308450.78955, 0.7065180032613785, 0.7076950692689294},
	{1000000.0, 0.9367521275331447, -0.34999350217129294},
	{1000000000.0, 0.8378871813639024, 0.5458434494486996},
	{123456789012.5, -0.835576623252271, -0.5493739224556734},
	{1000000000000000.0, -0.5131937377869703, 0.8582727931702359},
	{-17.27875959474386, -2.4499125789312946e-15, 1.0},
	{355.0, -0.999999999545659, -3.014435335948845e-05},
}
