package optim

import (
	"fmt"
	"math"
	"reflect"
	"slices"

	"descent/internal/vec"
)

// Exponential is Keras's ExponentialDecay: lr·r^(t/T); with Staircase t/T is
// rounded down, so that the rate falls in steps.
type Exponential struct {
	Initial    float64 `key:"initial" range:"[0,inf)" help:"lr, the rate at step 0"`
	DecaySteps float64 `key:"decay_steps" alias:"transition_steps" range:"(0,inf)" help:"T, the steps in which the rate falls by decay_rate"`
	DecayRate  float64 `key:"decay_rate" range:"(0,inf)" help:"r, the factor"`
	Staircase  bool    `key:"staircase" default:"false" help:"fall in steps instead of smoothly"`
}

var exponential = &ScheduleDefinition{
	Name: "exponential", Summary: "falls by the same factor in every T steps",
	Formula:   "lr·r^(t/T)",
	Source:    "Keras, ExponentialDecay",
	prototype: Exponential{},
}

// At returns the rate at a step.
func (s Exponential) At(step int) float64 {
	return s.Initial * vec.Pow(s.DecayRate, stairs(float64(step)/s.DecaySteps, s.Staircase))
}

func (s Exponential) String() string { return scheduleString("exponential", s) }

// stairs rounds p down if asked to.
func stairs(p float64, staircase bool) float64 {
	if staircase {
		return math.Floor(p)
	}
	return p
}

// InverseTime is Keras's InverseTimeDecay: lr/(1 + r·t/T).
type InverseTime struct {
	Initial    float64 `key:"initial" range:"[0,inf)" help:"lr, the rate at step 0"`
	DecaySteps float64 `key:"decay_steps" range:"(0,inf)" help:"T, the unit of time"`
	DecayRate  float64 `key:"decay_rate" range:"[0,inf)" help:"r, by which the divisor grows in T steps"`
	Staircase  bool    `key:"staircase" default:"false" help:"fall in steps instead of smoothly"`
}

var inverseTime = &ScheduleDefinition{
	Name: "inverse_time", Summary: "falls as one over the time",
	Formula:   "lr/(1 + r·t/T)",
	Source:    "Keras, InverseTimeDecay",
	prototype: InverseTime{},
}

// At returns the rate at a step.
func (s InverseTime) At(step int) float64 {
	return s.Initial / (1 + float64(s.DecayRate*stairs(float64(step)/s.DecaySteps, s.Staircase)))
}

func (s InverseTime) String() string { return scheduleString("inverse_time", s) }

// Polynomial is Keras's PolynomialDecay: (lr−end)·(1−t/T)^p + end. After T steps
// it stays at the end; with Cycle T is stretched to the next multiple of it that
// is not passed yet, so that the rate jumps up and falls again.
type Polynomial struct {
	Initial    float64 `key:"initial" range:"[0,inf)" help:"lr, the rate at step 0"`
	DecaySteps float64 `key:"decay_steps" alias:"transition_steps" range:"(0,inf)" help:"T, the steps to the end"`
	End        float64 `key:"end" alias:"end_learning_rate end_value" default:"0.0001" range:"[0,inf)" help:"rate at the end"`
	Power      float64 `key:"power" default:"1" range:"[0,inf)" help:"p, 1 for a straight line"`
	Cycle      bool    `key:"cycle" default:"false" help:"start again beyond T"`
}

var polynomial = &ScheduleDefinition{
	Name: "polynomial", Summary: "goes to an end along a power of the time that is left",
	Formula:   "(lr−end)·(1−t/T)^p + end, t at most T",
	Source:    "Keras, PolynomialDecay",
	prototype: Polynomial{},
}

// At returns the rate at a step.
func (s Polynomial) At(step int) float64 {
	t, total := float64(step), s.DecaySteps
	if s.Cycle {
		total *= max(1, math.Ceil(t/total))
	}
	left := 1 - min(t/total, 1)
	return float64((s.Initial-s.End)*vec.Pow(left, s.Power)) + s.End
}

func (s Polynomial) String() string { return scheduleString("polynomial", s) }

