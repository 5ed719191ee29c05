package mlp

import (
	"math"
	"testing"

	"descent/optim"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// With kernel (0, ln 3) and no bias the input 1 gives p = (¼, ¾), and −1 the
// reverse.
func TestEvaluateByHand(t *testing.T) {
	m := compiled(t, "sgd", []int{1}, Dense(2, Softmax))
	m.Initialize(1, optim.Float64)
	copy(m.Weights()[0].X.Float64s(), []float64{0, math.Log(3)})
	d, err := NewData([]float32{1, 1, -1, 1}, 1, []uint8{1, 0, 0, 1})
	require.NoError(t, err)
	scores, err := m.Evaluate(d)
	require.NoError(t, err)
	assert.InEpsilon(t, -(3*math.Log(0.75)+math.Log(0.25))/4, scores["loss"], 1e-14)
	assert.Equal(t, 0.75, scores["accuracy"])
	assert.Len(t, scores, 2)
}

func TestEvaluateCountsEveryExample(t *testing.T) {
	m := compiled(t, "sgd", []int{4}, Dense(5, ReLU), Dense(3, Softmax))
	m.Initialize(1, optim.Float32)
	d := randomData(t, 2*evaluationBatch+44, 4, 3, 1)
	all, err := m.Evaluate(d)
	require.NoError(t, err)
	loss, accuracy := 0.0, 0.0
	for i := range d.Len() {
		one, err := m.Evaluate(d.Select([]int32{int32(i)}))
		require.NoError(t, err)
		loss += one["loss"]
		accuracy += one["accuracy"]
	}
	assert.InEpsilon(t, loss/float64(d.Len()), all["loss"], 1e-12)
	assert.InEpsilon(t, accuracy/float64(d.Len()), all["accuracy"], 1e-12)
}

// EMA keeps its average beside the weights, and is evaluated there.
func TestEvaluateAtTheOptimizersPoint(t *testing.T) {
	d := randomData(t, 64, 4, 3, 1)
	m := compiled(t, "ema(sgd:lr=1):momentum=0.9", []int{4}, Dense(3, Softmax))
	h := fitted(t, m, d, FitOptions{Epochs: 3, Validation: d})
	averaged, err := m.Evaluate(d)
	require.NoError(t, err)

	plain := compiled(t, "sgd", []int{4}, Dense(3, Softmax))
	plain.Initialize(0, optim.Float32)
	plain.params.X.Copy(m.optimizer.Point())
	want, err := plain.Evaluate(d)
	require.NoError(t, err)
	assert.Equal(t, want, averaged)
	assert.Equal(t, want["loss"], h.Values["val_loss"][3])

	plain.params.X.Copy(m.params.X)
	last, err := plain.Evaluate(d)
	require.NoError(t, err)
	assert.NotEqual(t, last["loss"], averaged["loss"])
}

func TestEvaluateRefusesWhatDoesNotFit(t *testing.T) {
	m, err := Sequential([]int{4}, Dense(3, Softmax))
	require.NoError(t, err)
	d := randomData(t, 10, 4, 3, 1)
	_, err = m.Evaluate(d)
	assert.EqualError(t, err, "mlp: the model is not compiled")
	require.NoError(t, m.Compile("sgd", SparseCategoricalCrossentropy))
	_, err = m.Evaluate(d)
	assert.EqualError(t, err, "mlp: the model has no weights yet: Fit, Initialize or LoadWeights comes first")
	m.Initialize(1, optim.Float32)
	_, err = m.Evaluate(Data{})
	assert.EqualError(t, err, "mlp: data without an example")
	_, err = m.Evaluate(randomData(t, 10, 3, 3, 1))
	assert.EqualError(t, err, "mlp: data of 3 features, the model takes 4 ([4])")
	_, err = m.Evaluate(randomData(t, 10, 4, 9, 1))
	assert.ErrorContains(t, err, "the model has 3 outputs")
	_, err = m.Evaluate(d)
	assert.NoError(t, err)
}
