package mlp

import (
	"context"
	"math"
	"runtime"
	"testing"

	"descent/optim"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func fitted(t *testing.T, m *Model, d Data, o FitOptions) History {
	t.Helper()
	h, err := m.Fit(context.Background(), d, o)
	require.NoError(t, err)
	return h
}

// requireSame compares histories bit by bit, but for the times.
func requireSame(t *testing.T, want, got History) {
	t.Helper()
	bits := func(h History) map[string][]uint64 {
		b := map[string][]uint64{}
		for name, values := range h.Values {
			for _, v := range values {
				b[name] = append(b[name], math.Float64bits(v))
			}
		}
		return b
	}
	require.Equal(t, bits(want), bits(got))
	require.Equal(t, want.Diverged, got.Diverged)
}

func TestHistoryHasARowForEachEpoch(t *testing.T) {
	m := compiled(t, "sgd:lr=0.1", []int{4}, Dense(5, ReLU), Dense(3, Softmax))
	d, v := randomData(t, 70, 4, 3, 1), randomData(t, 20, 4, 3, 2)
	var rows []Scores
	var steps []Batch
	h := fitted(t, m, d, FitOptions{
		Epochs: 3, BatchSize: 32, Validation: v, TrainSample: 10, Seed: 1,
		OnEpoch: func(epoch int, s Scores) {
			assert.Equal(t, len(rows), epoch)
			rows = append(rows, s)
		},
		OnBatch: func(b Batch) { steps = append(steps, b) },
	})

	assert.Zero(t, h.Diverged)
	assert.Len(t, h.Values, 6)
	for name, values := range h.Values {
		require.Len(t, values, 4, name)
		running := name == "loss" || name == "accuracy"
		for epoch, v := range values {
			assert.Equal(t, running && epoch == 0, math.IsNaN(v), "%s of epoch %d", name, epoch)
			if epoch > 0 {
				assert.Equal(t, v, rows[epoch][name])
			}
		}
	}
	require.Len(t, h.Seconds, 4)
	assert.Zero(t, h.Seconds[0])
	assert.Positive(t, h.Seconds[3])

	// 70 = 32 + 32 + 6.
	require.Len(t, steps, 9)
	last := steps[8]
	assert.Equal(t, Batch{Epoch: 3, Step: 3, Steps: 3, Loss: last.Loss}, last)
	assert.InEpsilon(t, h.Values["loss"][3], (32*steps[6].Loss+32*steps[7].Loss+6*last.Loss)/70, 1e-12)

	scores, err := m.Evaluate(v)
	require.NoError(t, err)
	assert.Equal(t, Scores{"loss": h.Values["val_loss"][3], "accuracy": h.Values["val_accuracy"][3]}, scores)
	scores, err = m.Evaluate(d.Select(sampleRows(70, 10, 1)))
	require.NoError(t, err)
	assert.Equal(t, Scores{"loss": h.Values["train_loss"][3], "accuracy": h.Values["train_accuracy"][3]}, scores)
}

func TestHistoryHasOnlyWhatIsAskedFor(t *testing.T) {
	m := compiled(t, "sgd", []int{4}, Dense(3, Softmax))
	h := fitted(t, m, randomData(t, 70, 4, 3, 1), FitOptions{Epochs: 1})
	assert.Len(t, h.Values, 2)
	h = fitted(t, m, randomData(t, 70, 4, 3, 1), FitOptions{Epochs: 0, TrainSample: 100})
	assert.Len(t, h.Values["train_loss"], 1)
	assert.Len(t, h.Values, 4)
}

// While nothing moves, the mean over an epoch's batches is what an evaluation of
// all examples gives, and so is that of a sample of all.
func TestRunningMeanCountsEveryExampleOnce(t *testing.T) {
	m := compiled(t, "sgd:lr=0", []int{4}, Dense(5, ReLU), Dense(3, Softmax))
	d := randomData(t, 600, 4, 3, 1)
	h := fitted(t, m, d, FitOptions{Epochs: 2, BatchSize: 70, TrainSample: 600})
	scores, err := m.Evaluate(d)
	require.NoError(t, err)
	for epoch := 1; epoch <= 2; epoch++ {
		assert.InEpsilon(t, scores["loss"], h.Values["loss"][epoch], 1e-12)
		assert.Equal(t, scores["accuracy"], h.Values["accuracy"][epoch])
		assert.Equal(t, scores["loss"], h.Values["train_loss"][epoch])
	}
}

func TestOrderOfBatchesDoesNotDependOnTheOptimizer(t *testing.T) {
	d := randomData(t, 70, 4, 3, 1)
	lossesOf := func(optimizer string, o FitOptions) (losses []float64) {
		m := compiled(t, optimizer, []int{4}, Dense(3, Softmax))
		o.Epochs, o.BatchSize = 2, 8
		o.OnBatch = func(b Batch) { losses = append(losses, b.Loss) }
		fitted(t, m, d, o)
		return losses
	}
	// Nothing moves at lr=0: the losses tell the batches.
	first := lossesOf("sgd:lr=0", FitOptions{Seed: 1})
	assert.Equal(t, first, lossesOf("adam:lr=0", FitOptions{Seed: 1}))
	assert.NotEqual(t, first, lossesOf("sgd:lr=0", FitOptions{Seed: 2}))
	assert.NotEqual(t, first[:9], first[9:])
	inOrder := lossesOf("sgd:lr=0", FitOptions{Seed: 1, InOrder: true})
	assert.NotEqual(t, first, inOrder)
	assert.Equal(t, inOrder[:9], inOrder[9:])
}

func TestTheSameSeedGivesTheSameRun(t *testing.T) {
	d, v := randomData(t, 70, 4, 3, 1), randomData(t, 20, 4, 3, 2)
	run := func(seed uint64) (History, *Model) {
		m := compiled(t, "adam:lr=0.05", []int{4}, Dense(5, ReLU), Dense(3, Softmax))
		return fitted(t, m, d, FitOptions{Epochs: 3, Validation: v, TrainSample: 10, Seed: seed}), m
	}
	h1, m1 := run(1)
	h2, m2 := run(1)
	requireSame(t, h1, h2)
	assert.Equal(t, m1.params.X, m2.params.X)
	_, m3 := run(2)
	assert.NotEqual(t, m1.params.X, m3.params.X)
}

func TestCoresDoNotChangeABit(t *testing.T) {
	d := randomData(t, 50*32, 784, 10, 1)
	run := func(cores int) *Model {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
		m := Tutorial()
		require.NoError(t, m.Compile("adam", SparseCategoricalCrossentropy))
		fitted(t, m, d, FitOptions{Epochs: 1, Seed: 1})
		return m
	}
	assert.True(t, assert.ObjectsAreEqual(run(1).params.X, run(2).params.X))
}

func TestFitContinuesWhereItStopped(t *testing.T) {
	d := randomData(t, 70, 4, 3, 1)
	run := func(epochs ...int) *Model {
		m := compiled(t, "adam:lr=0.05", []int{4}, Dense(5, ReLU), Dense(3, Softmax))
		for _, n := range epochs {
			fitted(t, m, d, FitOptions{Epochs: n, Seed: 1})
		}
		return m
	}
	assert.Equal(t, run(5).params.X, run(2, 3).params.X)
}

func TestFitLearns(t *testing.T) {
	// The label is the quadrant of the plane.
	inputs, labels := []float32{}, []uint8{}
	random := randomData(t, 400, 2, 2, 1)
	for i := range random.Len() {
		x := random.Row(i)
		inputs = append(inputs, x...)
		label := uint8(0)
		if x[0] > 0 {
			label++
		}
		if x[1] > 0 {
			label += 2
		}
		labels = append(labels, label)
	}
	d, err := NewData(inputs, 2, labels)
	require.NoError(t, err)
	for _, p := range []optim.Precision{optim.Float32, optim.Float64} {
		m := compiled(t, "adam:lr=0.01", []int{2}, Dense(16, ReLU), Dense(4, Softmax))
		m.Initialize(1, p)
		h := fitted(t, m, d, FitOptions{Epochs: 50, TrainSample: 400})
		assert.Greater(t, h.Values["train_accuracy"][50], 0.97)
	}
}

func TestDivergenceEndsTheRunAndIsNoError(t *testing.T) {
	d := randomData(t, 96, 4, 3, 1)
	m := compiled(t, "sgd:lr=1e30", []int{4}, Dense(5, ReLU), Dense(5, ReLU), Dense(3, Softmax))
	var losses []float64
	h := fitted(t, m, d, FitOptions{
		Epochs: 5, BatchSize: 32, Validation: d, Seed: 1,
		OnBatch: func(b Batch) { losses = append(losses, b.Loss) },
	})
	require.Equal(t, 2, h.Diverged)
	require.Len(t, losses, 2)
	assert.False(t, math.IsNaN(losses[0]))
	assert.True(t, math.IsNaN(losses[1]))
	assert.Len(t, h.Values, 4)
	for name, values := range h.Values {
		require.Len(t, values, 2, name)
		assert.True(t, math.IsNaN(values[1]), name)
	}
	assert.Len(t, h.Seconds, 2)
	assert.False(t, math.IsNaN(h.Values["val_loss"][0]))
}

func TestDivergenceInTheLastStepIsSeen(t *testing.T) {
	m := compiled(t, "sgd:lr=1e39", []int{4}, Dense(3, Softmax)) // infinite in float32
	h := fitted(t, m, randomData(t, 32, 4, 3, 1), FitOptions{Epochs: 1})
	assert.Equal(t, 1, h.Diverged)
	assert.True(t, math.IsNaN(h.Values["loss"][1]))
}

func TestCancelReturnsWholeEpochs(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	m := compiled(t, "sgd", []int{4}, Dense(3, Softmax))
	steps := 0
	h, err := m.Fit(ctx, randomData(t, 70, 4, 3, 1), FitOptions{
		Epochs: 5, BatchSize: 10,
		OnBatch: func(b Batch) {
			if steps++; b.Epoch == 2 && b.Step == 3 {
				cancel()
			}
		},
	})
	assert.ErrorIs(t, err, context.Canceled)
	assert.Equal(t, 7+3, steps)
	assert.Len(t, h.Values["loss"], 2)
	assert.False(t, math.IsNaN(h.Values["loss"][1]))
}

func TestFitRefusesWhatDoesNotFit(t *testing.T) {
	d := randomData(t, 40, 4, 3, 1)
	for _, c := range []struct {
		name    string
		data    Data
		options FitOptions
		message string
	}{
		{"features", randomData(t, 40, 5, 3, 1), FitOptions{}, "mlp: training data of 5 features, the model takes 4 ([2 2])"},
		{"labels", randomData(t, 40, 4, 4, 1), FitOptions{}, "mlp: training data with label 3, the model has 3 outputs"},
		{"empty", Data{}, FitOptions{}, "mlp: training data without an example"},
		{"small", d, FitOptions{BatchSize: 41}, "mlp: batches of 41, there are only 40 training examples"},
		{"small for the default", randomData(t, 31, 4, 3, 1), FitOptions{}, "mlp: batches of 32, there are only 31 training examples"},
		{"epochs", d, FitOptions{Epochs: -1}, "mlp: -1 epochs"},
		{"batch", d, FitOptions{BatchSize: -1}, "mlp: batches of -1 examples"},
		{"sample", d, FitOptions{TrainSample: -1}, "mlp: a sample of -1 training examples"},
		{"validation", d, FitOptions{Validation: randomData(t, 40, 5, 3, 1)}, "mlp: validation data of 5 features, the model takes 4 ([2 2])"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := compiled(t, "sgd", []int{2, 2}, Flatten(), Dense(3, Softmax))
			_, err := m.Fit(context.Background(), c.data, c.options)
			assert.EqualError(t, err, c.message)
			assert.Nil(t, m.Weights())
		})
	}
	_, err := Tutorial().Fit(context.Background(), d, FitOptions{})
	assert.EqualError(t, err, "mlp: the model is not compiled")
}

