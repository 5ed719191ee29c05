package optim

import (
	"errors"
	"slices"
)

// SGD is gradient descent, with momentum μ if it is not zero (a ball that
// rolls), and with Nesterov's correction, which takes the gradient's effect on
// the next velocity into account already now.
type SGD struct {
	Common
	Momentum  float64 `key:"momentum" default:"0" range:"[0,1]" help:"μ, what is kept of the velocity"`
	Nesterov  bool    `key:"nesterov" default:"false" help:"look ahead along the velocity"`
	Dampening float64 `key:"dampening" default:"torch=0" range:"[0,1]" help:"τ, what is left out of each new gradient"`
}

const sgdDoc = `without momentum        θ ← θ − lr·g

keras                   b ← μ·b − lr·g              b = 0 at first
  momentum              θ ← θ + b
  nesterov              θ ← θ + μ·b − lr·g
torch                   b ← μ·b + (1−τ)·g           b = g at the first step
  momentum              θ ← θ − lr·b
  nesterov              θ ← θ − lr·(g + μ·b)
optax                   as torch with τ = 0; no default lr

The forms take the same path while lr is constant and τ = 0. When lr changes,
Keras's velocity keeps the old rate in it and PyTorch's and optax's do not.
`

const nesterovDoc = `
paper                   b ← μ·b − lr·∇f(φ + μ·b),  φ ← φ + b
  The parameters are θ = φ + μ·b, where the gradient is wanted, and move as
  Keras's; the result is evaluated at φ.
`

const momentumSource = "Polyak 1964, Some methods of speeding up the convergence of iteration methods"
const nesterovSource = "Nesterov 1983, A method for solving a convex programming problem with convergence rate O(1/k²); " +
	"as in Sutskever, Martens, Dahl, Hinton 2013, On the importance of initialization and momentum in deep learning"

var sgdForms = []Form{Keras, Torch, Optax}

var sgd = &Definition{
	Name: "sgd", Title: "SGD",
	Summary:  "gradient descent, with momentum or Nesterov's if asked for",
	Source:   "Robbins, Monro 1951, A stochastic approximation method",
	Doc:      sgdDoc,
	Forms:    sgdForms,
	config:   SGD{},
	defaults: map[string]string{"lr": "keras=0.01 torch=0.001 optax=0.01"},
}

var momentum = &Definition{
	Name: "momentum", Title: "Momentum",
	Summary:  "SGD with momentum 0.9: the heavy ball",
	Source:   momentumSource,
	Doc:      sgdDoc,
	Forms:    sgdForms,
	config:   SGD{},
	defaults: map[string]string{"lr": "keras=0.01 torch=0.001 optax=0.01", "momentum": "0.9"},
	fixed:    map[string]string{"nesterov": "false"},
}

var nesterov = &Definition{
	Name: "nesterov", Title: "Nesterov",
	Summary:  "SGD with Nesterov's momentum 0.9: a ball that looks ahead",
	Source:   nesterovSource,
	Doc:      sgdDoc + nesterovDoc,
	Forms:    append(slices.Clone(sgdForms), Paper),
	config:   SGD{},
	defaults: map[string]string{"lr": "keras=0.01 torch=0.001 optax=0.01 paper=0.01", "momentum": "0.9"},
	fixed:    map[string]string{"nesterov": "true"},
}

var _ interface {
	Elementwise
	Elsewhere
} = SGD{}

// Check refuses what torch.optim.SGD refuses: Nesterov's momentum without
// momentum or with dampening.
func (r SGD) Check() error {
	if r.Form == Torch && r.Nesterov && (r.Momentum == 0 || r.Dampening != 0) {
		return errors.New("nesterov needs a momentum above 0 and no dampening")
	}
	return r.Common.Check()
}

// Title tells plain descent from the two kinds of momentum.
func (r SGD) Title(string) string {
	switch {
	case r.Momentum == 0:
		return sgd.Title
	case r.Nesterov:
		return nesterov.Title
	}
	return momentum.Title
}

// Slots are the velocity b, if there is momentum, and φ, if it is not θ.
func (r SGD) Slots() []Slot {
	switch {
	case r.Momentum == 0:
		return nil
	case r.Form == Paper:
		return []Slot{{Name: "b"}, {Name: "phi", Copy: true}}
	}
	return []Slot{{Name: "b"}}
}

// Point is φ in form paper.
func (r SGD) Point(s []Vec) Vec {
	if len(s) > 1 {
		return s[1]
	}
	return Vec{}
}

// Update takes one step.
func (r SGD) Update(c Clock, x, g Vec, s []Vec) {
	if r.Momentum == 0 {
		x.AddScaled(-c.LR, g)
		return
	}
	b := s[0]
	if r.Form == Torch || r.Form == Optax {
		if c.T == 1 {
			b.Copy(g)
		} else {
			b.Mix(r.Momentum, 1-r.Dampening, g)
		}
		if r.Nesterov {
			g.AddScaled(r.Momentum, b)
			b = g
		}
		x.AddScaled(-c.LR, b)
		return
	}
	b.Mix(r.Momentum, -c.LR, g)
	if r.Nesterov {
		x.AddScaled(r.Momentum, b)
		x.AddScaled(-c.LR, g)
		if r.Form == Paper {
			phi := s[1]
			phi.AddScaled(1, b)
		}
		return
	}
	x.AddScaled(1, b)
}