// Cosine is Keras's CosineDecay: half a wave from lr down to α·lr in T steps.
// With a warm-up target it first rises from lr to the target in a straight line,
// and falls from there.
//
// Keras 3 on JAX takes the cosine, and what is computed from it, in float32 also
// where everything else is float64, so that rates are off by up to 1e-7 of
// themselves. So are these, to follow it to the last digit.
type Cosine struct {
	Initial      float64 `key:"initial" range:"[0,inf)" help:"lr, the rate at step 0"`
	DecaySteps   float64 `key:"decay_steps" range:"(0,inf)" help:"T, the steps in which it falls, without the warm-up's"`
	Alpha        float64 `key:"alpha" default:"0" range:"[0,inf)" help:"α, the part of the rate that is left at the end"`
	WarmupTarget Maybe   `key:"warmup_target" default:"none" range:"[0,inf)" help:"rate after the warm-up; none: no warm-up"`
	WarmupSteps  float64 `key:"warmup_steps" default:"0" range:"[0,inf)" help:"steps of the warm-up"`
}

var cosine = &ScheduleDefinition{
	Name: "cosine", Summary: "falls along half a wave, after a straight warm-up if asked for",
	Formula:   "lr·[(1−α)·½(1+cos πt/T) + α], t at most T",
	Source:    "Keras, CosineDecay; Loshchilov, Hutter 2017, SGDR: stochastic gradient descent with warm restarts, arXiv:1608.03983",
	prototype: Cosine{},
}

// At returns the rate at a step.
func (s Cosine) At(step int) float64 {
	t, from := float64(step), s.Initial
	if s.WarmupTarget.Given {
		from = s.WarmupTarget.Value
		if t < s.WarmupSteps {
			return between(s.Initial, from, t/s.WarmupSteps)
		}
		t -= s.WarmupSteps
	}
	wave := 0.5 * (1 + cos32(min(t/s.DecaySteps, 1)))
	fall, rest := float32(1-s.Alpha), float32(s.Alpha)
	if s.WarmupTarget.Given { // compiled as a whole, with the product not rounded
		return from * float64(float32(float64(float64(fall)*float64(wave))+float64(rest)))
	}
	return float64(float32(from) * (float32(fall*wave) + rest))
}

func (s Cosine) String() string { return scheduleString("cosine", s) }

// cos32 is cos πp as Keras has it, in float32: that of the C library, which XLA
// calls. It errs by up to 0.56 units in the last place, so that the nearest float32
// is another in one of 80 cases. Its polynomials (from ARM's optimized routines)
// are evaluated in float64.
func cos32(p float64) float32 {
	x := float64(float32(math.Pi * p))
	quarter := math.Floor(float64(x*(2/math.Pi)) + .5)
	r := x - float64(quarter*(math.Pi/2))
	q := float64(r * r)
	horner := func(coefficients ...float64) float64 {
		sum := 0.0
		for _, c := range coefficients {
			sum = c + float64(q*sum)
		}
		return sum
	}
	c := horner(0x1.99343027bf8c3p-16, -0x1.6c087e89a359dp-10, 0x1.55553e1068f19p-5, -0x1.ffffffd0c621cp-2, 1)
	s := float64(r * horner(-0x1.994eb3774cf24p-13, 0x1.1107605230bc4p-7, -0x1.555545995a603p-3, 1))
	switch quarter {
	case 0:
		return float32(c)
	case 1:
		return float32(-s)
	default: // 2: x is in [0, π]
		return float32(-c)
	}
}

// halfWave goes from 1 at 0 to 0 at 1: ½(1+cos πp).
func halfWave(p float64) float64 { return 0.5 * (1 + vec.Cos(float64(math.Pi*p))) }

// between is the straight line from a at p = 0 to b at 1.
func between(a, b, p float64) float64 { return float64((b-a)*p) + a }

// CosineRestarts is Keras's CosineDecayRestarts: cosine decays one after
// another, each t_mul times as long as the one before, and m_mul times as high. Its
// cosine is float32, as in [Cosine].
type CosineRestarts struct {
	Initial         float64 `key:"initial" range:"[0,inf)" help:"lr, the rate at step 0"`
	FirstDecaySteps float64 `key:"first_decay_steps" range:"(0,inf)" help:"T, the steps of the first decay"`
	TMul            float64 `key:"t_mul" default:"2" range:"[1,inf)" help:"how many times longer each decay is"`
	MMul            float64 `key:"m_mul" default:"1" range:"[0,inf)" help:"how many times higher each decay starts"`
	Alpha           float64 `key:"alpha" default:"0" range:"[0,inf)" help:"α, the part of lr that is left at each end"`
}

