package surfaces

var booth = &Surface{
	Name: "booth", Title: "Booth's function",
	Formula: "(x + 2y − 7)² + (2x + y − 5)²",
	Source:  "Surjanovic, Bingham 2013, Virtual library of simulation experiments; named after A. D. Booth",
	Lesson:  "a slanted bowl: rules with a rate per coordinate cannot see the slant",

	F: func(x, y float64) float64 {
		return square(x+float64(2*y)-7) + square(float64(2*x)+y-5)
	},
	Gradient: func(x, y float64) (dx, dy float64) {
		a, b := x+float64(2*y)-7, float64(2*x)+y-5
		return float64(2*a) + float64(4*b), float64(4*a) + float64(2*b)
	},
	Hessian: func(_, _ float64) (xx, xy, yy float64) { return 10, 8, 10 },

	Window: Window{-10, 10, -10, 10},
	Start:  [2]float64{-8, 2},
	Minima: []Minimum{{1, 3, 0}},
}
