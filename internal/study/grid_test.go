package study

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestGrid(t *testing.T) {
	assert.Equal(t, []float64{0.00215, 0.00464, 0.01, 0.0215, 0.0464}, GridAround(0.01, 5).Rates())
	assert.Equal(t, []float64{0.464, 1, 2.15, 4.64}, GridAround(1, 4).Rates())
	// Each rate is the middle of the grid around it, and of those around all
	// rates that are nearer to it than to its neighbours.
	for _, r := range GridAround(1, MaxRates).Rates() {
		assert.Equal(t, r, GridAround(r, 1).Rates()[0])
		assert.Equal(t, r, GridAround(1.4*r, 1).Rates()[0])
		assert.Equal(t, r, GridAround(r/1.4, 1).Rates()[0])
	}
	assert.Equal(t, []float64{1e-300}, GridAround(1.1e-300, 1).Rates())
	assert.Equal(t, []float64{10}, GridAround(9.5, 1).Rates())
	// Each is a third of a decade above the one before, to three digits.
	rates := GridAround(0.003, MaxRates).Rates()
	for i := 1; i < len(rates); i++ {
		assert.InEpsilon(t, math.Cbrt(10), rates[i]/rates[i-1], 0.005)
	}
}

func TestMiddle(t *testing.T) {
	assert.InDelta(t, 0.1, Middle([]float64{0.01, 0.02, 1}), 1e-15)
	assert.Equal(t, 1.0, Middle([]float64{0, math.NaN()}))
}

func TestBest(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, c := range []struct {
		scores []Score
		want   int
	}{
		{[]Score{{3, inf}, {2, inf}, {nan, inf}}, 1},
		{[]Score{{2, inf}, {2, inf}}, 0},
		{[]Score{{2, 9}, {2, 7}, {2, 8}}, 1},
		{[]Score{{1e-20, 40}, {1e-9, 30}, {0, 50}}, 1}, // all within the tolerance
		{[]Score{{nan, inf}}, -1},
		{nil, -1},
	} {
		assert.Equal(t, c.want, Best(c.scores, 1e-8))
	}
}
