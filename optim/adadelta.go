package optim

// Adadelta gives the step the units of the parameters: the root of the average
// squared step over the root of the average squared gradient.
type Adadelta struct {
	Common
	Rho float64 `key:"rho" default:"keras=0.95 torch=0.9 optax=0.9" range:"[0,1)" help:"ρ, decay of both averages"`
	Eps float64 `key:"eps" default:"keras=1e-07 torch=1e-06 optax=1e-06" range:"[0,inf)" help:"ε, inside both roots; it decides how the first steps go"`
}

var adadelta = &Definition{
	Name: "adadelta", Title: "Adadelta",
	Summary: "steps in the units of the parameters; made for lr = 1",
	Source:  "Zeiler 2012, ADADELTA: an adaptive learning rate method, arXiv:1212.5701",
	Doc: `a ← EMA_ρ(g²)
Δ = √(d + ε)/√(a + ε) · g
d ← EMA_ρ(Δ²)
θ ← θ − lr·Δ

The forms differ in their defaults, and in that weight decay is coupled in torch
and optax. With Keras's lr = 0.001 it hardly moves: the paper has no learning
rate, which is lr = 1. (optax without an lr goes uphill: here it has 1.)
`,
	Forms:    []Form{Keras, Torch, Optax},
	config:   Adadelta{},
	defaults: map[string]string{"lr": "keras=0.001 torch=1 optax=1"},
	decay:    map[Form]decay{Optax: coupled},
}

var _ Elementwise = Adadelta{}

// Slots are the averages of squared gradients and steps, and room for a step.
func (r Adadelta) Slots() []Slot {
	return []Slot{{Name: "a"}, {Name: "d"}, {Name: "step", Per: Scratch}}
}

// Update takes one step.
func (r Adadelta) Update(c Clock, x, g Vec, s []Vec) {
	a, d, step := s[0], s[1], s[2]
	a.AverageSquares(r.Rho, g)
	step.RootRatio(g, d, a, r.Eps)
	d.AverageSquares(r.Rho, step)
	x.AddScaled(-c.LR, step)
}