func TestAStepAllocatesNothing(t *testing.T) {
	d := randomData(t, 64, 784, 10, 1)
	for _, optimizer := range []string{"sgd", "adam"} {
		for _, n := range []int{32, 256} {
			m := Tutorial()
			require.NoError(t, m.Compile(optimizer, SparseCategoricalCrossentropy, Accuracy))
			fitted(t, m, d, FitOptions{Epochs: 1})
			m.reserve(n)
			m.batch.total.reset(1)
			rows := make([]int32, n)
			assert.Zero(t, testing.AllocsPerRun(3, func() {
				m.load(d, rows, 0, n)
				m.optimizer.Step(objective{m})
			}), "%s, batch %d", optimizer, n)
		}
	}
}

func TestAnExampleCountsOnceHoweverOftenItsLossIsEvaluated(t *testing.T) {
	m := compiled(t, "sgd", []int{4}, Dense(3, Softmax))
	m.Initialize(1, optim.Float64)
	d := randomData(t, 20, 4, 3, 1)
	m.reserve(20)
	m.batch.total.reset(1)
	for range 2 {
		m.load(d, nil, 0, 20)
		objective{m}.Eval(m.params.X, m.params.G)
		objective{m}.Eval(m.params.X, m.params.G)
	}
	assert.Equal(t, 40.0, m.batch.total[0].whole)
	s := Scores{}
	m.scores("", s)
	want, err := m.Evaluate(d)
	require.NoError(t, err)
	assert.InEpsilon(t, want["loss"], s["loss"], 1e-14)
}
