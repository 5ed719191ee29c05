package mlp

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"descent/internal/vec"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// requireGradient compares g with central differences of f by the elements of x,
// to 1e-6 of the larger or of 1e-3, whichever is more.
func requireGradient(t *testing.T, f func() float64, x, g []float64, name ...string) {
	t.Helper()
	const h = 1e-5
	require.Len(t, g, len(x))
	for i, at := range x {
		x[i] = at + h
		up := f()
		x[i] = at - h
		down := f()
		x[i] = at
		want := (up - down) / (2 * h)
		require.InDelta(t, want, g[i], 1e-6*max(math.Abs(want), math.Abs(g[i]), 1e-3), "element %d %v", i, name)
	}
}

// randomData is n examples with inputs in −1…1 and random labels.
func randomData(t *testing.T, n, features, classes int, seed uint64) Data {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 0))
	inputs, labels := make([]float32, n*features), make([]uint8, n)
	for i := range inputs {
		inputs[i] = 2*r.Float32() - 1
	}
	for i := range labels {
		labels[i] = uint8(r.IntN(classes))
	}
	d, err := NewData(inputs, features, labels)
	require.NoError(t, err)
	return d
}

// compiled builds a model and compiles it with the loss and the accuracy.
func compiled(t *testing.T, optimizer string, input []int, layers ...Layer) *Model {
	t.Helper()
	m, err := Sequential(input, layers...)
	require.NoError(t, err)
	require.NoError(t, m.Compile(optimizer, SparseCategoricalCrossentropy, Accuracy))
	return m
}

func TestBackpropagationIsTheGradient(t *testing.T) {
	for _, c := range []struct {
		name   string
		input  []int
		layers []Layer
		spread float64 // of the weights; wide ones drive probabilities into the clip
	}{
		{"softmax", []int{5}, []Layer{Dense(3, Softmax)}, 1},
		{"relu", []int{5}, []Layer{Dense(7, ReLU), Dense(3, Softmax)}, 1},
		{"two relu", []int{5}, []Layer{Dense(7, ReLU), Dense(6, ReLU), Dense(4, Softmax)}, 1},
		{"no bias", []int{5}, []Layer{Dense(7, ReLU, UseBias(false)), Dense(3, Softmax, UseBias(false))}, 1},
		{"flatten first", []int{2, 3}, []Layer{Flatten(), Dense(7, ReLU), Dense(3, Softmax)}, 1},
		{"flatten between", []int{5}, []Layer{Dense(7, ReLU), Flatten(), Dense(3, Softmax)}, 1},
		{"softmax inside", []int{5}, []Layer{Dense(6, Softmax), Dense(4, ReLU), Dense(3, Softmax)}, 1},
		{"clipped probabilities", []int{5}, []Layer{Dense(7, ReLU), Dense(3, Softmax)}, 5},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := compiled(t, "sgd", c.input, c.layers...)
			m.Initialize(3, vec.Float64)
			r := rand.New(rand.NewPCG(4, 0))
			x, g := m.params.X.Float64s(), m.params.G.Float64s()
			for i := range x {
				x[i] = c.spread * r.NormFloat64()
			}
			d := randomData(t, 17, m.features(), m.outputs(), 5)
			m.reserve(d.Len())
			m.batch.total.reset(1)
			m.load(d, nil, 0, d.Len())

			f := objective{m}.Eval(m.params.X, m.params.G)
			mean := func() float64 {
				_, loss := m.forward(m.params.X, true)
				return loss
			}
			assert.Equal(t, mean(), f)
			requireGradient(t, mean, x, g)

			beyond := 0
			y, _ := m.forward(m.params.X, true)
			for i := range d.Len() {
				if p := y.Row(i).At(d.Label(i)); clipped(p) {
					beyond++
				}
			}
			if c.spread > 1 {
				assert.Greater(t, beyond, 2)
				assert.Less(t, beyond, d.Len())
			} else {
				assert.Zero(t, beyond)
			}
		})
	}
}

