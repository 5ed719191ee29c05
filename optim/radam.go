package optim

import "math"

// RAdam is Adam that starts as SGD with momentum, and divides by the second
// moment only once that has seen enough gradients to have a variance.
type RAdam struct {
	Common
	Moments
	Eps                  float64 `key:"eps" default:"1e-08" range:"[0,inf)" help:"ε, against division by zero"`
	EpsRoot              float64 `key:"eps_root" default:"optax=0" range:"[0,inf)" help:"ε_root, inside the root"`
	Threshold            float64 `key:"threshold" default:"optax=5" range:"[4,inf)" help:"length ρ of the average from which it counts"`
	Nesterov             bool    `key:"nesterov" default:"optax=false" help:"look one step ahead, as Nadam does"`
	DecoupledWeightDecay bool    `key:"decoupled_weight_decay" default:"torch=false" help:"decay weights apart from the gradient"`
}

var radam = &Definition{
	Name: "radam", Title: "RAdam",
	Summary: "Adam that trusts its second moment only after the first steps",
	Source:  "Liu, Jiang, He, Chen, Liu, Gao, Han 2020, On the variance of the adaptive learning rate and beyond, arXiv:1908.03265",
	Doc: `m ← EMA_β1(g);  v ← EMA_β2(g²);  m̂ = m/(1−β1^t)
ρ∞ = 2/(1−β2) − 1;  ρ = ρ∞ − 2t·β2^t/(1−β2^t)
r = √[(ρ−4)(ρ−2)ρ∞ / ((ρ∞−4)(ρ∞−2)ρ)]

torch   ρ > 5        θ ← θ − lr·r·√(1−β2^t)·m̂/(√v + ε)
optax   ρ ≥ threshold  θ ← θ − lr·r·m̂/(√(v/(1−β2^t) + ε_root) + ε)
paper   ρ > 4        θ ← θ − lr·r·m̂/(√(v/(1−β2^t)) + ε); the paper has no ε
else                 θ ← θ − lr·m̂

nesterov (optax)     m̂ = β1·m/(1−β1^(t+1)) + (1−β1)·g/(1−β1^t)

With β2 = 0.999 the first five steps are SGD's, much longer than Adam's where
gradients are large. optax has no default lr.
`,
	Forms:    []Form{Torch, Optax, Paper},
	config:   RAdam{},
	defaults: map[string]string{"lr": "0.001"},
}

var _ interface {
	Elementwise
	Prelude
	Decaying
} = RAdam{}

// DecaysApart tells whether weights decay as AdamW's.
func (r RAdam) DecaysApart() bool { return r.DecoupledWeightDecay }

// Slots are the moments m and v and the powers of their decays.
func (r RAdam) Slots() []Slot { return r.slots() }

// rectification returns the factor r; ok is false while the variance is
// unknown.
func (r RAdam) rectification(t int, power2 float64) (factor float64, ok bool) {
	longest := 2/(1-r.Beta2) - 1
	length := longest - float64(2*float64(t)*power2)/(1-power2)
	switch r.Form {
	case Torch:
		ok = length > 5
	case Optax:
		ok = length >= r.Threshold
	default:
		ok = length > 4
	}
	return math.Sqrt((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length)), ok
}

// Update takes one step.
func (r RAdam) Update(c Clock, x, g Vec, s []Vec) {
	m, v := r.average(g, s)
	bc1, bc2 := r.corrections(s)
	if r.Nesterov {
		r.ahead(g, m, s)
		m, bc1 = g, 1
	}
	factor, ok := r.rectification(c.T, s[3].At(0))
	switch {
	case !ok:
		x.AddScaled(-c.LR/bc1, m)
	case r.Form == Torch:
		x.MixOverRoot(1, -c.LR*factor*math.Sqrt(bc2)/bc1, m, v, 0, r.Eps)
	default:
		addOverCorrectedRoot(x, -c.LR*factor/bc1, m, v, bc2, r.EpsRoot, r.Eps)
	}
}
