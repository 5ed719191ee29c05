package mlp

import (
	"fmt"
	"slices"
)

// Data is a set of labelled examples: one row of features and one class label
// for each. A Data is a small value to be passed around by copy; copies and
// views made by [Data.Select] share the storage that [NewData] was given.
// The zero Data has no examples.
type Data struct {
	inputs   []float32 // [n × features], row-major
	features int
	labels   []uint8 // [n]
	rows     []int32 // of a view, its rows in the storage; nil means all of them in order
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
	return Data{inputs: slices.Clip(inputs), features: features, labels: labels}, nil
}

// Len returns the number of examples.
func (d Data) Len() int {
	if d.rows != nil {
		return len(d.rows)
	}
	return len(d.labels)
}

// Features returns the number of features of each example.
func (d Data) Features() int { return d.features }

// Select returns a view whose example i is example rows[i] of d. A row may occur
// more than once, in any order. The view shares d's storage but not rows.
// Select panics, as indexing does, if a row is negative or not below d.Len().
func (d Data) Select(rows []int32) Data {
	view := make([]int32, len(rows))
	for i, r := range rows {
		if d.rows != nil {
			r = d.rows[r]
		}
		_ = d.labels[r] // panics here, not at some later Row
		view[i] = r
	}
	d.rows = view
	return d
}

// Row returns the features of example i. They are the shared storage itself,
// not to be changed. Row panics if i is out of range.
func (d Data) Row(i int) []float32 {
	if d.rows != nil {
		i = int(d.rows[i])
	}
	start, end := i*d.features, (i+1)*d.features
	return d.inputs[start:end:end]
}

// Label returns the class of example i. It panics if i is out of range.
func (d Data) Label(i int) int {
	if d.rows != nil {
		i = int(d.rows[i])
	}
	return int(d.labels[i])
}
