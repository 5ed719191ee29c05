package optim

// wrapper is the configuration of an optimizer that stands around another.
type wrapper interface {
	wrap(inner Optimizer, p *Params) Optimizer
}

// Scalable is an optimizer whose learning rate can be scaled from outside, by
// what watches the training. All but those that choose their own rate are, and
// a wrapper is if what it stands around is.
type Scalable interface {
	// LearningRate returns the rate of the next step.
	LearningRate() float64
	// ScaleRate multiplies the schedule by a factor from now on. The factor is
	// part of the state.
	ScaleRate(factor float64)
}

// resetter is an optimizer that can be set back to its first step, with the
// parameters as they are.
type resetter interface{ reset() }

// around is what all wrappers are: an optimizer, with its parameters at hand.
type around struct {
	Optimizer
	params *Params
}

// LearningRate returns the rate of the optimizer inside, 0 if it has none.
func (a around) LearningRate() float64 {
	if s, ok := a.Optimizer.(Scalable); ok {
		return s.LearningRate()
	}
	return 0
}

// ScaleRate scales the rate of the optimizer inside.
func (a around) ScaleRate(factor float64) {
	if s, ok := a.Optimizer.(Scalable); ok {
		s.ScaleRate(factor)
	}
}

func (a around) reset() {
	if r, ok := a.Optimizer.(resetter); ok {
		r.reset()
	}
}
