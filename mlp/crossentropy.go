package mlp

import (
	"fmt"
	"math"

	"descent/internal/vec"
)

// The cross-entropies. [FromLogits] and [LabelSmoothing] set their options.
var (
	// SparseCategoricalCrossentropy is −ln p of the labelled class, Keras's
	// "sparse_categorical_crossentropy". As in Keras the probabilities are divided
	// by their sum and clipped to [1e-7, 1−1e-7]: no example costs more than 16.12,
	// and one whose p is clipped has no gradient. The last layer is softmax.
	SparseCategoricalCrossentropy Loss = sparseCategoricalCrossentropy{defaults}
	// CategoricalCrossentropy is −Σ t·ln p over the classes, Keras's
	// "categorical_crossentropy", of one-hot targets or other distributions t. The
	// probabilities are divided by their sum and clipped to [1e-7, 1−1e-7]; what is
	// clipped has no gradient. The last layer is softmax.
	CategoricalCrossentropy Loss = categoricalCrossentropy{defaults}
	// BinaryCrossentropy is the mean over the outputs of −t·ln p − (1−t)·ln(1−p), Keras's
	// "binary_crossentropy", of targets in 0…1: one output for two classes, several for
	// labels that do not exclude each other, or images. Probabilities are clipped to
	// [1e-7, 1−1e-7]; what is clipped has no gradient. The last layer is sigmoid.
	BinaryCrossentropy Loss = binaryCrossentropy{defaults}
)

type sparseCategoricalCrossentropy struct{ lossOptions }

func (sparseCategoricalCrossentropy) with(o lossOptions) Loss {
	return sparseCategoricalCrossentropy{o}
}

func (l sparseCategoricalCrossentropy) String() string {
	return l.word("sparse_categorical_crossentropy")
}
func (sparseCategoricalCrossentropy) targets() targetKind         { return classLabels }
func (sparseCategoricalCrossentropy) domain() (low, high float64) { return 0, math.Inf(1) }

func (l sparseCategoricalCrossentropy) check(outputs int, activation Activation) error {
	return checkClasses(l, l.lossOptions, outputs, activation)
}

// checkClasses tells why a loss of several classes does not fit a last layer.
func checkClasses(l Loss, o lossOptions, outputs int, activation Activation) error {
	if err := o.check(); err != nil {
		return fmt.Errorf("%v with %w", l, err)
	}
	if err := o.checkProbabilities(l, activation); err != nil {
		return err
	}
	if outputs < 2 {
		return fmt.Errorf("%v needs at least 2 classes, the last layer has %d output", l, outputs)
	}
	return nil
}

func (l sparseCategoricalCrossentropy) sum(y vec.Matrix, t targets) float64 {
	total := 0.0
	for i, label := range t.labels {
		row := y.Row(i)
		if l.fromLogits {
			total += logSumExp(row) - row.At(label)
			continue
		}
		p, s := probability(row, label)
		total -= vec.Log(clip(p / s))
	}
	return total
}

// derive: with q = p_c/s, s = Σp, the derivative of −ln q by p_j is 1/s, and
// 1/s − 1/p_c for the labelled class c. Behind softmax it becomes p_j and p_c − 1,
// which is the derivative by logits.
func (l sparseCategoricalCrossentropy) derive(y vec.Matrix, t targets, dy vec.Matrix) {
	n := t.mean(y.Rows)
	for i, label := range t.labels {
		from, row := y.Row(i), dy.Row(i)
		if l.fromLogits {
			lse := logSumExp(from)
			for j := range row.Len() {
				row.Set(j, vec.Exp(from.At(j)-lse)/n)
			}
			row.Set(label, (vec.Exp(from.At(label)-lse)-1)/n)
			continue
		}
		p, s := probability(from, label)
		if clipped(p / s) {
			row.Fill(0)
			continue
		}
		row.Fill(1 / s / n)
		row.Set(label, (1/s-1/p)/n)
	}
}

// probability returns element c of a row and the sum of all.
func probability(row vec.Vec, c int) (p, sum float64) {
	for _, e := range row.Float32s() {
		sum += float64(e)
	}
	for _, e := range row.Float64s() {
		sum += e
	}
	return row.At(c), sum
}

// logSumExp returns ln Σe^z, shifted by the largest z so that nothing overflows.
func logSumExp(z vec.Vec) float64 {
	top, sum := z.At(0), 0.0
	for j := range z.Len() {
		top = max(top, z.At(j))
	}
	for j := range z.Len() {
		sum += vec.Exp(z.At(j) - top)
	}
	return top + vec.Log(sum)
}

