package mlp

import (
	"bytes"
	"context"
	"errors"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"descent/internal/vec"
	"descent/optim"
)

// weightBits are those of a model, trained and not.
func weightBits(m *Model) []uint32 {
	var bits []uint32
	for _, v := range []vec.Vec{m.params.X, m.point(), m.state} {
		for _, x := range v.Float32s() {
			bits = append(bits, math.Float32bits(x))
		}
	}
	return bits
}

// TestResume leaves training after each of its epochs and goes on in another model, as
// another process would, with every optimizer: the history, the weights and what is
// trained after it have the same bits.
func TestResume(t *testing.T) {
	d, v := randomData(t, 60, 4, 3, 1), randomData(t, 30, 4, 3, 2)
	var specs []string
	for _, definition := range optim.Definitions() {
		switch {
		case definition.IsWrapper():
			specs = append(specs, definition.Name+"(momentum:lr=0.05)")
		case !definition.IsWholeRun():
			specs = append(specs, definition.Name)
		}
	}
	specs = append(specs, "adam:lr=cosine(0.1,decay_steps=30)", "lookahead(adam:lr=0.05):k=7", "adam:gradient_accumulation_steps=3")
	for _, spec := range specs {
		model := func() *Model {
			return compiled(t, spec, []int{4}, Dense(6, ReLU), BatchNormalization(), Dropout(0.3), Dense(3, Softmax))
		}
		resumes(t, spec, model, d, FitOptions{Epochs: 5, BatchSize: 16, Seed: 3, Validation: v, ValidationFreq: 2, TrainSample: 20})
	}
}

// TestResumeWatched is the same of what counts epochs: a plateau, early stopping, and
// the best epoch's weights.
func TestResumeWatched(t *testing.T) {
	d, v := randomData(t, 60, 4, 3, 1), randomData(t, 30, 4, 3, 2)
	model := func() *Model { return compiled(t, "adam:lr=0.2", []int{4}, Dense(6, ReLU), Dense(3, Softmax)) }
	o := FitOptions{Epochs: 14, Seed: 3, Validation: v, InOrder: true,
		ReduceOnPlateau: &ReduceOnPlateau{Patience: 2, Cooldown: 1, Factor: 0.5},
		EarlyStopping:   &EarlyStopping{Patience: 6, RestoreBestWeights: true}}
	h := resumes(t, "watched", model, d, o)
	assert.Positive(t, h.BestEpoch)
	assert.Positive(t, h.StoppedEpoch)
	assert.Greater(t, h.StoppedEpoch, h.BestEpoch+2, "some are left between the two")
}

// TestResumeDiverges: steps are counted from the first epoch on.
func TestResumeDiverges(t *testing.T) {
	d := randomData(t, 60, 4, 3, 1)
	model := func() *Model {
		return compiled(t, "sgd:lr=exponential(0.1,decay_steps=1,decay_rate=1000)", []int{4}, Dense(6, Linear), Dense(3, Softmax))
	}
	h := resumes(t, "diverges", model, d, FitOptions{Epochs: 99, BatchSize: 30, Seed: 3})
	assert.Greater(t, h.Diverged, 6, "after several epochs")
}

