package surfaces

var styblinskiTang = &Surface{
	Name: "styblinski_tang", Title: "Styblinski and Tang's function",
	Formula: "½(x⁴ − 16x² + 5x + y⁴ − 16y² + 5y)",
	Source: "Styblinski, Tang 1990, Experiments in nonconvex optimization: stochastic approximation with function smoothing " +
		"and simulated annealing",
	Lesson: "four wells of unequal depth: which one a rule falls into is decided near the hill between them",

	F: func(x, y float64) float64 {
		return 0.5 * (styblinski(x) + styblinski(y))
	},
	Gradient: func(x, y float64) (dx, dy float64) {
		return float64((2*square(x)-16)*x) + 2.5, float64((2*square(y)-16)*y) + 2.5
	},
	Hessian: func(x, y float64) (xx, xy, yy float64) {
		return float64(6*square(x)) - 16, 0, float64(6*square(y)) - 16
	},

	Window: Window{-5, 5, -5, 5},
	Start:  [2]float64{4.2, -1.6},
	Minima: []Minimum{{-2.903534027771177, -2.903534027771177, -78.33233140754282}},
	Local: []Minimum{
		{-2.903534027771177, 2.746802770990837, -64.19561235905536},
		{2.746802770990837, -2.903534027771177, -64.19561235905536},
		{2.746802770990837, 2.746802770990837, -50.05889331056788},
	},
}

// styblinski is one coordinate's part of twice the function.
func styblinski(x float64) float64 {
	x2 := square(x)
	return square(x2) - float64(16*x2) + float64(5*x)
}
