package mlp_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"descent/mlp"
	"descent/optim"

	"github.com/stretchr/testify/require"
)

// roundedToFloat32 tells whether Keras on JAX as it is made float32 of float64 on the
// way, as float64.json, which has these cases again, is not: its ops.mean, ops.tanh and
// BatchNormalization do (see testdata/make/parity.py). Then its losses and weights
// are float32's, and no more than that can be asked of another's.
func (c parityCase) roundedToFloat32(framework string) bool {
	if strings.Contains(framework, "float64 kept") {
		return false
	}
	for _, l := range c.Layers {
		if strings.HasPrefix(snakeCase(l.Type), "batch") || l.Activation == "tanh" {
			return true
		}
	}
	name, _, _ := strings.Cut(string(c.Loss), ":")
	for _, d := range mlp.Losses() {
		if name == d.Name || slices.Contains(d.Aliases, name) {
			return strings.HasPrefix(d.Formula, "mean")
		}
	}
	return false
}

// idleBiases tells which tensors are biases that batch normalization takes out again
// with the mean: their gradient is 0 but for rounding, of which Adam makes steps.
func (c parityCase) idleBiases() map[int]bool {
	idle, tensor := map[int]bool{}, 0
	for i, l := range c.Layers {
		switch kind := snakeCase(l.Type); {
		case kind == "dense":
			linear := l.Activation == "" || l.Activation == "linear"
			if linear && i+1 < len(c.Layers) && strings.HasPrefix(snakeCase(c.Layers[i+1].Type), "batch") {
				idle[tensor+1] = l.usesBias()
			}
			tensor++
			if l.usesBias() {
				tensor++
			}
		case strings.HasPrefix(kind, "batch"):
			tensor += 4
		}
	}
	return idle
}

func (l parityLayer) usesBias() bool { return l.UseBias == nil || *l.UseBias }

// train takes a step on the batch, and returns the loss before it.
func (c parityCase) train(t *testing.T, m *mlp.Model, b batch) float64 {
	t.Helper()
	var values []float64
	switch c.Target {
	case "label":
		for _, d := range b.digits {
			values = append(values, float64(d))
		}
	case "odd":
		for _, d := range b.digits {
			values = append(values, float64(d%2))
		}
	case "onehot":
		values = make([]float64, 10*len(b.digits))
		for i, d := range b.digits {
			values[10*i+d] = 1
		}
	case "image":
		values = b.inputs
	default:
		require.Fail(t, "unknown target", c.Target)
	}
	return m.TrainOnBatch(len(b.digits), b.inputs, values)
}

// model builds the case's model with the initial weights.
func (c parityCase) model(t *testing.T, p optim.Precision) *mlp.Model {
	t.Helper()
	var layers []mlp.Layer
	for _, l := range c.Layers {
		layers = append(layers, l.layers(t)...)
	}
	m, err := mlp.Sequential([]int{784}, layers...)
	require.NoError(t, err)
	spec, err := optim.Parse(c.Optimizer, optim.Keras)
	require.NoError(t, err)
	require.NoError(t, m.Compile(spec.String(), c.loss(t), mlp.Accuracy))
	m.Initialize(0, p)
	initial := make([]float32, m.CountParams())
	readLittleEndian(t, c.Weights, initial)
	require.Len(t, m.Weights(), len(c.Tensors))
	for i, w := range m.Weights() {
		require.Equal(t, c.Tensors[i], w.Dims, w.Name)
		for j := range w.X.Len() {
			w.X.Set(j, float64(initial[j]))
		}
		initial = initial[w.X.Len():]
	}
	return m
}

func (c parityCase) loss(t *testing.T) mlp.Loss {
	t.Helper()
	l, err := mlp.LossNamed(string(c.Loss))
	require.NoError(t, err)
	if c.FromLogits != nil && *c.FromLogits {
		l = mlp.FromLogits(l)
	}
	if c.LabelSmoothing != nil {
		l = mlp.LabelSmoothing(l, *c.LabelSmoothing)
	}
	if c.Delta != nil {
		require.Equal(t, "huber", l.String())
		l = mlp.Huber(*c.Delta)
	}
	return l
}

