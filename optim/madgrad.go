package optim

import "math"

// Madgrad sums gradients from the start of the run instead of stepping from
// where it is (dual averaging), scaled by the cube root of summed squares.
type Madgrad struct {
	Common
	Momentum float64 `key:"momentum" default:"0.9" range:"[0,1)" help:"μ, what is kept of the parameters"`
	Eps      float64 `key:"eps" default:"1e-06" range:"[0,inf)" help:"ε, beside the root, and added to the rate"`
}

var madgrad = &Definition{
	Name: "madgrad", Title: "MADGRAD",
	Summary: "dual averaging with momentum and rates per parameter; moves a little even with lr = 0",
	Source:  "Defazio, Jelassi 2021, Adaptivity without compromise: a momentumized, adaptive, dual averaged gradient method for stochastic optimization, arXiv:2101.11075",
	Doc: `λ = (lr + ε)·√t
s ← s + λ·g;  ν ← ν + λ·g²
z = θ₀ − s/(∛ν + ε)
θ ← μ·θ + (1−μ)·z

Weight decay is coupled to the gradient. √t is a float32, and so is λ while lr
is a constant, as they are in optax whatever the precision of the parameters.
`,
	Forms:    []Form{Optax},
	config:   Madgrad{},
	defaults: map[string]string{"lr": "0.01"},
	decay:    map[Form]decay{Optax: coupled},
}

var _ Elementwise = Madgrad{}

// Slots are the sums s and ν and the start θ₀.
func (r Madgrad) Slots() []Slot {
	return []Slot{{Name: "s"}, {Name: "nu"}, {Name: "start", Copy: true}}
}

// Update takes one step.
func (r Madgrad) Update(c Clock, x, g Vec, slots []Vec) {
	s, nu, start := slots[0], slots[1], slots[2]
	rate, growth := c.LR+r.Eps, float32(math.Sqrt(float64(c.T)))
	lambda := float64(rate * float64(growth))
	if _, ok := r.LR.(Constant); ok {
		lambda = float64(float32(rate) * growth)
	}
	s.AddScaled(lambda, g)
	nu.MixSquares(1, lambda, g)
	x.MixOverCbrt(r.Momentum, 1-r.Momentum, start, s, nu, r.Eps)
}
