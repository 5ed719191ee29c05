package optim

import "descent/internal/vec"

// ScheduleFree averages the path instead of letting the learning rate fall. It
// wants the gradient at y, between the fast iterate z and its average x, and
// its result is x.
type ScheduleFree struct {
	Common
	Beta1         float64 `key:"beta1" default:"0.9" range:"(0,1]" help:"β1, how far y is from z towards x"`
	WarmupSteps   int     `key:"warmup_steps" default:"0" range:"[0,inf)" help:"steps in which lr rises from zero"`
	WeightLRPower float64 `key:"weight_lr_power" default:"optax=2" range:"[0,inf)" help:"p, power of the largest lr so far by which x weighs z"`
}

const scheduleFreeDoc = `x ← (1−c)·x + c·z;  y = (1−β1)·z + β1·x                x = y = z at first

The parameters are y; the point to evaluate at is x.
`

const scheduleFreeOptaxDoc = `
optax   c = w/Σw, w = (the largest lr so far)^p, of the lr of the next step.
        Warm-up: lr·min(1, (t−1)/warmup_steps), so that the first step does
        not move z. With it lr is a float32, whatever the parameters are.
`

const scheduleFreeSource = "Defazio, Yang, Mehta, Mishchenko, Khaled, Cutkosky 2024, The road less scheduled, arXiv:2405.15682"

// Slots are the average x, the fast iterate z, the largest rate so far, the sum
// of weights, and the last weight's share c in it.
func (r ScheduleFree) Slots() []Slot {
	return []Slot{
		{Name: "x", Copy: true}, {Name: "z", Copy: true},
		{Name: "largest", Per: Whole}, {Name: "weights", Per: Whole}, {Name: "c", Per: Whole},
	}
}

// Point is the average x.
func (r ScheduleFree) Point(s []Vec) Vec { return s[0] }

// Prepare leaves the rate after warm-up in the clock and weighs the step.
func (r ScheduleFree) Prepare(c *Clock, _ *Params, s []Vec) {
	largest, weights, share := s[2], s[3], s[4]
	if r.Form == Keras {
		if c.T < r.WarmupSteps {
			c.LR *= float64(c.T) / float64(r.WarmupSteps)
		}
		share.Set(0, 1/float64(c.T))
		return
	}
	c.LR = r.warm(c.LR, c.T-1)
	largest.Set(0, max(largest.At(0), r.warm(r.LR.At(c.T), c.T)))
	weight := 0.0
	switch l := largest.At(0); {
	case r.WeightLRPower == 0:
		weight = 1
	case l != 0:
		weight = vec.Pow(l, r.WeightLRPower)
	}
	weights.Set(0, weights.At(0)+weight)
	share.Set(0, 0)
	if weight != 0 {
		share.Set(0, weight/weights.At(0))
	}
}

// warm returns the rate of a step, from 0, under optax's warm-up.
func (r ScheduleFree) warm(rate float64, step int) float64 {
	if r.WarmupSteps == 0 {
		return rate
	}
	left := 1 - float32(min(step, r.WarmupSteps))/float32(r.WarmupSteps)
	return float64(float32(rate) - float32(float32(rate)*left))
}

// average moves x towards z, and y between them.
func (r ScheduleFree) average(y Vec, s []Vec) {
	x, z, share := s[0], s[1], s[4].At(0)
	x.Interpolate(x, z, share)
	y.Interpolate(z, x, r.Beta1)
}
