package optim

import "math"

// NovoGrad has one second moment for a whole tensor, and normalizes gradients
// by it before it averages them.
type NovoGrad struct {
	Common
	Beta1   float64 `key:"beta1" default:"0.9" range:"[0,1)" help:"β1, what is kept of the first moment"`
	Beta2   float64 `key:"beta2" default:"0.25" range:"[0,1)" help:"β2, decay of the second moment"`
	Eps     float64 `key:"eps" default:"1e-06" range:"[0,inf)" help:"ε, against division by zero"`
	EpsRoot float64 `key:"eps_root" default:"0" range:"[0,inf)" help:"ε inside the root"`
}

var novograd = &Definition{
	Name: "novograd", Title: "NovoGrad",
	Summary: "momentum of gradients normalized per tensor",
	Source: "Ginsburg, Castonguay, Hrinchuk, Kuchaiev, Lavrukhin, Leary, Li, Nguyen, Zhang, Cohen 2019, " +
		"Stochastic gradient methods with layer-wise adaptive moments for training of deep networks, arXiv:1905.11286",
	Doc: `n ← EMA_β2(‖g‖²)                                          per tensor; n = ‖g‖² at the first step
m ← β1·m + g/(√(n + ε_root) + ε) + weight_decay·θ
θ ← θ − lr·m

m is a sum, not an average: at β1 = 0.9 steps grow to ten times lr. Weight decay
goes through it too. optax has no default for lr, it is 0.001 here.
`,
	Forms:    []Form{Optax},
	config:   NovoGrad{},
	onVector: "one second moment for all numbers",
	defaults: map[string]string{"lr": "0.001"},
	decay:    map[Form]decay{Optax: ruled},
}

var _ Tensorwise = NovoGrad{}

// Slots are the first moment m and the second moment n of each tensor.
func (r NovoGrad) Slots() []Slot { return []Slot{{Name: "m"}, {Name: "n", Per: PerTensor}} }

// UpdateTensor takes one step.
func (r NovoGrad) UpdateTensor(c Clock, t Tensor, s []Vec) {
	m, n := s[0], s[1]
	squares := t.G.SumSquares()
	if c.T > 1 {
		squares = float64(r.Beta2*n.At(0)) + float64((1-r.Beta2)*squares)
	}
	n.Set(0, squares)
	m.Mix(r.Beta1, 1/(math.Sqrt(squares+r.EpsRoot)+r.Eps), t.G)
	m.AddScaled(r.WeightDecay, t.X)
	t.X.AddScaled(-c.LR, m)
}
