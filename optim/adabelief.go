package optim

// AdaBelief steps far where the gradient is as its average foretold, and not
// where it surprises: it divides by the root of the average squared error.
type AdaBelief struct {
	Common
	Beta1    float64 `key:"beta1" default:"0.9" range:"[0,1)" help:"β1, decay of the average gradient"`
	Beta2    float64 `key:"beta2" default:"0.999" range:"[0,1)" help:"β2, decay of the average squared error"`
	Eps      float64 `key:"eps" default:"1e-16" range:"[0,inf)" help:"ε, beside the root (paper: in both places)"`
	EpsRoot  float64 `key:"eps_root" default:"optax=1e-16" range:"[0,inf)" help:"ε_root, added to the average at every step"`
	Nesterov bool    `key:"nesterov" default:"optax=false" help:"look one step ahead, as Nadam does"`
}

var adabelief = &Definition{
	Name: "adabelief", Title: "AdaBelief",
	Summary: "Adam that divides by how far the gradient is from its average",
	Source:  "Zhuang, Tang, Ding, Tatikonda, Dvornek, Papademetris, Duncan 2020, AdaBelief optimizer: adapting stepsizes by the belief in observed gradients, arXiv:2010.07468",
	Doc: `m ← EMA_β1(g)
s ← EMA_β2((g − m)²) + ε_root
θ ← θ − lr·m̂/(√(s/(1−β2^t)) + ε)

m̂ = m/(1−β1^t);    nesterov: m̂ = β1·m/(1−β1^{t+1}) + (1−β1)·g/(1−β1^t)

optax   ε_root and ε are two
paper   ε_root = ε; the authors' code lets weights decay apart from the gradient

ε_root stays in s: while g = m, s grows to ε_root/(1−β2).
`,
	Forms:    []Form{Optax, Paper},
	config:   AdaBelief{},
	defaults: map[string]string{"lr": "0.001"},
	decay:    map[Form]decay{Paper: decoupled},
}

var _ interface {
	Elementwise
	Prelude
} = AdaBelief{}

// Slots are the average gradient m, the average squared error s, the powers of
// their decays, and Nesterov's room for m̂.
func (r AdaBelief) Slots() []Slot {
	slots := []Slot{{Name: "m"}, {Name: "s"}, power("beta1"), power("beta2")}
	if r.Nesterov {
		slots = append(slots, Slot{Name: "ahead", Per: Scratch})
	}
	return slots
}

// Prepare moves the powers β^t.
func (r AdaBelief) Prepare(_ *Clock, _ *Params, s []Vec) {
	s[2].Scale(r.Beta1)
	s[3].Scale(r.Beta2)
}

// Update takes one step.
func (r AdaBelief) Update(c Clock, x, g Vec, slots []Vec) {
	m, s := slots[0], slots[1]
	power1, bc2 := slots[2].At(0), 1-slots[3].At(0)
	epsRoot := r.EpsRoot
	if r.Form == Paper {
		epsRoot = r.Eps
	}
	m.Average(r.Beta1, g)
	s.AverageSquaredErrors(r.Beta2, g, m, epsRoot)
	if !r.Nesterov {
		addOverCorrectedRoot(x, -c.LR/(1-power1), m, s, bc2, 0, r.Eps)
		return
	}
	ahead := slots[4]
	ahead.Copy(m)
	ahead.Mix(r.Beta1/(1-float64(power1*r.Beta1)), (1-r.Beta1)/(1-power1), g)
	addOverCorrectedRoot(x, -c.LR, ahead, s, bc2, 0, r.Eps)
}
