package optim

import (
	"math"

	"descent/internal/vec"
)

// Nadam is Adam with Nesterov's momentum, whose β1 warms up along a schedule.
type Nadam struct {
	Common
	Beta1         float64 `key:"beta1" default:"0.9" range:"[0,1)" help:"β1, decay of the first moment"`
	Beta2         float64 `key:"beta2" default:"0.999" range:"[0,1)" help:"β2, decay of the second moment"`
	Eps           float64 `key:"eps" default:"keras=1e-07 torch=1e-08" range:"[0,inf)" help:"ε, against division by zero"`
	MomentumDecay float64 `key:"momentum_decay" default:"torch=0.004" range:"[0,inf)" help:"ψ, how fast the momentum warms up"`
}

var nadam = &Definition{
	Name: "nadam", Title: "Nadam",
	Summary: "Adam with Nesterov's momentum",
	Source:  "Dozat 2016, Incorporating Nesterov momentum into Adam",
	Doc: `m ← EMA_β1(g);  v ← EMA_β2(g²)
μ_t = β1·(1 − ½·0.96^(ψ·t));  Π_t = μ_1·…·μ_t
θ ← θ − lr·[μ_{t+1}·m/(1−Π_{t+1}) + (1−μ_t)·g/(1−Π_t)] / (√(v/(1−β2^t)) + ε)

keras   ψ = 1: the momentum is near β1 after a hundred steps
torch   ψ = momentum_decay = 0.004: after ten thousand
`,
	Forms:    []Form{Keras, Torch},
	config:   Nadam{},
	defaults: map[string]string{"lr": "keras=0.001 torch=0.002"},
}

var _ interface {
	Elementwise
	Prelude
} = Nadam{}

// Slots are the moments m and v, the power of β2, the power of 0.96^ψ, the
// product Π, and room for the numerator.
func (r Nadam) Slots() []Slot {
	return []Slot{
		{Name: "m"}, {Name: "v"}, power("beta2"), power("0.96^psi"),
		{Name: "product", Per: Whole, Init: 1}, {Name: "numerator", Per: Scratch},
	}
}

// warm returns 0.96^ψ.
func (r Nadam) warm() float64 {
	if r.Form == Keras {
		return 0.96
	}
	return vec.Pow(0.96, r.MomentumDecay)
}

// momentum returns μ from the power 0.96^(ψ·t).
func (r Nadam) momentum(power float64) float64 { return r.Beta1 * (1 - power/2) }

// Prepare moves the powers and the product.
func (r Nadam) Prepare(_ *Clock, _ *Params, s []Vec) {
	s[2].Scale(r.Beta2)
	s[3].Scale(r.warm())
	s[4].Scale(r.momentum(s[3].At(0)))
}

// Update takes one step.
func (r Nadam) Update(c Clock, x, g Vec, s []Vec) {
	m, v, numerator := s[0], s[1], s[5]
	bc2, power, product := 1-s[2].At(0), s[3].At(0), s[4].At(0)
	now, next := r.momentum(power), r.momentum(power*r.warm())
	m.Average(r.Beta1, g)
	v.AverageSquares(r.Beta2, g)
	numerator.Copy(m)
	numerator.Mix(next/(1-float64(product*next)), (1-now)/(1-product), g)
	root := math.Sqrt(bc2)
	x.MixOverRoot(1, -c.LR*root, numerator, v, 0, r.Eps*root)
}
