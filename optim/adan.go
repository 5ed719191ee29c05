package optim

// Adan takes Nesterov's look ahead from the difference of gradients, so that no
// gradient at another point is needed.
type Adan struct {
	Common
	Beta1   float64 `key:"beta1" default:"0.98" range:"[0,1)" help:"β1, decay of the average gradient"`
	Beta2   float64 `key:"beta2" default:"0.92" range:"[0,1)" help:"β2, decay of the average difference"`
	Beta3   float64 `key:"beta3" default:"0.99" range:"[0,1)" help:"β3, decay of the average of squares"`
	Eps     float64 `key:"eps" default:"1e-08" range:"[0,inf)" help:"ε, beside the root"`
	EpsRoot float64 `key:"eps_root" default:"optax=1e-08" range:"[0,inf)" help:"ε_root, inside the root"`
}

var adan = &Definition{
	Name: "adan", Title: "Adan",
	Summary: "Adam with Nesterov's momentum from differences of gradients",
	Source:  "Xie, Zhou, Li, Lin, Yan 2022, Adan: adaptive Nesterov momentum algorithm for faster optimizing deep models, arXiv:2208.06677",
	Doc: `d = g − g₋                     0 at the first step
m ← EMA_β1(g);  v ← EMA_β2(d);  n ← EMA_β3((g + w·d)²)
u = (m̂ + w·v̂)/(√(n̂ + ε_root) + ε)             hats are bias-corrected

optax   w = 1−β2;   θ ← θ − lr·(u + weight_decay·θ)
paper   w = β2;     θ ← (θ − lr·u)/(1 + lr·weight_decay),    ε_root = 0

The paper writes 1−β for what is β here, and so 1−β2 for the weight β2; optax
took that over without turning it round, so that its look ahead is an eleventh
of the paper's.
`,
	Forms:    []Form{Optax, Paper},
	config:   Adan{},
	defaults: map[string]string{"lr": "0.001"},
	decay:    map[Form]decay{Paper: ruled},
}

var _ interface {
	Elementwise
	Prelude
} = Adan{}

// Slots are the averages m, v and n, the last gradient, the powers of the
// decays, and room for what is squared and for u's numerator.
func (r Adan) Slots() []Slot {
	return []Slot{
		{Name: "m"}, {Name: "v"}, {Name: "n"}, {Name: "g"},
		power("beta1"), power("beta2"), power("beta3"), {Name: "ahead", Per: Scratch}, {Name: "u", Per: Scratch},
	}
}

// Prepare moves the powers β^t.
func (r Adan) Prepare(_ *Clock, _ *Params, s []Vec) {
	s[4].Scale(r.Beta1)
	s[5].Scale(r.Beta2)
	s[6].Scale(r.Beta3)
}

// Update takes one step.
func (r Adan) Update(c Clock, x, g Vec, s []Vec) {
	m, v, n, last, ahead, u := s[0], s[1], s[2], s[3], s[7], s[8]
	bc1, bc2, bc3 := 1-s[4].At(0), 1-s[5].At(0), 1-s[6].At(0)
	weight := 1 - r.Beta2
	if r.Form == Paper {
		weight = r.Beta2
	}
	if c.T == 1 {
		last.Copy(g)
	}
	last.Mix(-1, 1, g) // d
	m.Average(r.Beta1, g)
	v.Average(r.Beta2, last)
	ahead.Copy(g)
	ahead.AddScaled(weight, last)
	last.Copy(g)
	u.Copy(m)
	u.Mix(1/bc1, weight/bc2, v)
	root, inside, outside := correctedRoot(bc3, r.EpsRoot, r.Eps)
	x.MixOverRootOf(1, -c.LR*root, u, n, r.Beta3, 1-r.Beta3, ahead, inside, outside)
	if r.Form == Paper && r.WeightDecay != 0 {
		x.Scale(1 / (1 + float64(c.LR*r.WeightDecay)))
	}
}
