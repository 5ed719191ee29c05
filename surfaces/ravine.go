package surfaces

import "descent/internal/vec"

// ravine winds along y = sin x; its walls are some hundred times as steep as its floor.
var ravine = &Surface{
	Name: "ravine", Title: "A winding ravine",
	Formula: "25(y − sin x)² + x²/20",
	Source:  "this project, in the manner of Rosenbrock 1960",
	Lesson:  "a narrow ravine that turns again and again: speed gathered in one bend throws a path against the next",

	F: func(x, y float64) float64 {
		return float64(25*square(y-vec.Sin(x))) + square(x)/20
	},
	Gradient: func(x, y float64) (dx, dy float64) {
		d := 50 * (y - vec.Sin(x))
		return x/10 - float64(d*vec.Cos(x)), d
	},
	Hessian: func(x, y float64) (xx, xy, yy float64) {
		s, c := vec.Sin(x), vec.Cos(x)
		return 0.1 + float64(50*square(c)) + float64(50*(y-s)*s), -50 * c, 50
	},

	Window: Window{-8, 2, -2.5, 2.5},
	Start:  [2]float64{-7, 1},
	Minima: []Minimum{{0, 0, 0}},
}
