package optim

// Lion steps by the sign of an average gradient: every parameter moves by lr.
type Lion struct {
	Common
	Beta1 float64 `key:"beta1" default:"0.9" range:"[0,1)" help:"β1, share of the average in the sign"`
	Beta2 float64 `key:"beta2" default:"0.99" range:"[0,1)" help:"β2, decay of the average"`
}

var lion = &Definition{
	Name: "lion", Title: "Lion",
	Summary: "the sign of an average gradient; made for rates 3 to 10 times below Adam's",
	Source:  "Chen et al. 2023, Symbolic discovery of optimization algorithms, arXiv:2302.06675",
	Doc: `θ ← θ − lr·sign(β1·m + (1−β1)·g)
m ← EMA_β2(g)

The forms differ in their weight decay, which in optax is 0.001 by default.
optax has no default lr. A sign amplifies rounding: where the sum is near zero,
paths part for good.
`,
	Forms:    []Form{Keras, Optax},
	config:   Lion{},
	defaults: map[string]string{"lr": "0.001", "weight_decay": "keras=0 optax=0.001"},
}

var _ Elementwise = Lion{}

// Slots are the average m, and room for the sum.
func (r Lion) Slots() []Slot { return []Slot{{Name: "m"}, {Name: "sum", Per: Scratch}} }

// Update takes one step.
func (r Lion) Update(c Clock, x, g Vec, s []Vec) {
	m, sum := s[0], s[1]
	sum.Copy(m)
	sum.Average(r.Beta1, g)
	x.AddSign(-c.LR, sum)
	m.Average(r.Beta2, g)
}