// TestCheckpointNumbers: each number of a run comes back to where it was.
func TestCheckpointNumbers(t *testing.T) {
	d := randomData(t, 60, 4, 3, 1)
	newRun := func() *run {
		m := compiled(t, "adam", []int{4}, Dense(3, Softmax))
		fitted(t, m, d, FitOptions{})
		r := &run{model: m, train: d, options: FitOptions{Epochs: 9}, plateau: &plateau{}, stopping: &stopping{}}
		r.record(0, Scores{}, 0)
		r.record(1, Scores{}, 0)
		return r
	}
	saved := newRun()
	saved.stopping.saved = saved.model.save(nil)
	numbers := saved.numbers(saved.stopping.saved)
	for i, n := range numbers {
		n.set(float64(i + 1)) // of a flag any number is "set"
	}
	restored := newRun()
	require.NoError(t, restored.resume(saved.checkpoint(1)))
	var want, got []float64
	for i, n := range saved.numbers(saved.stopping.saved) {
		want, got = append(want, n.get), append(got, restored.numbers(restored.stopping.saved)[i].get)
	}
	assert.Equal(t, want, got)
	assert.Equal(t, []float64{1, 2, 3, 1, 5, 6, 7, 1, 9, 10, 11}, want)
	assert.Equal(t, 1, saved.steps)
	assert.Equal(t, 7, saved.plateau.cooling)
	assert.Equal(t, 9.0, restored.stopping.best)
	assert.Equal(t, 11, restored.stopping.bestEpoch)
}

// resumes checks a training that is left after each epoch, and returns its history.
func resumes(t *testing.T, name string, model func() *Model, d Data, o FitOptions) History {
	t.Helper()
	var states [][]byte
	o.OnCheckpoint = func(state []byte) error { states = append(states, state); return nil }
	undisturbed := model()
	want := fitted(t, undisturbed, d, o)
	ran := len(want.Seconds) - 1
	if want.StoppedEpoch > 0 || want.Diverged > 0 {
		ran-- // nothing follows what ends training
		require.Len(t, states, ran, name)
	} else {
		require.Len(t, states, ran-1, name)
	}
	wantBits := weightBits(undisturbed)
	after := FitOptions{Epochs: 1, Seed: 3, BatchSize: o.BatchSize}
	wantAfter := fitted(t, undisturbed, d, after)
	for i, state := range states {
		var epochs []int
		o.Resume, o.OnCheckpoint = state, nil
		o.OnEpoch = func(epoch int, s Scores) { epochs = append(epochs, epoch) }
		m := model()
		got := fitted(t, m, d, o)
		requireSame(t, want, got)
		require.Equal(t, want.Seconds[:i+2], got.Seconds[:i+2], "the times before")
		require.Len(t, epochs, len(want.Seconds), "all rows are told")
		require.Equal(t, wantBits, weightBits(m), "%s after epoch %d", name, i+1)
		requireSame(t, wantAfter, fitted(t, m, d, after))
	}
	return want
}

// TestResumeLonger: a run that was to end may go on.
func TestResumeLonger(t *testing.T) {
	d := randomData(t, 60, 4, 3, 1)
	model := func() *Model { return compiled(t, "adam", []int{4}, Dense(3, Softmax)) }
	var last []byte
	o := FitOptions{Epochs: 3, OnCheckpoint: func(state []byte) error { last = state; return nil }}
	fitted(t, model(), d, o)
	o = FitOptions{Epochs: 6}
	want := fitted(t, model(), d, o)
	o.Resume = last
	requireSame(t, want, fitted(t, model(), d, o))
}

// TestCheckpointFails: what cannot be kept ends training, if the caller says so.
func TestCheckpointFails(t *testing.T) {
	full := errors.New("no space left")
	m := compiled(t, "adam", []int{4}, Dense(3, Softmax))
	h, err := m.Fit(context.Background(), randomData(t, 60, 4, 3, 1), FitOptions{Epochs: 3, OnCheckpoint: func([]byte) error { return full }})
	require.ErrorIs(t, err, full)
	assert.Len(t, h.Seconds, 2)
}

