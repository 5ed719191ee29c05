package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"descent/mlp"
)

func TestEarlyStoppingFlag(t *testing.T) {
	var e earlyStopping
	require.NoError(t, e.Set("patience=3,monitor=val_accuracy,mode=max,min_delta=0.01,baseline=0.9,start_from_epoch=2,restore_best_weights=true"))
	baseline := 0.9
	assert.Equal(t, &mlp.EarlyStopping{Monitor: "val_accuracy", Mode: "max", Patience: 3, MinDelta: 0.01, Baseline: &baseline, StartFromEpoch: 2, RestoreBestWeights: true}, e.set)
	require.NoError(t, e.Set("5"))
	assert.Equal(t, &mlp.EarlyStopping{Patience: 5}, e.set)
}

// TestReduceOnPlateauFlag: what is not given is Keras's default, and a zero that
// is given is a zero.
func TestReduceOnPlateauFlag(t *testing.T) {
	var r reduceOnPlateau
	require.NoError(t, r.Set("factor=0.5"))
	assert.Equal(t, &mlp.ReduceOnPlateau{Factor: 0.5, Patience: 10, MinDelta: 1e-4}, r.set)
	require.NoError(t, r.Set("patience=0,min_delta=0,cooldown=1,min_lr=1e-5,monitor=loss"))
	assert.Equal(t, &mlp.ReduceOnPlateau{Monitor: "loss", Factor: 0.1, Patience: 1, MinDelta: -1, Cooldown: 1, MinLR: 1e-5}, r.set)
}

// FuzzCallbacks: what a record says of a callback gives the same one back.
func FuzzCallbacks(f *testing.F) {
	for _, text := range []string{"3", "patience=3,restore_best_weights=true", "monitor=val_accuracy,mode=max,baseline=0.9", "factor=0.5,min_delta=0", "=", "patience", ",,"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var e, e2 earlyStopping
		if e.Set(text) == nil {
			full := describeStopping(e.set)
			require.NoError(t, e2.Set(full), full)
			assert.Equal(t, full, describeStopping(e2.set))
		}
		var r, r2 reduceOnPlateau
		if r.Set(text) == nil {
			full := describePlateau(r.set)
			require.NoError(t, r2.Set(full), full)
			assert.Equal(t, full, describePlateau(r2.set))
		}
	})
}
