package main

import (
	"math"
	"strconv"

	"descent/surfaces"
)

// ownLesson is how an expression is shown, of which nothing is known: the common
// rules for 200 steps, at rates that suit its scale. Those that follow the gradient's length
// get half of what the curvature at the start allows a quadratic (2/L, Nesterov 2004,
// Introductory lectures on convex optimization), those that do not a hundredth of the
// window a step.
func ownLesson(s *surfaces.Surface) lesson {
	xx, xy, yy := s.Hessian(s.Start[0], s.Start[1])
	curvature := float64(math.Abs(xx+yy)/2) + math.Sqrt(float64((xx-yy)*(xx-yy)/4)+float64(xy*xy))
	rate := 0.01
	if 1e-12 < curvature && curvature < 1e12 {
		rate = oneDigit(1 / curvature)
	}
	step := oneDigit(0.01 * min(s.Window.X1-s.Window.X0, s.Window.Y1-s.Window.Y0))
	return lesson{
		optimizers: []string{
			"sgd:lr=" + number(rate),
			"momentum:lr=" + number(oneDigit(rate/4)),
			"nesterov:lr=" + number(oneDigit(rate/4)),
			"adagrad:lr=" + number(oneDigit(5*step)),
			"rmsprop:lr=" + number(oneDigit(step/2)),
			"adam:lr=" + number(step),
		},
		steps: 200,
	}
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
