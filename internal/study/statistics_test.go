package study

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"descent/mlp"
)

// TestQuantile has numpy.quantile's values.
func TestQuantile(t *testing.T) {
	values := []float64{7, 1, 3, 10}
	assert.Equal(t, 5.0, Quantile(values, 0.5, true))
	assert.Equal(t, 2.5, Quantile(values, 0.25, true))
	assert.Equal(t, 7.75, Quantile(values, 0.75, true))
	assert.Equal(t, 1.0, Quantile(values, 0, true))
	assert.Equal(t, 10.0, Quantile(values, 1, true))
	assert.Equal(t, []float64{7, 1, 3, 10}, values, "the argument stays")
	assert.Equal(t, 4.0, Quantile([]float64{4}, 0.5, false))
}

// TestQuantileDiverged: a run that diverged is worse than all others.
func TestQuantileDiverged(t *testing.T) {
	nan := math.NaN()
	losses := []float64{nan, 1, 2}
	assert.Equal(t, 2.0, Quantile(losses, 0.5, true))
	assert.Equal(t, 1.5, Quantile(losses, 0.25, true))
	assert.True(t, math.IsNaN(Quantile(losses, 0.75, true)))
	accuracies := []float64{0.9, nan, 0.8}
	assert.Equal(t, 0.8, Quantile(accuracies, 0.5, false))
	assert.True(t, math.IsNaN(Quantile(accuracies, 0.25, false)))
	assert.True(t, math.IsNaN(Quantile([]float64{nan, nan}, 0.5, true)))

	inf := math.Inf(1) // a target that was not reached is infinite, not NaN
	assert.Equal(t, inf, Quantile([]float64{3, inf, inf}, 0.5, true))
	assert.Equal(t, inf, Quantile([]float64{3, inf}, 0.5, true))
	assert.Equal(t, inf, Quantile([]float64{inf, inf, inf, inf}, 0.5, true))
}

func run(optimizer int, seed uint64, diverged int, accuracy ...float64) Run {
	return Run{Optimizer: optimizer, Seed: seed, Test: mlp.Scores{"accuracy": accuracy[len(accuracy)-1]},
		History: mlp.History{Values: map[string][]float64{"val_accuracy": accuracy}, Seconds: []float64{0, 1, float64(seed)}, Diverged: diverged}}
}

func TestSummarize(t *testing.T) {
	nan := math.NaN()
	summaries := Summarize([]Run{
		run(0, 1, 0, 0.1, 0.96, 0.98), run(0, 2, 0, 0.1, 0.97, 0.99), run(0, 3, 7, 0.1, nan),
		run(2, 1, 0, 0.1, 0.5, 0.6),
	})
	require.Len(t, summaries, 2)
	first, second := summaries[0], summaries[1]
	assert.Equal(t, 2, second.Optimizer)
	assert.Equal(t, 1, first.Diverged)
	assert.Equal(t, 0.98, first.Final("val_accuracy"))
	assert.Equal(t, 0.98, first.Test("accuracy"))
	assert.Equal(t, 2.0, first.EpochsTo("val_accuracy", 0.97))
	assert.Equal(t, math.Inf(1), second.EpochsTo("val_accuracy", 0.97))
	assert.Equal(t, 3.0, first.Seconds())

	low, median, _ := Bands(first.Column("val_accuracy", 2), false)
	assert.Equal(t, []float64{0.1, 0.96}, median[:2])
	assert.Equal(t, 0.98, median[2])
	assert.True(t, math.IsNaN(low[2]), "the quartile lies at a run that diverged")
}
