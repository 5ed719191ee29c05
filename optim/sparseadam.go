package optim

import "math"

// SparseAdam is Adam that leaves alone whatever has no gradient: where g is
// zero, neither the parameter nor its moments move.
type SparseAdam struct {
	Common
	Moments
	Eps float64 `key:"eps" default:"1e-08" range:"[0,inf)" help:"ε, against division by zero"`
}

var sparseAdam = &Definition{
	Name: "sparse_adam", Title: "SparseAdam",
	Summary: "Adam that moves only what has a gradient; with dense gradients it is Adam",
	Source:  "Kingma, Ba 2015, Adam: a method for stochastic optimization, arXiv:1412.6980; masked as in PyTorch",
	Doc: `where g ≠ 0
  m ← EMA_β1(g);  v ← EMA_β2(g²)
  θ ← θ − lr·√(1−β2^t)/(1−β1^t) · m/(√v + ε)

PyTorch takes sparse gradients, and moves what is stored in them; here that is
what is not zero. t counts every step. ε stands beside the raw √v, as in Keras.
`,
	Forms:    []Form{Torch},
	config:   SparseAdam{},
	defaults: map[string]string{"lr": "0.001"},
}

var _ interface {
	Elementwise
	Prelude
} = SparseAdam{}

// Slots are the moments m and v, the powers of their decays, and room for what
// is to replace them where there is a gradient.
func (r SparseAdam) Slots() []Slot { return append(r.slots(), Slot{Name: "moved", Per: Scratch}) }

// Update takes one step.
func (r SparseAdam) Update(c Clock, x, g Vec, s []Vec) {
	m, v, moved := s[0], s[1], s[4]
	bc1, bc2 := r.corrections(s)
	m.MixWhere(r.Beta1, 1-r.Beta1, g)
	v.MixSquaresWhere(r.Beta2, 1-r.Beta2, g)
	moved.Copy(x)
	moved.MixOverRoot(1, -c.LR*math.Sqrt(bc2)/bc1, m, v, 0, r.Eps)
	x.CopyWhere(g, moved)
}
