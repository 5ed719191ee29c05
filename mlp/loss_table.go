package mlp

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"descent/internal/suggest"
)

// LossDefinition tells what a loss is for.
type LossDefinition struct {
	Name    string   // Keras's
	Aliases []string // Keras's other names
	Data    string   // the kind of data ("several classes")
	Labels  string   // the form of the labels ("class number")
	Formula string   // of one example, with outputs y and targets t

	keys []string // of the options that it has
	make func(o lossOptions) Loss
}

// The kinds of data and forms of labels of the table.
const (
	twoClasses     = "two classes"
	severalClasses = "several classes"
	realNumbers    = "real numbers"
	distributions  = "distributions"
	counts         = "counts"
)

// OfClasses tells whether an example's target is a distribution over classes, in any
// form: a class number, a one-hot vector, or probabilities.
func (d LossDefinition) OfClasses() bool { return d.Data == severalClasses || d.Data == distributions }

// lossDefinitions begins with the reference tutorial's table: for two classes, several
// classes and numbers.
var lossDefinitions []LossDefinition

func init() {
	lossDefinitions = []LossDefinition{
		{"binary_crossentropy", []string{"bce"}, twoClasses, "0 or 1", "mean (−t·ln y − (1−t)·ln(1−y))",
			[]string{"from_logits", "label_smoothing"}, func(o lossOptions) Loss { return binaryCrossentropy{o} }},
		{"categorical_crossentropy", nil, severalClasses, "one-hot", "−Σ t·ln y",
			[]string{"from_logits", "label_smoothing"}, func(o lossOptions) Loss { return categoricalCrossentropy{o} }},
		{"sparse_categorical_crossentropy", nil, severalClasses, "class number", "−ln y of the class",
			[]string{"from_logits"}, func(o lossOptions) Loss { return sparseCategoricalCrossentropy{o} }},
		{"mean_squared_error", []string{"mse"}, realNumbers, "real numbers", "mean (y−t)²",
			nil, func(lossOptions) Loss { return MeanSquaredError }},
		{"mean_squared_logarithmic_error", []string{"msle"}, "real numbers of several magnitudes", "numbers of 0 and more", "mean (ln(1+y) − ln(1+t))²",
			nil, func(lossOptions) Loss { return MeanSquaredLogarithmicError }},
		{"mean_absolute_error", []string{"mae"}, realNumbers + " with outliers", "real numbers", "mean |y−t|",
			nil, func(lossOptions) Loss { return MeanAbsoluteError }},
		{"huber", nil, realNumbers + " with outliers", "real numbers", "mean of ½e² up to |e| = δ, then δ|e| − ½δ², e = y−t",
			[]string{"delta"}, func(o lossOptions) Loss { return huber{o} }},
		{"log_cosh", nil, realNumbers + " with outliers", "real numbers", "mean ln cosh(y−t)",
			nil, func(lossOptions) Loss { return LogCosh }},
		{"kl_divergence", []string{"kld"}, distributions, "probabilities", "Σ t·ln(t/y)",
			nil, func(lossOptions) Loss { return KLDivergence }},
		{"poisson", nil, counts, "whole numbers of 0 and more", "mean (y − t·ln y)",
			nil, func(lossOptions) Loss { return Poisson }},
		{"categorical_hinge", nil, severalClasses, "one-hot", "max(0, 1 + max (1−t)·y − Σ t·y)",
			nil, func(lossOptions) Loss { return CategoricalHinge }},
	}
}

// Losses lists the losses: first the five of the reference tutorial's table, by kind of
// data and form of the labels, then the others.
func Losses() []LossDefinition { return slices.Clone(lossDefinitions) }

// LossNamed returns the loss of Keras's name or alias, in lower case or capitals
// ("mean_squared_error", "mse", "MSE"), with options behind a colon:
// "huber:delta=2", "categorical_crossentropy:label_smoothing=0.1,from_logits=true".
// An unknown name or option is an error that says which are known.
func LossNamed(name string) (Loss, error) {
	base, list, found := strings.Cut(name, ":")
	d, err := definitionOf(base)
	if err != nil {
		return nil, err
	}
	o := defaults
	if found {
		if len(d.keys) == 0 {
			return nil, fmt.Errorf("loss %s has no options, %q is given", d.Name, list)
		}
		if err := eachOption(strings.Split(list, ","), d.keys, o.set); err != nil {
			return nil, fmt.Errorf("loss %s: %w", d.Name, err)
		}
	}
	if err := o.check(); err != nil {
		return nil, fmt.Errorf("loss %s: %w", d.Name, err)
	}
	return d.make(o), nil
}

func definitionOf(name string) (LossDefinition, error) {
	var known []string
	for _, d := range lossDefinitions {
		for _, n := range append([]string{d.Name}, d.Aliases...) {
			if n == name || len(n) <= 4 && n == strings.ToLower(name) {
				return d, nil
			}
			known = append(known, n)
		}
	}
	return LossDefinition{}, suggest.Unknown("loss", name, known)
}

// set sets the option of a key.
func (o *lossOptions) set(key, value string) (err error) {
	switch key {
	case "from_logits":
		o.fromLogits, err = truth(key, value)
	case "label_smoothing":
		o.smoothing, err = number(key, value)
	case "delta":
		o.delta, err = number(key, value)
	default:
		err = fmt.Errorf("%q is not an option, such as label_smoothing=0.1", value)
	}
	return err
}

// truth reads the value of a key that is true or false.
func truth(key, value string) (bool, error) {
	if value != "true" && value != "false" {
		return false, fmt.Errorf("%s=%q, it is true or false", key, value)
	}
	return value == "true", nil
}

// number reads the value of a key.
func number(key, value string) (float64, error) {
	f, err := strconv.ParseFloat(value, 64)
	if err != nil {
		return 0, fmt.Errorf("%s=%q is not a number", key, value)
	}
	return f, nil
}
