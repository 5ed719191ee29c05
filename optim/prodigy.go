package optim

import "math"

// Prodigy is Adam that estimates its own learning rate: the distance to the
// solution, bounded from below by what the gradients show along the way.
type Prodigy struct {
	Common
	Beta1           float64 `key:"beta1" default:"0.9" range:"[0,1)" help:"β1, decay of the first moment"`
	Beta2           float64 `key:"beta2" default:"0.999" range:"[0,1)" help:"β2, decay of the second moment"`
	Beta3           Maybe   `key:"beta3" default:"none" range:"[0,1)" help:"β3, decay of the estimate's sums; none: √β2"`
	Eps             float64 `key:"eps" default:"1e-08" range:"[0,inf)" help:"ε, against division by zero"`
	EstimLR0        float64 `key:"estim_lr0" default:"1e-06" range:"(0,inf)" help:"d₀, the first estimate of the distance"`
	EstimLRCoef     float64 `key:"estim_lr_coef" default:"1" range:"[0,inf)" help:"factor of the estimates after it"`
	SafeguardWarmup bool    `key:"safeguard_warmup" default:"false" help:"leave lr out of the estimate's denominator"`
}

var prodigy = &Definition{
	Name: "prodigy", Title: "Prodigy",
	Summary: "Adam that estimates its learning rate on the way",
	Source:  "Mishchenko, Defazio 2023, Prodigy: an expeditiously adaptive parameter-free learner, arXiv:2306.06101",
	Doc: `η = d·lr·√(1−β2^t)/(1−β1^t)                     d = d₀ at first
m ← EMA_β1(d·g);  v ← EMA_β2(d²·g²)
r ← β3·r + (d/d₀)·η·⟨g, θ₀ − θ⟩
s ← β3·s + (d/d₀)·η·g                            safeguard_warmup: d in place of η
d′ = max(d, estim_lr_coef·r/‖s‖₁)
θ ← θ − η·(m/(√v + d′·ε) + weight_decay·θ);  then d ← d′

Sums and norms are those of all parameters together. While s = 0, d stays (in
optax it becomes NaN).
`,
	Forms:    []Form{Optax},
	config:   Prodigy{},
	defaults: map[string]string{"lr": "1"},
	decay:    map[Form]decay{Optax: ruled},
}

var _ interface {
	Elementwise
	Prelude
} = Prodigy{}

// Slots are the moments m and v, the sum s, the start θ₀, the powers of the
// decays, the sum r, the distance d and the next, d′.
func (r Prodigy) Slots() []Slot {
	return []Slot{
		{Name: "m"}, {Name: "v"}, {Name: "s"}, {Name: "start", Copy: true}, power("beta1"), power("beta2"),
		{Name: "r", Per: Whole}, {Name: "d", Per: Whole, Init: r.EstimLR0}, {Name: "next", Per: Whole, Init: r.EstimLR0},
	}
}

// Prepare estimates d′ and leaves η in the clock.
func (r Prodigy) Prepare(c *Clock, p *Params, slots []Vec) {
	s, start, sum, next := slots[2], slots[3], slots[6], slots[8]
	d := next.At(0)
	slots[7].Set(0, d)
	c.LR *= d * correction(slots[4], slots[5], r.Beta1, r.Beta2)
	beta3 := math.Sqrt(r.Beta2)
	if r.Beta3.Given {
		beta3 = r.Beta3.Value
	}
	sum.Set(0, float64(beta3*sum.At(0))+float64(d/r.EstimLR0*c.LR*p.G.DotDifference(start, p.X)))
	weight := c.LR
	if r.SafeguardWarmup {
		weight = d
	}
	s.Mix(beta3, weight/r.EstimLR0*d, p.G)
	next.Set(0, grown(d, r.EstimLRCoef*sum.At(0), s.SumAbs()))
}

// Update takes one step.
func (r Prodigy) Update(c Clock, x, g Vec, slots []Vec) {
	m, v, d, next := slots[0], slots[1], slots[7].At(0), slots[8].At(0)
	m.Mix(r.Beta1, (1-r.Beta1)*d, g)
	x.MixOverRootOf(1-float64(c.LR*r.WeightDecay), -c.LR, m, v, r.Beta2, (1-r.Beta2)*d*d, g, 0, next*r.Eps)
}

// grown returns an estimate of a distance that never shrinks: the larger of d
// and numerator/denominator, or d where that is 0/0.
func grown(d, numerator, denominator float64) float64 {
	if denominator == 0 {
		return d
	}
	return max(d, numerator/denominator)
}
