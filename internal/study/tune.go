package study

import (
	"context"
	"math"

	"descent/surfaces"
)

// Tuned is an optimizer with the best rate of a grid.
type Tuned struct {
	Optimizer           // as given
	Scores    []Score   // of each rate
	Best      int       // the best rate's index, −1 if all diverged or there is no rate
	Spec      Optimizer // at the best rate; as given if there is none
}

// Tuning is a fair comparison: every optimizer with the same rates, and the same
// number of steps for each.
type Tuning struct {
	Trajectories // at the rates as given: what is common to all
	Grid
	Tuned []Tuned
}

// ToleranceShare is the share of the gap at the start below which two rates have
// done equally well, and what is left is rounding.
const ToleranceShare = 1e-12

// Tolerance is the gap down to which rates are told apart; of those that reach
// it, the one that did so in fewer steps is better.
func (t Trajectories) Tolerance() float64 {
	gap, _ := t.Surface.GapAt(t.Start[0], t.Start[1])
	return float64(ToleranceShare * math.Abs(gap))
}

// Tune runs every optimizer of the plan at every rate of the grid. A rate's score
// is the median over the plan's trials of the gap after the last step. The error
// is ctx's, or that of a start outside the surface's domain.
func Tune(ctx context.Context, plan Trajectories, optimizers []Optimizer, g Grid) (Tuning, error) {
	t := Tuning{Trajectories: plan, Grid: g}
	starts, err := plan.Trials.starts(plan.Surface, plan.Start)
	if err != nil {
		return t, err
	}
	rates := g.Rates()
	scores := make([]Score, len(optimizers)*len(rates))
	err = each(ctx, len(scores), func(i int) {
		o := optimizers[i/len(rates)]
		if o.Definition().IsWholeRun() {
			return
		}
		spec := o.WithLearningRate(rates[i%len(rates)])
		var losses, steps []float64 // not the paths, which take room
		for run := range plan.Trials.Runs() {
			path := plan.Trials.run(plan.Surface, starts, run, spec, plan.Steps)
			losses, steps = append(losses, finalGap(plan.Surface, path)), append(steps, plan.stepsToTolerance(path))
		}
		scores[i] = Score{Loss: Quantile(losses, 0.5, true), Steps: Quantile(steps, 0.5, true)}
	})
	if err != nil {
		return t, err
	}
	for i, o := range optimizers {
		tuned := Tuned{Optimizer: o, Best: -1, Spec: o}
		if !o.Definition().IsWholeRun() {
			tuned.Scores = scores[i*len(rates) : (i+1)*len(rates)]
			if tuned.Best = Best(tuned.Scores, plan.Tolerance()); tuned.Best >= 0 {
				spec := o.WithLearningRate(rates[tuned.Best])
				tuned.Spec = Optimizer{Given: spec.String(), Spec: spec}
			}
		}
		t.Tuned = append(t.Tuned, tuned)
	}
	return t, nil
}

// stepsToTolerance is after how many steps a path first has a gap within the
// tolerance, infinite if it never has.
func (t Trajectories) stepsToTolerance(p surfaces.Path) float64 {
	for i, q := range p.Points {
		if gap, _ := t.Surface.GapAt(q.X, q.Y); gap <= t.Tolerance() {
			return float64(i)
		}
	}
	return math.Inf(1)
}

// TunedOptimizers lists the optimizers at their best rates.
func (t Tuning) TunedOptimizers() []Optimizer {
	var all []Optimizer
	for _, o := range t.Tuned {
		all = append(all, o.Spec)
	}
	return all
}
