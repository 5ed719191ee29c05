package optim

// Scaled returns o as an optimizer of the spec wants it: its loss, and so its
// gradient, multiplied by loss_scale_factor. Without that key it is o itself.
func (s Spec) Scaled(o Objective) Objective {
	if s.inner != nil {
		return s.inner.Scaled(o)
	}
	if r, ok := s.config.(Rule); ok && r.common().LossScale > 0 {
		return scaledLoss{o, r.common().LossScale}
	}
	return o
}

// scaledLoss multiplies a loss, so that its gradient does not vanish in a few bits.
type scaledLoss struct {
	Objective
	factor float64
}

func (o scaledLoss) Eval(x, g Vec) float64 {
	f := o.Objective.Eval(x, g)
	g.Scale(o.factor)
	return float64(f * o.factor)
}
