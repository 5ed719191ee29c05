package mlp

import (
	"math"
	"testing"

	"descent/internal/vec"
	"descent/optim"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestDropoutDropsItsShare: of n inputs the rest is kept with the standard error
// √(rate·(1−rate)/n), and scaled so that ones have the mean 1.
func TestDropoutDropsItsShare(t *testing.T) {
	const n, features = 101, 999 // odd, so that the last pair is half
	for _, rate := range []float64{0, 0.2, 0.5, 0.999} {
		for _, precision := range []vec.Precision{vec.Float32, vec.Float64} {
			node, err := Dropout(rate).build([]int{features})
			require.NoError(t, err)
			node.reserve(precision, n)
			x := vec.MatrixOf(vec.Make(precision, n*features), n, features)
			x.Data.Fill(1)
			p := pass{training: true}
			p.begin(1, 1, 1)
			y := node.forward(vec.Vec{}, x, &p)
			kept := 0.0
			for i := range y.Data.Len() {
				if e := y.Data.At(i); e != 0 {
					assert.InEpsilon(t, 1/(1-rate), e, 1e-6)
					kept++
				}
			}
			assert.InDelta(t, 1-rate, kept/(n*features), 4*math.Sqrt(rate*(1-rate)/(n*features)))
			assert.Equal(t, 1.0, x.Data.At(0), "the inputs stay")
			p.training = false
			assert.Equal(t, x, node.forward(vec.Vec{}, x, &p), "an evaluation drops nothing")
		}
	}
}

// TestEveryStepDropsAnew: two steps, epochs, seeds or layers agree by chance alone, which is in a
// half, with the standard error ½/√n; one step's evaluations agree in all.
func TestEveryStepDropsAnew(t *testing.T) {
	const features = 10000
	m, err := Sequential([]int{features}, Dropout(0.5), Dropout(0.5), Dense(1, Linear))
	require.NoError(t, err)
	for _, n := range m.nodes {
		n.reserve(vec.Float64, 1)
	}
	x := vec.MatrixOf(vec.Make(vec.Float64, features), 1, features)
	x.Data.Fill(1)
	draw := func(seed uint64, epoch, step int) (first, second []bool) {
		p := pass{training: true}
		p.begin(seed, epoch, step)
		for i := range 2 {
			mask := make([]bool, features)
			y := m.nodes[i].forward(vec.Vec{}, x, &p)
			for j := range mask {
				mask[j] = y.Data.At(j) == 0
			}
			first, second = second, mask
		}
		return first, second
	}
	a, b := draw(1, 2, 3)
	again, _ := draw(1, 2, 3)
	assert.Equal(t, a, again)
	others := [][]bool{b}
	for _, c := range []struct {
		seed        uint64
		epoch, step int
	}{{2, 2, 3}, {1, 3, 3}, {1, 2, 4}, {1, 3, 2}} {
		first, _ := draw(c.seed, c.epoch, c.step)
		others = append(others, first)
	}
	for i, other := range others {
		agree := 0
		for j := range a {
			if a[j] == other[j] {
				agree++
			}
		}
		assert.InDelta(t, features/2, agree, 4*50, i)
	}
}

// TestFitContinuesWithEveryLayer: dropout, moving statistics and penalties take the same path
// in two calls as in one, and rules that evaluate a step twice see one function.
func TestFitContinuesWithEveryLayer(t *testing.T) {
	d := randomData(t, 70, 4, 3, 1)
	run := func(optimizer string, epochs ...int) *Model {
		m := compiled(t, optimizer, []int{4}, Dense(6, GELU, KernelRegularizer(L2(0.01))), BatchNormalization(), Dropout(0.3), Dense(3, Softmax))
		for _, n := range epochs {
			fitted(t, m, d, FitOptions{Epochs: n, Seed: 1, Validation: d})
		}
		return m
	}
	for _, optimizer := range []string{"adam:lr=0.05", "sam(momentum)", "ema(sgd)"} {
		one, two := run(optimizer, 5), run(optimizer, 2, 3)
		assert.Equal(t, one.params.X, two.params.X, optimizer)
		assert.Equal(t, one.state, two.state, optimizer)
		// 15 steps of moving statistics, however often each step was evaluated.
		assert.NotEqual(t, 1.0, one.state.At(6))
	}
	// At rate 0 both see the same batches, so the statistics tell how often they moved.
	plain, twice := run("sgd:lr=0", 2), run("sam(sgd:lr=0)", 2)
	assert.Equal(t, plain.state, twice.state)
}

func TestWeightsHaveKerasNames(t *testing.T) {
	m, err := Sequential([]int{4}, Dense(3, ReLU), BatchNormalization(), Dropout(0.1), Dense(2, ReLU), BatchNormalization(), ActivationLayer(Softmax))
	require.NoError(t, err)
	assert.Nil(t, m.Weights())
	assert.Nil(t, m.TrainableWeights())
	assert.Nil(t, m.NonTrainableWeights())
	m.Initialize(1, optim.Float32)
	names := func(tensors []optim.Tensor) (names []string) {
		for _, w := range tensors {
			names = append(names, w.Name)
		}
		return names
	}
	all := []string{"dense/kernel", "dense/bias", "batch_normalization/gamma", "batch_normalization/beta",
		"batch_normalization/moving_mean", "batch_normalization/moving_variance", "dense_1/kernel", "dense_1/bias",
		"batch_normalization_1/gamma", "batch_normalization_1/beta", "batch_normalization_1/moving_mean", "batch_normalization_1/moving_variance"}
	assert.Equal(t, all, names(m.Weights()))
	assert.Equal(t, []string{all[4], all[5], all[10], all[11]}, names(m.NonTrainableWeights()))
	assert.Len(t, m.TrainableWeights(), 8)
	assert.Equal(t, 4*3+3+12+3*2+2+8, m.CountParams())
	m.Weights()[10].X.Set(1, 7)
	assert.Equal(t, 7.0, m.state.At(7), "they are the model's own")
	assert.Equal(t, []float32{1, 1}, m.Weights()[11].X.Float32s())
}

func TestAStepOfEveryLayerAllocatesNothing(t *testing.T) {
	d, err := randomData(t, 64, 20, 3, 1).OneHot(3)
	require.NoError(t, err)
	for _, definition := range Losses() {
		l, err := LossNamed(definition.Name)
		require.NoError(t, err)
		if l.targets() == classLabels {
			continue
		}
		m, err := Sequential([]int{20}, Dense(7, GELU, KernelRegularizer(L1(0.1))), BatchNormalization(), ActivationLayer(LeakyReLUOfSlope(0.3)), Dropout(0.2), Dense(3, Softmax))
		require.NoError(t, err)
		require.NoError(t, m.Compile("adam", l))
		fitted(t, m, d, FitOptions{Epochs: 1})
		rows := make([]int32, 32)
		assert.Zero(t, testing.AllocsPerRun(3, func() {
			m.load(d, rows, 0, 32)
			m.step(1, 1, 1)
		}), definition.Name)
	}
}
