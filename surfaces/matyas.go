package surfaces

// matyas has the condition number of quadratic, with its axes turned by 45°:
// its second derivatives along the diagonals are 1 and 0.04.
var matyas = &Surface{
	Name: "matyas", Title: "Matyas's function",
	Formula: "0.26(x² + y²) − 0.48xy",
	Source:  "Surjanovic, Bingham 2013, Virtual library of simulation experiments; named after J. Matyas",
	Lesson:  "an ill-conditioned bowl along the diagonal: rates per coordinate do not help there",

	F: func(x, y float64) float64 {
		return float64(0.26*(square(x)+square(y))) - float64(0.48*x*y)
	},
	Gradient: func(x, y float64) (dx, dy float64) {
		return float64(0.52*x) - float64(0.48*y), float64(0.52*y) - float64(0.48*x)
	},
	Hessian: func(_, _ float64) (xx, xy, yy float64) { return 0.52, -0.48, 0.52 },

	Window: Window{-10, 10, -10, 10},
	Start:  [2]float64{-9, -4},
	Minima: []Minimum{{0, 0, 0}},
}
