package main

import (
	"bytes"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"descent/internal/chart"
	"descent/internal/study"
	"descent/mlp"
	"descent/mlp/mnist"
	"descent/optim"
)

// madeUp are runs of two epochs: optimizer 0 with the seeds given, optimizer 1
// with one that diverged.
func madeUp(seeds int) (study.Training, []study.Run) {
	plan := study.Training{Problem: study.DefaultProblem(), Seeds: seeds, Epochs: 2, BatchSize: 32, Data: mnist.Split{Source: "MNIST"}}
	for _, text := range []string{"adam", "sgd:lr=100"} {
		plan.Optimizers = append(plan.Optimizers, study.Optimizer{Given: text, Spec: optim.MustParse(text)})
	}
	var runs []study.Run
	for seed := range seeds {
		s := float64(seed)
		runs = append(runs, study.Run{Seed: uint64(seed + 1), Test: mlp.Scores{"loss": 0.1, "accuracy": 0.97 + s/1000},
			History: mlp.History{Seconds: []float64{0, 1, 2}, Values: map[string][]float64{
				"val_loss": {2.3, 0.5 + s/10, 0.1 + s/100}, "val_accuracy": {0.1, 0.9, 0.97 + s/1000},
				"train_loss": {2.3, 0.4, 0.05}, "train_accuracy": {0.1, 0.95, 0.99}, "loss": {math.NaN(), 1, 0.1}, "accuracy": {math.NaN(), 0.8, 0.98},
			}}})
	}
	nan := math.NaN()
	runs = append(runs, study.Run{Optimizer: 1, Seed: 1, Test: mlp.Scores{"loss": nan, "accuracy": nan},
		History: mlp.History{Diverged: 7, Seconds: []float64{0, 1}, Values: map[string][]float64{
			"val_loss": {2.3, nan}, "val_accuracy": {0.1, nan}, "train_loss": {2.3, nan}, "train_accuracy": {0.1, nan}, "loss": {nan, nan}, "accuracy": {nan, nan},
		}}})
	return plan, runs
}

func TestFigureOfOneRun(t *testing.T) {
	plan, runs := madeUp(1)
	fig := figure(plan, runs)
	assert.Equal(t, "How fast 2 optimizers train the tutorial's network on MNIST", fig.Title)
	assert.Contains(t, fig.Subtitle, "one run each, seed 1: a glance, not a ranking")
	assert.Equal(t, []string{"adam:lr=0.001,beta1=0.9,beta2=0.999,eps=1e-07,form=keras", "sgd:lr=100,form=keras"}, fig.Recipe)
	require.Len(t, fig.Panels, 2)
	loss, accuracy := fig.Panels[0], fig.Panels[1]
	assert.Equal(t, chart.Log, loss.Scale)
	assert.Equal(t, chart.Linear, accuracy.Scale)
	assert.Equal(t, []float64{2.3, 0.5, 0.1}, loss.Series[0].Y)
	assert.Equal(t, []float64{0.1, 0.9, 0.97}, accuracy.Series[0].Y)
	assert.Equal(t, []float64{0, 1, 2}, accuracy.Series[0].X)
	assert.Nil(t, loss.Series[0].Runs, "one run is its own median")
	assert.Equal(t, "diverged, step 7", loss.Series[1].Note)
	assert.True(t, math.IsNaN(loss.Series[1].Y[1]) && math.IsNaN(loss.Series[1].Y[2]))
}

func TestFigureOfSeeds(t *testing.T) {
	plan, runs := madeUp(4)
	fig := figure(plan, runs[:4])
	assert.Contains(t, fig.Subtitle, "median of 4 runs each: too few for a ranking (interrupted: 4 of 8 runs)")
	s := fig.Panels[0].Series[0]
	assert.InDelta(t, 0.115, s.Y[2], 1e-15)
	assert.Len(t, s.Runs, 4)
	assert.Nil(t, s.Lo, "no band under five seeds")

	plan, runs = madeUp(5)
	s = figure(plan, runs[:5]).Panels[0].Series[0]
	assert.InDelta(t, 0.11, s.Lo[2], 1e-15)
	assert.InDelta(t, 0.12, s.Y[2], 1e-15)
	assert.InDelta(t, 0.13, s.Hi[2], 1e-15)
	assert.Contains(t, figure(plan, runs).Subtitle, "medians of 1 to 5 runs: not to be compared")
}

