package optim

import "math"

// DoG is gradient descent whose rate is the largest distance from the start so
// far over the root of all squared gradients.
type DoG struct {
	Common
	InitStep  string  `key:"init_step" default:"heuristic" words:"heuristic distance learning_rate" help:"what init_value is: the first distance in units of 1+‖θ₀‖, the first distance, or the first rate"`
	InitValue float64 `key:"init_value" default:"1e-06" range:"[0,inf)" help:"the first distance or rate, as init_step says"`
	Eps       float64 `key:"eps" default:"1e-08" range:"[0,inf)" help:"ε, added to the sum of squares"`
}

var dog = &Definition{
	Name: "dog", Title: "DoG",
	Summary: "gradient descent that takes its rate from the distance covered",
	Source:  "Ivgi, Hinder, Carmon 2023, DoG is SGD's best friend: a parameter-free dynamic step size schedule, arXiv:2302.12022",
	Doc: `r ← max(r, ‖θ − θ₀‖)
G ← G + ‖g‖²
θ ← θ − lr·r/√(G + ε) · g

init_step      heuristic        r = init_value·(1 + ‖θ₀‖) at first
               distance         r = init_value at first
               learning_rate    the first step is by lr·init_value, and r = 0 at first

Norms are those of all parameters together; weight decay is coupled to the
gradient. The authors evaluate at an average of the path. The first steps are
tiny: the distance has to grow from init_value by a factor a step.
`,
	Forms:    []Form{Optax},
	config:   DoG{},
	defaults: map[string]string{"lr": "1"},
	decay:    map[Form]decay{Optax: coupled},
}

var _ interface {
	Elementwise
	Prelude
} = DoG{}

// Slots are the start θ₀, the distance r and the sum of squares G.
func (r DoG) Slots() []Slot {
	return []Slot{{Name: "start", Copy: true}, {Name: "r", Per: Whole}, {Name: "G", Per: Whole}}
}

// Prepare measures, and leaves lr·r/√(G + ε) in the clock.
func (r DoG) Prepare(c *Clock, p *Params, s []Vec) {
	start, far, sum := s[0], s[1], s[2]
	if c.T == 1 {
		switch r.InitStep {
		case "heuristic":
			far.Set(0, r.InitValue*(1+math.Sqrt(start.SumSquares())))
		case "distance":
			far.Set(0, r.InitValue)
		}
	}
	far.Set(0, max(far.At(0), math.Sqrt(p.X.SquaredDistance(start))))
	sum.Set(0, sum.At(0)+p.G.SumSquares())
	if c.T == 1 && r.InitStep == "learning_rate" {
		c.LR *= r.InitValue
		return
	}
	c.LR *= far.At(0) / math.Sqrt(sum.At(0)+r.Eps)
}

// Update takes one step.
func (r DoG) Update(c Clock, x, g Vec, _ []Vec) { x.AddScaled(-c.LR, g) }
