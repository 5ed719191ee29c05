package surfaces

var booth = &Surface{
	Name: "booth", Title: "Booth's function",
	Formula: "(x + 2y − 7)² + (2x + y − 5)²",
	Source:  "Surjanovic, Bingham 2013, Virtual library of simulation experiments; named after A. D. Booth",
	Lesson:  "a slanted bowl: rules with a rate per coordinate cannot see the slant",

	F: func(x, y float64) float64 {
		return square(x+2*y-7) + square(2*x+y-5)
	},
	Gradient: func(x, y float64) (dx, dy float64) {
		a, b := x+2*y-7, 2*x+y-5
		return 2*a + 4*b, 4*a + 2*b
	},
	Hessian: func(_, _ float64) (xx, xy, yy float64) { return 10, 8, 10 },

	Window: Window{-10, 10, -10, 10},
	Start:  [2]float64{-8, 2},
	Minima: []Minimum{{1, 3, 0}},
}
