package surfaces

import (
	"math"

	"descent/internal/vec"
)

// ackley has a tip at the origin, its minimum, where it is not differentiable.
// There the gradient is taken as 0, and the second derivatives are those of its
// smooth part, without the cone. The gradient multiplies in the order of the chain rule, factor by
// factor: at a minimum, where its parts cancel, rules that divide by its size magnify its last
// bits, and these are those of automatic differentiation.
var ackley = &Surface{
	Name: "ackley", Title: "Ackley's function",
	Formula: "20(1 − exp(−0.2√(½(x² + y²)))) + e − exp(½(cos 2πx + cos 2πy))",
	Source:  "Ackley 1987, A connectionist machine for genetic hillclimbing",
	Lesson:  "a funnel full of pits: small steps end in the first pit, large ones fly over it",

	F: func(x, y float64) float64 {
		r, ripples := ackleyTerms(x, y)
		return float64(20*(1-vec.Exp(-0.2*r))) + (crest - ripples)
	},
	Gradient: func(x, y float64) (dx, dy float64) {
		r, ripples := ackleyTerms(x, y)
		slope := 0.0
		if r > 0 {
			slope = 0.5 * (20 * vec.Exp(-0.2*r) * 0.2 / (2 * r))
		}
		b := 0.5 * ripples
		dx = float64(slope*(2*x)) + float64(b*vec.Sin(2*math.Pi*x)*(2*math.Pi))
		dy = float64(slope*(2*y)) + float64(b*vec.Sin(2*math.Pi*y)*(2*math.Pi))
		return dx, dy
	},
	Hessian: func(x, y float64) (xx, xy, yy float64) {
		r, ripples := ackleyTerms(x, y)
		b := float64(math.Pi * math.Pi * ripples)
		sx, sy := vec.Sin(2*math.Pi*x), vec.Sin(2*math.Pi*y)
		xx = float64(b * (2*vec.Cos(2*math.Pi*x) - square(sx)))
		xy = float64(-b * sx * sy)
		yy = float64(b * (2*vec.Cos(2*math.Pi*y) - square(sy)))
		if r > 0 {
			// The cone is 20(1 − e^(−r/5)) with the gradient 2e^(−r/5)·(x, y)/r.
			slope := 2 * vec.Exp(-0.2*r) / r
			bend := float64(slope * (0.2 + 1/r) / (2 * r))
			xx += slope - float64(bend*square(x))
			xy -= float64(bend * x * y)
			yy += slope - float64(bend*square(y))
		}
		return xx, xy, yy
	},

	Window: Window{-5, 5, -5, 5},
	Start:  [2]float64{-3.7, 2.6},
	Minima: []Minimum{{0, 0, 0}},
}

// crest is e, as Exp has it: the minimum is 0 to the last bit then.
var crest = vec.Exp(1)

func ackleyTerms(x, y float64) (r, ripples float64) {
	r = math.Sqrt(0.5 * (square(x) + square(y)))
	return r, vec.Exp(0.5 * (vec.Cos(2*math.Pi*x) + vec.Cos(2*math.Pi*y)))
}
