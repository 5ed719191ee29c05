package optim

// RMSprop divides by the root of an average of squared gradients, which, other
// than Adagrad's sum, forgets. Centered, it divides by the standard deviation.
type RMSprop struct {
	Common
	Rho      float64 `key:"rho" default:"keras=0.9 torch=0.99" range:"[0,1)" help:"ρ (torch's alpha), decay of the average of squares"`
	Momentum float64 `key:"momentum" default:"0" range:"[0,1]" help:"μ, what is kept of the velocity"`
	Eps      float64 `key:"eps" default:"keras=1e-07 torch=1e-08" range:"[0,inf)" help:"ε, against division by zero"`
	Centered bool    `key:"centered" default:"false" help:"subtract the squared average gradient"`
}

var rmsprop = &Definition{
	Name: "rmsprop", Title: "RMSprop",
	Summary: "rates per parameter from an average of squared gradients",
	Source:  "Tieleman, Hinton 2012, Neural networks for machine learning, lecture 6.5",
	Doc: `v ← EMA_ρ(g²);  centered: ḡ ← EMA_ρ(g), and v − ḡ² in place of v below

keras   b ← μ·b + lr·g/√(v + ε);    θ ← θ − b
torch   b ← μ·b + g/(√v + ε);       θ ← θ − lr·b
`,
	Forms:    []Form{Keras, Torch},
	config:   RMSprop{},
	defaults: map[string]string{"lr": "keras=0.001 torch=0.01"},
}

var _ Elementwise = RMSprop{}

// Slots are the average of squares v, the velocity b, and, centered, the
// average gradient with room for the variance.
func (r RMSprop) Slots() []Slot {
	slots := []Slot{{Name: "v"}, {Name: "b"}}
	if r.Centered {
		slots = append(slots, Slot{Name: "mean"}, Slot{Name: "variance", Per: Scratch})
	}
	return slots
}

// Update takes one step.
func (r RMSprop) Update(c Clock, x, g Vec, s []Vec) {
	v, b := s[0], s[1]
	v.AverageSquares(r.Rho, g)
	if r.Centered {
		mean, variance := s[2], s[3]
		mean.Average(r.Rho, g)
		variance.Copy(v)
		variance.MixSquares(1, -1, mean)
		v = variance
	}
	if r.Form == Torch {
		b.MixOverRoot(r.Momentum, 1, g, v, 0, r.Eps)
		x.AddScaled(-c.LR, b)
		return
	}
	b.MixOverRoot(r.Momentum, c.LR, g, v, r.Eps, 0)
	x.AddScaled(-1, b)
}
