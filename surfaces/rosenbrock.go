package surfaces

var rosenbrock = &Surface{
	Name: "rosenbrock", Title: "Rosenbrock's valley",
	Formula: "(1 − x)² + 100(y − x²)²",
	Source:  "Rosenbrock 1960, An automatic method for finding the greatest or least value of a function",
	Lesson:  "a narrow curved valley: its floor is found at once, following it takes long",

	F: func(x, y float64) float64 {
		return square(1-x) + float64(100*square(y-square(x)))
	},
	Gradient: func(x, y float64) (dx, dy float64) {
		b := y - square(x)
		return float64(-2*(1-x)) - float64(400*x*b), 200 * b
	},
	Hessian: func(x, y float64) (xx, xy, yy float64) {
		x2 := square(x)
		return 2 - float64(400*(y-x2)) + float64(800*x2), -400 * x, 200
	},

	Window: Window{-2, 2, -1, 3},
	Start:  [2]float64{-1.2, 1},
	Minima: []Minimum{{1, 1, 0}},
}
