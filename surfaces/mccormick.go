package surfaces

import (
	"math"

	"descent/internal/vec"
)

// mccormick has its minimum where x − y = 1 and cos(x + y) = −½. Beyond its usual
// window lie lower ones: from one to the next, by (−π, −π), f falls by π.
var mccormick = &Surface{
	Name: "mccormick", Title: "McCormick's function",
	Formula: "sin(x + y) + (x − y)² − 1.5x + 2.5y + 1",
	Source:  "McCormick 1976, Computability of global solutions to factorable nonconvex programs",
	Lesson:  "a folded valley: a start on the wrong side of a fold ends in the higher minimum",

	F: func(x, y float64) float64 {
		return vec.Sin(x+y) + square(x-y) - float64(1.5*x) + float64(2.5*y) + 1
	},
	Gradient: func(x, y float64) (dx, dy float64) {
		c, d := vec.Cos(x+y), 2*(x-y)
		return c + d - 1.5, c - d + 2.5
	},
	Hessian: func(x, y float64) (xx, xy, yy float64) {
		s := vec.Sin(x + y)
		return 2 - s, -2 - s, 2 - s
	},

	Window: Window{-1.5, 4, -3, 4},
	Start:  [2]float64{1.25, 3.5},
	Minima: []Minimum{{0.5 - math.Pi/3, -0.5 - math.Pi/3, -1.913222954981037}},
	Local:  []Minimum{{0.5 + 2*math.Pi/3, -0.5 + 2*math.Pi/3, 1.2283696986087567}},
}
