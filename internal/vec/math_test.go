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