var cosineRestarts = &ScheduleDefinition{
	Name: "cosine_restarts", Summary: "cosine decays that start again, each longer than the last",
	Formula: "lr·[(1−α)·m_mul^i·½(1+cos πp) + α], p the part of decay i that is over",
	Source: "Keras, CosineDecayRestarts; Loshchilov, Hutter 2017, SGDR: stochastic gradient descent with warm restarts, " +
		"arXiv:1608.03983",
	prototype: CosineRestarts{},
}

// At returns the rate at a step.
func (s CosineRestarts) At(step int) float64 {
	i, p := s.restart(float64(step) / s.FirstDecaySteps)
	wave := float64(0.5 * vec.Pow(s.MMul, i) * float64(1+cos32(p)))
	return s.Initial * (float64((1-s.Alpha)*wave) + s.Alpha)
}

// restart returns the number of restarts before the time p, which is counted in
// first decays, and the part of the running decay that is over.
func (s CosineRestarts) restart(p float64) (i, part float64) {
	if s.TMul == 1 {
		i = math.Floor(p)
		return i, p - i
	}
	// Decay i begins at 1 + t_mul + … + t_mul^(i−1) = (1−t_mul^i)/(1−t_mul).
	i = math.Floor(vec.Log(1-float64(p*(1-s.TMul))) / vec.Log(s.TMul))
	length := vec.Pow(s.TMul, i)
	return i, (p - (1-length)/(1-s.TMul)) / length
}

func (s CosineRestarts) String() string { return scheduleString("cosine_restarts", s) }

// Piecewise is Keras's PiecewiseConstantDecay: a rate for each stretch of steps.
type Piecewise struct {
	Initial float64 `key:"initial" range:"[0,inf)" help:"lr, the rate up to and including the first boundary; after each boundary=rate, that rate"`
	Pieces  []Piece // by rising boundary
}

// Piece is a rate that holds from the step after a boundary on.
type Piece struct {
	Boundary int
	Rate     float64
}

var piecewise = &ScheduleDefinition{
	Name: "piecewise", Summary: "changes to given rates after given steps",
	Formula:   "the rate of the last boundary < t, before the first lr",
	Source:    "Keras, PiecewiseConstantDecay",
	prototype: Piecewise{},
}

// At returns the rate at a step.
func (s Piecewise) At(step int) float64 {
	rate := s.Initial
	for _, p := range s.Pieces {
		if step > p.Boundary {
			rate = p.Rate
		}
	}
	return rate
}

func (s Piecewise) String() string { return scheduleString("piecewise", s) }

func (s Piecewise) usage() string { return ",BOUNDARY=RATE,…" }

func (s Piecewise) arguments() string {
	text := ""
	for _, p := range s.Pieces {
		text += fmt.Sprintf(",%d=%s", p.Boundary, formatNumber(p.Rate))
	}
	return text
}

func (s Piecewise) with(args []argument) (Schedule, error) {
	boundary := key{name: "a boundary of piecewise", typ: reflect.TypeFor[int](), bounds: parseBounds("[0,inf)")}
	for _, a := range args {
		if a.value.call != nil {
			return nil, fmt.Errorf("piecewise takes no schedule, is %s(…)", a.value.call.name)
		}
		at, err := boundary.number(a.key)
		if err != nil {
			return nil, err
		}
		rate, err := keysOf(s)[0].number(a.value.text)
		if err != nil {
			return nil, fmt.Errorf("after step %d: %w", int(at), err)
		}
		if slices.ContainsFunc(s.Pieces, func(p Piece) bool { return p.Boundary == int(at) }) {
			return nil, fmt.Errorf("the boundary %d is given twice", int(at))
		}
		s.Pieces = append(s.Pieces, Piece{int(at), rate})
	}
	if len(s.Pieces) == 0 {
		return nil, fmt.Errorf("piecewise needs a boundary and the rate after it: piecewise(%s,10=%s)",
			formatNumber(s.Initial), formatNumber(s.Initial/10))
	}
	slices.SortFunc(s.Pieces, func(a, b Piece) int { return a.Boundary - b.Boundary })
	return s, nil
}
