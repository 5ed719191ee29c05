package mlp

import (
	"errors"
	"fmt"

	"descent/internal/vec"
)

// Predict returns the outputs for each example, a row for each; of targets or labels
// it looks at none, and the model need not be compiled. It is an error if the
// model has no weights or the features do not fit it.
func (m *Model) Predict(d Data) ([][]float64, error) {
	if err := m.checkInputs(d); err != nil {
		return nil, err
	}
	all := make([][]float64, 0, d.Len())
	m.predict(d, func(_ int, y vec.Vec) {
		row := make([]float64, y.Len())
		for j := range row {
			row[j] = y.At(j)
		}
		all = append(all, row)
	})
	return all, nil
}

// Confusion counts how often examples of class i are taken for class j, in row i
// and column j. The class of an example is its label, or that of the largest
// target; the one it is taken for is that of the largest output. A model of one
// output tells class 1, of the target 1, by an output above 0.5.
//
// It is an error if the model has no weights, or if the features, labels or
// targets do not fit it.
func (m *Model) Confusion(d Data) ([][]int, error) {
	if err := m.checkInputs(d); err != nil {
		return nil, err
	}
	classes := max(2, m.outputs())
	counts := make([][]int, classes)
	for i := range counts {
		counts[i] = make([]int, classes)
	}
	truth := make([]int, d.Len())
	for i := range truth {
		c, err := m.class(d, i)
		if err != nil {
			return nil, err
		}
		truth[i] = c
	}
	m.predict(d, func(i int, y vec.Vec) {
		answer := 0
		if y.Len() > 1 {
			answer = y.ArgMax()
		} else if y.At(0) > metricDefaults.threshold {
			answer = 1
		}
		counts[truth[i]][answer]++
	})
	return counts, nil
}

// class is the true class of example i.
func (m *Model) class(d Data, i int) (int, error) {
	outputs := m.outputs()
	switch {
	case d.Width() == 0 && d.Label(i) < max(2, outputs):
		return d.Label(i), nil
	case d.Width() == 1 && outputs == 1 && (d.Target(i)[0] == 0 || d.Target(i)[0] == 1):
		return int(d.Target(i)[0]), nil
	case d.Width() > 1 && d.Width() == outputs:
		return vec.Of32(d.Target(i)).ArgMax(), nil
	}
	return 0, fmt.Errorf("mlp: example %d with %s is of none of the classes of a model with %d outputs", i, describeWidth(d.Width()), outputs)
}

// Check tells why examples do not fit a compiled model, in their features or in
// their labels or targets, as [Model.Fit] and [Model.Evaluate] would.
func (m *Model) Check(d Data) error {
	if !m.compiled {
		return errNotCompiled
	}
	return m.checkData("data", d)
}

var errNotCompiled = errors.New("mlp: the model is not compiled")

// checkInputs tells why a model cannot predict.
func (m *Model) checkInputs(d Data) error {
	if m.params == nil {
		return errNoWeights
	}
	return m.checkShape("data", d)
}

var errNoWeights = errors.New("mlp: the model has no weights yet: Fit, Initialize or LoadWeights comes first")

// checkShape tells why examples of the given name do not fit the input.
func (m *Model) checkShape(name string, d Data) error {
	if d.Len() == 0 {
		return fmt.Errorf("mlp: %s without an example", name)
	}
	if d.Features() != m.features() {
		return fmt.Errorf("mlp: %s of %d features, the model takes %d (%v)", name, d.Features(), m.features(), m.input)
	}
	return nil
}

// predict calls f with the outputs for each example, in order. They are only
// lent.
func (m *Model) predict(d Data, f func(i int, y vec.Vec)) {
	m.reserve(min(evaluationBatch, d.Len()))
	x := m.point()
	for first := 0; first < d.Len(); first += m.batch.capacity {
		n := min(m.batch.capacity, d.Len()-first)
		m.batch.n = n
		for i := range n {
			setRow(m.batch.inputs.Row(i), d.Row(first+i))
		}
		y := m.outputsOf(x, false)
		for i := range n {
			f(first+i, y.Row(i))
		}
	}
}
