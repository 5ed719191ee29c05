package optim

import "math"

// Adam scales an average gradient by the root of an average of squares, both
// corrected for their start at zero.
type Adam struct {
	Common
	Beta1   float64 `key:"beta1" default:"0.9" range:"[0,1)" help:"β1, decay of the first moment"`
	Beta2   float64 `key:"beta2" default:"0.999" range:"[0,1)" help:"β2, decay of the second moment"`
	Eps     float64 `key:"eps" default:"keras=1e-07 torch=1e-08" range:"[0,inf)" help:"ε, against division by zero"`
	AMSGrad bool    `key:"amsgrad" default:"false" help:"divide by the largest second moment so far"`
}

const adamDoc = `m ← EMA_β1(g);  v ← EMA_β2(g²);  amsgrad: V ← max(V, v), and V in place of v below

keras   θ ← θ − lr·√(1−β2^t)/(1−β1^t) · m/(√v + ε)
torch   θ ← θ − lr/(1−β1^t) · m/(√v/√(1−β2^t) + ε)

Keras's ε stands beside the raw √v, PyTorch's, as in the paper, beside the
corrected one: in the first steps Keras's weighs 1/√(1−β2^t) times more. Both
take AMSGrad's maximum of the raw v. While v does not fall, AMSGrad is Adam.
`

var adam = &Definition{
	Name: "adam", Title: "Adam",
	Summary:  "momentum and rates per parameter, corrected for the start",
	Source:   "Kingma, Ba 2015, Adam: a method for stochastic optimization, arXiv:1412.6980",
	Doc:      adamDoc,
	Forms:    []Form{Keras, Torch},
	config:   Adam{},
	defaults: map[string]string{"lr": "0.001"},
}

var amsgrad = &Definition{
	Name: "amsgrad", Title: "AMSGrad",
	Summary:  "Adam whose rates never rise again",
	Source:   "Reddi, Kale, Kumar 2018, On the convergence of Adam and beyond, arXiv:1904.09237",
	Doc:      adamDoc,
	Forms:    []Form{Keras, Torch},
	config:   Adam{},
	defaults: map[string]string{"lr": "0.001"},
	fixed:    map[string]string{"amsgrad": "true"},
}

var _ interface {
	Elementwise
	Prelude
} = Adam{}

// Title tells AMSGrad from Adam, and AdamW from both.
func (r Adam) Title(defined string) string {
	switch {
	case !r.AMSGrad:
		return defined
	case defined == adamw.Title:
		return defined + " " + amsgrad.Title
	}
	return amsgrad.Title
}

// Slots are the moments m and v, the powers of their decays, and AMSGrad's V.
func (r Adam) Slots() []Slot {
	slots := []Slot{{Name: "m"}, {Name: "v"}, power("beta1"), power("beta2")}
	if r.AMSGrad {
		slots = append(slots, Slot{Name: "vmax"})
	}
	return slots
}

// Prepare moves the powers β^t.
func (r Adam) Prepare(_ *Clock, _ *Params, s []Vec) {
	s[2].Scale(r.Beta1)
	s[3].Scale(r.Beta2)
}

// Update takes one step.
func (r Adam) Update(c Clock, x, g Vec, s []Vec) {
	m, v := s[0], s[1]
	bc1, bc2 := 1-s[2].At(0), 1-s[3].At(0)
	m.Average(r.Beta1, g)
	v.AverageSquares(r.Beta2, g)
	if r.AMSGrad {
		s[4].Max(v)
		v = s[4]
	}
	eps := r.Eps
	if r.Form == Torch {
		eps *= math.Sqrt(bc2)
	}
	x.MixOverRoot(1, -c.LR*math.Sqrt(bc2)/bc1, m, v, 0, eps)
}

// power is the slot of a running product β^t, which is 1 at t = 0.
func power(base string) Slot { return Slot{Name: base + "^t", Per: Whole, Init: 1} }
