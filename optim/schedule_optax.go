package optim

import (
	"errors"

	"descent/internal/vec"
)

// WarmupConstant is optax's warmup_constant_schedule: a straight line up, then constant.
type WarmupConstant struct {
	Initial     float64 `key:"initial" range:"[0,inf)" help:"lr, the rate at step 0"`
	Peak        float64 `key:"peak" alias:"peak_value" range:"[0,inf)" help:"rate after the warm-up"`
	WarmupSteps int     `key:"warmup_steps" range:"[1,inf)" help:"W, the steps of the warm-up"`
}

var warmupConstant = &ScheduleDefinition{
	Name: "warmup_constant", Summary: "rises in a straight line, then stays",
	Formula:   "lr + (peak−lr)·t/W, t at most W",
	Source:    "optax, warmup_constant_schedule",
	prototype: WarmupConstant{},
}

// At returns the rate at a step.
func (s WarmupConstant) At(step int) float64 {
	return between(s.Initial, s.Peak, min(float64(step)/float64(s.WarmupSteps), 1))
}

func (s WarmupConstant) String() string { return scheduleString("warmup_constant", s) }

// WarmupCosine is optax's warmup_cosine_decay_schedule: a straight line up to a
// peak, then half a wave down. Its decay_steps, other than Keras's, are all steps,
// those of the warm-up included.
type WarmupCosine struct {
	Initial     float64 `key:"initial" range:"[0,inf)" help:"lr, the rate at step 0"`
	Peak        float64 `key:"peak" alias:"peak_value" range:"[0,inf)" help:"rate after the warm-up"`
	WarmupSteps int     `key:"warmup_steps" range:"[0,inf)" help:"W, the steps of the warm-up"`
	DecaySteps  int     `key:"decay_steps" range:"[1,inf)" help:"T, the steps to the end, the warm-up's included"`
	End         float64 `key:"end" alias:"end_value" default:"0" range:"[0,inf)" help:"rate at the end"`
	Exponent    float64 `key:"exponent" default:"1" range:"[0,inf)" help:"e, by which the wave is bent"`
}

var warmupCosine = &ScheduleDefinition{
	Name: "warmup_cosine", Summary: "rises in a straight line, then falls along half a wave",
	Formula:   "lr + (peak−lr)·t/W while t < W, then end + (peak−end)·[½(1+cos π(t−W)/(T−W))]^e, t at most T",
	Source:    "optax, warmup_cosine_decay_schedule",
	prototype: WarmupCosine{},
}

// Check refuses a warm-up that is not over before the end.
func (s WarmupCosine) Check() error {
	if s.WarmupSteps >= s.DecaySteps {
		return errors.New("warmup_cosine needs more decay_steps than warmup_steps, which are part of them")
	}
	return nil
}

// At returns the rate at a step.
func (s WarmupCosine) At(step int) float64 {
	if step < s.WarmupSteps {
		return between(s.Initial, s.Peak, float64(step)/float64(s.WarmupSteps))
	}
	if s.Peak == 0 { // as optax, which has the end as a part of the peak
		return 0
	}
	p := min(float64(step-s.WarmupSteps)/float64(s.DecaySteps-s.WarmupSteps), 1)
	return between(s.End, s.Peak, vec.Pow(halfWave(p), s.Exponent))
}

func (s WarmupCosine) String() string { return scheduleString("warmup_cosine", s) }
