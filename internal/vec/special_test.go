package vec

import (
	"bufio"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestSpecialFunctions compares with mpmath's values, see special_golden.py.
func TestSpecialFunctions(t *testing.T) {
	functions := []struct {
		name string
		f    func(float64) float64
		ulps float64 // allowed
	}{
		{"Log1p", Log1p, 3}, {"Expm1", Expm1, 4}, {"Tanh", Tanh, 4},
		{"Sigmoid", Sigmoid, 4}, {"Softplus", Softplus, 4}, {"Erfc", Erfc, 8},
	}
	file, err := os.Open("testdata/special_golden.txt")
	require.NoError(t, err)
	defer file.Close()
	worst, lines := make([]float64, len(functions)), 0
	for s := bufio.NewScanner(file); s.Scan(); lines++ {
		fields := strings.Fields(s.Text())
		require.Len(t, fields, 1+len(functions))
		var v []float64
		for _, field := range fields {
			x, err := strconv.ParseFloat(field, 64)
			require.NoError(t, err)
			v = append(v, x)
		}
		for i, f := range functions {
			if want := v[1+i]; !math.IsNaN(want) && math.Abs(want) > 1e-300 {
				d := ulps(f.f(v[0]), want)
				worst[i] = max(worst[i], d)
				assert.LessOrEqual(t, d, f.ulps, "%s(%v) is %v, want %v", f.name, v[0], f.f(v[0]), want)
			}
		}
	}
	assert.Greater(t, lines, 250)
	for i, f := range functions {
		t.Logf("%s: largest error %v ulp", f.name, worst[i])
	}
}

func TestSpecialFunctionsAtTheEnds(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	for _, c := range []struct {
		name       string
		f          func(float64) float64
		at, wanted []float64
	}{
		{"Log1p", Log1p, []float64{-1, -2, inf, -inf, nan, 0}, []float64{-inf, nan, inf, nan, nan, 0}},
		{"Expm1", Expm1, []float64{-inf, inf, nan, -800, 800}, []float64{-1, inf, nan, -1, inf}},
		{"Tanh", Tanh, []float64{-inf, inf, nan, 1e300, 0}, []float64{-1, 1, nan, 1, 0}},
		{"Sigmoid", Sigmoid, []float64{-inf, inf, nan, -800, 800}, []float64{0, 1, nan, 0, 1}},
		{"Softplus", Softplus, []float64{-inf, inf, nan, -800, 800}, []float64{0, inf, nan, 0, 800}},
		{"Erfc", Erfc, []float64{-inf, inf, nan, -30, 30}, []float64{2, 0, nan, 2, 0}},
	} {
		for i, x := range c.at {
			got := c.f(x)
			assert.True(t, got == c.wanted[i] || got != got && c.wanted[i] != c.wanted[i], "%s(%v) is %v", c.name, x, got)
		}
	}
}
