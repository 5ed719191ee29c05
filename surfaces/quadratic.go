package surfaces

// The condition number of quadratic.
const kappa = 25

var quadratic = &Surface{
	Name: "quadratic", Title: "An ill-conditioned bowl",
	Formula: "½(x² + 25y²)",
	Source:  "the standard example; condition number 25, as in Goh 2017, Why momentum really works",
	Lesson:  "zigzag: the steep direction bounds the rate, the flat one pays for it",

	F:        func(x, y float64) float64 { return (square(x) + float64(kappa*square(y))) / 2 },
	Gradient: func(x, y float64) (dx, dy float64) { return x, kappa * y },
	Hessian:  func(_, _ float64) (xx, xy, yy float64) { return 1, 0, kappa },

	Window: Window{-10, 4, -5.5, 5.5},
	Start:  [2]float64{-9, 2},
	Minima: []Minimum{{0, 0, 0}},
}
