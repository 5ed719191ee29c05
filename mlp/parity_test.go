package mlp_test

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"descent/mlp"
	"descent/optim"

	"github.com/stretchr/testify/require"
)

// parity is a file in testdata/parity: what Keras on JAX gave in float64 for the first
// steps of training from given weights on given batches of MNIST.
type parity struct {
	Framework    string
	Batch, Steps int
	Order        string // file of [steps × batch] rows of the 60,000 training images
	Cases        []parityCase
}

type parityCase struct {
	Name      string
	Layers    []parityLayer
	Loss      parityLoss
	Target    string // label, onehot, odd (1 if the digit is odd), or image
	Optimizer string
	Weights   string // file of the initial weights
	Tensors   [][]int
	Losses    []float64 // before each step
	Sum, Norm []float64 // of each tensor after the last

	// Options of the loss may stand beside it.
	FromLogits     *bool    `json:"from_logits"`
	LabelSmoothing *float64 `json:"label_smoothing"`
	Delta          *float64
}

// parityLayer is a layer with the options that Keras's classes have under these names.
type parityLayer struct {
	Type       string // of Keras's classes in any spelling, or batchnorm
	Name       string
	Units      int
	Activation string // "" is linear
	Rate       float64
	Momentum   *float64
	Epsilon    *float64

	KernelInitializer string            `json:"kernel_initializer"`
	BiasInitializer   string            `json:"bias_initializer"`
	KernelRegularizer parityRegularizer `json:"kernel_regularizer"`
	BiasRegularizer   parityRegularizer `json:"bias_regularizer"`
	L1, L2            float64           // of the kernel
}

// parityLoss is a name, with or without options as LossNamed reads them, or Keras's
// {"class_name": …, "config": {…}}; it is kept as LossNamed reads it.
type parityLoss string

func (l *parityLoss) UnmarshalJSON(text []byte) error {
	if text[0] == '"' {
		return json.Unmarshal(text, (*string)(l))
	}
	var o struct {
		Class  string `json:"class_name"`
		Config map[string]any
	}
	if err := strict(text, &o); err != nil {
		return err
	}
	name, separator := snakeCase(o.Class), ":"
	for _, key := range slices.Sorted(maps.Keys(o.Config)) {
		if v := o.Config[key]; !slices.Contains([]string{"name", "reduction", "dtype", "axis"}, key) {
			name += fmt.Sprintf("%s%s=%v", separator, key, v)
			separator = ","
		}
	}
	*l = parityLoss(name)
	return nil
}

// parityRegularizer is {"l1": …, "l2": …}, or Keras's "l2", or its {"class_name": …, "config": {…}}.
type parityRegularizer struct{ mlp.Regularizer }

func (r *parityRegularizer) UnmarshalJSON(text []byte) error {
	known := map[string]mlp.Regularizer{"null": {}, `"l1"`: mlp.L1(0.01), `"l2"`: mlp.L2(0.01), `"l1_l2"`: {L1: 0.01, L2: 0.01}}
	if of, found := known[string(text)]; found {
		r.Regularizer = of
		return nil
	}
	var o struct {
		L1, L2 float64
		Class  string `json:"class_name"`
		Config struct{ L1, L2 float64 }
	}
	if err := strict(text, &o); err != nil {
		return err
	}
	if o.Class != "" && !slices.Contains([]string{"L1", "L2", "L1L2"}, o.Class) {
		return fmt.Errorf("regularizer %q", o.Class)
	}
	r.Regularizer = mlp.Regularizer{L1: o.L1 + o.Config.L1, L2: o.L2 + o.Config.L2}
	return nil
}

// strict reads JSON in which no key is unknown.
func strict(text []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	return d.Decode(into)
}

var inner = regexp.MustCompile("([a-z0-9])([A-Z])")

// snakeCase makes batch_normalization of BatchNormalization.
func snakeCase(name string) string { return strings.ToLower(inner.ReplaceAllString(name, "${1}_$2")) }

// batch is the inputs [batch × 784] and digits of a step.
type batch struct {
	inputs []float64
	digits []int
}

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
				idle[tensor+1] = true
			}
			tensor += 2
		case strings.HasPrefix(kind, "batch"):
			tensor += 4
		}
	}
	return idle
}

