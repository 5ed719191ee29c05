package optim

import "math"

// DAdaptAdamW is AdamW that estimates its own learning rate: the distance to
// the solution, bounded from below by what the gradients show along the way.
type DAdaptAdamW struct {
	Common
	Beta1    float64 `key:"beta1" default:"0.9" range:"[0,1)" help:"β1, decay of the first moment"`
	Beta2    float64 `key:"beta2" default:"0.999" range:"[0,1)" help:"β2, decay of the second moment, its root that of the estimate's sums"`
	Eps      float64 `key:"eps" default:"1e-08" range:"(0,inf)" help:"ε, against division by zero"`
	EstimLR0 float64 `key:"estim_lr0" default:"1e-06" range:"(0,inf)" help:"d₀, the first estimate of the distance"`
}

var dadaptAdamW = &Definition{
	Name: "dadapt_adamw", Title: "D-Adaptation AdamW",
	Summary: "AdamW that estimates its learning rate on the way",
	Source:  "Defazio, Mishchenko 2023, Learning-rate-free learning by D-Adaptation, arXiv:2301.07733",
	Doc: `η = d·lr·√(1−β2^t)/(1−β1^t)                     d = d₀ at first
r ← EMA_√β2(η·⟨g, q⟩)                           q = s/(√v + ε) of the step before
m ← EMA_β1(η·g);  v ← EMA_β2(g²);  s ← EMA_√β2(η·g)
d ← max(d, r/((1−√β2)·‖s‖₁))
θ ← θ − m/(√v + ε) − η·weight_decay·θ

Sums and norms are those of all parameters together. While s = 0, d stays (in
optax it becomes NaN). The paper leaves the bias uncorrected.
`,
	Forms:    []Form{Optax},
	config:   DAdaptAdamW{},
	defaults: map[string]string{"lr": "1"},
	decay:    map[Form]decay{Optax: ruled},
}

var _ interface {
	Elementwise
	Prelude
} = DAdaptAdamW{}

// Slots are the moments m and v, the average s, the scaled average q, the powers
// of the decays, the average r and the distance d.
func (r DAdaptAdamW) Slots() []Slot {
	return []Slot{
		{Name: "m"}, {Name: "v"}, {Name: "s"}, {Name: "q"}, power("beta1"), power("beta2"),
		{Name: "r", Per: Whole}, {Name: "d", Per: Whole, Init: r.EstimLR0},
	}
}

// Prepare estimates d and leaves η in the clock.
func (r DAdaptAdamW) Prepare(c *Clock, p *Params, slots []Vec) {
	s, q, average, d := slots[2], slots[3], slots[6], slots[7]
	c.LR *= d.At(0) * correction(slots[4], slots[5], r.Beta1, r.Beta2)
	beta := math.Sqrt(r.Beta2)
	average.Set(0, float64(beta*average.At(0))+float64((1-beta)*c.LR*p.G.Dot(q)))
	s.Mix(beta, (1-beta)*c.LR, p.G)
	d.Set(0, grown(d.At(0), average.At(0), (1-beta)*s.SumAbs()))
}

// Update takes one step.
func (r DAdaptAdamW) Update(c Clock, x, g Vec, slots []Vec) {
	m, v, s, q := slots[0], slots[1], slots[2], slots[3]
	m.Mix(r.Beta1, (1-r.Beta1)*c.LR, g)
	x.StepOverRoot(1-float64(c.LR*r.WeightDecay), m, q, s, v, r.Beta2, 1-r.Beta2, g, r.Eps)
}
