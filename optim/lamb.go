package optim

import "math"

// LAMB is Adam whose step is as long, in every tensor, as the tensor itself,
// times the learning rate.
type LAMB struct {
	Common
	Moments
	Eps     float64 `key:"eps" default:"keras=1e-07 optax=1e-06" range:"[0,inf)" help:"ε, against division by zero"`
	EpsRoot float64 `key:"eps_root" default:"optax=0" range:"[0,inf)" help:"ε inside the root"`
}

var lamb = &Definition{
	Name: "lamb", Title: "LAMB",
	Summary: "Adam with a step per tensor that is as long as the tensor; of two numbers it turns as one",
	Source: "You, Li, Reddi, Hseu, Kumar, Bhojanapalli, Song, Demmel, Keutzer, Hsieh 2020, " +
		"Large batch optimization for deep learning: training BERT in 76 minutes, arXiv:1904.00962",
	Doc: `m ← EMA_β1(g);  v ← EMA_β2(g²)
m̂ = m/(1−β1^t);  v̂ = v/(1−β2^t)

keras   u = m̂/(√v̂ + ε)
optax   u = m̂/(√(v̂ + ε_root) + ε) + weight_decay·θ

θ ← θ − lr·‖θ‖/‖u‖·u        per tensor; the ratio is 1 where a norm is zero

In form optax weight decay is part of u, as in the paper, and so of what the
ratio scales; Keras's decays before the step. A tensor moves by lr times its own
length whatever the gradient, so the rate says how fast weights turn.
`,
	Forms:    []Form{Keras, Optax},
	config:   LAMB{},
	onVector: "one trust ratio for all numbers",
	defaults: map[string]string{"lr": "0.001"},
	decay:    map[Form]decay{Optax: ruled},
}

var _ interface {
	Tensorwise
	Prelude
} = LAMB{}

// Slots are Adam's.
func (r LAMB) Slots() []Slot { return r.slots() }

// UpdateTensor takes one step.
func (r LAMB) UpdateTensor(c Clock, t Tensor, s []Vec) {
	m, v := r.average(t.G, s)
	bc1, bc2 := r.corrections(s)
	u := t.G
	root, inside, outside := correctedRoot(bc2, r.EpsRoot, r.Eps)
	u.MixOverRoot(0, root/bc1, m, v, inside, outside)
	if r.Form == Optax {
		u.AddScaled(r.WeightDecay, t.X)
	}
	t.X.AddScaled(-c.LR*trustRatio(t.X, u, 1, 0), u)
}

// norm returns the Euclidean norm of v.
func norm(v Vec) float64 { return math.Sqrt(v.SumSquares()) }

// trustRatio is c·‖x‖/(‖u‖+ε), by which an update u of the tensor x is scaled
// to its size, and 1 where one of them is zero.
func trustRatio(x, u Vec, c, eps float64) float64 {
	a, b := norm(x), norm(u)
	if a == 0 || b == 0 {
		return 1
	}
	return c * a / (b + eps)
}