type categoricalCrossentropy struct{ lossOptions }

func (categoricalCrossentropy) with(o lossOptions) Loss { return categoricalCrossentropy{o} }

func (l categoricalCrossentropy) String() string            { return l.word("categorical_crossentropy") }
func (categoricalCrossentropy) targets() targetKind         { return realValues }
func (categoricalCrossentropy) domain() (low, high float64) { return 0, 1 }

func (l categoricalCrossentropy) check(outputs int, activation Activation) error {
	return checkClasses(l, l.lossOptions, outputs, activation)
}

// smooth returns a target mixed with the uniform distribution.
func (o lossOptions) smooth(t, classes float64) float64 {
	return float64(t*(1-o.smoothing)) + float64(o.smoothing/classes)
}

func (l categoricalCrossentropy) sum(y vec.Matrix, t targets) float64 {
	total, k := 0.0, float64(y.Cols)
	for i := range y.Rows {
		row, target := y.Row(i), t.values.Row(i)
		if l.fromLogits {
			lse := logSumExp(row)
			for j := range row.Len() {
				if a := l.smooth(target.At(j), k); a != 0 {
					total -= float64(a * (row.At(j) - lse))
				}
			}
			continue
		}
		_, s := probability(row, 0)
		for j := range row.Len() {
			// Of 0·ln p nothing is left but a NaN.
			if p, a := row.At(j)/s, l.smooth(target.At(j), k); a != 0 || p != p {
				total -= float64(a * vec.Log(clip(p)))
			}
		}
	}
	return total
}

// derive: with q = p/s and g_j = −t_j/q_j, 0 where q_j is clipped, the derivative by p_i is
// (g_i − Σ_j g_j·q_j)/s. By logits it is softmax_i·Σt − t_i.
func (l categoricalCrossentropy) derive(y vec.Matrix, t targets, dy vec.Matrix) {
	n, k := t.mean(y.Rows), float64(y.Cols)
	for i := range y.Rows {
		from, target, row := y.Row(i), t.values.Row(i), dy.Row(i)
		if l.fromLogits {
			lse, mass := logSumExp(from), 0.0
			for j := range row.Len() {
				mass += l.smooth(target.At(j), k)
			}
			for j := range row.Len() {
				row.Set(j, (float64(mass*vec.Exp(from.At(j)-lse))-l.smooth(target.At(j), k))/n)
			}
			continue
		}
		_, s := probability(from, 0)
		// Σ g_j·q_j is minus the mass of the targets that are not clipped.
		mass := 0.0
		for j := range row.Len() {
			if !clipped(from.At(j) / s) {
				mass += l.smooth(target.At(j), k)
			}
		}
		for j := range row.Len() {
			g := 0.0
			if p := from.At(j); !clipped(p / s) {
				g = -l.smooth(target.At(j), k) / p
			}
			row.Set(j, (mass/s+g)/n)
		}
	}
}

type binaryCrossentropy struct{ lossOptions }

func (binaryCrossentropy) with(o lossOptions) Loss { return binaryCrossentropy{o} }

func (l binaryCrossentropy) String() string            { return l.word("binary_crossentropy") }
func (binaryCrossentropy) targets() targetKind         { return realValues }
func (binaryCrossentropy) domain() (low, high float64) { return 0, 1 }

func (l binaryCrossentropy) check(_ int, activation Activation) error {
	if err := l.lossOptions.check(); err != nil {
		return fmt.Errorf("%v with %w", l, err)
	}
	return l.checkProbabilities(l, activation)
}

func (l binaryCrossentropy) sum(y vec.Matrix, t targets) float64 {
	return sumElements(y, t, func(y, t float64) float64 {
		t = l.smooth(t, 2)
		if l.fromLogits {
			return float64(t*vec.Softplus(-y)) + float64((1-t)*vec.Softplus(y))
		}
		p, loss := clip(y), 0.0
		// A logarithm costs more than the rest, and mostly t is 0 or 1.
		if t != 0 || p != p {
			loss -= float64(t * vec.Log(p))
		}
		if t != 1 {
			loss -= float64((1 - t) * vec.Log(1-p))
		}
		return loss
	})
}

func (l binaryCrossentropy) derive(y vec.Matrix, t targets, dy vec.Matrix) {
	deriveElements(y, t, dy, func(y, t float64) float64 {
		t = l.smooth(t, 2)
		switch {
		case l.fromLogits:
			return vec.Sigmoid(y) - t
		case clipped(y):
			return 0
		}
		return (1-t)/(1-y) - t/y
	})
}
