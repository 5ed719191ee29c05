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
	// Likewise of the weights that are not trained, in the state.
	states []int

	compiled bool
	spec     optim.Spec
	loss     Loss
	metrics  []Metric

	params    *optim.Params   // nil until initialized
	state     vec.Vec         // the weights that are not trained
	tensors   []optim.Tensor  // both, in Keras's order
	optimizer optim.Optimizer // nil until fitted
	epochs    int             // trained since initialized
	batch     batch
	pass      pass
}

// maxWeights is how many weights a model may have: what fits into memory, and more.
const maxWeights = 1_000_000_000

// Sequential builds a model of examples of the given shape, such as {28, 28},
// and layers one behind the other, as Keras's Sequential. It has no weights yet.
// It is an error if the layers do not fit one another.
func Sequential(input []int, layers ...Layer) (*Model, error) {
	if len(input) == 0 || slices.Min(input) < 1 {
		return nil, fmt.Errorf("mlp: input of shape %v, dimensions of at least 1 are needed", input)
	}
	m := &Model{input: slices.Clone(input), starts: []int{0}, states: []int{0}}
	shape, end, state := m.input, 0, 0
	for i, l := range layers {
		n, err := l.build(shape)
		if err != nil {
			return nil, fmt.Errorf("mlp: layer %d: %w", i+1, err)
		}
		for _, w := range n.weights() {
			if w.untrained {
				state += size(w.dims)
			} else {
				end += size(w.dims)
			}
		}
		m.nodes, shape = append(m.nodes, n), n.shape()
		m.starts, m.states = append(m.starts, end), append(m.states, state)
	}
	if end+state > maxWeights {
		return nil, fmt.Errorf("mlp: a model of %d weights, at most %d are possible", end+state, maxWeights)
	}
	if end == 0 {
		return nil, errors.New("mlp: a model without a weight, at least one Dense layer is needed")
	}
	return m, nil
}

// Tutorial builds the reference tutorial's model of MNIST: 28×28 → Flatten →
// Dense 300, 200, 100 (relu) → Dense 10 (softmax), 316,810 parameters.
func Tutorial() *Model {
	a, err := ParseModel(TutorialWords)
	if err != nil {
		panic(err)
	}
	m, err := a.Build([]int{28, 28})
	if err != nil {
		panic(err)
	}
	return m
}

// CountParams returns the number of weights, trained or not, as Keras's count_params.
func (m *Model) CountParams() int { return m.starts[len(m.nodes)] + m.states[len(m.nodes)] }

// Compile sets what [Model.Fit] trains by: an optimizer as a spec string
// ("adam", "adam:lr=0.005"; of a parsed [optim.Spec] its String), a loss, and
// metrics to report beside it. Weights stay as they are; the optimizer starts anew.
//
// It is an error if the spec is not right, if the loss does not fit the last layer
// or if a metric does not fit the loss; it says what would.
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
	outputs, activation := m.outputs(), m.activation()
	if err := loss.check(outputs, activation); err != nil {
		return fmt.Errorf("mlp: %w%s", err, listFitting(outputs, activation, classLabels, realValues))
	}
	if err := checkMetrics(metrics, loss, outputs); err != nil {
		return fmt.Errorf("mlp: %w", err)
	}
	m.spec, m.loss, m.metrics = spec, loss, slices.Clone(metrics)
	m.compiled, m.optimizer, m.batch = true, nil, batch{}
	return nil
}

// Initialize draws the weights in a precision, as a function of the seed alone:
// each layer's in turn, in float64 before they are rounded. What was trained
// before is forgotten. [Model.Fit] does it, in float32, if it was not done.
func (m *Model) Initialize(seed uint64, p optim.Precision) {
	weights, names := m.listWeights()
	var shapes []optim.Shape
	for i, w := range weights {
		if !w.untrained {
			shapes = append(shapes, optim.Shape{Name: names[i], Dims: w.dims})
		}
	}
	m.params, m.optimizer, m.epochs, m.batch = optim.NewParams(p, shapes...), nil, 0, batch{}
	m.state, m.tensors = vec.Make(p, m.states[len(m.nodes)]), nil
	trained, start := m.params.Tensors, 0
	for i, w := range weights {
		if w.untrained {
			end := start + size(w.dims)
			m.tensors = append(m.tensors, optim.Tensor{Shape: optim.Shape{Name: names[i], Dims: w.dims}, X: m.state.Slice(start, end)})
			start = end
			continue
		}
		m.tensors, trained = append(m.tensors, trained[0]), trained[1:]
	}
	var r source
	r.seed(seed, drawWeights)
	for i, t := range m.tensors {
		weights[i].initial.fill(t.X, t.Dims, &r)
	}
}

// listWeights lists the weights of all layers in Keras's order, and their names.
func (m *Model) listWeights() (all []weight, names []string) {
	layers := m.layerNames()
	for i, n := range m.nodes {
		for _, w := range n.weights() {
			all, names = append(all, w), append(names, layers[i]+"/"+w.name)
		}
	}
	return all, names
}

// layerNames are the names that Keras gives the layers: dense, dense_1, ….
func (m *Model) layerNames() []string {
	names, kinds := make([]string, len(m.nodes)), map[string]int{}
	for i, n := range m.nodes {
		names[i] = n.kind()
		if k := kinds[n.kind()]; k > 0 {
			names[i] = fmt.Sprintf("%s_%d", n.kind(), k)
		}
		kinds[n.kind()]++
	}
	return names
}

// Weights returns all weights, in Keras's order and under its names
// ("dense/kernel" [784 × 300], "dense/bias" [300], "batch_normalization/gamma", …):
// those that are trained and, without a gradient G, those that are not. They are the
// model's own: what is written into X before the first Fit is what training
// starts from. It is nil before [Model.Initialize] or [Model.Fit].
func (m *Model) Weights() []optim.Tensor { return m.tensors }

// TrainableWeights returns those of [Model.Weights] that are trained.
func (m *Model) TrainableWeights() []optim.Tensor {
	if m.params == nil {
		return nil
	}
	return m.params.Tensors
}

// NonTrainableWeights returns those of [Model.Weights] that the optimizer does not
// move: the moving statistics of batch normalization.
func (m *Model) NonTrainableWeights() []optim.Tensor {
	var fixed []optim.Tensor
	weights, _ := m.listWeights()
	for i, t := range m.tensors {
		if weights[i].untrained {
			fixed = append(fixed, t)
		}
	}
	return fixed
}

// point is where the model is evaluated: at the weights, or at what the
// optimizer keeps for it.
func (m *Model) point() vec.Vec {
	if m.optimizer == nil {
		return m.params.X
	}
	return m.optimizer.Point()
}

// activation is that of the outputs; nil if the last layer is of a kind without one.
func (m *Model) activation() Activation {
	if a, ok := m.nodes[len(m.nodes)-1].(activated); ok {
		return a.output()
	}
	return nil
}

func (m *Model) features() int { return size(m.input) }
func (m *Model) outputs() int  { return size(m.nodes[len(m.nodes)-1].shape()) }
