package mlp_test

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"descent/mlp"

	"github.com/stretchr/testify/assert"
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

	// Where a case has its own, they take the place of the file's.
	Batch, Steps int
	Order        string

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
	UseBias    *bool  `json:"use_bias"`
	Rate       float64
	Slope      *float64 `json:"negative_slope"`
	Momentum   *float64
	Epsilon    *float64

	KernelInitializer string            `json:"kernel_initializer"`
	BiasInitializer   string            `json:"bias_initializer"`
	KernelRegularizer parityRegularizer `json:"kernel_regularizer"`
	BiasRegularizer   parityRegularizer `json:"bias_regularizer"`
	L1, L2            float64           // of the kernel
	BiasL1            float64           `json:"bias_l1"`
	BiasL2            float64           `json:"bias_l2"`
}

// parityLoss is a name, with or without options as LossNamed reads them, or an object of a
// name and options, or Keras's {"class_name": …, "config": {…}}; it is kept as LossNamed reads it.
type parityLoss string

func (l *parityLoss) UnmarshalJSON(text []byte) error {
	if text[0] == '"' {
		return json.Unmarshal(text, (*string)(l))
	}
	var o map[string]any
	if err := strict(text, &o); err != nil {
		return err
	}
	class, _ := o["class_name"].(string)
	if class == "" {
		class, _ = o["name"].(string)
	}
	if config, ok := o["config"].(map[string]any); ok {
		o = config
	}
	name, separator := snakeCase(class), ":"
	for _, key := range slices.Sorted(maps.Keys(o)) {
		if !slices.Contains([]string{"class_name", "name", "reduction", "dtype", "axis"}, key) {
			name += fmt.Sprintf("%s%s=%v", separator, key, o[key])
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

// readParity returns the files in testdata/parity; their cases have what the file says
// for all of them.
func readParity(t *testing.T) (files []parity) {
	t.Helper()
	names, err := filepath.Glob("testdata/parity/*.json")
	require.NoError(t, err)
	require.NotEmpty(t, names)
	for _, name := range names {
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		var p parity
		require.NoError(t, strict(text, &p), name)
		for i := range p.Cases {
			c := &p.Cases[i]
			c.Batch, c.Steps, c.Order = cmp.Or(c.Batch, p.Batch), cmp.Or(c.Steps, p.Steps), cmp.Or(c.Order, p.Order)
		}
		files = append(files, p)
	}
	return files
}

// digitsOf is the 60,000 training images and labels.
type digitsOf struct{ pixels, labels []byte }

func readDigits(t *testing.T) digitsOf {
	t.Helper()
	d := digitsOf{readIDX(t, "train-images-idx3-ubyte.gz", 16), readIDX(t, "train-labels-idx1-ubyte.gz", 8)}
	require.Len(t, d.pixels, 60000*784)
	require.Len(t, d.labels, 60000)
	return d
}

// batches returns those of the case's first steps.
func (d digitsOf) batches(t *testing.T, c parityCase, steps int) (all []batch) {
	t.Helper()
	order := make([]int32, c.Steps*c.Batch)
	readLittleEndian(t, c.Order, order)
	for rows := range slices.Chunk(order[:min(steps, c.Steps)*c.Batch], c.Batch) {
		var b batch
		for _, r := range rows {
			for _, pixel := range d.pixels[784*r : 784*(r+1)] {
				b.inputs = append(b.inputs, float64(pixel)/255)
			}
			b.digits = append(b.digits, int(d.labels[r]))
		}
		all = append(all, b)
	}
	return all
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

func TestParityFilesAreReadWhole(t *testing.T) {
	for text, want := range map[string]string{
		`"mse"`:                           "mse",
		`{"name": "huber", "delta": 0.5}`: "huber:delta=0.5",
		`{"class_name": "BinaryCrossentropy", "config": {"from_logits": true, "label_smoothing": 0.1, "reduction": "sum_over_batch_size"}}`: "binary_crossentropy:from_logits=true,label_smoothing=0.1",
	} {
		var l parityLoss
		require.NoError(t, strict([]byte(text), &l))
		assert.Equal(t, want, string(l))
	}
	for text, want := range map[string]mlp.Regularizer{
		`"l2"`: mlp.L2(0.01), `null`: {}, `{"l1": 2, "l2": 3}`: {L1: 2, L2: 3}, `{"class_name": "L1", "config": {"l1": 4}}`: mlp.L1(4),
	} {
		var r parityRegularizer
		require.NoError(t, strict([]byte(text), &r))
		assert.Equal(t, want, r.Regularizer)
	}
	var c parityCase
	for _, text := range []string{
		`{"clipping": 1}`, `{"layers": [{"type": "dense", "kernel_constraint": "non_neg"}]}`, `{"layers": [{"kernel_regularizer": {"l3": 1}}]}`,
		`{"layers": [{"kernel_regularizer": {"class_name": "Orthogonal"}}]}`,
	} {
		assert.Error(t, strict([]byte(text), &c), text)
	}
}
