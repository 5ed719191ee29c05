package optim

import (
	"errors"
	"math"
)

// Rprop looks at the sign of the gradient alone: each parameter has a step size
// of its own, which grows while the sign stays and shrinks when it turns. It
// was made for whole data sets, not batches, whose signs are half noise.
type Rprop struct {
	Common
	EtaMinus float64 `key:"eta_minus" default:"0.5" range:"(0,1)" help:"η−, factor of a step size where the sign turned"`
	EtaPlus  float64 `key:"eta_plus" default:"1.2" range:"(1,inf)" help:"η+, factor where it stayed"`
	StepMin  float64 `key:"step_min" alias:"min_step_size" default:"1e-06" range:"[0,inf)" help:"smallest step size"`
	StepMax  float64 `key:"step_max" alias:"max_step_size" default:"50" range:"[0,inf)" help:"largest step size"`
}

var rprop = &Definition{
	Name: "rprop", Title: "Rprop",
	Summary: "step sizes per parameter from the gradient's sign; for whole data sets, not batches",
	Source:  "Riedmiller, Braun 1993, A direct adaptive method for faster backpropagation learning: the RPROP algorithm",
	Doc: `Δ = lr at first;  g₋ = 0, the gradient before;  q = g·g₋
q > 0     Δ ← min(η+·Δ, step_max)
q < 0     Δ ← max(η−·Δ, step_min)

torch     q < 0: g ← 0;  θ ← θ − Δ·sign(g);  g₋ ← g
paper     q < 0: the last step is taken back and g ← 0; else as torch
optax     as torch, but each step is taken one iteration late, and not at all
          if the sign has turned by then: so in optax 0.2.8, whose first step
          does not move

lr is where the step sizes start, so that a schedule of it changes nothing.
PyTorch raises a start below step_min to it, also one of 0.
`,
	Forms:    []Form{Torch, Optax, Paper},
	config:   Rprop{},
	defaults: map[string]string{"lr": "torch=0.01 optax=0.01 paper=0.1"},
}

var _ Elementwise = Rprop{}

// Check refuses bounds that no step size can meet.
func (r Rprop) Check() error {
	if r.StepMin > r.StepMax {
		return errors.New("step_min must not be above step_max")
	}
	return r.Common.Check()
}

// Slots are the step sizes Δ, the gradient before (in form optax the step that
// is due, in form paper also the last step), and room for their product.
func (r Rprop) Slots() []Slot {
	start := r.LR.At(0)
	if r.Form == Torch {
		start = math.Min(math.Max(start, r.StepMin), r.StepMax)
	}
	slots := []Slot{{Name: "size", Init: start}, {Name: "before"}, {Name: "product", Per: Scratch}}
	if r.Form == Paper {
		slots = append(slots, Slot{Name: "step"})
	}
	return slots
}

// Update takes one step.
func (r Rprop) Update(_ Clock, x, g Vec, s []Vec) {
	size, before, q := s[0], s[1], s[2]
	q.Copy(g)
	q.Mul(before)
	size.Grow(q, r.EtaPlus, r.EtaMinus, r.StepMin, r.StepMax)
	g.DropNegative(q)
	switch r.Form {
	case Optax:
		due := before
		due.DropNegative(q)
		x.AddScaled(-1, due)
		due.Fill(0)
		due.AddSigned(1, size, g)
	case Paper:
		step := s[3]
		q.Scale(-1)
		q.Relu() // above zero where the sign turned
		x.AddSigned(-1, step, q)
		step.Fill(0)
		step.AddSigned(-1, size, g)
		x.AddScaled(1, step)
		before.Copy(g)
	default:
		x.AddSigned(-1, size, g)
		before.Copy(g)
	}
}
