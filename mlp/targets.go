package mlp

import (
	"fmt"
	"math"

	"descent/internal/vec"
)

// targets is what a batch's outputs are held against, as a loss and its metrics
// want it: class labels [n], or else values [n × outputs].
type targets struct {
	labels []int
	values vec.Matrix
	batch  int // examples in the whole batch, if these are a part
}

// mean is the number of examples that a mean over the batch is of, where it has
// n or these are a part of it.
func (t targets) mean(n int) float64 { return float64(max(n, t.batch)) }

// targetKind is the form of targets that a loss asks for.
type targetKind int

const (
	classLabels targetKind = iota // a class number each
	realValues                    // a number for each output
)

// top returns the first n examples.
func (t targets) top(n int) targets {
	if t.labels != nil {
		return targets{labels: t.labels[:n]}
	}
	return targets{values: t.values.Top(n)}
}

// loadTarget sets example i to example r of d, which checkTargets has let pass. As in
// Keras, labels serve as numbers where the model has one output, and a single
// target as the label that it is.
func (t targets) loadTarget(i int, d Data, r int) {
	switch {
	case t.labels != nil && d.width == 0:
		t.labels[i] = d.Label(r)
	case t.labels != nil:
		t.labels[i] = int(d.Target(r)[0])
	case d.width == 0:
		t.values.Data.Set(i, float64(d.Label(r)))
	default:
		setRow(t.values.Row(i), d.Target(r))
	}
}

// setRow sets a row in either precision.
func setRow(into vec.Vec, from []float32) {
	if into.Precision() == vec.Float32 {
		copy(into.Float32s(), from)
		return
	}
	for j, e := range from {
		into.Set(j, float64(e))
	}
}

// describeWidth names a number of targets in an error.
func describeWidth(width int) string {
	switch width {
	case 0:
		return "class labels"
	case 1:
		return "1 target each"
	}
	return fmt.Sprintf("%d targets each", width)
}

// checkTargets tells why the targets of d, examples of the given name, are not
// what the loss asks of the model.
func (m *Model) checkTargets(name string, d Data) error {
	l, outputs := m.loss, m.outputs()
	misfit := func(wanted string) error {
		var forms []targetKind
		if d.width <= 1 {
			forms = append(forms, classLabels)
		}
		if d.width == outputs || d.width == 0 && outputs == 1 {
			forms = append(forms, realValues)
		}
		return fmt.Errorf("mlp: %s with %s, %v takes %s%s", name, describeWidth(d.width), l, wanted,
			listFitting(outputs, m.activation(), forms...))
	}
	if l.targets() == classLabels {
		if d.width > 1 {
			return misfit("class labels")
		}
		for i := range d.Len() {
			label := 0.0
			if d.width == 0 {
				label = float64(d.Label(i))
			} else {
				label = float64(d.Target(i)[0])
			}
			if !(label >= 0 && label == math.Trunc(label) && label < float64(outputs)) {
				return fmt.Errorf("mlp: %s with label %v, the model has %d outputs", name, label, outputs)
			}
		}
		return nil
	}
	if d.width != outputs && (d.width != 0 || outputs != 1) {
		return misfit(describeWidth(outputs) + ", one for each output")
	}
	low, high := l.domain()
	if math.IsInf(low, -1) && math.IsInf(high, 1) {
		return nil
	}
	one := [1]float32{}
	for i := range d.Len() {
		row := one[:]
		if d.width == 0 {
			row[0] = float32(d.Label(i))
		} else {
			row = d.Target(i)
		}
		for _, e := range row {
			if !(float64(e) >= low && float64(e) <= high) {
				return fmt.Errorf("mlp: %s with the target %v, %v takes targets in %v…%v", name, e, l, low, high)
			}
		}
	}
	return nil
}
