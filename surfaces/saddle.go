package surfaces

import "math"

// saddle starts a hair off its ridge: exactly on it (y = 0) the gradient never
// points away, and nothing ever leaves.
var saddle = &Surface{
	Name: "saddle", Title: "A saddle",
	Formula: "5x² − y²",
	Source:  "recovered from Alec Radford's animation (2014)",
	Lesson:  "a plateau with a way out: SGD halts on the ridge, adaptive rates leave it first",

	F:        func(x, y float64) float64 { return float64(5*square(x)) - square(y) },
	Gradient: func(x, y float64) (dx, dy float64) { return 10 * x, -2 * y },
	Hessian:  func(_, _ float64) (xx, xy, yy float64) { return 10, 0, -2 },

	Window: Window{-1, 1, -2, 2},
	Start:  [2]float64{0.25, -0.000002},

	// f has no minimum; how far a path has come shows in how far it is from the ridge.
	Gap:      func(_, y float64) float64 { return math.Abs(y) },
	GapLabel: "distance from the ridge, |y|",
}
