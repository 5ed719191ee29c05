package surfaces

// monkeySaddle starts a hair off a ridge, as saddle does. Its second derivatives
// vanish at the origin: near it even momentum has hardly anything to go by.
var monkeySaddle = &Surface{
	Name: "monkey_saddle", Title: "A monkey saddle",
	Formula: "x³ − 3xy²",
	Source:  "Hilbert, Cohn-Vossen 1932, Anschauliche Geometrie",
	Lesson:  "a saddle with three valleys and no curvature in the middle: plain descent comes to rest there",

	F: func(x, y float64) float64 {
		return float64(x * (square(x) - float64(3*square(y))))
	},
	Gradient: func(x, y float64) (dx, dy float64) {
		return 3 * (square(x) - square(y)), -6 * x * y
	},
	Hessian: func(x, y float64) (xx, xy, yy float64) {
		return 6 * x, -6 * y, -6 * x
	},

	Window: Window{-2, 2, -2, 2},
	Start:  [2]float64{1.5, 0.0001},

	// f has no minimum; how far a path has come shows in how far it is from the middle.
	Gap:      length,
	GapLabel: "distance from the saddle, √(x² + y²)",
}
