package mlp

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"descent/internal/vec"

	"github.com/stretchr/testify/require"
)

// sparseData is examples like images, a fifth of whose features are not zero: pixels,
// denormal numbers, and a zero that is negative.
func sparseData(t *testing.T, n int) Data {
	t.Helper()
	r := rand.New(rand.NewPCG(11, 12))
	inputs, labels := make([]float32, n*784), make([]uint8, n)
	for i := range inputs {
		switch r.IntN(25) {
		case 0, 1, 2, 3:
			inputs[i] = float32(1+r.IntN(255)) / 255
		case 4:
			inputs[i] = []float32{math.SmallestNonzeroFloat32, 0x1p-130, -0x1p-127, float32(math.Copysign(0, -1))}[r.IntN(4)]
		}
	}
	for i := range labels {
		labels[i] = uint8(r.IntN(10))
	}
	d, err := NewData(inputs, 784, labels)
	require.NoError(t, err)
	require.NotNil(t, d.nonzero, "these data are for the sparse kernels")
	return d
}

func requireSameWeights(t *testing.T, want, got vec.Vec, what string) {
	t.Helper()
	for i, w := range want.Float32s() {
		if g := got.Float32s()[i]; math.Float32bits(w) != math.Float32bits(g) {
			require.Failf(t, "bits differ", "%s: element %d is %g, not %g", what, i, g, w)
		}
	}
}

// TestZerosAreSkippedWithoutAChangeOfABit holds the gradients against those of the
// same data without the lists.
func TestZerosAreSkippedWithoutAChangeOfABit(t *testing.T) {
	d := sparseData(t, 600)
	dense := d
	dense.nonzero = nil
	for _, n := range []int{1, 31, 32, 128, 512} {
		var losses []float64
		var gradients []vec.Vec
		for _, d := range []Data{d, dense} {
			m := Tutorial()
			require.NoError(t, m.Compile("sgd", SparseCategoricalCrossentropy, Accuracy))
			m.Initialize(1, vec.Float32)
			// Weights whose products with denormals vanish, and lose their sign.
			w := m.Weights()[0].X
			for i := range w.Len() {
				if i%7 == 0 {
					w.Set(i, w.At(i)*0x1p-30)
				}
			}
			m.reserve(n)
			m.batch.total.reset(1)
			m.load(d, nil, 40, n)
			losses = append(losses, objective{m}.Eval(m.params.X, m.params.G))
			gradients = append(gradients, m.params.G)
		}
		require.Equal(t, math.Float64bits(losses[1]), math.Float64bits(losses[0]))
		requireSameWeights(t, gradients[1], gradients[0], fmt.Sprintf("gradient of %d examples", n))
	}
}

// TestTrainingSkipsZerosWithoutAChangeOfABit takes 50 steps either way.
func TestTrainingSkipsZerosWithoutAChangeOfABit(t *testing.T) {
	d := sparseData(t, 50*20)
	dense := d
	dense.nonzero = nil
	for _, optimizer := range []string{"sgd:lr=0.1", "momentum", "adam"} {
		var weights []vec.Vec
		var histories []History
		for _, d := range []Data{d, dense} {
			m := Tutorial()
			require.NoError(t, m.Compile(optimizer, SparseCategoricalCrossentropy, Accuracy))
			histories = append(histories, fitted(t, m, d, FitOptions{Epochs: 1, BatchSize: 20, Seed: 1, TrainSample: 300}))
			weights = append(weights, m.params.X)
		}
		requireSame(t, histories[1], histories[0])
		requireSameWeights(t, weights[1], weights[0], optimizer)
	}
}

// TestABatchInPartsIsTheWholeBatch holds the gradient of one part after the other
// against that of all examples at once.
func TestABatchInPartsIsTheWholeBatch(t *testing.T) {
	d := sparseData(t, 300)
	d.nonzero = nil
	var gradients []vec.Vec
	for _, capacity := range []int{partSize, 300} {
		m := Tutorial()
		require.NoError(t, m.Compile("sgd", SparseCategoricalCrossentropy))
		m.Initialize(1, vec.Float32)
		m.reserveParts(capacity)
		m.batch.total.reset(0)
		m.load(d, nil, 0, 300)
		objective{m}.Eval(m.params.X, m.params.G)
		gradients = append(gradients, m.params.G)
	}
	requireSameWeights(t, gradients[1], gradients[0], "gradient")
}

// TestWhatIsNotFiniteSpreads: 0·Inf is not a number, also where zeros are skipped.
func TestWhatIsNotFiniteSpreads(t *testing.T) {
	inputs := make([]float32, 4*784)
	inputs[0], inputs[784+1] = 1, 1
	d, err := NewData(inputs, 784, make([]uint8, 4))
	require.NoError(t, err)
	require.NotNil(t, d.nonzero)
	m := Tutorial()
	require.NoError(t, m.Compile("sgd", SparseCategoricalCrossentropy))
	m.Initialize(1, vec.Float32)
	m.Weights()[0].X.Set(500*300+7, math.Inf(1)) // the weight of a pixel that is zero in every image
	m.reserve(4)
	m.batch.total.reset(0)
	m.load(d, nil, 0, 4)
	require.True(t, math.IsNaN(objective{m}.Eval(m.params.X, m.params.G)))
}
