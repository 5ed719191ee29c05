package mlp

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"descent/internal/vec"
)

// Loss is what training minimizes: the mean over a batch of what each example
// costs. Those that [Losses] lists are made by [LossNamed] from their names, and by
// functions or variables named as Keras's classes are.
type Loss interface {
	// String returns Keras's name, with options where they are not the
	// defaults, as [LossNamed] reads it.
	String() string
	// targets is the form of targets that the loss is of.
	targets() targetKind
	// domain is the interval in which targets must be.
	domain() (low, high float64)
	// check tells why the loss does not fit a last layer, nil if it does. The
	// activation is nil if the layer is of a kind that has none.
	check(outputs int, activation Activation) error
	// sum returns what all examples cost together, for outputs y [n × outputs].
	sum(y vec.Matrix, t targets) float64
	// derive sets dy to the derivative of the mean by the outputs.
	derive(y vec.Matrix, t targets, dy vec.Matrix)
}

// epsilon is keras.config.epsilon(), the least probability in a logarithm and more.
const epsilon = 1e-7

// clip limits a probability to [ε, 1−ε]. A NaN stays.
func clip(p float64) float64 {
	if p < epsilon {
		return epsilon
	}
	if p > 1-epsilon {
		return 1 - epsilon
	}
	return p
}

// clipped tells whether clip changes a probability, which then has no derivative. So
// written that a NaN counts as not clipped, and goes on.
func clipped(p float64) bool { return p < epsilon || p > 1-epsilon }

// lossOptions are the options that losses have in Keras.
type lossOptions struct {
	// fromLogits takes outputs for z with probabilities softmax(z) or sigmoid(z).
	fromLogits bool
	// smoothing mixes targets with the uniform distribution.
	smoothing float64
	// delta is Huber's.
	delta float64
}

// configurable is a loss with options.
type configurable interface {
	options() lossOptions
	with(o lossOptions) Loss
}

// FromLogits returns a cross-entropy that takes the outputs for logits z, of which
// softmax(z) or sigmoid(z) are the probabilities; the last layer is linear then.
// Nothing is clipped. It panics if the loss is not of probabilities.
func FromLogits(l Loss) Loss {
	return configure(l, "from_logits", func(o *lossOptions) { o.fromLogits = true })
}

// LabelSmoothing returns a cross-entropy that mixes its targets with the uniform
// distribution: t ← (1−α)·t + α/k for k classes, and α/2 for binary targets. α must
// be in [0, 1]. It panics if the loss is not of such targets. Szegedy, Vanhoucke,
// Ioffe, Shlens, Wojna 2016, Rethinking the inception architecture for computer
// vision, arXiv:1512.00567.
func LabelSmoothing(l Loss, alpha float64) Loss {
	return configure(l, "label_smoothing", func(o *lossOptions) { o.smoothing = alpha })
}

func configure(l Loss, key string, set func(*lossOptions)) Loss {
	for _, d := range lossDefinitions {
		if c, ok := l.(configurable); ok && slices.Contains(d.keys, key) && d.make(c.options()).String() == l.String() {
			o := c.options()
			set(&o)
			return c.with(o)
		}
	}
	panic(fmt.Sprintf("mlp: loss %v has no option %s", l, key))
}

// defaults are the options of a loss that is given none.
var defaults = lossOptions{delta: 1}

func (o lossOptions) options() lossOptions { return o }

func (o lossOptions) check() error {
	switch {
	case !(o.smoothing >= 0 && o.smoothing <= 1):
		return fmt.Errorf("a label smoothing of %v, it must be in [0, 1]", o.smoothing)
	case !(o.delta > 0) || math.IsInf(o.delta, 1):
		return fmt.Errorf("a delta of %v, it must be above 0 and finite", o.delta)
	}
	return nil
}

// word is the name with the options that are not the defaults.
func (o lossOptions) word(name string) string {
	var b strings.Builder
	b.WriteString(name)
	add := func(format string, a ...any) {
		separator := ":"
		if b.Len() > len(name) {
			separator = ","
		}
		fmt.Fprintf(&b, separator+format, a...)
	}
	if o.fromLogits {
		add("from_logits=true")
	}
	if o.smoothing != 0 {
		add("label_smoothing=%v", o.smoothing)
	}
	if o.delta != 1 {
		add("delta=%v", o.delta)
	}
	return b.String()
}

// checkProbabilities tells why the outputs are not what the loss l takes:
// probabilities, or logits.
func (o lossOptions) checkProbabilities(l Loss, activation Activation) error {
	if o.fromLogits {
		if activation != Linear {
			return fmt.Errorf("%v is a loss of logits: the last layer must be linear", l)
		}
		return nil
	}
	if activation != Softmax && activation != Sigmoid {
		return fmt.Errorf("%v is a loss of probabilities: the last layer must be softmax or sigmoid", l)
	}
	return nil
}

// listFitting ends an error with the losses that fit a last layer and a form of
// targets: without options, and from logits if the layer is linear.
func listFitting(outputs int, activation Activation, forms ...targetKind) string {
	var names []string
	for _, d := range lossDefinitions {
		for _, o := range []lossOptions{defaults, {delta: 1, fromLogits: true}} {
			if o.fromLogits && !slices.Contains(d.keys, "from_logits") {
				continue
			}
			if l := d.make(o); slices.Contains(forms, l.targets()) && l.check(outputs, activation) == nil {
				names = append(names, l.String())
			}
		}
	}
	if names == nil {
		return ""
	}
	return "; losses that fit: " + strings.Join(names, ", ")
}
