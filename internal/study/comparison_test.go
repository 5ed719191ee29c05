package study

import (
	"encoding/json"
	"math"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// peers are the numbers of scipy, of statsmodels and of plain counting, which
// testdata/comparison.py has written.
func peers(t *testing.T) (p struct {
	Tests []struct {
		A, B []float64
		P    float64
	}
	Holm      []struct{ P, Adjusted []float64 }
	Intervals []struct{ N, Low, High int }
}) {
	t.Helper()
	text, err := os.ReadFile("testdata/comparison.json")
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, &p))
	return p
}

func TestMannWhitney(t *testing.T) {
	for _, c := range peers(t).Tests {
		assert.InEpsilon(t, c.P, MannWhitney(c.A, c.B), 1e-9, "%v %v", c.A, c.B)
		assert.Equal(t, MannWhitney(c.A, c.B), MannWhitney(c.B, c.A), "neither sample is the first")
	}
	inf := math.Inf(1)
	assert.Equal(t, 1.0, MannWhitney([]float64{2, 2}, []float64{2, 2, 2}))
	assert.Equal(t, 1.0, MannWhitney(nil, []float64{2}))
	assert.Equal(t, 1.0, MannWhitney([]float64{1, 4}, []float64{2, 3}), "four of six ways are as far to either side")
	assert.InDelta(t, 2.0/252, MannWhitney([]float64{1, 2, 3, 4, 5}, []float64{7, 6, inf, inf, inf}), 1e-12)
}

func TestHolm(t *testing.T) {
	for _, c := range peers(t).Holm {
		assert.InDeltaSlice(t, c.Adjusted, Holm(c.P), 1e-15)
	}
	assert.Empty(t, Holm(nil))
}

// TestMedianInterval: of the values 1…n the bounds are the ranks.
func TestMedianInterval(t *testing.T) {
	for _, c := range peers(t).Intervals {
		var values []float64
		for i := range c.N {
			values = append(values, float64((i*13+3)%c.N+1)) // 13 divides no n
		}
		low, high, ok := MedianInterval(values, true)
		require.Equal(t, c.Low > 0, ok, c.N)
		if ok {
			assert.Equal(t, [2]float64{float64(c.Low), float64(c.High)}, [2]float64{low, high}, c.N)
		}
	}
	nan := math.NaN()
	low, high, ok := MedianInterval([]float64{0.9, 0.8, nan, 0.7, 0.6, 0.5}, false)
	assert.True(t, ok)
	assert.True(t, math.IsNaN(low), "the worst run diverged")
	assert.Equal(t, 0.9, high)
	low, high, _ = MedianInterval([]float64{3, math.Inf(1), 1, 2, 5, 4}, true)
	assert.Equal(t, [2]float64{1, math.Inf(1)}, [2]float64{low, high}, "not reached is infinite")
}

// TestCompare: a difference that the seeds do not support is not called one.
func TestCompare(t *testing.T) {
	nan := math.NaN()
	good := []float64{0.98, 0.981, 0.982, 0.979, 0.983}
	same := []float64{0.978, 0.9805, 0.9825, 0.9795, 0.9835}
	bad := []float64{0.95, nan, 0.952, nan, nan}
	c := Compare([][]float64{bad, same, good}, false)
	assert.Equal(t, 2, c.Leader)
	assert.Equal(t, 1.0, c.P[2])
	assert.InDelta(t, 2*2.0/252, c.P[0], 1e-12, "the smallest p-value of five against five, doubled")
	assert.True(t, c.Behind(0))
	assert.False(t, c.Behind(1))
	assert.False(t, c.Behind(2))
	assert.False(t, c.Winner())
	assert.True(t, Compare([][]float64{good, bad}, false).Winner())
	assert.Equal(t, 0, Compare([][]float64{good, {nan, nan, nan, 0.1, 0.1}}, true).Leader, "of losses, runs that diverged are the worst too")

	few := Compare([][]float64{good[:4], bad}, false)
	assert.Nil(t, few.P)
	assert.False(t, few.Winner() || few.Behind(1), "under five runs there is no test")
	assert.False(t, Compare([][]float64{good}, false).Winner(), "alone there is nothing to win")

	// How many entrants there may be for a winner to be found.
	for runs, most := range map[int]int{5: 7, 6: 24} {
		for entrants := 2; entrants <= most+1; entrants++ {
			values := make([][]float64, entrants)
			for i := range values {
				for k := range runs {
					values[i] = append(values[i], float64(min(i, 1)*10+k))
				}
			}
			c := Compare(values, true)
			assert.Equal(t, entrants <= most, c.Winner(), "%d entrants of %d runs", entrants, runs)
			assert.InDelta(t, c.P[1], c.Attainable, 1e-12)
		}
	}
}
