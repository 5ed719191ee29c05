package optim

import (
	"math"
	"strconv"

	"descent/internal/vec"
)

// Schedule is a learning rate as a pure function of the step, counted from 0.
// A schedule prints as it is written in a spec string.
type Schedule interface {
	At(step int) float64
	String() string
}

// Constant is a learning rate that stays.
type Constant float64

// At returns the constant.
func (c Constant) At(int) float64 { return float64(c) }

func (c Constant) String() string { return formatNumber(float64(c)) }

// Exponential is Keras's ExponentialDecay: lr·r^(t/T); with Staircase t/T is
// rounded down, so that the rate falls in steps.
type Exponential struct {
	Initial    float64 `key:"initial" range:"[0,inf)" help:"rate at step 0"`
	DecaySteps float64 `key:"decay_steps" range:"(0,inf)" help:"T, the steps in which the rate falls by decay_rate"`
	DecayRate  float64 `key:"decay_rate" range:"(0,inf)" help:"r, the factor"`
	Staircase  bool    `key:"staircase" default:"false" help:"fall in steps instead of smoothly"`
}

// At returns lr·r^(step/T).
func (e Exponential) At(step int) float64 {
	p := float64(step) / e.DecaySteps
	if e.Staircase {
		p = math.Floor(p)
	}
	return e.Initial * vec.Pow(e.DecayRate, p)
}

func (e Exponential) String() string { return scheduleString("exponential", e) }

// schedules are the prototypes by name; the first key is the initial rate,
// which is written without it.
var schedules = map[string]Schedule{
	"exponential": Exponential{},
}

func formatNumber(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }

// ScheduleUsage shows how each schedule is written, with its defaults.
func ScheduleUsage() []string {
	var usages []string
	for _, name := range sortedKeys(schedules) {
		keys := keysOf(schedules[name])
		usage := name + "(" + keys[0].name
		for _, k := range keys[1:] {
			if k.required {
				usage += "," + k.name + "=…"
			} else {
				usage += "[," + k.name + "=" + k.defaults + "]"
			}
		}
		usages = append(usages, usage+")")
	}
	return usages
}
