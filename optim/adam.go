package optim

import "math"

// Moments are Adam's two averages, which the rules that build on them share:
// of the gradient and of its square.
type Moments struct {
	Beta1 float64 `key:"beta1" default:"0.9" range:"[0,1)" help:"β1, decay of the first moment"`
	Beta2 float64 `key:"beta2" default:"0.999" range:"[0,1)" help:"β2, decay of the second moment"`
}

// slots are the moments m and v and the powers of their decays.
func (a Moments) slots() []Slot {
	return []Slot{{Name: "m"}, {Name: "v"}, power("beta1"), power("beta2")}
}

// Prepare moves the powers β^t.
func (a Moments) Prepare(_ *Clock, _ *Params, s []Vec) {
	s[2].Scale(a.Beta1)
	s[3].Scale(a.Beta2)
}

// average moves the moments.
func (a Moments) average(g Vec, s []Vec) (m, v Vec) {
	s[0].Average(a.Beta1, g)
	s[1].AverageSquares(a.Beta2, g)
	return s[0], s[1]
}

// corrections are what the moments are divided by, since they start at zero.
func (a Moments) corrections(s []Vec) (bc1, bc2 float64) { return 1 - s[2].At(0), 1 - s[3].At(0) }

// ahead turns g into Nesterov's corrected first moment, which has the present
// gradient in it as the next step will see it.
func (a Moments) ahead(g, m Vec, s []Vec) {
	power := s[2].At(0)
	g.Mix((1-a.Beta1)/(1-power), a.Beta1/(1-float64(power*a.Beta1)), m)
}

// power is the slot of a running product β^t, which is 1 at t = 0.
func power(base string) Slot { return Slot{Name: base + "^t", Per: Whole, Init: 1} }

// Adam scales an average gradient by the root of an average of squares, both
// corrected for their start at zero.
type Adam struct {
	Common
	Moments
	Eps                  float64 `key:"eps" default:"keras=1e-07 torch=1e-08 optax=1e-08 paper=1e-08" range:"[0,inf)" help:"ε, against division by zero"`
	EpsRoot              float64 `key:"eps_root" default:"optax=0" range:"[0,inf)" help:"ε_root, inside the root"`
	AMSGrad              bool    `key:"amsgrad" default:"false" help:"divide by the largest second moment so far"`
	Nesterov             bool    `key:"nesterov" default:"optax=false" help:"look one step ahead: Nadam with a momentum that stays"`
	BiasCorrectionMu     bool    `key:"bias_correction_mu" default:"optax=true" help:"correct the first moment for its start at zero"`
	BiasCorrectionNu     bool    `key:"bias_correction_nu" default:"optax=true" help:"correct the second moment for its start at zero"`
	DecoupledWeightDecay bool    `key:"decoupled_weight_decay" default:"torch=false" help:"decay weights apart from the gradient"`
}

const adamDoc = `m ← EMA_β1(g);  v ← EMA_β2(g²);  amsgrad: V ← max(V, v), and V in place of v below

keras   θ ← θ − lr·√(1−β2^t)/(1−β1^t) · m/(√v + ε)
torch   θ ← θ − lr/(1−β1^t) · m/(√v/√(1−β2^t) + ε)
optax   θ ← θ − lr/(1−β1^t) · m/(√(v/(1−β2^t) + ε_root) + ε)

Keras's ε stands beside the raw √v, PyTorch's and optax's, as in the paper,
beside the corrected one: in the first steps Keras's weighs 1/√(1−β2^t) times
more. For AMSGrad Keras and PyTorch take the maximum of the raw v, optax that of
v/(1−β2^t). While v does not fall, AMSGrad is Adam. optax has no default lr.
nesterov (optax) has β1·m/(1−β1^(t+1)) + (1−β1)·g/(1−β1^t) in place of m/(1−β1^t).
`

var adam = &Definition{
	Name: "adam", Title: "Adam",
	Summary:  "momentum and rates per parameter, corrected for the start",
	Source:   "Kingma, Ba 2015, Adam: a method for stochastic optimization, arXiv:1412.6980",
	Doc:      adamDoc,
	Forms:    []Form{Keras, Torch, Optax},
	config:   Adam{},
	defaults: map[string]string{"lr": "0.001"},
}

var amsgrad = &Definition{
	Name: "amsgrad", Title: "AMSGrad",
	Summary: "Adam whose rates never rise again",
	Source:  "Reddi, Kale, Kumar 2018, On the convergence of Adam and beyond, arXiv:1904.09237",
	Doc: adamDoc + `
paper   θ ← θ − lr·m/(√V + ε), without corrections; the paper has no ε
`,
	Forms:    []Form{Keras, Torch, Optax, Paper},
	config:   Adam{},
	defaults: map[string]string{"lr": "0.001"},
	fixed:    map[string]string{"amsgrad": "true"},
}

var _ interface {
	Elementwise
	Prelude
	Decaying
} = Adam{}

// Title tells AMSGrad, Nadam and AdamW from Adam.
func (r Adam) Title(defined string) string {
	switch {
	case r.Nesterov && defined == adamw.Title:
		defined = nadam.Title + "W"
	case r.Nesterov:
		defined = nadam.Title
	}
	switch {
	case !r.AMSGrad:
		return defined
	case defined == adam.Title || defined == amsgrad.Title:
		return amsgrad.Title
	}
	return defined + " " + amsgrad.Title
}

// DecaysApart tells whether this is AdamW.
func (r Adam) DecaysApart() bool { return r.DecoupledWeightDecay }

// Slots are the moments m and v, the powers of their decays, and AMSGrad's V,
// which in form optax needs room for the corrected v.
func (r Adam) Slots() []Slot {
	slots := r.slots()
	if r.AMSGrad {
		slots = append(slots, Slot{Name: "vmax"}, Slot{Name: "corrected", Per: Scratch})
	}
	return slots
}

// Update takes one step.
func (r Adam) Update(c Clock, x, g Vec, s []Vec) {
	m, v := r.average(g, s)
	bc1, bc2 := r.corrections(s)
	if r.Form == Optax || r.Form == Paper {
		if !r.BiasCorrectionMu {
			bc1 = 1
		}
		if !r.BiasCorrectionNu {
			bc2 = 1
		}
	}
	if r.Nesterov {
		if r.BiasCorrectionMu {
			r.ahead(g, m, s)
		} else {
			g.Mix(1-r.Beta1, r.Beta1, m)
		}
		m, bc1 = g, 1
	}
	if r.AMSGrad {
		if r.Form == Optax {
			corrected := s[5]
			corrected.Copy(v)
			corrected.Scale(1 / bc2)
			v, bc2 = corrected, 1
		}
		s[4].Max(v)
		v = s[4]
	}
	if r.Form == Keras {
		x.MixOverRoot(1, -c.LR*math.Sqrt(bc2)/bc1, m, v, 0, r.Eps)
		return
	}
	addOverCorrectedRoot(x, -c.LR/bc1, m, v, bc2, r.EpsRoot, r.Eps)
}
