package optim

import "descent/internal/vec"

// ASGD is SGD with a falling rate whose result is the average of the points
// that it went through: noise that keeps the path from settling averages out.
type ASGD struct {
	Common
	Lambda float64 `key:"lambda" alias:"lambd" default:"0.0001" range:"[0,inf)" help:"λ, decay of weights and of the rate"`
	Alpha  float64 `key:"alpha" default:"0.75" range:"[0,inf)" help:"α, how fast the rate falls"`
	T0     float64 `key:"t0" default:"1e+06" range:"[0,inf)" help:"step from which points are averaged"`
}

var asgd = &Definition{
	Name: "asgd", Title: "ASGD",
	Summary: "SGD evaluated at the average of its path, from step t0 on",
	Source:  "Polyak, Juditsky 1992, Acceleration of stochastic approximation by averaging; rates as in Bottou's SVMSGD",
	Doc: `η_t = lr/(1 + λ·lr·(t−1))^α;  μ_t = 1/max(1, t−1−t0)
θ ← (1 − λ·η_t)·θ − η_t·g
ax ← ax + μ_t·(θ − ax)                         ax = θ while t ≤ t0 + 2

The result is evaluated at ax. With t0 = 1e6, PyTorch's default, that is θ for
the first million steps. The rate η_t is that which PyTorch computes at the end
of the step before, with the lr of that step.
`,
	Forms:    []Form{Torch},
	config:   ASGD{},
	defaults: map[string]string{"lr": "0.01"},
}

var _ interface {
	Elementwise
	Prelude
	Elsewhere
} = ASGD{}

// Slots are the average ax, and the rate η of the next step.
func (r ASGD) Slots() []Slot {
	return []Slot{{Name: "ax", Copy: true}, {Name: "eta", Per: Whole}}
}

// Prepare takes the rate that the step before set, and sets the next.
func (r ASGD) Prepare(c *Clock, _ *Params, s []Vec) {
	next := c.LR / vec.Pow(1+float64(float64(r.Lambda*c.LR)*float64(c.T)), r.Alpha)
	if c.T > 1 {
		c.LR = s[1].At(0)
	}
	s[1].Set(0, next)
}

// Update takes one step.
func (r ASGD) Update(c Clock, x, g Vec, s []Vec) {
	ax := s[0]
	x.Scale(1 - float64(r.Lambda*c.LR))
	x.AddScaled(-c.LR, g)
	if mu := 1 / max(1, float64(c.T-1)-r.T0); mu != 1 {
		ax.Interpolate(ax, x, mu)
	} else {
		ax.Copy(x)
	}
}

// Point is the average.
func (r ASGD) Point(s []Vec) Vec { return s[0] }
