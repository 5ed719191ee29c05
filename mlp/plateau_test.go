package mlp

import (
	"context"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// plateauCases has the rates after each epoch that Keras 3.15's ReduceLROnPlateau
// sets for given scores.
var plateauCases = []struct {
	options       ReduceOnPlateau
	lr            float64
	scores, rates []float64
}{
	{ReduceOnPlateau{Patience: 2}, 0.1,
		[]float64{1.0, 0.8, 0.79995, 0.8, 0.81, 0.7, 0.7, 0.7, 0.7, 0.69995, 0.7, 0.5, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6},
		[]float64{0.1, 0.1, 0.1, 0.010000000000000002, 0.010000000000000002, 0.010000000000000002, 0.010000000000000002, 0.0010000000000000002, 0.0010000000000000002, 0.00010000000000000003, 0.00010000000000000003, 0.00010000000000000003, 0.00010000000000000003, 1.0000000000000004e-05, 1.0000000000000004e-05, 1.0000000000000004e-06, 1.0000000000000004e-06, 1.0000000000000005e-07}},
	{ReduceOnPlateau{Factor: 0.5, Patience: 1, MinLR: 0.01}, 0.1,
		[]float64{1.0, 0.8, 0.79995, 0.8, 0.81, 0.7, 0.7, 0.7, 0.7, 0.69995, 0.7, 0.5, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6},
		[]float64{0.1, 0.1, 0.05, 0.025, 0.0125, 0.0125, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01}},
	{ReduceOnPlateau{Factor: 0.3, Patience: 3, MinDelta: 0.05}, 0.1,
		[]float64{1.0, 0.8, 0.79995, 0.8, 0.81, 0.7, 0.7, 0.7, 0.7, 0.69995, 0.7, 0.5, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6},
		[]float64{0.1, 0.1, 0.1, 0.1, 0.03, 0.03, 0.03, 0.03, 0.009, 0.009, 0.009, 0.009, 0.009, 0.009, 0.0026999999999999997, 0.0026999999999999997, 0.0026999999999999997, 0.0008099999999999998}},
	{ReduceOnPlateau{Factor: 0.5, Patience: 2, Cooldown: 3}, 0.1,
		[]float64{1.0, 0.8, 0.79995, 0.8, 0.81, 0.7, 0.7, 0.7, 0.7, 0.69995, 0.7, 0.5, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6},
		[]float64{0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.05, 0.025, 0.025, 0.025, 0.025, 0.025, 0.025, 0.0125, 0.0125, 0.0125, 0.0125, 0.00625}},
	{ReduceOnPlateau{Factor: 0.5, Patience: 1, Cooldown: 1, MinLR: 0.03}, 0.1,
		[]float64{1.0, 0.8, 0.79995, 0.8, 0.81, 0.7, 0.7, 0.7, 0.7, 0.69995, 0.7, 0.5, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6},
		[]float64{0.1, 0.1, 0.05, 0.03, 0.03, 0.03, 0.03, 0.03, 0.03, 0.03, 0.03, 0.03, 0.03, 0.03, 0.03, 0.03, 0.03, 0.03}},
	{ReduceOnPlateau{Monitor: "val_accuracy", Mode: "max", Factor: 0.2, Patience: 2}, 0.1,
		[]float64{0.1, 0.5, 0.5, 0.49, 0.6, 0.6, 0.60005, 0.6, 0.6, 0.3, 0.2, 0.7},
		[]float64{0.1, 0.1, 0.1, 0.020000000000000004, 0.020000000000000004, 0.020000000000000004, 0.004000000000000001, 0.004000000000000001, 0.0008000000000000003, 0.0008000000000000003, 0.00016000000000000007, 0.00016000000000000007}},
	{ReduceOnPlateau{Monitor: "loss", Factor: 0.2, Patience: 2, MinDelta: -1}, 0.1,
		[]float64{0.1, 0.5, 0.5, 0.49, 0.6, 0.6, 0.60005, 0.6, 0.6, 0.3, 0.2, 0.7},
		[]float64{0.1, 0.1, 0.020000000000000004, 0.020000000000000004, 0.004000000000000001, 0.004000000000000001, 0.0008000000000000003, 0.0008000000000000003, 0.00016000000000000007, 0.00016000000000000007, 3.200000000000001e-05, 3.200000000000001e-05}},
	{ReduceOnPlateau{Patience: 1, MinLR: 0.01}, 0.001,
		[]float64{1.0, 0.8, 0.79995, 0.8, 0.81, 0.7, 0.7, 0.7, 0.7, 0.69995, 0.7, 0.5, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6},
		[]float64{0.001, 0.001, 0.001, 0.001, 0.001, 0.001, 0.001, 0.001, 0.001, 0.001, 0.001, 0.001, 0.001, 0.001, 0.001, 0.001, 0.001, 0.001}},
	{ReduceOnPlateau{}, 1.0,
		[]float64{1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0},
		[]float64{1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.1, 0.1, 0.1, 0.1}},
	{ReduceOnPlateau{Factor: 0.5, Patience: 2}, 1.0,
		[]float64{math.NaN(), 1, 1, 1, math.NaN(), 0.5, 0.5, 0.5},
		[]float64{1.0, 1.0, 0.5, 0.5, 0.25, 0.25, 0.125, 0.125}},
}

// fixedRate is a rate that is scaled.
type fixedRate float64

func (r *fixedRate) LearningRate() float64    { return float64(*r) }
func (r *fixedRate) ScaleRate(factor float64) { *r *= fixedRate(factor) }

func TestPlateau(t *testing.T) {
	for _, c := range plateauCases {
		rate := fixedRate(c.lr)
		o := c.options.withDefaults()
		p := plateau{ReduceOnPlateau: o, monitor: monitorOf(t, o.Monitor, o.Mode, o.MinDelta), rate: &rate}
		for epoch, score := range c.scores {
			p.see(score)
			require.InEpsilon(t, c.rates[epoch], float64(rate), 1e-12, "%+v, epoch %d", c.options, epoch+1)
		}
	}
}

// TestFitReduces: a rate that falls after epoch 2, of two steps each, is that of a schedule
// which changes after step 3; and the next call of Fit goes on at the rate reached.
func TestFitReduces(t *testing.T) {
	d := randomData(t, 64, 4, 3, 1)
	train := func(spec string, epochs int, p *ReduceOnPlateau) *Model {
		m := compiled(t, spec, []int{4}, Dense(5, ReLU), Dense(3, Softmax))
		for range 2 {
			fitted(t, m, d, FitOptions{Epochs: epochs, Validation: d, Seed: 1, ReduceOnPlateau: p})
		}
		return m
	}
	never := &ReduceOnPlateau{Patience: 1, Factor: 0.5, MinDelta: 1e9, MinLR: 0.05}
	for _, wrap := range []string{"%", "ema(%)"} {
		spec := func(inner string) string { return strings.ReplaceAll(wrap, "%", inner) }
		reduced := train(spec("sgd:lr=0.1"), 3, never)
		scheduled := train(spec("sgd:lr=piecewise(0.1,3=0.05)"), 3, nil)
		assert.Equal(t, scheduled.params.X, reduced.params.X, wrap)
	}
}

func TestFitRefusesPlateaus(t *testing.T) {
	m := compiled(t, "sgd", []int{4}, Dense(3, Softmax))
	d := randomData(t, 64, 4, 3, 1)
	for want, p := range map[string]ReduceOnPlateau{
		`unknown column "val_loss": did you mean "loss"? Known: loss, accuracy`: {},
		`unknown mode "lowest". Known: auto, min, max`:                          {Monitor: "loss", Mode: "lowest"},
		"a factor of 1, it must be in (0, 1)":                                   {Monitor: "loss", Factor: 1},
		"a patience of -1 epochs":                                               {Monitor: "loss", Patience: -1},
		"down to a rate of -1":                                                  {Monitor: "loss", MinLR: -1},
	} {
		_, err := m.Fit(context.Background(), d, FitOptions{ReduceOnPlateau: &p})
		assert.ErrorContains(t, err, want)
	}
}
