package study

import (
	"encoding/json"
	"fmt"

	"descent/internal/store"
	"descent/mlp"
)

// Format is the form of what a store keeps of training runs: it changes when
// [Training.Configuration] or [Outcome] does.
const Format = "training 1"

// configuration is everything that a run's result depends on beside the program and
// the data, which a store has in its identity.
type configuration struct {
	Task            string               `json:"task"`
	Model           string               `json:"model"`
	Loss            string               `json:"loss"`
	Metrics         []string             `json:"metrics"`
	Optimizer       string               `json:"optimizer"` // with every hyperparameter
	Batch           int                  `json:"batch"`
	Epochs          int                  `json:"epochs"`
	Seed            uint64               `json:"seed"`
	TrainSample     int                  `json:"train_sample"`
	ValidationFreq  int                  `json:"validation_freq"`
	EarlyStopping   *mlp.EarlyStopping   `json:"early_stopping,omitempty"`
	ReduceOnPlateau *mlp.ReduceOnPlateau `json:"reduce_on_plateau,omitempty"`
	InitialWeights  string               `json:"initial_weights,omitempty"` // SHA-256 of the file
}

// Configuration writes out everything that a run's result depends on beside the
// program and the data, the same way each time: names resolved, defaults in place.
func (t Training) Configuration(r Run) []byte {
	text, err := json.Marshal(configuration{
		Task: t.Task.Name, Model: t.Model.String(), Loss: t.Loss, Metrics: t.Metrics,
		Optimizer: t.Optimizers[r.Optimizer].Full(), Batch: t.BatchSize, Epochs: t.Epochs, Seed: r.Seed,
		TrainSample: TrainSample, ValidationFreq: max(1, t.ValidationFreq),
		EarlyStopping: t.EarlyStopping, ReduceOnPlateau: t.ReduceOnPlateau, InitialWeights: t.loaded,
	})
	if err != nil {
		panic(fmt.Sprintf("study: a configuration that JSON cannot hold: %v", err)) // flags refuse NaN and infinities
	}
	return text
}

// Hash identifies a run among those of all studies on the same data.
func (t Training) Hash(r Run) store.Hash { return store.HashOf(t.Configuration(r)) }
