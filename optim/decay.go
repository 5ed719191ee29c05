package optim

// decay is how a rule and form apply weight_decay.
type decay int

const (
	coupled   decay = iota // g += wd·θ, before the rule
	decoupled              // θ −= lr·wd·θ, before the rule
)

func (d decay) apply(rate, wd float64, x, g Vec) {
	switch {
	case wd == 0:
	case d == coupled:
		g.AddScaled(wd, x)
	default:
		x.Scale(1 - rate)
	}
}
