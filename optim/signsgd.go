package optim

// SignSGD steps by the sign of the gradient: every parameter moves by lr.
type SignSGD struct {
	Common
}

var signSGD = &Definition{
	Name: "signsgd", Title: "SignSGD",
	Summary: "the sign of the gradient alone; wants a falling rate",
	Source:  "Bernstein, Wang, Azizzadenesheli, Anandkumar 2018, signSGD: compressed optimisation for non-convex problems, arXiv:1802.04434",
	Doc: `θ ← θ − lr·sign(g)

Every step is as long as the last, so that it circles around a minimum unless lr
falls. optax (sign_sgd) has no default lr.
`,
	Forms:    []Form{Optax},
	config:   SignSGD{},
	defaults: map[string]string{"lr": "0.001"},
}

var _ Elementwise = SignSGD{}

// Slots are none.
func (r SignSGD) Slots() []Slot { return nil }

// Update takes one step.
func (r SignSGD) Update(c Clock, x, g Vec, _ []Vec) { x.AddSign(-c.LR, g) }