// TestEveryGradient trains nothing: it holds the gradient of networks with all kinds of layers
// and penalties against central differences, for every activation, and every loss on every
// activation that it takes, in training (with one mask and the batch's moments) and not.
func TestEveryGradient(t *testing.T) {
	const n, features, outputs = 6, 4, 3
	type output struct {
		loss       Loss
		activation Activation
	}
	var heads []output
	for _, d := range lossDefinitions {
		for _, o := range []lossOptions{defaults, {delta: 0.7}, {delta: 1, fromLogits: true}, {delta: 1, smoothing: 0.2}, {delta: 1, smoothing: 0.2, fromLogits: true}} {
			l := d.make(o)
			if _, err := LossNamed(l.String()); err != nil || o != defaults && d.keys == nil {
				continue // an option that it does not have
			}
			for _, a := range activations {
				if l.check(outputs, a) == nil {
					heads = append(heads, output{l, a})
				}
			}
		}
	}
	assert.Greater(t, len(heads), 80)
	check := func(head output, inner Activation, training bool) {
		name := fmt.Sprintf("%v, %v, %v, training %v", head.loss, head.activation, inner, training)
		m, err := Sequential([]int{2, features / 2}, Flatten(), Dropout(0.3),
			Dense(5, inner, KernelRegularizer(Regularizer{L1: 0.01, L2: 0.02}), BiasRegularizer(L2(0.03))),
			BatchNormalization(), Dropout(0.25), ActivationLayer(inner), Dense(outputs, head.activation, KernelRegularizer(L1(0.05))))
		require.NoError(t, err)
		require.NoError(t, m.Compile("sgd", head.loss), name)
		m.Initialize(1, vec.Float64)
		r := rand.New(rand.NewPCG(8, 2))
		fill := func(v vec.Vec, draw func() float64) {
			for i := range v.Len() {
				v.Set(i, draw())
			}
		}
		fill(m.params.X, func() float64 { return 0.6 * r.NormFloat64() })
		fill(m.state, func() float64 { return 0.5 + r.Float64() })
		m.reserve(n)
		m.batch.total.reset(0)
		m.batch.n = n
		fill(m.batch.inputs.Data, r.NormFloat64)
		for i := range m.batch.targets.labels {
			m.batch.targets.labels[i] = r.IntN(outputs)
		}
		fill(m.batch.targets.values.Data, r.Float64)

		m.pass.begin(1, 1, 1)
		y, _ := m.forward(m.params.X, training)
		m.backward(m.params.X, m.params.G, y)
		requireGradient(t, func() float64 {
			_, loss := m.forward(m.params.X, training)
			return loss
		}, m.params.X.Float64s(), m.params.G.Float64s(), name)
	}
	for _, training := range []bool{true, false} {
		for _, head := range heads {
			for _, inner := range activations {
				check(head, inner, training)
			}
		}
	}
}

func TestReluHasNoGradientAtZero(t *testing.T) {
	dy := vec.MatrixOf(vec.Of64([]float64{1, 1}), 1, 2)
	ReLU.derive(vec.Matrix{}, vec.MatrixOf(vec.Of64([]float64{0, 2}), 1, 2), dy)
	assert.Equal(t, []float64{0, 1}, dy.Data.Float64s())
}

// The rows do not sum to 1: the loss divides by the sum, and its derivative
// knows that.
func TestLossesAndTheirDerivatives(t *testing.T) {
	p := []float64{
		0.2, 0.5, 0.4,
		0.1, 0.1, 0.1,
		0, 1e-9, 1, // below the clip
		1, 1e-9, 1e-9, // above it
		0.7, 0.2, 0.1,
	}
	labels := []int{0, 2, 1, 0, 1}
	want := -(math.Log(0.2/1.1) + math.Log(1.0/3) + math.Log(1e-7) + math.Log(1-1e-7) + math.Log(0.2))
	y := vec.MatrixOf(vec.Of64(p), 5, 3)
	assert.InEpsilon(t, want, SparseCategoricalCrossentropy.sum(y, targets{labels: labels}), 1e-14)

	dy := vec.MatrixOf(vec.Make(vec.Float64, 15), 5, 3)
	dy.Data.Fill(99)
	SparseCategoricalCrossentropy.derive(y, targets{labels: labels}, dy)
	mean := func() float64 { return SparseCategoricalCrossentropy.sum(y, targets{labels: labels}) / 5 }
	// The clipped rows apart: there a step of the difference would leave the clip.
	for _, i := range []int{0, 1, 4} {
		requireGradient(t, mean, y.Row(i).Float64s(), dy.Row(i).Float64s())
	}
	assert.Equal(t, make([]float64, 6), dy.Data.Float64s()[6:12])
}

// Where both are one in Keras's terms, softmax and loss give (p − onehot)/n,
// with no digits lost in float32.
func TestSoftmaxAndCrossentropyCancel(t *testing.T) {
	z := vec.MatrixOf(vec.Of32([]float32{1, 2, 14, -3, 0, 0.5}), 2, 3)
	labels := []int{2, 0}
	Softmax.apply(z)
	dz := vec.MatrixOf(vec.Make(vec.Float32, 6), 2, 3)
	SparseCategoricalCrossentropy.derive(z, targets{labels: labels}, dz)
	Softmax.derive(vec.Matrix{}, z, dz)
	for i := range 2 {
		for j := range 3 {
			want := z.Row(i).At(j)
			if j == labels[i] {
				want--
			}
			assert.InDelta(t, want/2, dz.Row(i).At(j), 1e-7*math.Abs(want)+6e-8*z.Row(i).At(j), "%d %d", i, j)
		}
	}
}

func TestAccuracyTakesTheFirstOfEquals(t *testing.T) {
	y := vec.MatrixOf(vec.Of32([]float32{
		.2, .4, .4,
		.2, .4, .4,
		.5, .3, .2,
		.1, .2, .7,
	}), 4, 3)
	all, n := Accuracy.count(y, targets{labels: []int{1, 1, 0, 2}})
	assert.Equal(t, [2]float64{4, 4}, [2]float64{all, n})
	none, _ := Accuracy.count(y, targets{labels: []int{2, 2, 1, 0}})
	assert.Zero(t, none)
}
