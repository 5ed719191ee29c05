package optim

// evaluation is how a rule comes to its gradient: the objective at the
// parameters, then clipped. Weight decay that is coupled to the gradient
// belongs to it, but comes once the step's learning rate is known.
type evaluation struct {
	common Common
	decay  decay
	params *Params
	scale  Vec // by what the schedule is multiplied: one float64, which belongs to the state
}

// rate returns the learning rate of a step, counted from 0.
func (e *evaluation) rate(step int) float64 { return e.common.LR.At(step) * e.scale.At(0) }

// ScaleRate multiplies the schedule by a factor from now on.
func (e *evaluation) ScaleRate(factor float64) { e.scale.Scale(factor) }

// eval evaluates o at the parameters and clips the gradient.
func (e *evaluation) eval(o Objective) float64 {
	f := o.Eval(e.params.X, e.params.G)
	if e.common.Maximize {
		e.params.G.Scale(-1)
	}
	e.common.clip(e.params)
	return f
}
