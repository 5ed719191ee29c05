package study

import (
	"fmt"
	"math"

	"descent/mlp"
	"descent/optim"
)

// Family is an optimizer at several learning rates of one plan.
type Family struct {
	Optimizer           // as given
	Own       int       // the plan's index of it at its own rate
	Grid      Grid      // of rates, around its own
	Members   []int     // the plan's index of it at each rate of the grid
	Scores    []float64 // of each rate: the median over its runs; NaN if it diverged
	OwnScore  float64   // of its own rate
	Best      int       // of the grid: the index of the rate that is chosen; −1 if all diverged
}

// WithGrids returns the plan with a grid of n learning rates for each optimizer, of
// which the one in the middle is next to its own, and its own.
//
// A rate that is a schedule or zero has no grid around it, which is an error.
func (t Training) WithGrids(n int) (Training, []Family, error) {
	given := t.Optimizers
	t.Optimizers = nil
	index := func(o Optimizer) int {
		for i, other := range t.Optimizers {
			if other.Equal(o.Spec) {
				return i
			}
		}
		t.Optimizers = append(t.Optimizers, o)
		return len(t.Optimizers) - 1
	}
	var families []Family
	for _, o := range given {
		constant, ok := o.LearningRate().(optim.Constant)
		rate := float64(constant)
		if !ok || !(rate > 0) {
			return t, nil, fmt.Errorf("%s cannot be tuned: a grid of rates needs a number above 0 in its middle, not %v", o.Given, o.LearningRate())
		}
		f := Family{Optimizer: o, Own: index(o), Grid: GridAround(rate, n)}
		for _, r := range f.Grid.Rates() {
			spec := o.WithLearningRate(r)
			f.Members = append(f.Members, index(Optimizer{Given: spec.String(), Spec: spec}))
		}
		families = append(families, f)
	}
	return t, families, nil
}

// Choose gives every family its scores in a column of the history, over the seeds,
// and chooses the best rate of its grid; of equal ones the lowest. Nothing else
// than the runs' histories takes part, so that the test data choose nothing.
func (t Training) Choose(families []Family, runs []Run, column string) []Family {
	scores := make([]float64, len(t.Optimizers))
	for i := range scores {
		scores[i] = math.NaN() // none of its runs is finished
	}
	for _, s := range Summarize(runs) {
		scores[s.Optimizer] = s.Final(column)
	}
	var chosen []Family
	for _, f := range families {
		f.Scores, f.OwnScore = nil, scores[f.Own]
		var costs []Score
		for _, m := range f.Members {
			f.Scores = append(f.Scores, scores[m])
			cost := scores[m]
			if mlp.MoreIsBetter(column) {
				cost = -cost
			}
			costs = append(costs, Score{Loss: cost})
		}
		f.Best = Best(costs, math.Inf(-1))
		chosen = append(chosen, f)
	}
	return chosen
}

// Chosen is the plan's index of the family at the rate that was chosen, or at its
// own if at all of them it diverged.
func (f Family) Chosen() int {
	if f.Best < 0 {
		return f.Own
	}
	return f.Members[f.Best]
}

// AtEdge tells whether the chosen rate is the grid's lowest or highest.
func (f Family) AtEdge() bool { return f.Best >= 0 && f.Grid.AtEdge(f.Best) }

// Of returns the plan with some of its optimizers only, by index, and those of the
// runs that are theirs.
func (t Training) Of(optimizers []int, runs []Run) (Training, []Run) {
	all := t.Optimizers
	t.Optimizers = nil
	var some []Run
	for i, o := range optimizers {
		t.Optimizers = append(t.Optimizers, all[o])
		for _, r := range runs {
			if r.Optimizer == o {
				r.Optimizer = i
				some = append(some, r)
			}
		}
	}
	return t, some
}

// WithoutTests returns the runs without the scores on the test data of all
// optimizers but some, so that nobody chooses a rate by them.
func WithoutTests(runs []Run, but []int) []Run {
	keep := map[int]bool{}
	for _, o := range but {
		keep[o] = true
	}
	var all []Run
	for _, r := range runs {
		if !keep[r.Optimizer] {
			r.Test, r.Confusion = mlp.Scores{}, nil
		}
		all = append(all, r)
	}
	return all
}
