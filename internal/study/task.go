package study

import (
	"fmt"
	"strconv"

	"descent/internal/suggest"
	"descent/mlp"
)

// Task is what a network is to learn of the images: which labels it is given and
// what its outputs stand for.
type Task struct {
	Name    string
	Summary string   // what is learned, from which labels
	Title   string   // how a figure's title goes on after "train a network", %s being the data
	Labels  string   // their form, in a few words
	Loss    string   // the name of the default
	Metrics []string // names; the first is shown beside the loss
	Classes []string // names, where a confusion matrix can be drawn

	// The last layer, where a model leaves it out.
	units      int
	activation mlp.Activation

	form func(mlp.Data) (mlp.Data, error) // gives data their labels
}

// Tasks lists the tasks; the first is the default.
func Tasks() []Task {
	return []Task{
		{
			Name: "digits", Summary: "which digit it is, labels as numbers", Title: "on %s", Labels: "class numbers",
			Loss: "sparse_categorical_crossentropy", Metrics: []string{"accuracy"}, Classes: digits(),
			units: 10, activation: mlp.Softmax, form: func(d mlp.Data) (mlp.Data, error) { return d, nil },
		},
		{
			Name: "digits-onehot", Summary: "which digit it is, labels as one-hot vectors", Title: "on %s", Labels: "one-hot vectors",
			Loss: "categorical_crossentropy", Metrics: []string{"accuracy"}, Classes: digits(),
			units: 10, activation: mlp.Softmax, form: func(d mlp.Data) (mlp.Data, error) { return d.OneHot(10) },
		},
		{
			Name: "odd", Summary: "whether the digit is odd: 1, or even: 0", Title: "to tell odd digits of %s from even ones", Labels: "0 or 1",
			Loss: "binary_crossentropy", Metrics: []string{"accuracy", "precision", "recall"}, Classes: []string{"even", "odd"},
			units: 1, activation: mlp.Sigmoid, form: byDigit(func(digit int) float32 { return float32(digit % 2) }),
		},
		{
			Name: "autoencoder", Summary: "the image itself, through fewer units than it has pixels", Title: "to reproduce the images of %s", Labels: "784 pixels in 0…1",
			Loss: "mean_squared_error", Metrics: []string{"mae"},
			units: 784, activation: mlp.Sigmoid, form: func(d mlp.Data) (mlp.Data, error) { return d.InputsAsTargets(), nil },
		},
		{
			Name: "regression", Summary: "the digit as a number", Title: "to read the digits of %s as numbers", Labels: "a number from 0 to 9",
			Loss: "mean_squared_error", Metrics: []string{"mae"},
			units: 1, activation: mlp.Linear, form: byDigit(func(digit int) float32 { return float32(digit) }),
		},
	}
}

// TaskNamed returns the task of a name. An unknown one is an error that says which
// are known.
func TaskNamed(name string) (Task, error) {
	var known []string
	for _, t := range Tasks() {
		if t.Name == name {
			return t, nil
		}
		known = append(known, t.Name)
	}
	return Task{}, suggest.Unknown("task", name, known)
}

// digits are the names of the ten classes.
func digits() []string {
	var names []string
	for i := range 10 {
		names = append(names, strconv.Itoa(i))
	}
	return names
}

// byDigit gives every image the target of its digit.
func byDigit(target func(digit int) float32) func(mlp.Data) (mlp.Data, error) {
	var table [][]float32
	for i := range 10 {
		table = append(table, []float32{target(i)})
	}
	return func(d mlp.Data) (mlp.Data, error) { return d.MapLabels(table) }
}

// sample is ten images, one of each digit, formed for the task: what losses and
// models are tried on before there are data.
func (t Task) sample() mlp.Data {
	inputs, labels := make([]float32, 10*784), make([]uint8, 10)
	for i := range labels {
		labels[i] = uint8(i)
		inputs[784*i+i] = 1
	}
	d, err := mlp.NewData(inputs, 784, labels)
	if err == nil {
		d, err = t.form(d)
	}
	if err != nil {
		panic(fmt.Sprintf("study: task %s: %v", t.Name, err))
	}
	return d
}
