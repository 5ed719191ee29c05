package optim

// decay is how a rule and form apply weight_decay.
type decay int

const (
	coupled   decay = iota // g += wd·θ, before the rule
	decoupled              // θ −= lr·wd·θ, before the rule
	ruled                  // in the rule
)

func (d decay) apply(rate, wd float64, p *Params) {
	switch {
	case wd == 0:
	case d == coupled:
		p.G.AddScaled(wd, p.X)
	case d == decoupled:
		p.X.Scale(1 - rate)
	}
}

// Decaying is a rule of which a hyperparameter decides how weights decay.
type Decaying interface {
	// DecaysApart tells whether weights decay apart from the gradient.
	DecaysApart() bool
}
