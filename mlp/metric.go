package mlp

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"descent/internal/suggest"
	"descent/internal/vec"
)

// Metric is a number that is reported beside the loss and moves nothing. Those that
// [Metrics] lists are made by [MetricNamed]; [Accuracy] is the usual one.
//
// Over an epoch or an evaluation a metric counts examples, whatever the batches that
// they come in: a mean is one over all examples, and precision is not the mean of
// the batches' precisions.
type Metric interface {
	// String returns the name under which the metric stands in a history: the
	// one that was given to [MetricNamed], as in Keras, with its options.
	String() string
	// check tells why the metric does not fit a form of targets or a number of
	// outputs, nil if it does.
	check(form targetKind, outputs int) error
	// count returns what a batch with outputs y [n × outputs] adds to the
	// metric's numerator and denominator.
	count(y vec.Matrix, t targets) (part, whole float64)
}

// Accuracy is the share of examples that are right, Keras's "accuracy". As in
// Keras the model and the loss decide what that means: of one output it is
// binary_accuracy, of class labels sparse_categorical_accuracy, else
// categorical_accuracy.
var Accuracy = must(MetricNamed("accuracy"))

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// MetricDefinition tells what a metric is.
type MetricDefinition struct {
	Name    string   // Keras's
	Aliases []string // Keras's other names
	Targets string   // the form of the targets
	Formula string
	Options string // with their defaults, "" if there are none

	forms   []targetKind
	outputs int // at least
	count   func(o metricOptions, y vec.Matrix, t targets) (part, whole float64)
}

// metricOptions are the options that metrics have in Keras.
type metricOptions struct {
	threshold float64 // above it an output says yes
	k         int     // of the largest outputs
}

var metricDefaults = metricOptions{threshold: 0.5, k: 5}

// metricDefinitions is a function, not a variable, because Accuracy is made of it
// before variables further down are set.
func metricDefinitions() []MetricDefinition {
	either, labels, values := []targetKind{classLabels, realValues}, []targetKind{classLabels}, []targetKind{realValues}
	const threshold, k = "threshold=0.5", "k=5"
	return []MetricDefinition{
		{"accuracy", []string{"acc"}, "any", "the accuracy below that fits outputs and labels", "", either, 1, countAccuracy},
		{"binary_accuracy", nil, "0 or 1", "share of (y > threshold) = t", threshold, values, 1, countBinaryAccuracy},
		{"categorical_accuracy", nil, "one-hot", "share of argmax y = argmax t", "", values, 2, countCategoricalAccuracy},
		{"sparse_categorical_accuracy", nil, "class number", "share of argmax y = t", "", labels, 2, countSparseCategoricalAccuracy},
		{"top_k_categorical_accuracy", nil, "one-hot", "share of argmax t among the k largest y", k, values, 2, countTopK},
		{"sparse_top_k_categorical_accuracy", nil, "class number", "share of t among the k largest y", k, labels, 2, countTopK},
		{"mean_squared_error", []string{"mse"}, "real numbers", "mean (y−t)²", "", values, 1, countSquaredError},
		{"mean_absolute_error", []string{"mae"}, "real numbers", "mean |y−t|", "", values, 1, countAbsoluteError},
		{"precision", nil, "0 or 1", "share of t among y > threshold", threshold, values, 1, countPrecision},
		{"recall", nil, "0 or 1", "share of y > threshold among t", threshold, values, 1, countRecall},
	}
}

// Metrics lists the metrics.
func Metrics() []MetricDefinition { return metricDefinitions() }

// MetricNamed returns the metric of Keras's name or alias ("accuracy",
// "mean_squared_error", "mse"), with options behind a colon:
// "top_k_categorical_accuracy:k=3", "precision:threshold=0.7". An unknown name or
// option is an error that says which are known.
func MetricNamed(name string) (Metric, error) {
	base, list, found := strings.Cut(name, ":")
	d, err := metricDefinitionOf(base)
	if err != nil {
		return nil, err
	}
	m := metric{MetricDefinition: d, options: metricDefaults, name: base}
	if !found {
		return m, nil
	}
	key, value, _ := strings.Cut(list, "=")
	want, _, _ := strings.Cut(d.Options, "=")
	switch {
	case want == "":
		return nil, fmt.Errorf("metric %s has no options, %q is given", d.Name, list)
	case key != want:
		return nil, fmt.Errorf("metric %s: %w", d.Name, suggest.Unknown("option", key, []string{want}))
	case key == "k":
		if m.options.k, err = strconv.Atoi(value); err != nil || m.options.k < 1 {
			return nil, fmt.Errorf("metric %s: k=%s, it must be a whole number of 1 or more", d.Name, value)
		}
	default:
		if m.options.threshold, err = strconv.ParseFloat(value, 64); err != nil || !(m.options.threshold >= 0 && m.options.threshold < 1) {
			return nil, fmt.Errorf("metric %s: threshold=%s, it must be in [0, 1)", d.Name, value)
		}
	}
	return m, nil
}

func metricDefinitionOf(name string) (MetricDefinition, error) {
	var known []string
	for _, d := range metricDefinitions() {
		names := append([]string{d.Name}, d.Aliases...)
		if slices.Contains(names, name) {
			return d, nil
		}
		known = append(known, names...)
	}
	return MetricDefinition{}, suggest.Unknown("metric", name, known)
}

// metric is a definition with its options.
type metric struct {
	MetricDefinition
	options metricOptions
	name    string // as given
}

// String implements [Metric].
func (m metric) String() string {
	switch {
	case m.options.k != metricDefaults.k:
		return fmt.Sprintf("%s:k=%d", m.name, m.options.k)
	case m.options.threshold != metricDefaults.threshold:
		return fmt.Sprintf("%s:threshold=%v", m.name, m.options.threshold)
	}
	return m.name
}

func (m metric) check(form targetKind, outputs int) error {
	switch {
	case !slices.Contains(m.forms, form) && form == classLabels:
		return fmt.Errorf("metric %v takes a number for each output, the loss takes class labels", m)
	case !slices.Contains(m.forms, form):
		return fmt.Errorf("metric %v takes class labels, the loss takes a number for each output", m)
	case outputs < m.outputs:
		return fmt.Errorf("metric %v takes at least %d outputs, the model has %d", m, m.outputs, outputs)
	}
	return nil
}

func (m metric) count(y vec.Matrix, t targets) (part, whole float64) {
	return m.MetricDefinition.count(m.options, y, t)
}

// checkMetrics tells why metrics do not fit a loss and the outputs, and which would.
func checkMetrics(metrics []Metric, loss Loss, outputs int) error {
	names := map[string]bool{}
	for _, m := range metrics {
		if names[m.String()] {
			return fmt.Errorf("metric %v is given twice", m)
		}
		names[m.String()] = true
		if err := m.check(loss.targets(), outputs); err != nil {
			var fit []string
			for _, d := range metricDefinitions() {
				if (metric{MetricDefinition: d}).check(loss.targets(), outputs) == nil {
					fit = append(fit, d.Name)
				}
			}
			return fmt.Errorf("%w; metrics that fit: %s", err, strings.Join(fit, ", "))
		}
	}
	return nil
}
