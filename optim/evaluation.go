package optim

import "descent/internal/vec"

// evaluation is how a rule comes to its gradient: the objective at the
// parameters, unscaled, the mean of several if they are accumulated, then clipped. Weight
// decay that is coupled to the gradient belongs to it, but comes once the step's
// learning rate is known.
type evaluation struct {
	common Common
	decay  decay
	params *Params
	scale  Vec // by what the schedule is multiplied: one float64, which belongs to the state

	// Where gradients are accumulated, and else empty:
	seen Vec // how many there were, one float64
	sum  Vec // of those since the last step
}

func newEvaluation(c Common, d decay, p *Params) evaluation {
	e := evaluation{common: c, decay: d, params: p, scale: Point(1).X}
	if c.Accumulation > 1 {
		e.seen, e.sum = vec.Make(Float64, 1), vec.Make(p.X.Precision(), p.X.Len())
	}
	return e
}

// rate returns the learning rate of a step, counted from 0.
func (e *evaluation) rate(step int) float64 { return e.common.LR.At(step) * e.scale.At(0) }

// ScaleRate multiplies the schedule by a factor from now on.
func (e *evaluation) ScaleRate(factor float64) { e.scale.Scale(factor) }

// eval evaluates o at the parameters. The gradient is ready for a step, clipped,
// unless further ones are to come before it.
func (e *evaluation) eval(o Objective) (f float64, ready bool) {
	f = o.Eval(e.params.X, e.params.G)
	if scale := e.common.LossScale; scale > 0 {
		f /= scale
		e.params.G.Divide(scale)
	}
	if e.common.Maximize {
		e.params.G.Scale(-1)
	}
	if !e.accumulate() {
		return f, false
	}
	e.common.clip(e.params)
	return f, true
}

// accumulate adds up gradients, and puts their mean in the last one's place.
func (e *evaluation) accumulate() bool {
	if e.sum.Len() == 0 {
		return true
	}
	seen := e.seen.At(0) + 1
	e.seen.Set(0, seen)
	if int(seen)%e.common.Accumulation != 0 {
		e.sum.AddScaled(1, e.params.G)
		return false
	}
	e.params.G.AddScaled(1, e.sum)
	e.params.G.Divide(float64(e.common.Accumulation))
	e.sum.Fill(0)
	return true
}

// reset forgets the gradients that were seen.
func (e *evaluation) reset() {
	e.seen.Fill(0)
	e.sum.Fill(0)
}

// visit calls f for the evaluation's part of the state.
func (e *evaluation) visit(name string, f func(name string, v Vec)) {
	f(name+".rate", e.scale)
	if e.sum.Len() > 0 {
		f(name+".gradients_seen", e.seen)
		f(name+".gradients_sum", e.sum)
	}
}