// readParity returns the files in testdata/parity, each with its batches.
func readParity(t *testing.T) (files []parity, batches [][]batch) {
	t.Helper()
	pixels := readIDX(t, "train-images-idx3-ubyte.gz", 16)
	digits := readIDX(t, "train-labels-idx1-ubyte.gz", 8)
	require.Len(t, pixels, 60000*784)
	require.Len(t, digits, 60000)
	names, err := filepath.Glob("testdata/parity/*.json")
	require.NoError(t, err)
	for _, name := range names {
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		var p parity
		require.NoError(t, strict(text, &p), name)
		order := make([]int32, p.Steps*p.Batch)
		readLittleEndian(t, p.Order, order)
		var all []batch
		for rows := range slices.Chunk(order, p.Batch) {
			var b batch
			for _, r := range rows {
				for _, pixel := range pixels[784*r : 784*(r+1)] {
					b.inputs = append(b.inputs, float64(pixel)/255)
				}
				b.digits = append(b.digits, int(digits[r]))
			}
			all = append(all, b)
		}
		files, batches = append(files, p), append(batches, all)
	}
	return files, batches
}

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

// readIDX returns what is behind the header of one of MNIST's files.
func readIDX(t *testing.T, name string, header int) []byte {
	t.Helper()
	f, err := os.Open(filepath.Join("mnist", name))
	require.NoError(t, err)
	defer f.Close()
	z, err := gzip.NewReader(f)
	require.NoError(t, err)
	all, err := io.ReadAll(z)
	require.NoError(t, err)
	return all[header:]
}

func readLittleEndian(t *testing.T, name string, into any) {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata/parity", name))
	require.NoError(t, err)
	defer f.Close()
	require.NoError(t, binary.Read(f, binary.LittleEndian, into))
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
		options := []mlp.DenseOption{mlp.KernelRegularizer(kernel), mlp.BiasRegularizer(l.BiasRegularizer.Regularizer)}
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
// Where Keras rounded to float32, all are within 1e-6.
func TestParity(t *testing.T) {
	files, batches := readParity(t)
	require.NotEmpty(t, files)
	for f, p := range files {
		for _, c := range p.Cases {
			t.Run(c.Name, func(t *testing.T) {
				t.Parallel()
				tolerance, rounded := 1e-11, c.roundedToFloat32(p.Framework)
				if rounded {
					tolerance = 1e-6
				}
				m := c.model(t, optim.Float64)
				require.Len(t, c.Losses, p.Steps)
				require.Len(t, c.Sum, len(c.Tensors))
				require.Len(t, c.Norm, len(c.Tensors))
				var worst struct{ loss, sum, norm float64 }
				for i, b := range batches[f] {
					loss := c.train(t, m, b)
					worst.loss = max(worst.loss, requireNear(t, c.Losses[i], loss, 1e-300, tolerance, "loss before step %d", i+1))
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
					worst.norm = max(worst.norm, requireNear(t, c.Norm[i], math.Sqrt(squares), 1e-300, tolerance, "norm of %s", w.Name))
					worst.sum = max(worst.sum, requireNear(t, c.Sum[i], sum, c.Norm[i], tolerance, "sum of %s", w.Name))
				}
				t.Logf("largest errors: losses %.0e, norms %.0e, sums %.0e of the norm", worst.loss, worst.norm, worst.sum)
			})
		}
	}
}

// TestParityFloat32 trains in float32: the first ten losses are within 2e-5 of
// Keras's in float64. Later some rules amplify the rounding.
func TestParityFloat32(t *testing.T) {
	files, batches := readParity(t)
	for f, p := range files {
		for _, c := range p.Cases {
			t.Run(c.Name, func(t *testing.T) {
				m := c.model(t, optim.Float32)
				worst := 0.0
				for i, b := range batches[f][:min(10, p.Steps)] {
					loss := c.train(t, m, b)
					require.InDelta(t, c.Losses[i], loss, 2e-5, "loss before step %d", i+1)
					worst = max(worst, math.Abs(loss-c.Losses[i]))
				}
				t.Logf("largest error of a loss: %.0e", worst)
			})
		}
	}
}
