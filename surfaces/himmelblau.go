package surfaces

var himmelblau = &Surface{
	Name: "himmelblau", Title: "Himmelblau's function",
	Formula: "(x² + y − 11)² + (x + y² − 7)²",
	Source:  "Himmelblau 1972, Applied nonlinear programming",
	Lesson:  "four equal minima: the rule decides in which one the same start ends",

	F: func(x, y float64) float64 {
		return square(square(x)+y-11) + square(x+square(y)-7)
	},
	Gradient: func(x, y float64) (dx, dy float64) {
		a, b := square(x)+y-11, x+square(y)-7
		return float64(4*x*a) + float64(2*b), float64(2*a) + float64(4*y*b)
	},
	Hessian: func(x, y float64) (xx, xy, yy float64) {
		a, b := square(x)+y-11, x+square(y)-7
		return float64(4*a) + float64(8*square(x)) + 2, float64(4*x) + float64(4*y), float64(4*b) + float64(8*square(y)) + 2
	},

	Window: Window{-6, 6, -6, 6},
	Start:  [2]float64{-5, 0.5},
	Minima: []Minimum{
		{3, 2, 0},
		{-2.805118086952745, 3.131312518250573, 0},
		{-3.779310253377747, -3.283185991286170, 0},
		{3.584428340330492, -1.848126526964404, 0},
	},
}
