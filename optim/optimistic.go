package optim

// Optimistic is gradient descent that expects the next gradient to change as
// the last one did. In games of two players it converges where descent circles.
type Optimistic struct {
	Common
	Alpha float64 `key:"alpha" default:"1" range:"[0,inf)" help:"α, weight of the gradient"`
	Beta  float64 `key:"beta" default:"1" range:"[0,inf)" help:"β, weight of its change"`
}

var optimistic = &Definition{
	Name: "optimistic", Title: "Optimistic",
	Summary: "gradient descent that expects the gradient's change to go on",
	Source:  "Popov 1980, A modification of the Arrow–Hurwicz method; Mokhtari, Ozdaglar, Pattathil 2020, arXiv:1901.08511",
	Doc: `θ ← θ − lr·(α·g + β·(g − g₋))                 g₋ = g at the first step

(optax: optimistic_gradient_descent.) Made for games; on one function to
minimize it is gradient descent that is a little braked or hurried by curvature.
`,
	Forms:    []Form{Optax},
	config:   Optimistic{},
	defaults: map[string]string{"lr": "0.01"},
}

var _ Elementwise = Optimistic{}

// Slots are the last gradient.
func (r Optimistic) Slots() []Slot { return []Slot{{Name: "g"}} }

// Update takes one step.
func (r Optimistic) Update(c Clock, x, g Vec, s []Vec) {
	last := s[0]
	if c.T == 1 {
		last.Copy(g)
	}
	last.Mix(-r.Beta, r.Alpha+r.Beta, g)
	x.AddScaled(-c.LR, last)
	last.Copy(g)
}
