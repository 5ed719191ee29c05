package optim

import (
	"math"

	"descent/internal/vec"
)

// PyTorch's schedulers multiply the rate from step to step. Here they are in
// closed form, which differs by rounding only.

// StepLR is torch.optim.lr_scheduler.StepLR: the rate falls by γ every so many steps.
type StepLR struct {
	Initial  float64 `key:"initial" range:"[0,inf)" help:"lr, the rate at step 0"`
	StepSize int     `key:"step_size" range:"[1,inf)" help:"steps from one fall to the next"`
	Gamma    float64 `key:"gamma" default:"0.1" range:"[0,inf)" help:"γ, the factor"`
}

var stepLR = &ScheduleDefinition{
	Name: "step", Summary: "falls by a factor every so many steps",
	Formula:   "lr·γ^⌊t/step_size⌋",
	Source:    "PyTorch, StepLR",
	prototype: StepLR{},
}

// At returns the rate at a step.
func (s StepLR) At(step int) float64 { return s.Initial * vec.PowInt(s.Gamma, step/s.StepSize) }

func (s StepLR) String() string { return scheduleString("step", s) }

// MultiStepLR is torch.optim.lr_scheduler.MultiStepLR: the rate falls by γ at given steps.
type MultiStepLR struct {
	Initial    float64 `key:"initial" range:"[0,inf)" help:"lr, the rate before the first milestone"`
	Milestones []int   `key:"milestones" range:"[0,inf)" help:"steps from which on the rate is lower, such as 5;20; one that is there twice counts twice"`
	Gamma      float64 `key:"gamma" default:"0.1" range:"[0,inf)" help:"γ, the factor"`
}

var multiStepLR = &ScheduleDefinition{
	Name: "multistep", Summary: "falls by a factor at given steps",
	Formula:   "lr·γ^n, n the number of milestones ≤ t",
	Source:    "PyTorch, MultiStepLR",
	prototype: MultiStepLR{},
}

// At returns the rate at a step.
func (s MultiStepLR) At(step int) float64 {
	n := 0
	for _, m := range s.Milestones {
		if m <= step {
			n++
		}
	}
	return s.Initial * vec.PowInt(s.Gamma, n)
}

func (s MultiStepLR) String() string { return scheduleString("multistep", s) }

// ConstantLR is torch.optim.lr_scheduler.ConstantLR: a part of the rate for the first steps.
type ConstantLR struct {
	Initial    float64 `key:"initial" range:"[0,inf)" help:"lr, the rate after total_iters steps"`
	Factor     float64 `key:"factor" default:"0.3333333333333333" range:"(0,1]" help:"part of the rate before"`
	TotalIters int     `key:"total_iters" alias:"total_steps" default:"5" range:"[1,inf)" help:"steps at the part"`
}

var constantLR = &ScheduleDefinition{
	Name: "constant", Summary: "stays at a part of the rate for some steps",
	Formula:   "lr·factor while t < total_iters, then lr",
	Source:    "PyTorch, ConstantLR",
	prototype: ConstantLR{},
}

// At returns the rate at a step.
func (s ConstantLR) At(step int) float64 {
	if step < s.TotalIters {
		return s.Initial * s.Factor
	}
	return s.Initial
}

func (s ConstantLR) String() string { return scheduleString("constant", s) }

// LinearLR is torch.optim.lr_scheduler.LinearLR: a straight line from one part
// of the rate to another.
type LinearLR struct {
	Initial     float64 `key:"initial" range:"[0,inf)" help:"lr, the rate of which start_factor and end_factor are parts"`
	StartFactor float64 `key:"start_factor" default:"0.3333333333333333" range:"(0,1]" help:"part of the rate at step 0"`
	EndFactor   float64 `key:"end_factor" default:"1" range:"[0,1]" help:"part of the rate at the end"`
	TotalSteps  int     `key:"total_steps" alias:"total_iters" default:"5" range:"[1,inf)" help:"T, the steps to the end"`
}

var linearLR = &ScheduleDefinition{
	Name: "linear", Summary: "goes in a straight line from one part of the rate to another",
	Formula:   "lr·[start + (end−start)·t/T], t at most T",
	Source:    "PyTorch, LinearLR",
	prototype: LinearLR{},
}

// At returns the rate at a step.
func (s LinearLR) At(step int) float64 {
	p := float64(min(step, s.TotalSteps)) / float64(s.TotalSteps)
	return s.Initial * between(s.StartFactor, s.EndFactor, p)
}

func (s LinearLR) String() string { return scheduleString("linear", s) }

// ExponentialLR is torch.optim.lr_scheduler.ExponentialLR: lr·γ^t.
type ExponentialLR struct {
	Initial float64 `key:"initial" range:"[0,inf)" help:"lr, the rate at step 0"`
	Gamma   float64 `key:"gamma" range:"[0,inf)" help:"γ, the factor of every step"`
}