// TestResumeRefuses states that are cut short anywhere or are of other training, and
// then changes nothing.
func TestResumeRefuses(t *testing.T) {
	d := randomData(t, 60, 4, 3, 1)
	state := stateOf(t, FitOptions{Epochs: 3})
	fit := func(spec string, units int, o FitOptions, state []byte) error {
		m := compiled(t, spec, []int{4}, Dense(units, ReLU), Dense(3, Softmax))
		fitted(t, m, d, FitOptions{Seed: 9}) // weights of its own
		before := weightBits(m)
		o.Resume = state
		_, err := m.Fit(context.Background(), d, o)
		if err != nil {
			require.Equal(t, before, weightBits(m))
			require.NotContains(t, err.Error(), "\n")
		}
		return err
	}
	require.NoError(t, fit("adam", 2, FitOptions{Epochs: 3}, state))
	for at := range state {
		require.Error(t, fit("adam", 2, FitOptions{Epochs: 3}, state[:at]), "cut after %d", at)
	}
	for want, err := range map[string]error{
		"mlp: not a state that training can resume from":        fit("adam", 2, FitOptions{Epochs: 3}, []byte("{}\n")),
		"seed 0, 60 examples in batches of 32 in place of adam": fit("adam", 2, FitOptions{Epochs: 3, Seed: 4}, state),
		"mlp: the state is of other training, adam on":          fit("sgd", 2, FitOptions{Epochs: 3}, state),
		"in batches of 60":          fit("adam", 2, FitOptions{Epochs: 3, BatchSize: 60}, state),
		"in batches of 32 in order": fit("adam", 2, FitOptions{Epochs: 3, InOrder: true}, state),
		"mlp: the state is that after epoch 2, of 1 that are wanted":                fit("adam", 2, FitOptions{Epochs: 1}, state),
		`mlp: optim: "parameters" has 19 float32 in the saved state and 27 float32`: fit("adam", 3, FitOptions{Epochs: 3}, state),
		`"history.seconds" where the optimizer has "history.val_loss"`:              fit("adam", 2, FitOptions{Epochs: 3, Validation: d}, state),
		"mlp: the state is of training with early stopping":                         fit("adam", 2, FitOptions{Epochs: 3}, stateOf(t, FitOptions{Epochs: 3, EarlyStopping: &EarlyStopping{Monitor: "loss", RestoreBestWeights: true}})),
		"mlp: optim: the saved state has more parts than the optimizer":             fit("adam", 2, FitOptions{Epochs: 3}, append(bytes.Clone(state), 0)),
	} {
		require.ErrorContains(t, err, want)
	}
}

// stateOf returns the state before the last epoch of a small training.
func stateOf(t testing.TB, o FitOptions) []byte {
	inputs, labels := make([]float32, 60*4), make([]uint8, 60)
	for i := range labels {
		labels[i], inputs[4*i] = uint8(i%3), float32(i%3)
	}
	d, err := NewData(inputs, 4, labels)
	require.NoError(t, err)
	m, err := Sequential([]int{4}, Dense(2, ReLU), Dense(3, Softmax))
	require.NoError(t, err)
	require.NoError(t, m.Compile("adam", SparseCategoricalCrossentropy, Accuracy))
	var last []byte
	o.OnCheckpoint = func(state []byte) error { last = state; return nil }
	_, err = m.Fit(context.Background(), d, o)
	require.NoError(t, err)
	require.NotNil(t, last)
	return last
}

// FuzzResume: no state makes Fit panic.
func FuzzResume(f *testing.F) {
	f.Add(stateOf(f, FitOptions{Epochs: 2}))
	f.Add(stateOf(f, FitOptions{Epochs: 3, EarlyStopping: &EarlyStopping{Monitor: "loss", RestoreBestWeights: true}}))
	f.Add([]byte(`{"form":"` + checkpointForm + `","epoch":2,"best":true}` + "\n"))
	d, err := NewData(make([]float32, 60*4), 4, make([]uint8, 60))
	require.NoError(f, err)
	f.Fuzz(func(t *testing.T, state []byte) {
		m, err := Sequential([]int{4}, Dense(2, ReLU), Dense(3, Softmax))
		require.NoError(t, err)
		require.NoError(t, m.Compile("adam", SparseCategoricalCrossentropy, Accuracy))
		m.Fit(context.Background(), d, FitOptions{Epochs: 2, Resume: state, EarlyStopping: &EarlyStopping{Monitor: "loss"}})
	})
}
