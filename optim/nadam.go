package optim

import "descent/internal/vec"

// Nadam is Adam with Nesterov's momentum, whose β1 warms up along a schedule.
type Nadam struct {
	Common
	Beta1                float64 `key:"beta1" default:"0.9" range:"[0,1)" help:"β1, decay of the first moment"`
	Beta2                float64 `key:"beta2" default:"0.999" range:"[0,1)" help:"β2, decay of the second moment"`
	Eps                  float64 `key:"eps" default:"keras=1e-07 torch=1e-08 optax=1e-08" range:"[0,inf)" help:"ε, against division by zero"`
	EpsRoot              float64 `key:"eps_root" default:"optax=0" range:"[0,inf)" help:"ε_root, inside the root"`
	MomentumDecay        float64 `key:"momentum_decay" default:"torch=0.004" range:"[0,inf)" help:"ψ, how fast the momentum warms up"`
	DecoupledWeightDecay bool    `key:"decoupled_weight_decay" default:"torch=false" help:"decay weights apart from the gradient: NadamW"`
}

var nadam = &Definition{
	Name: "nadam", Title: "Nadam",
	Summary: "Adam with Nesterov's momentum",
	Source:  "Dozat 2016, Incorporating Nesterov momentum into Adam",
	Doc: `m ← EMA_β1(g);  v ← EMA_β2(g²)
μ_t = β1·(1 − ½·0.96^(ψ·t));  Π_t = μ_1·…·μ_t
θ ← θ − lr·[μ_{t+1}·m/(1−Π_{t+1}) + (1−μ_t)·g/(1−Π_t)] / (√(v/(1−β2^t) + ε_root) + ε)

keras   ψ = 1: the momentum is near β1 after a hundred steps
torch   ψ = momentum_decay = 0.004: after ten thousand
optax   ψ = ∞: μ = β1 from the start; with weight_decay it is optax's nadamw;
        no default lr

ε_root is 0 but in form optax.
`,
	Forms:    []Form{Keras, Torch, Optax},
	config:   Nadam{},
	defaults: map[string]string{"lr": "keras=0.001 torch=0.002 optax=0.001"},
}

var _ interface {
	Elementwise
	Prelude
	Decaying
} = Nadam{}

// Title tells NadamW from Nadam.
func (r Nadam) Title(defined string) string {
	if r.WeightDecay > 0 && (r.DecoupledWeightDecay || r.Form == Optax) {
		return defined + "W"
	}
	return defined
}

// DecaysApart tells whether this is NadamW.
func (r Nadam) DecaysApart() bool { return r.DecoupledWeightDecay }

// Slots are the moments m and v, the power of β2, the power of 0.96^ψ, and the
// product Π.
func (r Nadam) Slots() []Slot {
	return []Slot{
		{Name: "m"}, {Name: "v"}, power("beta2"), power("0.96^psi"), {Name: "product", Per: Whole, Init: 1},
	}
}

// warm returns 0.96^ψ.
func (r Nadam) warm() float64 {
	switch r.Form {
	case Keras:
		return 0.96
	case Optax:
		return 0
	}
	return vec.Pow(0.96, r.MomentumDecay)
}

// momentum returns μ from the power 0.96^(ψ·t).
func (r Nadam) momentum(power float64) float64 { return float64(r.Beta1 * (1 - float64(power/2))) }

// Prepare moves the powers and the product.
func (r Nadam) Prepare(_ *Clock, _ *Params, s []Vec) {
	s[2].Scale(r.Beta2)
	s[3].Scale(r.warm())
	s[4].Scale(r.momentum(s[3].At(0)))
}

// Update takes one step.
func (r Nadam) Update(c Clock, x, g Vec, s []Vec) {
	m, v := s[0], s[1]
	bc2, power, product := 1-s[2].At(0), s[3].At(0), s[4].At(0)
	now, next := r.momentum(power), r.momentum(power*r.warm())
	m.Average(r.Beta1, g)
	v.AverageSquares(r.Beta2, g)
	g.Mix((1-now)/(1-product), next/(1-float64(product*next)), m)
	addOverCorrectedRoot(x, -c.LR, g, v, bc2, r.EpsRoot, r.Eps)
}