var exponentialLR = &ScheduleDefinition{
	Name: "exponential_lr", Summary: "falls by the same factor in every step",
	Formula:   "lr·γ^t",
	Source:    "PyTorch, ExponentialLR",
	prototype: ExponentialLR{},
}

// At returns the rate at a step.
func (s ExponentialLR) At(step int) float64 { return s.Initial * vec.PowInt(s.Gamma, step) }

func (s ExponentialLR) String() string { return scheduleString("exponential_lr", s) }

// PolynomialLR is torch.optim.lr_scheduler.PolynomialLR: lr·(1−t/T)^p.
type PolynomialLR struct {
	Initial    float64 `key:"initial" range:"[0,inf)" help:"lr, the rate at step 0"`
	TotalIters int     `key:"total_iters" alias:"total_steps" default:"5" range:"[1,inf)" help:"T, the steps to zero"`
	Power      float64 `key:"power" default:"1" range:"[0,inf)" help:"p, 1 for a straight line"`
}

var polynomialLR = &ScheduleDefinition{
	Name: "polynomial_lr", Summary: "goes to zero along a power of the time that is left",
	Formula:   "lr·(1−t/T)^p, t at most T",
	Source:    "PyTorch, PolynomialLR",
	prototype: PolynomialLR{},
}

// At returns the rate at a step.
func (s PolynomialLR) At(step int) float64 {
	p := float64(min(step, s.TotalIters)) / float64(s.TotalIters)
	return s.Initial * vec.Pow(1-p, s.Power)
}

func (s PolynomialLR) String() string { return scheduleString("polynomial_lr", s) }

// CosineAnnealingLR is torch.optim.lr_scheduler.CosineAnnealingLR: a wave between
// lr and a lowest rate, down in T steps, up in the next T, and so on.
type CosineAnnealingLR struct {
	Initial float64 `key:"initial" range:"[0,inf)" help:"lr, the rate at step 0"`
	TMax    int     `key:"t_max" alias:"T_max" range:"[1,inf)" help:"T, half the wave's length"`
	EtaMin  float64 `key:"eta_min" default:"0" range:"[0,inf)" help:"η, the lowest rate"`
}

var cosineAnnealingLR = &ScheduleDefinition{
	Name: "cosine_annealing", Summary: "a wave between the rate and a lowest one",
	Formula:   "η + (lr−η)·½(1+cos πt/T)",
	Source:    "PyTorch, CosineAnnealingLR; Loshchilov, Hutter 2017, arXiv:1608.03983 (without its restarts)",
	prototype: CosineAnnealingLR{},
}

// At returns the rate at a step.
func (s CosineAnnealingLR) At(step int) float64 {
	p := float64(step%(2*s.TMax)) / float64(s.TMax)
	return between(s.EtaMin, s.Initial, halfWave(p))
}

func (s CosineAnnealingLR) String() string { return scheduleString("cosine_annealing", s) }

// CosineWarmRestarts is torch.optim.lr_scheduler.CosineAnnealingWarmRestarts: cosine
// decays to a lowest rate one after another, each t_mult times as long as the one before.
type CosineWarmRestarts struct {
	Initial float64 `key:"initial" range:"[0,inf)" help:"lr, the rate at each start"`
	T0      int     `key:"t_0" alias:"T_0 t0" range:"[1,inf)" help:"steps of the first decay"`
	TMult   int     `key:"t_mult" alias:"T_mult" default:"1" range:"[1,inf)" help:"how many times longer each decay is"`
	EtaMin  float64 `key:"eta_min" default:"0" range:"[0,inf)" help:"η, the lowest rate"`
}

var cosineWarmRestarts = &ScheduleDefinition{
	Name: "cosine_warm_restarts", Summary: "cosine decays to a lowest rate that start again",
	Formula: "η + (lr−η)·½(1+cos πp), p the part of the running decay that is over",
	Source: "PyTorch, CosineAnnealingWarmRestarts; Loshchilov, Hutter 2017, SGDR: stochastic gradient descent with warm " +
		"restarts, arXiv:1608.03983",
	prototype: CosineWarmRestarts{},
}

// At returns the rate at a step.
func (s CosineWarmRestarts) At(step int) float64 {
	if s.TMult == 1 {
		step %= s.T0
	}
	t, length := float64(step), float64(s.T0)
	for t >= length {
		t -= length
		length *= float64(s.TMult)
	}
	return between(s.EtaMin, s.Initial, halfWave(t/length))
}

func (s CosineWarmRestarts) String() string { return scheduleString("cosine_warm_restarts", s) }

