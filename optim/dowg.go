package optim

import "math"

// DoWG is DoG that weighs each squared gradient with the distance at its time.
type DoWG struct {
	Common
	InitEstimSqDist Maybe   `key:"init_estim_sq_dist" default:"none" range:"[0,inf)" help:"the first squared distance; none: ε"`
	Eps             float64 `key:"eps" default:"0.0001" range:"[0,inf)" help:"ε, beside the root"`
}

var dowg = &Definition{
	Name: "dowg", Title: "DoWG",
	Summary: "DoG with gradients weighted by the distance covered; for whole gradients, on small batches its rate runs away",
	Source:  "Khaled, Mishchenko, Jin 2023, DoWG unleashed: an efficient universal parameter-free gradient descent method, arXiv:2305.16284",
	Doc: `r² ← max(r², ‖θ − θ₀‖²)                       r² = init_estim_sq_dist at first
v ← v + r²·‖g‖²
θ ← θ − lr·r²/(√v + ε) · g

Norms are those of all parameters together; weight decay is coupled to the
gradient.
`,
	Forms:    []Form{Optax},
	config:   DoWG{},
	defaults: map[string]string{"lr": "1"},
	decay:    map[Form]decay{Optax: coupled},
}

var _ interface {
	Elementwise
	Prelude
} = DoWG{}

// Slots are the start θ₀, the squared distance r² and the weighted sum v.
func (r DoWG) Slots() []Slot {
	first := r.Eps
	if r.InitEstimSqDist.Given {
		first = r.InitEstimSqDist.Value
	}
	return []Slot{{Name: "start", Copy: true}, {Name: "r^2", Per: Whole, Init: first}, {Name: "v", Per: Whole}}
}

// Prepare measures, and leaves lr·r²/(√v + ε) in the clock.
func (r DoWG) Prepare(c *Clock, p *Params, s []Vec) {
	start, square, v := s[0], s[1], s[2]
	square.Set(0, max(square.At(0), p.X.SquaredDistance(start)))
	v.Set(0, v.At(0)+float64(square.At(0)*p.G.SumSquares()))
	c.LR *= square.At(0) / (math.Sqrt(v.At(0)) + r.Eps)
}

// Update takes one step.
func (r DoWG) Update(c Clock, x, g Vec, _ []Vec) { x.AddScaled(-c.LR, g) }
