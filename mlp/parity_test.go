package mlp_test

import (
	"compress/gzip"
	"encoding/binary"
	"encoding/json"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"descent/mlp"
	"descent/optim"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// parity is testdata/parity: what Keras on JAX gave in float64 for the first
// steps of training from given weights on given batches of MNIST.
type parity struct {
	Batch, Steps int
	Order        string // file of [steps × batch] rows of the 60,000 training images
	Cases        []parityCase
}

type parityCase struct {
	Name   string
	Layers []struct {
		Type, Activation string
		Units            int
	}
	Loss      string
	Optimizer string
	Weights   string // file of the initial weights
	Tensors   [][]int
	Losses    []float64 // before each step
	Sum, Norm []float64 // of each tensor after the last
}

// batch is the inputs [batch × 784] and labels of a step.
type batch struct {
	inputs []float64
	labels []int
}

func readParity(t *testing.T) (p parity, batches []batch) {
	t.Helper()
	text, err := os.ReadFile("testdata/parity/parity.json")
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, &p))
	order := make([]int32, p.Steps*p.Batch)
	readLittleEndian(t, p.Order, order)

	pixels := readIDX(t, "train-images-idx3-ubyte.gz", 16)
	labels := readIDX(t, "train-labels-idx1-ubyte.gz", 8)
	require.Len(t, pixels, 60000*784)
	require.Len(t, labels, 60000)
	for rows := range slices.Chunk(order, p.Batch) {
		var b batch
		for _, r := range rows {
			for _, pixel := range pixels[784*r : 784*(r+1)] {
				b.inputs = append(b.inputs, float64(pixel)/255)
			}
			b.labels = append(b.labels, int(labels[r]))
		}
		batches = append(batches, b)
	}
	return p, batches
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

var (
	activations = map[string]mlp.Activation{"relu": mlp.ReLU, "softmax": mlp.Softmax}
	losses      = map[string]mlp.Loss{"sparse_categorical_crossentropy": mlp.SparseCategoricalCrossentropy}
)

// model builds the case's model with the initial weights.
func (c parityCase) model(t *testing.T, p optim.Precision) *mlp.Model {
	t.Helper()
	var layers []mlp.Layer
	for _, l := range c.Layers {
		require.Equal(t, "dense", l.Type)
		require.Contains(t, activations, l.Activation)
		layers = append(layers, mlp.Dense(l.Units, activations[l.Activation]))
	}
	require.Contains(t, losses, c.Loss)
	spec, err := optim.Parse(c.Optimizer, optim.Keras)
	require.NoError(t, err)

	m, err := mlp.Sequential([]int{784}, layers...)
	require.NoError(t, err)
	require.NoError(t, m.Compile(spec.String(), losses[c.Loss], mlp.Accuracy))
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

// TestParity trains as Keras does in float64: every loss is within 1e-11 of its
// own, relative, and so is the norm of every tensor at the end. The sum of a
// tensor, where much cancels (the last bias sums to 0), is within 1e-11 of its norm.
func TestParity(t *testing.T) {
	const tolerance = 1e-11
	p, batches := readParity(t)
	require.Len(t, p.Cases, 10)
	for _, c := range p.Cases {
		t.Run(c.Name, func(t *testing.T) {
			t.Parallel()
			m := c.model(t, optim.Float64)
			require.Len(t, c.Losses, p.Steps)
			var worst struct{ loss, sum, norm float64 }
			for i, b := range batches {
				loss := m.TrainOnBatch(len(b.labels), b.inputs, b.labels, nil)
				require.InEpsilon(t, c.Losses[i], loss, tolerance, "loss before step %d", i+1)
				worst.loss = max(worst.loss, math.Abs(loss/c.Losses[i]-1))
			}
			for i, w := range m.Weights() {
				sum, squares := 0.0, 0.0
				for _, e := range w.X.Float64s() {
					sum += e
					squares += e * e
				}
				norm := math.Sqrt(squares)
				assert.InEpsilon(t, c.Norm[i], norm, tolerance, "norm of %s", w.Name)
				assert.InDelta(t, c.Sum[i], sum, tolerance*c.Norm[i], "sum of %s", w.Name)
				worst.norm = max(worst.norm, math.Abs(norm/c.Norm[i]-1))
				worst.sum = max(worst.sum, math.Abs(sum-c.Sum[i])/c.Norm[i])
			}
			t.Logf("largest errors: losses %.0e, norms %.0e, sums %.0e of the norm", worst.loss, worst.norm, worst.sum)
		})
	}
}

// TestParityFloat32 trains in float32: the first ten losses are within 2e-5 of
// Keras's in float64. Later some rules amplify the rounding.
func TestParityFloat32(t *testing.T) {
	p, batches := readParity(t)
	for _, c := range p.Cases {
		t.Run(c.Name, func(t *testing.T) {
			m := c.model(t, optim.Float32)
			worst := 0.0
			for i, b := range batches[:10] {
				loss := m.TrainOnBatch(len(b.labels), b.inputs, b.labels, nil)
				require.InDelta(t, c.Losses[i], loss, 2e-5, "loss before step %d", i+1)
				worst = max(worst, math.Abs(loss-c.Losses[i]))
			}
			t.Logf("largest error of a loss: %.0e", worst)
		})
	}
}