// OneCycleLR is torch.optim.lr_scheduler.OneCycleLR for the learning rate (its
// cycle_momentum is not followed): up from max_lr/div_factor to max_lr, then down
// to 1/final_div_factor of where it started. With three phases it comes down as
// long as it went up, and only then goes to the lowest rate. After total_steps it
// stays there, where PyTorch's refuses to go on.
type OneCycleLR struct {
	MaxLR          float64 `key:"max_lr" range:"[0,inf)" help:"the highest rate"`
	TotalSteps     int     `key:"total_steps" alias:"total_iters" range:"[1,inf)" help:"T, the steps of the cycle"`
	PctStart       float64 `key:"pct_start" default:"0.3" range:"[0,1]" help:"part of the cycle in which it rises"`
	AnnealStrategy string  `key:"anneal_strategy" default:"cos" words:"cos linear" help:"along half a wave or a straight line"`
	DivFactor      float64 `key:"div_factor" default:"25" range:"(0,inf)" help:"max_lr over the first rate"`
	FinalDivFactor float64 `key:"final_div_factor" default:"10000" range:"(0,inf)" help:"the first rate over the last"`
	ThreePhase     bool    `key:"three_phase" default:"false" help:"come down to the first rate before the last"`
}

var oneCycleLR = &ScheduleDefinition{
	Name: "one_cycle", Summary: "rises to a high rate and falls far below where it started",
	Formula:   "max_lr/div_factor → max_lr (at step pct_start·T−1) → max_lr/div_factor/final_div_factor (at T−1)",
	Source:    "PyTorch, OneCycleLR; Smith, Topin 2018, Super-convergence, arXiv:1708.07120",
	prototype: OneCycleLR{},
}

// At returns the rate at a step.
func (s OneCycleLR) At(step int) float64 {
	first := s.MaxLR / s.DivFactor
	last := first / s.FinalDivFactor
	t, top, end := float64(step), float64(s.PctStart*float64(s.TotalSteps))-1, float64(s.TotalSteps-1)
	if t <= top {
		return s.anneal(first, s.MaxLR, t, 0, top)
	}
	if s.ThreePhase {
		down := float64(2*s.PctStart*float64(s.TotalSteps)) - 2
		if t <= down {
			return s.anneal(s.MaxLR, first, t, top, down)
		}
		return s.anneal(first, last, t, down, end)
	}
	return s.anneal(s.MaxLR, last, t, top, end)
}

// anneal goes from a at the time t0 to b at t1.
func (s OneCycleLR) anneal(a, b, t, t0, t1 float64) float64 {
	p := 1.0
	if t < t1 {
		p = (t - t0) / (t1 - t0)
	}
	if s.AnnealStrategy == "linear" {
		return between(a, b, p)
	}
	return between(b, a, halfWave(p))
}

func (s OneCycleLR) String() string { return scheduleString("one_cycle", s) }

// CyclicLR is torch.optim.lr_scheduler.CyclicLR for the learning rate (its
// cycle_momentum is not followed): up to max_lr and back in straight lines, again
// and again; mode triangular2 halves the height with every cycle, exp_range
// shrinks it by γ with every step.
type CyclicLR struct {
	BaseLR       float64 `key:"base_lr" range:"[0,inf)" help:"the lowest rate"`
	MaxLR        float64 `key:"max_lr" range:"[0,inf)" help:"the highest rate"`
	StepSizeUp   float64 `key:"step_size_up" default:"2000" range:"(0,inf)" help:"steps up"`
	StepSizeDown Maybe   `key:"step_size_down" default:"none" range:"[0,inf)" help:"steps down; none: as many as up"`
	Mode         string  `key:"mode" default:"triangular" words:"triangular triangular2 exp_range" help:"how the height shrinks"`
	Gamma        float64 `key:"gamma" default:"1" range:"[0,inf)" help:"γ, of mode exp_range"`
}

var cyclicLR = &ScheduleDefinition{
	Name: "cyclic", Summary: "up and down in straight lines, again and again",
	Formula:   "base_lr + (max_lr−base_lr)·p·h, p from 0 to 1 and back; h = 1, 2^−cycle (from 0) or γ^t by the mode",
	Source:    "PyTorch, CyclicLR; Smith 2017, Cyclical learning rates for training neural networks, arXiv:1506.01186",
	prototype: CyclicLR{},
}

// At returns the rate at a step.
func (s CyclicLR) At(step int) float64 {
	down := s.StepSizeUp
	if s.StepSizeDown.Given {
		down = s.StepSizeDown.Value
	}
	total := s.StepSizeUp + down
	up := s.StepSizeUp / total
	cycle := math.Floor(1 + float64(step)/total)
	x := 1 + float64(step)/total - cycle
	p := x / up
	if x > up {
		p = (x - 1) / (up - 1)
	}
	height := float64((s.MaxLR - s.BaseLR) * p)
	switch s.Mode {
	case "triangular2":
		height = math.Ldexp(height, 1-int(cycle))
	case "exp_range":
		height *= vec.PowInt(s.Gamma, step)
	}
	return s.BaseLR + height
}

func (s CyclicLR) String() string { return scheduleString("cyclic", s) }