func TestTable(t *testing.T) {
	plan, runs := madeUp(3)
	var b bytes.Buffer
	table(&b, results{Training: plan, runs: runs})
	assert.Regexp(t, `adam +0.0500 +99.00 % +0.1100 +97.10 % +97.10 % +2 +3.0`, b.String())
	assert.Regexp(t, `sgd:lr=100 +– +– +– +– +– +– +1.0 +diverged, step 7`, b.String())
	assert.Contains(t, b.String(), "Medians of 1 to 3 runs.")
}

// TestConfusionIsOfTheBest by validation, whatever the test data say, and of no run
// that diverged.
func TestConfusionIsOfTheBest(t *testing.T) {
	plan, runs := madeUp(2)
	_, ok := best(plan, runs)
	assert.False(t, ok, "no run has any")
	better := runs[1]
	better.Optimizer, better.Seed, better.Confusion = 2, 1, [][]int{{3, 1}, {0, 4}}
	better.Test = mlp.Scores{"loss": 9, "accuracy": 0.1}
	plan.Optimizers = append(plan.Optimizers, study.Optimizer{Given: "rmsprop", Spec: optim.MustParse("rmsprop")})
	runs[0].Confusion, runs[1].Confusion = [][]int{{4, 0}, {0, 4}}, [][]int{{4, 0}, {0, 4}}
	runs = append(runs, better)
	run, ok := best(plan, runs)
	require.True(t, ok)
	assert.Equal(t, 2, run.Optimizer)

	plan.Problem, _ = study.NewProblem("odd", "", "", nil)
	fig := confusionFigure(plan, runs, run)
	assert.Equal(t, "rmsprop, the best of 3 optimizers by validation, seed 1, 2 epochs, test images", fig.Subtitle)
	assert.Equal(t, []string{"even", "odd"}, fig.Classes)
	assert.Equal(t, [][]int{{3, 1}, {0, 4}}, fig.Counts)
	assert.Equal(t, []string{"rmsprop:lr=0.001,rho=0.9,eps=1e-07,form=keras"}, fig.Recipe)
}

// TestFigureLeavesOutWhatWasNotValidated: NaN between validations is no divergence.
func TestFigureLeavesOutWhatWasNotValidated(t *testing.T) {
	plan, runs := madeUp(1)
	plan.ValidationFreq = 2
	runs[0].History.Values["val_loss"][1] = math.NaN()
	s := figure(plan, runs).Panels[0].Series[0]
	assert.Equal(t, []float64{0, 2}, s.X)
	assert.Equal(t, []float64{2.3, 0.1}, s.Y)
}

// TestTitlesSayTheTask: and the small print the model and what stops it.
func TestTitlesSayTheTask(t *testing.T) {
	plan, runs := madeUp(1)
	var err error
	plan.Problem, err = study.NewProblem("regression", "dense:8,relu", "huber", nil)
	require.NoError(t, err)
	plan.EarlyStopping = &mlp.EarlyStopping{RestoreBestWeights: true}
	fig := figure(plan, runs)
	assert.Equal(t, "How fast 2 optimizers train a network to read the digits of MNIST as numbers", fig.Title)
	assert.Equal(t, "huber", fig.Panels[0].YLabel)
	assert.Equal(t, "mean absolute error", fig.Panels[1].YLabel)
	assert.Contains(t, fig.Note, "dense:8,relu dense:1,linear; 6,289 parameters, float32; loss huber; ")
	assert.Contains(t, fig.Note, "; stopped after 1 epoch without improvement and set back to the best; ")
}
