package vec

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestTan compares with values of mpmath, correct to the last digit, and over a
// range with the standard library's, whose own error grows towards the poles.
func TestTan(t *testing.T) {
	for _, c := range []struct{ x, tan float64 }{
		{1e-300, 1e-300},
		{1e-08, 1e-08},
		{0.1, 0.10033467208545055},
		{0.5, 0.5463024898437905},
		{0.7853981633974483, 0.9999999999999999},
		{1.0, 1.5574077246549023},
		{1.5, 14.101419947171719},
		{1.5707963267948966, 1.633123935319537e+16},
		{1.6, -34.232532735557314},
		{2.0, -2.185039863261519},
		{3.141592653589793, -1.2246467991473532e-16},
		{4.71238898038469, 5443746451065123.0},
		{10.0, 0.6483608274590866},
		{100.5, -0.030974815325197236},
		{355.0, 3.0144353373184265e-05},
		{1000000.0, -0.373624453987599},
		{123456789012.5, 0.657478808247859},
		{1000000000000000.0, -1.672414782127583},
	} {
		assert.LessOrEqual(t, ulps(Tan(c.x), c.tan), 4.0, "tan %g", c.x)
		assert.LessOrEqual(t, ulps(Tan(-c.x), -c.tan), 4.0, "tan %g", -c.x)
	}
	for x := -20.0; x <= 20; x += 0.00317 {
		want := math.Tan(x)
		require.InDelta(t, want, Tan(x), 1e-15*(1+want*want), "tan %g", x)
	}
	for _, x := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		assert.True(t, math.IsNaN(Tan(x)))
	}
	assert.Equal(t, 0.0, Tan(0))
}