// layers are the layer and its activation.
func (l parityLayer) layers(t *testing.T) []mlp.Layer {
	t.Helper()
	named := l.Activation
	if named == "" {
		named = "linear"
	}
	activation, err := mlp.ActivationNamed(named)
	require.NoError(t, err)
	switch kind := snakeCase(l.Type); kind {
	case "dense":
		kernel := l.KernelRegularizer.Regularizer
		kernel.L1 += l.L1
		kernel.L2 += l.L2
		bias := l.BiasRegularizer.Regularizer
		bias.L1 += l.BiasL1
		bias.L2 += l.BiasL2
		options := []mlp.DenseOption{mlp.UseBias(l.usesBias()), mlp.KernelRegularizer(kernel), mlp.BiasRegularizer(bias)}
		// What they would draw is overwritten, but they must be known.
		for _, name := range []string{l.KernelInitializer, l.BiasInitializer} {
			if name != "" {
				_, err := mlp.InitializerNamed(snakeCase(name))
				require.NoError(t, err)
			}
		}
		return []mlp.Layer{mlp.Dense(l.Units, activation, options...)}
	case "batchnorm", "batch_normalization":
		var options []mlp.BatchNormalizationOption
		if l.Momentum != nil {
			options = append(options, mlp.Momentum(*l.Momentum))
		}
		if l.Epsilon != nil {
			options = append(options, mlp.Epsilon(*l.Epsilon))
		}
		return []mlp.Layer{mlp.BatchNormalization(options...), mlp.ActivationLayer(activation)}
	case "relu", "re_lu", "elu", "softmax": // Keras has layers of these names
		activation, err = mlp.ActivationNamed(strings.ReplaceAll(kind, "re_lu", "relu"))
		require.NoError(t, err)
		return []mlp.Layer{mlp.ActivationLayer(activation)}
	case "leaky_relu", "leaky_re_lu":
		slope := 0.3
		if l.Slope != nil {
			slope = *l.Slope
		}
		return []mlp.Layer{mlp.ActivationLayer(mlp.LeakyReLUOfSlope(slope))}
	case "activation":
		return []mlp.Layer{mlp.ActivationLayer(activation)}
	case "flatten":
		return []mlp.Layer{mlp.Flatten()}
	case "dropout":
		require.Zero(t, l.Rate, "Keras's random numbers are its own")
		return []mlp.Layer{mlp.Dropout(0)}
	default:
		require.Fail(t, "unknown layer", kind)
		return nil
	}
}

// requireNear compares relative to the larger of want and least.
func requireNear(t *testing.T, want, got, least, tolerance float64, what string, a ...any) (distance float64) {
	t.Helper()
	distance = math.Abs(got-want) / max(math.Abs(want), least)
	require.LessOrEqual(t, distance, tolerance, "%s: %v, Keras has %v", fmt.Sprintf(what, a...), got, want)
	return distance
}

// TestParity trains as Keras does in float64: every loss is within 1e-11 of its
// own, relative, and so is the norm of every tensor at the end. The sum of a
// tensor, where much cancels (the last bias sums to 0), is within 1e-11 of its norm.
// Where Keras rounded to float32, losses are within 2⁻²³, the distance of its numbers,
// and weights, in which the rounding of all steps adds up, within 1e-6.
func TestParity(t *testing.T) {
	digits := readDigits(t)
	for _, p := range readParity(t) {
		for _, c := range p.Cases {
			t.Run(c.Name, func(t *testing.T) {
				t.Parallel()
				ofLosses, ofWeights, rounded := 1e-11, 1e-11, c.roundedToFloat32(p.Framework)
				if rounded {
					ofLosses, ofWeights = 0x1p-23, 1e-6
				}
				m := c.model(t, optim.Float64)
				require.Len(t, c.Losses, c.Steps)
				require.Len(t, c.Sum, len(c.Tensors))
				require.Len(t, c.Norm, len(c.Tensors))
				var worst struct{ loss, sum, norm float64 }
				for i, b := range digits.batches(t, c, c.Steps) {
					loss := c.train(t, m, b)
					worst.loss = max(worst.loss, requireNear(t, c.Losses[i], loss, 1e-300, ofLosses, "loss before step %d", i+1))
				}
				idle := c.idleBiases()
				for i, w := range m.Weights() {
					sum, squares := 0.0, 0.0
					for _, e := range w.X.Float64s() {
						sum += e
						squares += e * e
					}
					if idle[i] {
						require.Less(t, math.Sqrt(squares), 1e-9, "norm of %s", w.Name)
						continue
					}
					if rounded && idle[i-3] {
						continue // the moving mean behind such a bias follows it
					}
					worst.norm = max(worst.norm, requireNear(t, c.Norm[i], math.Sqrt(squares), 1e-300, ofWeights, "norm of %s", w.Name))
					worst.sum = max(worst.sum, requireNear(t, c.Sum[i], sum, c.Norm[i], ofWeights, "sum of %s", w.Name))
				}
				t.Logf("largest errors: losses %.0e, norms %.0e, sums %.0e of the norm", worst.loss, worst.norm, worst.sum)
			})
		}
	}
}

// TestParityFloat32 trains in float32: the first ten losses are within 2e-5 of
// Keras's in float64. Later some rules amplify the rounding.
func TestParityFloat32(t *testing.T) {
	digits := readDigits(t)
	for _, p := range readParity(t) {
		for _, c := range p.Cases {
			t.Run(c.Name, func(t *testing.T) {
				m := c.model(t, optim.Float32)
				worst := 0.0
				for i, b := range digits.batches(t, c, 10) {
					loss := c.train(t, m, b)
					require.InDelta(t, c.Losses[i], loss, 2e-5, "loss before step %d", i+1)
					worst = max(worst, math.Abs(loss-c.Losses[i]))
				}
				t.Logf("largest error of a loss: %.0e", worst)
			})
		}
	}
}
