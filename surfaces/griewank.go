package surfaces

import (
	"math"

	"descent/internal/vec"
)

// griewank is usually searched over ±600; at that scale the waves cannot be seen.
var griewank = &Surface{
	Name: "griewank", Title: "Griewank's function",
	Formula: "(x² + y²)/4000 − cos x · cos(y/√2) + 1",
	Source:  "Griewank 1981, Generalized descent for global optimization",
	Lesson:  "waves on a bowl so flat that a gradient tells only of the wave it is on",

	F: func(x, y float64) float64 {
		return (square(x)+square(y))/4000 - float64(vec.Cos(x)*vec.Cos(y/math.Sqrt2)) + 1
	},
	Gradient: func(x, y float64) (dx, dy float64) {
		v := y / math.Sqrt2
		return float64(1.0/4000*(2*x)) + float64(vec.Sin(x)*vec.Cos(v)), float64(1.0/4000*(2*y)) + float64(vec.Cos(x)*vec.Sin(v)/math.Sqrt2)
	},
	Hessian: func(x, y float64) (xx, xy, yy float64) {
		v := y / math.Sqrt2
		c := float64(vec.Cos(x) * vec.Cos(v))
		return 1.0/2000 + c, -vec.Sin(x) * vec.Sin(v) / math.Sqrt2, 1.0/2000 + float64(c/2)
	},

	Window: Window{-12, 12, -12, 12},
	Start:  [2]float64{-8, 6},
	Minima: []Minimum{{0, 0, 0}},
}
