package mlp

import (
	"context"
	"math"
	"testing"

	"descent/optim"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestLossNamed(t *testing.T) {
	for name, want := range map[string]string{
		"mse": "mean_squared_error", "MSE": "mean_squared_error", "mean_squared_error": "mean_squared_error",
		"bce": "binary_crossentropy", "KLD": "kl_divergence", "msle": "mean_squared_logarithmic_error", "mae": "mean_absolute_error",
		"huber": "huber", "huber:delta=1": "huber", "huber:delta=.50": "huber:delta=0.5",
		"categorical_crossentropy:label_smoothing=0.1,from_logits=true": "categorical_crossentropy:from_logits=true,label_smoothing=0.1",
		"sparse_categorical_crossentropy:from_logits=false":             "sparse_categorical_crossentropy",
	} {
		l, err := LossNamed(name)
		require.NoError(t, err, name)
		assert.Equal(t, want, l.String())
	}
	for name, want := range map[string]string{
		"mes":                   `unknown loss "mes": did you mean "mse"? Known: binary_crossentropy, bce, categorical_crossentropy`,
		"":                      `unknown loss ""`,
		"mse:delta=1":           `loss mean_squared_error has no options, "delta=1" is given`,
		"huber:detla=1":         `loss huber: unknown option "detla": did you mean "delta"? Known: delta`,
		"huber:delta=0":         `loss huber: a delta of 0, it must be above 0 and finite`,
		"huber:delta=x":         `loss huber: delta="x" is not a number`,
		"huber:":                `loss huber: "" is not an option`,
		"huber:delta=1,delta=2": `loss huber: delta is given twice`,
		"bce:label_smoothing=2": `loss binary_crossentropy: a label smoothing of 2, it must be in [0, 1]`,
		"bce:from_logits=1":     `loss binary_crossentropy: from_logits="1", it is true or false`,
		"sparse_categorical_crossentropy:label_smoothing=0.1": `loss sparse_categorical_crossentropy: unknown option "label_smoothing"`,
	} {
		_, err := LossNamed(name)
		assert.ErrorContains(t, err, want, name)
	}
	for _, d := range Losses() {
		for _, name := range append([]string{d.Name}, d.Aliases...) {
			l, err := LossNamed(name)
			require.NoError(t, err)
			assert.Equal(t, d.Name, l.String())
		}
		assert.NotEmpty(t, d.Data+d.Labels+d.Formula)
	}
}

// FuzzLossNamed: what is read is written so that it is read again.
func FuzzLossNamed(f *testing.F) {
	for _, name := range []string{"mse", "huber:delta=.5", "bce:from_logits=true,label_smoothing=0.1", "KLD", "huber:delta=1e-320", "mae:"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		l, err := LossNamed(name)
		if err != nil {
			return
		}
		again, err := LossNamed(l.String())
		require.NoError(t, err)
		assert.Equal(t, l, again)
	})
}

func TestOptionsOfLosses(t *testing.T) {
	assert.Equal(t, "binary_crossentropy:from_logits=true,label_smoothing=0.1", LabelSmoothing(FromLogits(BinaryCrossentropy), 0.1).String())
	assert.Equal(t, "huber:delta=2", Huber(2).String())
	assert.Panics(t, func() { FromLogits(MeanSquaredError) })
	assert.Panics(t, func() { LabelSmoothing(SparseCategoricalCrossentropy, 0.1) })
	m, err := Sequential([]int{3}, Dense(2, Linear))
	require.NoError(t, err)
	for want, l := range map[string]Loss{
		"mlp: huber:delta=-1 with a delta of -1, it must be above 0 and finite":                                      Huber(-1),
		"label_smoothing=3 with a label smoothing of 3, it must be in [0, 1]":                                        LabelSmoothing(FromLogits(BinaryCrossentropy), 3),
		"mlp: binary_crossentropy is a loss of probabilities: the last layer must be softmax or sigmoid":             BinaryCrossentropy,
		"mlp: poisson is a loss of numbers of 0 and more: the last layer must be softplus, relu, sigmoid or softmax": Poisson,
	} {
		err := m.Compile("sgd", l)
		assert.ErrorContains(t, err, want)
		assert.ErrorContains(t, err, "; losses that fit: binary_crossentropy:from_logits=true, categorical_crossentropy:from_logits=true, "+
			"sparse_categorical_crossentropy:from_logits=true, mean_squared_error, mean_squared_logarithmic_error, mean_absolute_error, huber, log_cosh, categorical_hinge")
	}
}

