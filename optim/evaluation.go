package optim

// evaluation is how a rule comes to its gradient: the objective at the
// parameters, then clipped. Weight decay that is coupled to the gradient
// belongs to it, but comes once the step's learning rate is known.
type evaluation struct {
	common Common
	decay  decay
	params *Params
}

// eval evaluates o at the parameters and clips the gradient.
func (e *evaluation) eval(o Objective) float64 {
	f := o.Eval(e.params.X, e.params.G)
	if e.common.Maximize {
		e.params.G.Scale(-1)
	}
	e.common.clip(e.params)
	return f
}
