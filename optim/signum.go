package optim

// Signum steps by the sign of an average gradient.
type Signum struct {
	Common
	Beta float64 `key:"beta" alias:"momentum" default:"0.9" range:"[0,1)" help:"β, decay of the average"`
}

var signum = &Definition{
	Name: "signum", Title: "Signum",
	Summary: "the sign of an average gradient; wants a falling rate",
	Source:  signSGD.Source,
	Doc: `m ← EMA_β(g)
θ ← θ − lr·sign(m)

Every step is as long as the last, so that it circles around a minimum unless lr
falls. optax has no default lr.
`,
	Forms:    []Form{Optax},
	config:   Signum{},
	defaults: map[string]string{"lr": "0.001"},
}

var _ Elementwise = Signum{}

// Slots are the average m.
func (r Signum) Slots() []Slot { return []Slot{{Name: "m"}} }

// Update takes one step.
func (r Signum) Update(c Clock, x, g Vec, s []Vec) {
	m := s[0]
	m.Average(r.Beta, g)
	x.AddSign(-c.LR, m)
}
