package main

import (
	"bytes"
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"descent/internal/study"
	"descent/mlp"
	"descent/optim"
)

// endedAt are runs of sgd and adam with the validation accuracies at their ends.
func endedAt(sgd, adam []float64) results {
	r := results{Training: study.Training{Problem: study.DefaultProblem(), Epochs: 1, BatchSize: 32, Seeds: len(sgd)}}
	for i, name := range []string{"sgd", "adam"} {
		r.Optimizers = append(r.Optimizers, study.Optimizer{Given: name, Spec: optim.MustParse(name)})
		for seed, v := range [][]float64{sgd, adam}[i] {
			r.runs = append(r.runs, study.Run{Optimizer: i, Seed: uint64(seed + 1), Test: mlp.Scores{"loss": 0.1, "accuracy": v - 0.001},
				History: mlp.History{Seconds: []float64{0, 1}, Values: map[string][]float64{
					"train_loss": {2.3, 0.1}, "val_loss": {2.3, 0.1}, "val_accuracy": {0.1, v},
				}}})
		}
	}
	return r
}

// TestVerdict: a winner is one that the runs show; under five runs nothing is said.
func TestVerdict(t *testing.T) {
	low, high := []float64{0.90, 0.91, 0.92, 0.93, 0.94}, []float64{0.96, 0.97, 0.971, 0.98, 0.985}
	assert.Equal(t, "adam wins by validation accuracy: all others are behind it (Mann–Whitney, Holm, p ≤ 0.05).", endedAt(low, high).verdict())
	assert.Equal(t, "adam leads by validation accuracy, but these runs do not tell it from sgd (Mann–Whitney, Holm, p > 0.05).",
		endedAt([]float64{0.90, 0.91, 0.92, 0.972, 0.99}, high).verdict())
	assert.Empty(t, endedAt(low[:4], high[:4]).verdict())
}

// TestTableFiles: the median and the range, an interval from six runs on, and what was not
// reached.
func TestTableFiles(t *testing.T) {
	six := []float64{0.96, 0.97, 0.972, 0.974, 0.98, 0.985}
	r := endedAt(six, []float64{0.9, 0.9, 0.9, 0.9, 0.9, math.NaN()})
	var b bytes.Buffer
	markdown(&b, []results{r})
	assert.Contains(t, b.String(), "| 97.30 % (96.00 % to 98.50 %) [96.00 %, 98.50 %] | 97.20 % (95.90 % to 98.40 %) [95.90 %, 98.40 %] | 1 (1 to not reached)")
	assert.Contains(t, b.String(), "| `adam` |")
	assert.Contains(t, b.String(), "an interval that has the median in it with 95 %")
	b.Reset()
	tableCSV(&b, []results{r})
	assert.Contains(t, b.String(), fmt.Sprintf("sgd,32,validation accuracy,6,0,%v,0.96,0.985,0.96,0.985\n", study.Quantile(six, 0.5, false)))
	b.Reset()
	require.NoError(t, tableJSON(&b, []results{r}))
	assert.Contains(t, b.String(), `"verdict": "sgd wins`)
}
