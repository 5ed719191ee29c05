package mlp

import (
	"errors"
	"fmt"
	"slices"

	"descent/internal/vec"
	"descent/optim"
)

// Model is a stack of layers with weights and, once compiled, an optimizer, a
// loss and metrics. It is not safe for use by several goroutines; runs side by
// side take a Model each, and may share their [Data].
type Model struct {
	input []int
	nodes []node
	// Node i's weights are the elements from starts[i] up to starts[i+1] of
	// the flat parameter vector.
	starts []int

	compiled bool
	spec     optim.Spec
	loss     Loss
	metrics  []Metric

	params    *optim.Params   // nil until initialized
	optimizer optim.Optimizer // nil until fitted
	epochs    int             // trained since initialized
	batch     batch
}

// Sequential builds a model of examples of the given shape, such as {28, 28},
// and layers one behind the other, as Keras's Sequential. It has no weights yet.
// It is an error if the layers do not fit one another.
func Sequential(input []int, layers ...Layer) (*Model, error) {
	if len(input) == 0 || slices.Min(input) < 1 {
		return nil, fmt.Errorf("mlp: input of shape %v, dimensions of at least 1 are needed", input)
	}
	m := &Model{input: slices.Clone(input), starts: []int{0}}
	shape, end := m.input, 0
	for i, l := range layers {
		n, err := l.build(shape)
		if err != nil {
			return nil, fmt.Errorf("mlp: layer %d: %w", i+1, err)
		}
		for _, w := range n.weights() {
			end += size(w.dims)
		}
		m.nodes, m.starts, shape = append(m.nodes, n), append(m.starts, end), n.shape()
	}
	if end == 0 {
		return nil, errors.New("mlp: a model without a weight, at least one Dense layer is needed")
	}
	return m, nil
}

// Tutorial builds the reference tutorial's model of MNIST: 28×28 → Flatten →
// Dense 300, 200, 100 (relu) → Dense 10 (softmax), 316,810 parameters.
func Tutorial() *Model {
	m, err := Sequential([]int{28, 28},
		Flatten(), Dense(300, ReLU), Dense(200, ReLU), Dense(100, ReLU), Dense(10, Softmax))
	if err != nil {
		panic(err)
	}
	return m
}

// CountParams returns the number of weights.
func (m *Model) CountParams() int { return m.starts[len(m.nodes)] }

// Compile sets what [Model.Fit] trains by: an optimizer as a spec string
// ("adam", "adam:lr=0.005"; of a parsed [optim.Spec] its String), a loss, and
// metrics to report beside it. Weights stay as they are; the optimizer starts anew.
//
// It is an error if the spec is not right or the loss does not fit the last layer.
func (m *Model) Compile(optimizer string, loss Loss, metrics ...Metric) error {
	spec, err := optim.Parse(optimizer, "")
	if err != nil {
		return err
	}
	if d := spec.Definition(); d.IsWholeRun() {
		return fmt.Errorf("mlp: %s runs whole minimizations, with %s", d.Name, d.Needs())
	}
	if loss == nil || slices.Contains(metrics, nil) {
		return errors.New("mlp: a loss or metric is nil")
	}
	// Without a Dense layer last, there is no activation that the loss could want.
	var activation Activation
	if d, ok := m.nodes[len(m.nodes)-1].(*denseNode); ok {
		activation = d.activation
	}
	if err := loss.check(m.outputs(), activation); err != nil {
		return fmt.Errorf("mlp: %w", err)
	}
	m.spec, m.loss, m.metrics = spec, loss, slices.Clone(metrics)
	m.compiled, m.optimizer = true, nil
	return nil
}

// Initialize draws the weights in a precision, as a function of the seed alone:
// each layer's in turn, in float64 before they are rounded. What was trained
// before is forgotten. [Model.Fit] does it, in float32, if it was not done.
func (m *Model) Initialize(seed uint64, p optim.Precision) {
	var shapes []optim.Shape
	var initial []initializer
	kinds := map[string]int{}
	for _, n := range m.nodes {
		name := n.kind()
		if k := kinds[name]; k > 0 {
			name = fmt.Sprintf("%s_%d", name, k)
		}
		kinds[n.kind()]++
		for _, w := range n.weights() {
			shapes = append(shapes, optim.Shape{Name: name + "/" + w.name, Dims: w.dims})
			initial = append(initial, w.initial)
		}
	}
	m.params, m.optimizer, m.epochs, m.batch = optim.NewParams(p, shapes...), nil, 0, batch{}
	var r source
	r.seed(seed, drawWeights)
	for i, t := range m.params.Tensors {
		initial[i](t.X, t.Dims, &r)
	}
}

// Weights returns the tensors that are trained, in Keras's order and under its
// names ("dense/kernel" [784 × 300], "dense/bias" [300], "dense_1/kernel", …).
// They are the model's own: what is written into X before the first Fit is what
// training starts from. It is nil before [Model.Initialize] or [Model.Fit].
func (m *Model) Weights() []optim.Tensor {
	if m.params == nil {
		return nil
	}
	return m.params.Tensors
}

// point is where the model is evaluated: at the weights, or at what the
// optimizer keeps for it.
func (m *Model) point() vec.Vec {
	if m.optimizer == nil {
		return m.params.X
	}
	return m.optimizer.Point()
}

func (m *Model) features() int { return size(m.input) }
func (m *Model) outputs() int  { return size(m.nodes[len(m.nodes)-1].shape()) }
