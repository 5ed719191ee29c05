package mlp

import (
	"fmt"
	"math"

	"descent/internal/vec"
)

// KLDivergence is Σ t·ln(t/p) over an example's outputs, Keras's "kl_divergence": how far
// the probabilities p are from the distribution t. Both are clipped to [1e-7, 1]; what is
// clipped has no gradient. The last layer is softmax. Kullback, Leibler 1951, On
// information and sufficiency.
var KLDivergence Loss = klDivergence{}

// CategoricalHinge is max(0, 1 + max_j (1−t_j)·y_j − Σ_j t_j·y_j), Keras's
// "categorical_hinge", of one-hot targets: the labelled class is to be ahead by 1.
// Where several numbers are largest they share the gradient.
var CategoricalHinge Loss = categoricalHinge{}

type klDivergence struct{}

func (klDivergence) String() string              { return "kl_divergence" }
func (klDivergence) targets() targetKind         { return realValues }
func (klDivergence) domain() (low, high float64) { return 0, 1 }

func (l klDivergence) check(outputs int, activation Activation) error {
	return checkClasses(l, defaults, outputs, activation)
}

func (klDivergence) sum(y vec.Matrix, t targets) float64 {
	total := 0.0
	for i := range y.Rows * y.Cols {
		p, t := min(max(y.Data.At(i), epsilon), 1), min(max(t.values.Data.At(i), epsilon), 1)
		total += float64(t * vec.Log(t/p))
	}
	return total
}

func (klDivergence) derive(y vec.Matrix, t targets, dy vec.Matrix) {
	n := t.mean(y.Rows)
	for i := range y.Rows * y.Cols {
		p, t := y.Data.At(i), min(max(t.values.Data.At(i), epsilon), 1)
		g := -t / p / n
		switch {
		case p < epsilon || p > 1:
			g = 0
		case p == 1:
			g /= 2 // of min(p, 1) each has its half
		}
		dy.Data.Set(i, g)
	}
}

type categoricalHinge struct{}

func (categoricalHinge) String() string              { return "categorical_hinge" }
func (categoricalHinge) targets() targetKind         { return realValues }
func (categoricalHinge) domain() (low, high float64) { return 0, 1 }

func (l categoricalHinge) check(outputs int, _ Activation) error {
	if outputs < 2 {
		return fmt.Errorf("%v needs at least 2 classes, the last layer has %d output", l, outputs)
	}
	return nil
}

// margin returns 1 + max (1−t)·y − Σ t·y of an example, and the max with how often it occurs.
func (categoricalHinge) margin(y, t vec.Vec) (margin, top float64, ties int) {
	top = math.Inf(-1)
	sum := 0.0
	for j := range y.Len() {
		sum += float64(t.At(j) * y.At(j))
		switch e := float64((1 - t.At(j)) * y.At(j)); {
		case e == top:
			ties++
		case !(e < top): // a NaN too
			top, ties = e, 1
		}
	}
	return top - sum + 1, top, ties
}

func (l categoricalHinge) sum(y vec.Matrix, t targets) float64 {
	total := 0.0
	for i := range y.Rows {
		margin, _, _ := l.margin(y.Row(i), t.values.Row(i))
		total += max(margin, 0)
	}
	return total
}

func (l categoricalHinge) derive(y vec.Matrix, t targets, dy vec.Matrix) {
	n := t.mean(y.Rows)
	for i := range y.Rows {
		from, target, row := y.Row(i), t.values.Row(i), dy.Row(i)
		margin, top, ties := l.margin(from, target)
		share := 1 / n
		switch {
		case margin < 0:
			row.Fill(0)
			continue
		case margin == 0:
			share /= 2 // of max(0, 0) each has its half
		}
		for j := range row.Len() {
			t := target.At(j)
			g := -t
			if float64((1-t)*from.At(j)) == top {
				g += (1 - t) / float64(ties)
			}
			row.Set(j, g*share)
		}
	}
}
