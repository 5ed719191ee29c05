package mlp

import (
	"context"
	"encoding/json"
	"math"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func monitorOf(t *testing.T, column, mode string, minDelta float64) monitor {
	t.Helper()
	if column == "" {
		column = "val_loss"
	}
	m, err := newMonitor("test", column, mode, minDelta, []string{column})
	require.NoError(t, err)
	return m
}

// TestEarlyStopping follows Keras's callback, whose runs are in
// testdata/earlystopping: where it stops, and which epoch it restores.
func TestEarlyStopping(t *testing.T) {
	contents, err := os.ReadFile("testdata/earlystopping/cases.json")
	require.NoError(t, err)
	var cases []struct {
		Scores         []*float64
		Mode           string
		Patience       int
		MinDelta       float64 `json:"min_delta"`
		Baseline       *float64
		StartFromEpoch int `json:"start_from_epoch"`
		Stopped, Best  int
	}
	require.NoError(t, json.Unmarshal(contents, &cases))
	require.Len(t, cases, 160)
	for _, c := range cases {
		s := stopping{
			EarlyStopping: EarlyStopping{Patience: c.Patience, Baseline: c.Baseline, StartFromEpoch: c.StartFromEpoch},
			monitor:       monitorOf(t, "val_loss", c.Mode, c.MinDelta),
		}
		stopped := 0
		for i, score := range c.Scores {
			if score != nil && s.see(i+1, *score) {
				stopped = i + 1
				break
			}
		}
		assert.Equal(t, c.Stopped, stopped, "%+v", c)
		assert.Equal(t, c.Best, s.bestEpoch, "%+v", c)
	}
}

func TestMonitorModes(t *testing.T) {
	for column, want := range map[string]string{
		"": "min", "val_loss": "min", "mean_squared_error": "min", "val_accuracy": "max", "train_accuracy": "max",
		"val_top_k_categorical_accuracy": "max", "val_precision": "max", "recall": "max",
	} {
		assert.Equal(t, want, monitorOf(t, column, "auto", 0).mode, column)
	}
	assert.Equal(t, "max", monitorOf(t, "loss", "max", 0).mode)
}

// TestFitStops ends at the first epoch that is not better, and goes on from
// the best as if training had ended there.
func TestFitStops(t *testing.T) {
	d := randomData(t, 64, 4, 3, 1)
	train := func(spec string, epochs int, e *EarlyStopping) (*Model, History) {
		m := compiled(t, spec, []int{4}, Dense(5, ReLU), BatchNormalization(), Dropout(0.2), Dense(3, Softmax))
		return m, fitted(t, m, d, FitOptions{Epochs: epochs, Validation: d, Seed: 1, EarlyStopping: e})
	}
	for _, spec := range []string{"adam:lr=0.3", "ema(adam:lr=0.3):momentum=0.5"} {
		// The loss of a rate so high rises at some epoch.
		_, free := train(spec, 20, nil)
		losses := free.Values["val_loss"]
		rise := 1
		for rise < 20 && (rise == 1 || losses[rise] < losses[rise-1]) {
			rise++
		}
		require.Less(t, losses[rise-1], losses[rise], spec)

		stopped, h := train(spec, 20, &EarlyStopping{})
		assert.Equal(t, rise, h.StoppedEpoch, spec)
		assert.Zero(t, h.BestEpoch, spec)
		assert.Equal(t, losses[:rise+1], h.Values["val_loss"], spec)
		after, err := stopped.Evaluate(d)
		require.NoError(t, err)
		assert.Equal(t, losses[rise], after["loss"], spec)

		restored, h := train(spec, 20, &EarlyStopping{RestoreBestWeights: true})
		assert.Equal(t, rise-1, h.BestEpoch, spec)
		best, _ := train(spec, rise-1, nil)
		more := FitOptions{Epochs: 2, Validation: d, Seed: 1}
		assert.Equal(t, fitted(t, best, d, more).Values["val_loss"], fitted(t, restored, d, more).Values["val_loss"], spec)
	}
}

// TestFitRestoresWithoutStopping: the best epoch also counts where all are run.
func TestFitRestoresWithoutStopping(t *testing.T) {
	d := randomData(t, 64, 4, 3, 1)
	m := compiled(t, "adam:lr=0.3", []int{4}, Dense(3, Softmax))
	h := fitted(t, m, d, FitOptions{Epochs: 12, Seed: 1, Validation: d,
		EarlyStopping: &EarlyStopping{Monitor: "val_accuracy", Patience: 100, RestoreBestWeights: true}})
	assert.Zero(t, h.StoppedEpoch)
	require.Positive(t, h.BestEpoch)
	scores, err := m.Evaluate(d)
	require.NoError(t, err)
	assert.Equal(t, h.Values["val_accuracy"][h.BestEpoch], scores["accuracy"])
	for _, a := range h.Values["val_accuracy"][1:] {
		assert.LessOrEqual(t, a, scores["accuracy"])
	}
}

// TestFitValidatesNowAndThen: rows between have no score, and callbacks that
// watch one wait for it.
func TestFitValidatesNowAndThen(t *testing.T) {
	d := randomData(t, 64, 4, 3, 1)
	never := &EarlyStopping{MinDelta: 1e9}
	train := func(freq int, e *EarlyStopping) History {
		m := compiled(t, "sgd", []int{4}, Dense(3, Softmax))
		return fitted(t, m, d, FitOptions{Epochs: 7, Validation: d, TrainSample: 20, ValidationFreq: freq, Seed: 1, EarlyStopping: e})
	}
	all, third := train(0, nil), train(3, nil)
	for epoch, v := range third.Values["val_loss"] {
		if epoch%3 == 0 {
			assert.Equal(t, all.Values["val_loss"][epoch], v)
		} else {
			assert.True(t, math.IsNaN(v))
		}
	}
	assert.Equal(t, all.Values["train_loss"], third.Values["train_loss"])
	assert.Zero(t, third.Diverged)
	assert.Equal(t, 2, train(1, never).StoppedEpoch)
	assert.Equal(t, 6, train(3, never).StoppedEpoch)
}

func TestFitRefusesStops(t *testing.T) {
	m := compiled(t, "sgd", []int{4}, Dense(3, Softmax))
	d := randomData(t, 64, 4, 3, 1)
	for want, e := range map[string]EarlyStopping{
		`early stopping: unknown column "val_loss": did you mean "loss"? Known: loss, accuracy`: {},
		`early stopping: unknown mode "lowest". Known: auto, min, max`:                          {Monitor: "loss", Mode: "lowest"},
		"early stopping after a patience of -1 epochs":                                          {Monitor: "loss", Patience: -1},
		"early stopping from epoch -1 on":                                                       {Monitor: "loss", StartFromEpoch: -1},
		"early stopping by improvements of -1, it must be 0 or more":                            {Monitor: "loss", MinDelta: -1},
	} {
		_, err := m.Fit(context.Background(), d, FitOptions{EarlyStopping: &e})
		assert.ErrorContains(t, err, want)
	}
	_, err := m.Fit(context.Background(), d, FitOptions{ValidationFreq: -1})
	assert.ErrorContains(t, err, "validation after every -1 epochs")
}
