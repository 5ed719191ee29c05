package optim

// LARS is SGD with momentum whose rate is set for every tensor by its size
// against that of its gradient.
type LARS struct {
	Common
	TrustCoefficient float64 `key:"trust_coefficient" default:"0.001" range:"[0,inf)" help:"c, by how much of its size a tensor trusts a step"`
	Eps              float64 `key:"eps" default:"0" range:"[0,inf)" help:"ε, beside the norm of the gradient"`
	Momentum         float64 `key:"momentum" default:"0.9" range:"[0,1]" help:"μ, what is kept of the velocity"`
	Nesterov         bool    `key:"nesterov" default:"false" help:"look ahead along the velocity"`
}

var lars = &Definition{
	Name: "lars", Title: "LARS",
	Summary: "momentum with a rate per tensor from the ratio of norms; made for large rates (1 and more)",
	Source:  "You, Gitman, Ginsburg 2017, Large batch training of convolutional networks, arXiv:1708.03888",
	Doc: `u = g + weight_decay·θ
λ = c·‖θ‖/(‖u‖ + ε)         per tensor; 1 where a norm is zero
b ← μ·b − lr·λ·u
θ ← θ + b                   nesterov: θ ← θ + μ·b − lr·λ·u

optax has no default for lr, it is 1 here. Of the gradient only its direction
counts, so that with c = 0.001 a step moves a tensor by lr/1000 of its length.
The paper has ε = 0 but adds weight_decay·‖θ‖ to the denominator.
`,
	Forms:    []Form{Optax},
	config:   LARS{},
	onVector: "one trust ratio for all numbers",
	defaults: map[string]string{"lr": "1"},
	decay:    map[Form]decay{Optax: coupled},
}

var _ Tensorwise = LARS{}

// Slots are the velocity b.
func (r LARS) Slots() []Slot { return []Slot{{Name: "b"}} }

// UpdateTensor takes one step.
func (r LARS) UpdateTensor(c Clock, t Tensor, s []Vec) {
	b, u := s[0], t.G
	step := -c.LR * trustRatio(t.X, u, r.TrustCoefficient, r.Eps)
	b.Mix(r.Momentum, step, u)
	if r.Nesterov {
		t.X.AddScaled(r.Momentum, b)
		t.X.AddScaled(step, u)
		return
	}
	t.X.AddScaled(1, b)
}
