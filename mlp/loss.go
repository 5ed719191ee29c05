package mlp

import (
	"fmt"

	"descent/internal/vec"
)

// Loss is what training minimizes, the mean over a batch of what each example
// costs: [SparseCategoricalCrossentropy].
type Loss interface {
	// String returns Keras's name.
	String() string
	// check tells why the loss does not fit a last layer, nil if it does.
	check(outputs int, activation Activation) error
	// sum returns what all examples cost together, for outputs y [n × outputs].
	sum(y vec.Matrix, labels []int) float64
	// derive sets dy to the derivative of the mean by the outputs.
	derive(y vec.Matrix, labels []int, dy vec.Matrix)
}

// SparseCategoricalCrossentropy is −ln p of the labelled class, Keras's
// "sparse_categorical_crossentropy". As in Keras the probabilities are divided
// by their sum and clipped to [1e-7, 1−1e-7]: no example costs more than 16.12,
// and one whose p is clipped has no gradient. The last layer must be softmax.
var SparseCategoricalCrossentropy Loss = sparseCategoricalCrossentropy{}

// probabilityClip is the least probability in a logarithm, keras.config.epsilon().
const probabilityClip = 1e-7

type sparseCategoricalCrossentropy struct{}

func (sparseCategoricalCrossentropy) String() string { return "sparse_categorical_crossentropy" }

func (l sparseCategoricalCrossentropy) check(outputs int, activation Activation) error {
	if activation != Softmax {
		return fmt.Errorf("%v is a loss of probabilities: the last layer must be Dense with softmax", l)
	}
	if outputs < 2 {
		return fmt.Errorf("%v needs at least 2 classes, the last layer has %d output", l, outputs)
	}
	return nil
}

func (sparseCategoricalCrossentropy) sum(y vec.Matrix, labels []int) float64 {
	total := 0.0
	for i, label := range labels {
		p, s := probability(y.Row(i), label)
		q := p / s
		if q < probabilityClip {
			q = probabilityClip
		} else if q > 1-probabilityClip {
			q = 1 - probabilityClip
		}
		total -= vec.Log(q)
	}
	return total
}

// derive: with q = p_c/s, s = Σp, the derivative of −ln q by p_j is 1/s, and
// 1/s − 1/p_c for the labelled class c. Behind softmax it becomes p_j and p_c − 1.
func (sparseCategoricalCrossentropy) derive(y vec.Matrix, labels []int, dy vec.Matrix) {
	n := float64(len(labels))
	for i, label := range labels {
		p, s := probability(y.Row(i), label)
		row := dy.Row(i)
		// So written that a NaN counts as not clipped, and goes on.
		if q := p / s; q < probabilityClip || q > 1-probabilityClip {
			row.Fill(0)
			continue
		}
		row.Fill(1 / s / n)
		row.Set(label, (1/s-1/p)/n)
	}
}

// probability returns element c of a row and the sum of all.
func probability(row vec.Vec, c int) (p, sum float64) {
	for j := range row.Len() {
		sum += row.At(j)
	}
	return row.At(c), sum
}
