package study

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"descent/internal/store"
	"descent/mlp"
)

var kept = store.Identity{Program: "v1", Data: "blobs", Format: "test"}

// train is a run of four epochs that ends, as if killed, before the given batch of all.
func train(t *testing.T, spec string, ends int) func([]byte, func([]byte) error) (Outcome, error) {
	return func(resume []byte, checkpoint func([]byte) error) (Outcome, error) {
		m, err := mlp.Sequential([]int{28, 28}, mlp.Flatten(), mlp.Dense(8, mlp.ReLU), mlp.Dropout(0.2), mlp.Dense(10, mlp.Softmax))
		require.NoError(t, err)
		require.NoError(t, m.Compile(spec, mlp.SparseCategoricalCrossentropy, mlp.Accuracy))
		ctx, cancel := context.WithCancel(context.Background())
		defer cancel()
		o := Outcome{Test: mlp.Scores{"loss": math.NaN()}, Confusion: [][]int{{1, 2}, {3, 4}}}
		o.History, err = m.Fit(ctx, blobs(t, 100), mlp.FitOptions{
			Epochs: 4, BatchSize: 25, Seed: 1, Validation: blobs(t, 50), TrainSample: 30, Resume: resume, OnCheckpoint: checkpoint,
			OnBatch: func(b mlp.Batch) {
				if 4*(b.Epoch-1)+b.Step == ends {
					cancel()
				}
			},
		})
		return o, err
	}
}

// TestKeep interrupts a run after each of its batches, and then lets it end: the store
// has the bytes of a run that was left alone, and trains it no more.
func TestKeep(t *testing.T) {
	silent := func(n store.Notice) { t.Errorf("unexpected: %v", n) }
	for _, spec := range []string{"adam", "sgd:lr=1e30"} {
		undisturbed, err := train(t, spec, 0)(nil, nil)
		require.NoError(t, err)
		want, err := undisturbed.record()
		require.NoError(t, err)
		require.Equal(t, spec != "adam", undisturbed.History.Diverged > 0)
		for ends := range 16 {
			dir := t.TempDir()
			h := store.HashOf([]byte(spec))
			s, _, err := store.Open(context.Background(), dir, kept, store.Options{})
			require.NoError(t, err)
			if _, err = Keep(s, h, silent, train(t, spec, ends)); err != nil {
				require.ErrorIs(t, err, context.Canceled)
				require.False(t, s.Has(h))
			}
			require.NoError(t, s.Close())

			s, _, err = store.Open(context.Background(), dir, kept, store.Options{})
			require.NoError(t, err)
			trained, err := Keep(s, h, silent, func(resume []byte, checkpoint func([]byte) error) (Outcome, error) {
				require.Equal(t, spec == "adam" && ends >= 4, resume != nil, "after %d batches, of which 4 are an epoch", ends)
				return train(t, spec, 0)(resume, checkpoint)
			})
			require.NoError(t, err)
			got, _ := s.Get(h)
			require.Equal(t, string(want.Result), string(got.Result))
			again, err := Keep(s, h, silent, func([]byte, func([]byte) error) (Outcome, error) {
				t.Error("a finished run is run again")
				return Outcome{}, nil
			})
			require.NoError(t, err)
			same(t, trained, again)
			require.NoError(t, s.Close())
		}
	}
}

// same compares outcomes of which numbers may be NaN.
func same(t *testing.T, want, got Outcome) {
	t.Helper()
	a, err := want.record()
	require.NoError(t, err)
	b, err := got.record()
	require.NoError(t, err)
	require.Equal(t, string(a.Result), string(b.Result))
	require.Equal(t, string(a.Measured), string(b.Measured))
	require.Equal(t, want.History.Seconds, got.History.Seconds)
}

// TestKeepSays what is wrong with a checkpoint, and trains from the start.
func TestKeepSays(t *testing.T) {
	dir := t.TempDir()
	h := store.HashOf(nil)
	s, _, err := store.Open(context.Background(), dir, kept, store.Options{})
	require.NoError(t, err)
	defer s.Close()
	_, err = Keep(s, h, nil, train(t, "adam", 10))
	require.ErrorIs(t, err, context.Canceled)
	path := filepath.Join(dir, "runs.checkpoints", h.String())
	state, err := os.ReadFile(path)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(path, state[:1000], 0o666))
	var said []string
	_, err = Keep(s, h, func(n store.Notice) { said = append(said, n.Text) }, func(resume []byte, checkpoint func([]byte) error) (Outcome, error) {
		assert.Nil(t, resume)
		return Outcome{}, errors.New("enough")
	})
	require.EqualError(t, err, "enough")
	require.Len(t, said, 1)
	assert.Contains(t, said[0], "the checkpoint is ignored, it ends after ")
}

// TestOutcome goes through JSON with every kind of number, to the same bits.
func TestOutcome(t *testing.T) {
	column := []float64{0, math.Copysign(0, -1), 1.0 / 3, 5e-324, math.MaxFloat64, 1e21, math.NaN(), math.Inf(1), math.Inf(-1)}
	o := Outcome{History: mlp.History{Values: map[string][]float64{"val_loss": column, "loss": {}}, Seconds: []float64{0, 0.25},
		Diverged: 7, StoppedEpoch: 2, BestEpoch: 1}, Test: mlp.Scores{"accuracy": 0.98}, Confusion: [][]int{{5, 0}, {1, 4}}}
	r, err := o.record()
	require.NoError(t, err)
	assert.Equal(t, `{"values":{"loss":[],"val_loss":[0,-0,0.3333333333333333,5e-324,1.7976931348623157e+308,1e+21,"NaN","+Inf","-Inf"]},`+
		`"diverged":7,"stopped_epoch":2,"best_epoch":1,"test":{"accuracy":0.98},"confusion":[[5,0],[1,4]]}`, string(r.Result))
	assert.Equal(t, `{"seconds":[0,0.25]}`, string(r.Measured))
	got, err := outcomeOf(store.Hash{}, r)
	require.NoError(t, err)
	for i, v := range got.History.Values["val_loss"] {
		assert.Equal(t, math.Float64bits(column[i]), math.Float64bits(v))
	}
	same(t, o, got)
	assert.Equal(t, o.Test, got.Test)
	assert.Equal(t, o.Confusion, got.Confusion)
	for _, bad := range []string{``, `[]`, `{"values":{"loss":["many"]}}`, `{"test":{"loss":{}}}`} {
		_, err = outcomeOf(store.Hash{}, store.Record{Result: json.RawMessage(bad)})
		require.ErrorContains(t, err, "cannot be read")
	}
}

// FuzzOutcome: whatever is read as an outcome can be written, and reads back the same.
func FuzzOutcome(f *testing.F) {
	f.Add([]byte(`{"values":{"loss":[1,"NaN","-Inf"]},"diverged":7,"test":{"accuracy":0.5},"confusion":[[1]]}`), []byte(`{"seconds":[0.5]}`))
	f.Add([]byte(`{"values":{"":null},"test":null,"confusion":[null]}`), []byte(``))
	f.Fuzz(func(t *testing.T, result, measured []byte) {
		o, err := outcomeOf(store.Hash{}, store.Record{Result: result, Measured: measured})
		if err != nil {
			return
		}
		r, err := o.record()
		require.NoError(t, err)
		again, err := outcomeOf(store.Hash{}, r)
		require.NoError(t, err)
		same(t, o, again)
	})
}