// TestLossesAndTheirData has data that a loss does not take; the error says which it does.
func TestLossesAndTheirData(t *testing.T) {
	labels := randomData(t, 40, 4, 3, 1)
	oneHot, err := labels.OneHot(3)
	require.NoError(t, err)
	ones, err := labels.MapLabels([][]float32{{0}, {0.5}, {2}})
	require.NoError(t, err)
	signed, err := labels.MapLabels([][]float32{{0, 1, 0}, {-1, 1, 1}, {0, 0, 1}})
	require.NoError(t, err)
	for _, c := range []struct {
		loss       Loss
		units      int
		activation Activation
		data       Data
		message    string
	}{
		{SparseCategoricalCrossentropy, 3, Softmax, oneHot, "mlp: training data with 3 targets each, sparse_categorical_crossentropy takes class labels; losses that fit: binary_crossentropy, categorical_crossentropy, "},
		{SparseCategoricalCrossentropy, 3, Softmax, ones, "mlp: training data with label 0.5, the model has 3 outputs"},
		{SparseCategoricalCrossentropy, 2, Softmax, labels, "mlp: training data with label 2, the model has 2 outputs"},
		{CategoricalCrossentropy, 3, Softmax, labels, "mlp: training data with class labels, categorical_crossentropy takes 3 targets each, one for each output; losses that fit: sparse_categorical_crossentropy"},
		{MeanSquaredError, 4, Linear, oneHot, "mlp: training data with 3 targets each, mean_squared_error takes 4 targets each, one for each output"},
		{BinaryCrossentropy, 1, Sigmoid, labels, "mlp: training data with the target 2, binary_crossentropy takes targets in 0…1"},
		{BinaryCrossentropy, 3, Sigmoid, signed, "mlp: training data with the target -1, binary_crossentropy takes targets in 0…1"},
	} {
		m, err := Sequential([]int{4}, Dense(c.units, c.activation))
		require.NoError(t, err)
		require.NoError(t, m.Compile("sgd", c.loss))
		_, err = m.Fit(context.Background(), c.data, FitOptions{Epochs: 1})
		assert.ErrorContains(t, err, c.message)
	}
}

// TestLabelsAndSingleTargetsAreTheSame: a label serves as a number for one output, and a
// target as the label that it is; and one-hot targets cost what labels do.
func TestLabelsAndSingleTargetsAreTheSame(t *testing.T) {
	labels := randomData(t, 60, 4, 3, 1)
	numbers, err := labels.MapLabels([][]float32{{0}, {1}, {2}})
	require.NoError(t, err)
	reversed, err := labels.MapLabels([][]float32{{2}, {1}, {0}})
	require.NoError(t, err)
	oneHot, err := labels.OneHot(3)
	require.NoError(t, err)
	run := func(d Data, l Loss, units int, a Activation) History {
		m, err := Sequential([]int{4}, Dense(5, Tanh), Dense(units, a))
		require.NoError(t, err)
		require.NoError(t, m.Compile("adam", l))
		return fitted(t, m, d, FitOptions{Epochs: 3, Validation: d, Seed: 1})
	}
	requireSame(t, run(labels, MeanSquaredError, 1, Linear), run(numbers, MeanSquaredError, 1, Linear))
	sparse := run(labels, SparseCategoricalCrossentropy, 3, Softmax)
	requireSame(t, sparse, run(numbers, SparseCategoricalCrossentropy, 3, Softmax))
	assert.NotEqual(t, sparse.Values["val_loss"], run(reversed, SparseCategoricalCrossentropy, 3, Softmax).Values["val_loss"])
	dense := run(oneHot, CategoricalCrossentropy, 3, Softmax)
	for epoch, loss := range sparse.Values["val_loss"] {
		assert.InEpsilon(t, loss, dense.Values["val_loss"][epoch], 1e-6)
	}
}

// TestPenaltiesAreReported: as in Keras, losses of training and of evaluation include them.
func TestPenaltiesAreReported(t *testing.T) {
	d := randomData(t, 50, 4, 3, 1)
	score := func(o ...DenseOption) float64 {
		m, err := Sequential([]int{4}, Dense(3, Softmax, o...))
		require.NoError(t, err)
		require.NoError(t, m.Compile("sgd:lr=0", SparseCategoricalCrossentropy))
		m.Initialize(1, optim.Float64)
		copy(m.params.X.Float64s(), []float64{1, -2, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.5, 0, -0.5})
		h := fitted(t, m, d, FitOptions{Epochs: 1, Validation: d})
		assert.InEpsilon(t, h.Values["val_loss"][1], h.Values["loss"][1], 1e-14)
		return h.Values["val_loss"][1]
	}
	plain := score()
	assert.InEpsilon(t, plain+0.1*6+0.2*14+0.3*0.5, score(KernelRegularizer(Regularizer{L1: 0.1, L2: 0.2}), BiasRegularizer(L2(0.3))), 1e-14)
}

// TestEveryLossLearns: with a few steps each gets below where it began.
func TestEveryLossLearns(t *testing.T) {
	labels := randomData(t, 200, 3, 2, 1)
	var inputs []float32
	var of []uint8
	for i := range labels.Len() {
		x := labels.Row(i)
		inputs = append(inputs, x...)
		if x[0]+x[1] > 0 {
			of = append(of, 1)
		} else {
			of = append(of, 0)
		}
	}
	sum, err := NewData(inputs, 3, of)
	require.NoError(t, err)
	for _, d := range Losses() {
		l, err := LossNamed(d.Name)
		require.NoError(t, err)
		data := sum
		if l.targets() == realValues {
			data, err = sum.OneHot(2)
			require.NoError(t, err)
		}
		m, err := Sequential([]int{3}, Dense(8, Tanh), Dense(2, Softmax))
		require.NoError(t, err)
		require.NoError(t, m.Compile("adam:lr=0.01", l))
		h := fitted(t, m, data, FitOptions{Epochs: 20, Validation: data, Seed: 1})
		v := h.Values["val_loss"]
		assert.Less(t, v[20], v[0]-0.2*math.Abs(v[0]), d.Name)
	}
}
