package optim

import (
	"fmt"

	"gonum.org/v1/gonum/optimize"
)

// What is here is gonum's: methods that run a whole minimization of one
// unchanging function by themselves. They make no [Optimizer] of steps; a point
// of their path is what gonum calls a major iteration.

// wholeRun is the configuration of such a method.
type wholeRun interface {
	method() optimize.Method
	needs() string // what keeps it from a network
}

var _, _, _ wholeRun = BFGS{}, CG{}, Newton{}

const gonumDoc = `
This is gonum's %s with its line search, a whole run from the start: a step
of a path is one iteration, whatever it evaluates. Where the line search fails, or
the gradient is within grad_stop_threshold, the path stays. gonum's arithmetic
may fuse a product and a sum on some architectures, so other than those
of the rules its last bits may differ from machine to machine.
`

// BFGS configures gonum's BFGS.
type BFGS struct {
	Form              Form
	GradStopThreshold float64 `key:"grad_stop_threshold" default:"1e-12" range:"(0,inf)" help:"norm of the gradient at which the run ends"`
}

func (r BFGS) method() optimize.Method {
	return &optimize.BFGS{GradStopThreshold: r.GradStopThreshold}
}

func (r BFGS) needs() string { return "a dense inverse Hessian" }

var bfgs = &Definition{
	Name: "bfgs", Title: "BFGS",
	Summary: "the quasi-Newton method of a whole inverse Hessian, on surfaces only",
	Source:  "Broyden 1970; Fletcher 1970; Goldfarb 1970; Shanno 1970; gonum.org/v1/gonum/optimize",
	Doc: `s = θ − θ₋;  y = g − g₋
H ← (I − s·yᵀ/(y·s))·H·(I − y·sᵀ/(y·s)) + s·sᵀ/(y·s)
θ ← θ − α·H·g                                      α by a line search
` + fmt.Sprintf(gonumDoc, "BFGS"),
	Forms:  []Form{Paper},
	config: BFGS{},
}

// CG configures gonum's nonlinear conjugate gradients.
type CG struct {
	Form                   Form
	Variant                string  `key:"variant" default:"hestenes_stiefel" words:"hestenes_stiefel fletcher_reeves polak_ribiere_polyak dai_yuan hager_zhang" help:"the formula of β"`
	IterationRestartFactor float64 `key:"iteration_restart_factor" default:"6" range:"(0,inf)" help:"iterations for each dimension after which d starts anew"`
	AngleRestartThreshold  float64 `key:"angle_restart_threshold" default:"-0.9" range:"[-1,0)" help:"cosine between two gradients in a row at which d starts anew"`
	GradStopThreshold      float64 `key:"grad_stop_threshold" default:"1e-12" range:"(0,inf)" help:"norm of the gradient at which the run ends"`
}

func (r CG) method() optimize.Method {
	variants := map[string]optimize.CGVariant{
		"hestenes_stiefel":     &optimize.HestenesStiefel{},
		"fletcher_reeves":      &optimize.FletcherReeves{},
		"polak_ribiere_polyak": &optimize.PolakRibierePolyak{},
		"dai_yuan":             &optimize.DaiYuan{},
		"hager_zhang":          &optimize.HagerZhang{},
	}
	return &optimize.CG{
		Variant: variants[r.Variant], IterationRestartFactor: r.IterationRestartFactor,
		AngleRestartThreshold: r.AngleRestartThreshold, GradStopThreshold: r.GradStopThreshold,
	}
}

func (r CG) needs() string { return "line searches over one unchanging function" }

var cg = &Definition{
	Name: "cg", Title: "Conjugate gradients",
	Summary: "directions that keep what earlier ones have won, on surfaces only",
	Source: "Hestenes, Stiefel 1952, Methods of conjugate gradients for solving linear systems; " +
		"Hager, Zhang 2006, A survey of nonlinear conjugate gradient methods; gonum.org/v1/gonum/optimize",
	Doc: `d ← −g + β·d;  θ ← θ + α·d                        α by a line search;  y = g − g₋

hestenes_stiefel        β = max(0, g·y/(d·y))
fletcher_reeves         β = ‖g‖²/‖g₋‖²
polak_ribiere_polyak    β = max(0, g·y/‖g₋‖²)
dai_yuan                β = ‖g‖²/(d·y)
hager_zhang             β = (y − 2d·‖y‖²/(d·y))·g/(d·y)

d starts anew at −g from time to time, and where it does not lead downhill.
` + fmt.Sprintf(gonumDoc, "CG"),
	Forms:  []Form{Paper},
	config: CG{},
}

// Newton configures gonum's modified Newton's method.
type Newton struct {
	Form              Form
	Increase          float64 `key:"increase" default:"5" range:"(1,inf)" help:"factor by which τ rises until H + τ·I is positive definite"`
	GradStopThreshold float64 `key:"grad_stop_threshold" default:"1e-12" range:"(0,inf)" help:"norm of the gradient at which the run ends"`
}

func (r Newton) method() optimize.Method {
	return &optimize.Newton{Increase: r.Increase, GradStopThreshold: r.GradStopThreshold}
}

func (r Newton) needs() string { return "a dense Hessian" }

var newton = &Definition{
	Name: "newton", Title: "Newton",
	Summary: "Newton's method with the surface's own second derivatives, on surfaces only",
	Source:  "Nocedal, Wright 2006, Numerical optimization, chapter 3; gonum.org/v1/gonum/optimize",
	Doc: `θ ← θ − α·(H + τ·I)⁻¹·g                            α by a line search, from 1

H is the Hessian at θ, τ = 0 where it is positive definite, else as large as is
needed for that: at a saddle the step leads downhill still.
` + fmt.Sprintf(gonumDoc, "Newton"),
	Forms:  []Form{Paper},
	config: Newton{},
}

// IsWholeRun tells whether the name stands for a method that runs whole
// minimizations ([Spec.Method]) instead of steps.
func (d *Definition) IsWholeRun() bool { return d.Needs() != "" }

// Needs tells what a method of whole runs needs that a network has not, such as
// "a dense Hessian"; for all others it is empty.
func (d *Definition) Needs() string {
	if w, ok := d.config.(wholeRun); ok {
		return w.needs()
	}
	return ""
}

// Method returns a new method of gonum's for a whole run; ok is false for specs
// that make an Optimizer.
func (s Spec) Method() (m optimize.Method, ok bool) {
	if w, ok := s.config.(wholeRun); ok {
		return w.method(), true
	}
	return nil, false
}
