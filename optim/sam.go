package optim

import "math"

// SAM gives another optimizer the gradient at the worst point nearby, so that
// it looks for valleys that are wide: two gradients a step.
type SAM struct {
	Form     Form
	Rho      float64 `key:"rho" default:"0.05" range:"[0,inf)" help:"ρ, how far the worst point is"`
	Adaptive bool    `key:"adaptive" default:"false" help:"measure the distance in units of each parameter (ASAM)"`
	Eps      float64 `key:"eps" alias:"perturb_eps" default:"1e-12" range:"[0,inf)" help:"ε, against division by zero"`
}

var sam = &Definition{
	Name: "sam", Title: "SAM",
	Summary: "the gradient at the worst point nearby, around another optimizer; two gradients a step",
	Source: "Foret, Kleiner, Mobahi, Neyshabur 2021, Sharpness-aware minimization for efficiently improving generalization, " +
		"arXiv:2010.01412; adaptive: Kwon, Kim, Park, Choi 2021, ASAM, arXiv:2102.11600",
	Doc: `g ← ∇f(θ)
e ← ρ·g/(‖g‖ + ε)                      adaptive: e ← ρ·θ²·g/(‖|θ|·g‖ + ε)
a step of the optimizer inside with the gradient ∇f(θ+e), from θ

The norm is that of the whole gradient. What the optimizer inside does to
gradients (clipping, weight decay), it does to the second one.

torch   ε = 1e-12, that of the implementations by Samuel (davda54) and of
        pytorch_optimizer; the paper has none
`,
	Forms:  []Form{Torch},
	config: SAM{},
}

// sharpness is the Optimizer of SAM, and the objective of the one inside.
type sharpness struct {
	around
	SAM
	objective Objective
	worst     Vec // room for θ+e
}

func (s SAM) wrap(inner Optimizer, p *Params) Optimizer {
	return &sharpness{around{inner, p}, s, nil, p.X.Clone()}
}

func (s *sharpness) Step(o Objective) float64 {
	s.objective = o
	f := s.Optimizer.Step(s)
	s.objective = nil
	return f
}

// Eval returns the objective's value at x, with the gradient at the worst point nearby.
func (s *sharpness) Eval(x, g Vec) float64 {
	f := s.objective.Eval(x, g)
	e := s.worst
	e.Copy(g)
	if s.Adaptive {
		e.Mul(x)
	}
	norm := math.Sqrt(e.SumSquares())
	if s.Adaptive {
		e.Mul(x)
	}
	e.Scale(s.Rho / (norm + s.Eps))
	e.AddScaled(1, x)
	s.objective.Eval(e, g)
	return f
}
