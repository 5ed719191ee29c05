package mlp

import (
	"math"
	"testing"

	"descent/internal/vec"
	"descent/optim"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTutorialModel(t *testing.T) {
	m := Tutorial()
	assert.Equal(t, 316810, m.CountParams())
	assert.Nil(t, m.Weights())
	m.Initialize(1, optim.Float32)
	var shapes []optim.Shape
	for _, w := range m.Weights() {
		shapes = append(shapes, w.Shape)
	}
	assert.Equal(t, []optim.Shape{
		{Name: "dense/kernel", Dims: []int{784, 300}}, {Name: "dense/bias", Dims: []int{300}},
		{Name: "dense_1/kernel", Dims: []int{300, 200}}, {Name: "dense_1/bias", Dims: []int{200}},
		{Name: "dense_2/kernel", Dims: []int{200, 100}}, {Name: "dense_2/bias", Dims: []int{100}},
		{Name: "dense_3/kernel", Dims: []int{100, 10}}, {Name: "dense_3/bias", Dims: []int{10}},
	}, shapes)
}

func TestSequentialRefusesWhatDoesNotFit(t *testing.T) {
	for _, c := range []struct {
		input   []int
		layers  []Layer
		message string
	}{
		{nil, []Layer{Dense(2, Softmax)}, "mlp: input of shape [], dimensions of at least 1 are needed"},
		{[]int{3, 0}, []Layer{Dense(2, Softmax)}, "mlp: input of shape [3 0], dimensions of at least 1 are needed"},
		{[]int{3}, nil, "mlp: a model without a weight, at least one Dense layer is needed"},
		{[]int{3}, []Layer{Flatten()}, "mlp: a model without a weight, at least one Dense layer is needed"},
		{[]int{28, 28}, []Layer{Dense(2, Softmax)}, "mlp: layer 1: dense layer of 2 units on an input of shape [28 28]: put Flatten before it"},
		{[]int{3}, []Layer{Dense(4, ReLU), Dense(0, Softmax)}, "mlp: layer 2: dense layer of 0 units, at least 1 is needed"},
		{[]int{3}, []Layer{Dense(4, nil)}, "mlp: layer 1: dense layer of 4 units without an activation"},
		{[]int{3}, []Layer{Dense(1000001, ReLU)}, "mlp: layer 1: dense layer of 1000001 units, at most 1000000 are possible"},
		{[]int{3}, []Layer{Dense(1, Softmax)}, "mlp: layer 1: dense layer of 1 unit with softmax, which is always 1: sigmoid is for one unit"},
		{[]int{3}, []Layer{Dense(2, ReLU, KernelRegularizer(L2(-1)))}, "mlp: layer 1: dense layer of 2 units with a penalty l2 of -1, it must be 0 or more and finite"},
		{[]int{3}, []Layer{Dense(2, ReLU, BiasInitializer(nil))}, "mlp: layer 1: dense layer of 2 units without an initializer"},
		{[]int{3}, []Layer{Dropout(1), Dense(2, ReLU)}, "mlp: layer 1: dropout of 1, the rate must be in [0, 1)"},
		{[]int{3}, []Layer{Dropout(math.NaN()), Dense(2, ReLU)}, "mlp: layer 1: dropout of NaN, the rate must be in [0, 1)"},
		{[]int{2, 3}, []Layer{BatchNormalization()}, "mlp: layer 1: batch normalization on an input of shape [2 3]: put Flatten before it"},
		{[]int{3}, []Layer{BatchNormalization(Momentum(1.5))}, "mlp: layer 1: batch normalization with momentum 1.5, it must be in [0, 1]"},
		{[]int{3}, []Layer{BatchNormalization(Epsilon(-1))}, "mlp: layer 1: batch normalization with epsilon -1, it must be 0 or more and finite"},
		{[]int{3}, []Layer{Dense(2, LeakyReLUOfSlope(-1))}, "mlp: layer 1: dense layer of 2 units with leaky_relu of slope -1, it must be 0 or more and finite"},
		{[]int{3}, []Layer{ActivationLayer(LeakyReLUOfSlope(math.NaN()))}, "mlp: layer 1: leaky_relu of slope NaN, it must be 0 or more and finite"},
		{[]int{3}, []Layer{ActivationLayer(nil)}, "mlp: layer 1: activation layer without an activation"},
		{[]int{2, 2}, []Layer{ActivationLayer(Softmax)}, "mlp: layer 1: softmax on an input of shape [2 2]: put Flatten before it"},
	} {
		_, err := Sequential(c.input, c.layers...)
		assert.EqualError(t, err, c.message)
	}
}

func TestCompileRefusesWhatIsNotRight(t *testing.T) {
	_, unknown := optim.Parse("adamm", "")
	require.Error(t, unknown)
	assert.EqualError(t, Tutorial().Compile("adamm", SparseCategoricalCrossentropy), unknown.Error())
	assert.EqualError(t, Tutorial().Compile("adam", nil), "mlp: a loss or metric is nil")
	assert.EqualError(t, Tutorial().Compile("adam", SparseCategoricalCrossentropy, nil), "mlp: a loss or metric is nil")

	for _, layers := range [][]Layer{{Dense(3, ReLU)}, {Dense(3, Softmax), Flatten()}} {
		m, err := Sequential([]int{4}, layers...)
		require.NoError(t, err)
		assert.ErrorContains(t, m.Compile("adam", SparseCategoricalCrossentropy),
			"mlp: sparse_categorical_crossentropy is a loss of probabilities: the last layer must be softmax or sigmoid; losses that fit: mean_squared_error, mean_squared")
	}
	m, err := Sequential([]int{4}, Dense(1, Sigmoid))
	require.NoError(t, err)
	assert.ErrorContains(t, m.Compile("adam", SparseCategoricalCrossentropy),
		"mlp: sparse_categorical_crossentropy needs at least 2 classes, the last layer has 1 output; losses that fit: binary_crossentropy, mean_squared_error")
}

// TestGlorotUniform checks limits and moments: n draws from ±a have the mean 0,
// with standard error a/√(3n), and the variance a²/3, with relative error √(0.8/n).
func TestGlorotUniform(t *testing.T) {
	m := Tutorial()
	m.Initialize(1, optim.Float32)
	for _, w := range m.Weights() {
		if len(w.Dims) == 1 {
			assert.Equal(t, make([]float32, w.Size()), w.X.Float32s(), w.Name)
			continue
		}
		limit := math.Sqrt(6 / float64(w.Dims[0]+w.Dims[1]))
		n, sum, squares, low, high := float64(w.Size()), 0.0, 0.0, 0.0, 0.0
		for _, x := range w.X.Float32s() {
			e := float64(x)
			sum, squares, low, high = sum+e, squares+e*e, min(low, e), max(high, e)
		}
		assert.InDelta(t, 0, sum/n, 4*limit/math.Sqrt(3*n), w.Name)
		assert.InEpsilon(t, limit*limit/3, squares/n, 4*math.Sqrt(0.8/n), w.Name)
		for _, extreme := range []float64{-low, high} {
			assert.LessOrEqual(t, extreme, limit*(1+1e-7), w.Name)
			assert.Greater(t, extreme, limit*(1-10/n), w.Name)
		}
	}
}

func TestWeightsComeFromTheSeedAlone(t *testing.T) {
	draw := func(optimizer string, seed uint64, p optim.Precision) vec.Vec {
		m := Tutorial()
		require.NoError(t, m.Compile(optimizer, SparseCategoricalCrossentropy))
		m.Initialize(seed, p)
		return m.params.X
	}
	first := draw("sgd", 1, optim.Float32)
	assert.Equal(t, first, draw("adam", 1, optim.Float32))
	assert.NotEqual(t, first, draw("sgd", 2, optim.Float32))

	same, drawn := 0, 0
	other, double := draw("sgd", 2, optim.Float32), draw("sgd", 1, optim.Float64)
	for i := range first.Len() {
		require.Equal(t, float32(double.At(i)), first.Float32s()[i], "float64 rounded")
		if first.At(i) != 0 {
			drawn++
			if first.At(i) == other.At(i) {
				same++
			}
		}
	}
	assert.Greater(t, drawn, 316000)
	assert.Less(t, same, 10)
}

func TestInitializeForgetsTraining(t *testing.T) {
	d := randomData(t, 64, 4, 3, 1)
	m := compiled(t, "adam", []int{4}, Dense(3, Softmax))
	fit := func() History {
		m.Initialize(1, optim.Float32)
		return fitted(t, m, d, FitOptions{Epochs: 2, Seed: 1})
	}
	requireSame(t, fit(), fit())
}
