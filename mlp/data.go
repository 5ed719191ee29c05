package mlp

import (
	"fmt"
	"slices"

	"descent/internal/vec"
)

// Data is a set of examples: for each a row of features, and what a model is to
// make of it, which is a class label, or a row of targets (a one-hot vector, a
// 0 or 1, real numbers, an image), or a row of targets that stands for its label.
//
// A Data is a small value to be passed around by copy; copies and views made by
// [Data.Select] share the storage that [NewData] was given. The zero Data has no
// examples.
type Data struct {
	n        int       // examples in the storage
	inputs   []float32 // [n × features], row-major
	features int
	labels   []uint8     // [n], nil if there are none
	targets  []float32   // [n × width], or [classes × width] if mapped
	width    int         // 0 if there are only labels
	mapped   bool        // an example's targets are those of its label
	nonzero  *vec.Sparse // the inputs that are not zero, nil if most are not
	rows     []int32     // of a view, its rows in the storage; nil means all of them in order
}

// NewData makes a set of len(labels) examples. inputs is [len(labels) × features],
// row-major, and neither slice is copied: do not change them afterwards.
// It is an error if there is no feature or if the lengths do not fit.
func NewData(inputs []float32, features int, labels []uint8) (Data, error) {
	if features < 1 {
		return Data{}, fmt.Errorf("mlp: data of %d features an example, at least 1 is needed", features)
	}
	// Divided, not multiplied: the product could overflow.
	if len(inputs)%features != 0 || len(inputs)/features != len(labels) {
		return Data{}, fmt.Errorf("mlp: %d inputs do not fit %d labels of %d features each", len(inputs), len(labels), features)
	}
	// A slice expression is checked against the capacity, so that Row panics
	// beyond the last example only if there is no spare capacity.
	return Data{
		n: len(labels), inputs: slices.Clip(inputs), features: features, labels: labels,
		nonzero: vec.NewSparse(inputs, features),
	}, nil
}

// NewDataWithTargets makes a set of examples with a row of targets each, instead of a
// label: inputs is [n × features], targets [n × width], both row-major, and
// neither is copied. They may be the same slice. It is an error if there is no
// feature or no target, or if the lengths do not fit.
func NewDataWithTargets(inputs []float32, features int, targets []float32, width int) (Data, error) {
	if features < 1 || width < 1 {
		return Data{}, fmt.Errorf("mlp: data of %d features and %d targets an example, at least 1 of each is needed", features, width)
	}
	n := len(inputs) / features
	if len(inputs)%features != 0 || len(targets)%width != 0 || len(targets)/width != n {
		return Data{}, fmt.Errorf("mlp: %d inputs of %d features do not fit %d targets, %d each", len(inputs), features, len(targets), width)
	}
	return Data{n: n, inputs: slices.Clip(inputs), features: features, targets: slices.Clip(targets), width: width,
		nonzero: vec.NewSparse(inputs, features)}, nil
}

// MapLabels returns the same examples and labels with the targets table[c] for
// those of class c, such as {1} for the odd digits and {0} for the even ones.
// Nothing is stored for an example: views made before and after agree. It is an
// error if there are no labels, if one is not below len(table), or if the
// table's rows are empty or differ in length.
func (d Data) MapLabels(table [][]float32) (Data, error) {
	if d.labels == nil && d.Len() > 0 {
		return Data{}, fmt.Errorf("mlp: data without labels, there is nothing to map")
	}
	if len(table) == 0 || len(table[0]) == 0 {
		return Data{}, fmt.Errorf("mlp: labels mapped to no targets")
	}
	width := len(table[0])
	for c, row := range table {
		if len(row) != width {
			return Data{}, fmt.Errorf("mlp: %d targets for label %d, %d for label 0", len(row), c, width)
		}
	}
	for i := range d.Len() {
		if l := d.Label(i); l >= len(table) {
			return Data{}, fmt.Errorf("mlp: label %d, targets are given for %d labels", l, len(table))
		}
	}
	d.targets, d.width, d.mapped = slices.Concat(table...), width, true
	return d, nil
}

// OneHot returns the same examples with one-hot targets: of classes numbers that of
// the label is 1 and the others are 0. Its errors are those of [Data.MapLabels].
func (d Data) OneHot(classes int) (Data, error) {
	table := make([][]float32, max(classes, 0))
	for c := range table {
		table[c] = make([]float32, classes)
		table[c][c] = 1
	}
	return d.MapLabels(table)
}

// InputsAsTargets returns the same examples with their inputs as targets, for an
// autoencoder. Both are one storage.
func (d Data) InputsAsTargets() Data {
	d.targets, d.width, d.mapped = d.inputs, d.features, false
	return d
}

// Len returns the number of examples.
func (d Data) Len() int {
	if d.rows != nil {
		return len(d.rows)
	}
	return d.n
}

// Features returns the number of features of each example.
func (d Data) Features() int { return d.features }

// Width returns the number of targets of each example; 0 if there are only labels.
func (d Data) Width() int { return d.width }

// Labelled tells whether the examples have class labels, with targets or without.
func (d Data) Labelled() bool { return d.labels != nil }

// Select returns a view whose example i is example rows[i] of d. A row may occur
// more than once, in any order. The view shares d's storage but not rows.
// Select panics, as indexing does, if a row is negative or not below d.Len().
func (d Data) Select(rows []int32) Data {
	view := make([]int32, len(rows))
	for i, r := range rows {
		view[i] = int32(d.index(int(r))) // panics here, not at some later Row
	}
	d.rows = view
	return d
}

// index returns where example i is in the storage.
func (d Data) index(i int) int {
	if d.rows != nil {
		return int(d.rows[i])
	}
	if uint(i) >= uint(d.n) {
		panic(fmt.Sprintf("mlp: example %d of %d", i, d.n))
	}
	return i
}

// Row returns the features of example i. They are the shared storage itself,
// not to be changed. Row panics if i is out of range.
func (d Data) Row(i int) []float32 {
	i = d.index(i)
	start, end := i*d.features, (i+1)*d.features
	return d.inputs[start:end:end]
}

// Label returns the class of example i. It panics if i is out of range or there
// are no labels.
func (d Data) Label(i int) int { return int(d.labels[d.index(i)]) }

// Target returns the targets of example i, empty if there are only labels. They
// are shared storage, not to be changed. Target panics if i is out of range.
func (d Data) Target(i int) []float32 {
	i = d.index(i)
	if d.mapped {
		i = int(d.labels[i])
	}
	start, end := i*d.width, (i+1)*d.width
	return d.targets[start:end:end]
}
