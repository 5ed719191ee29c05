package main

import (
	"math"
	"strconv"

	"descent/optim"
	"descent/surfaces"
)

// ownSteps are those of a path over an expression.
const ownSteps = 200

// ownLesson is how an expression is shown, of which nothing is known: the common rules at
// rates that suit its scale. Those that follow the gradient's length get what the curvature
// at the start suggests (1/L, Nesterov 2004, Introductory lectures on convex optimization),
// halved until SGD stays in the window and no higher than its start; those that do not, a
// hundredth of the window a step.
func ownLesson(s *surfaces.Surface) lesson {
	size := min(s.Window.X1-s.Window.X0, s.Window.Y1-s.Window.Y0)
	dx, dy := s.Gradient(s.Start[0], s.Start[1])
	xx, xy, yy := s.Hessian(s.Start[0], s.Start[1])
	curvature := float64(math.Abs(xx+yy)/2) + math.Sqrt(float64((xx-yy)*(xx-yy)/4)+float64(xy*xy))
	rate := oneDigit(min(1/curvature, 0.05*size/max(math.Abs(dx), math.Abs(dy))))
	if !(1e-15 < rate && rate < 1e15) {
		rate = 0.01 // a plain, or next to a pole
	}
	for range 100 {
		if leadsDown(s, "sgd:lr="+number(rate)) {
			break
		}
		rate = oneDigit(rate / 2)
	}
	step := oneDigit(0.01 * size)
	return lesson{
		optimizers: []string{
			"sgd:lr=" + number(rate),
			"momentum:lr=" + number(oneDigit(rate/4)),
			"nesterov:lr=" + number(oneDigit(rate/4)),
			"adagrad:lr=" + number(oneDigit(5*step)),
			"rmsprop:lr=" + number(oneDigit(step/2)),
			"adam:lr=" + number(step),
		},
		steps: ownSteps,
	}
}

// leadsDown tells whether a path stays in the window and no higher than the start.
func leadsDown(s *surfaces.Surface, spec string) bool {
	path := surfaces.Descend(s, s.Start, optim.MustParse(spec), ownSteps)
	for _, p := range path.Points {
		if p.F > path.Points[0].F || !s.Window.Contains(p.X, p.Y) {
			return false
		}
	}
	return path.Diverged == 0
}

// oneDigit rounds to one digit, so that a rate can be read.
func oneDigit(x float64) float64 {
	v, err := strconv.ParseFloat(strconv.FormatFloat(x, 'e', 0, 64), 64)
	if err != nil {
		panic(err) // it was just written
	}
	return v
}

func number(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }
