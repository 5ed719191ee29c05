package optim

// Adagrad divides by the root of all squared gradients so far, so that rare
// features keep large steps and every rate falls with time.
type Adagrad struct {
	Common
	InitialAccumulator float64 `key:"initial_accumulator" alias:"initial_accumulator_value" default:"keras=0.1 torch=0 optax=0.1" range:"[0,inf)" help:"what the sum of squares starts from"`
	LRDecay            float64 `key:"lr_decay" default:"torch=0" range:"[0,inf)" help:"further decay of the rate with the step"`
	Eps                float64 `key:"eps" default:"keras=1e-07 torch=1e-10 optax=1e-07" range:"[0,inf)" help:"ε, against division by zero"`
}

var adagrad = &Definition{
	Name: "adagrad", Title: "Adagrad",
	Summary: "rates per parameter that fall with the sum of squared gradients",
	Source:  "Duchi, Hazan, Singer 2011, Adaptive subgradient methods for online learning and stochastic optimization",
	Doc: `a ← a + g²                                    a = initial_accumulator at first

keras   θ ← θ − lr·g/√(a + ε)
torch   θ ← θ − lr/(1 + (t−1)·lr_decay) · g/(√a + ε)
optax   as keras; where a = 0 nothing moves, also with ε = 0; no default lr
`,
	Forms:    []Form{Keras, Torch, Optax},
	config:   Adagrad{},
	defaults: map[string]string{"lr": "keras=0.001 torch=0.01 optax=0.01"},
}

var _ Elementwise = Adagrad{}

// Slots are the sum of squares a.
func (r Adagrad) Slots() []Slot { return []Slot{{Name: "a", Init: r.InitialAccumulator}} }

// Update takes one step.
func (r Adagrad) Update(c Clock, x, g Vec, s []Vec) {
	a := s[0]
	a.MixSquares(1, 1, g)
	if r.Form == Torch {
		lr := c.LR / (1 + float64(float64(c.T-1)*r.LRDecay))
		x.MixOverRoot(1, -lr, g, a, 0, r.Eps)
		return
	}
	eps := r.Eps
	if r.Form == Optax && eps == 0 {
		eps = tiny(x.Precision())
	}
	x.MixOverRoot(1, -c.LR, g, a, eps, 0)
}

// tiny is the smallest normal number: an ε that changes nothing but 0/0.
func tiny(p Precision) float64 {
	if p == Float32 {
		return 0x1p-126
	}
	return 0x1p-1022
}
