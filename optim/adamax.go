package optim

// Adamax is Adam with the largest decayed gradient in place of the root of the
// average square.
type Adamax struct {
	Common
	Beta1 float64 `key:"beta1" default:"0.9" range:"[0,1)" help:"β1, decay of the first moment"`
	Beta2 float64 `key:"beta2" default:"0.999" range:"[0,1)" help:"β2, decay of the norm"`
	Eps   float64 `key:"eps" default:"keras=1e-07 torch=1e-08 optax=1e-08" range:"[0,inf)" help:"ε, against division by zero"`
}

var adamax = &Definition{
	Name: "adamax", Title: "Adamax",
	Summary: "Adam with the largest gradient for a norm",
	Source:  "Kingma, Ba 2015, Adam: a method for stochastic optimization, section 7.1, arXiv:1412.6980",
	Doc: `m ← EMA_β1(g)

keras   u ← max(β2·u, |g|);        θ ← θ − lr/(1−β1^t) · m/(u + ε)
torch   u ← max(β2·u, |g| + ε);    θ ← θ − lr/(1−β1^t) · m/u
optax   as torch; no default lr; with weight_decay it is optax's adamaxw
`,
	Forms:    []Form{Keras, Torch, Optax},
	config:   Adamax{},
	defaults: map[string]string{"lr": "keras=0.001 torch=0.002 optax=0.002"},
}

var _ interface {
	Elementwise
	Prelude
} = Adamax{}

// Slots are the first moment m, the norm u and the power of β1.
func (r Adamax) Slots() []Slot { return []Slot{{Name: "m"}, {Name: "u"}, power("beta1")} }

// Prepare moves the power β1^t.
func (r Adamax) Prepare(_ *Clock, _ *Params, s []Vec) { s[2].Scale(r.Beta1) }

// Update takes one step.
func (r Adamax) Update(c Clock, x, g Vec, s []Vec) {
	m, u := s[0], s[1]
	step := -c.LR / (1 - s[2].At(0))
	m.Average(r.Beta1, g)
	if r.Form == Keras {
		u.MaxAbs(r.Beta2, g, 0)
		x.AddOver(step, m, u, r.Eps)
		return
	}
	u.MaxAbs(r.Beta2, g, r.Eps)
	x.AddOver(step, m, u, 0)
}
