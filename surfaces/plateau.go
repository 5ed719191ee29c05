package surfaces

// plateau is the loss of robust statistics that forgives outliers: far from
// the middle of a coordinate its slope fades with the third power of the distance.
var plateau = &Surface{
	Name: "plateau", Title: "A plateau",
	Formula: "x²/(1 + x²) + y²/(1 + y²)",
	Source:  "Geman, McClure 1985, Bayesian image analysis: an application to single photon emission tomography",
	Lesson:  "a gradient that fades with the distance: SGD's steps fade with it, those of adaptive rules do not",

	F: func(x, y float64) float64 {
		x2, y2 := square(x), square(y)
		return x2/(1+x2) + y2/(1+y2)
	},
	Gradient: func(x, y float64) (dx, dy float64) {
		return 2 * x / square(1+square(x)), 2 * y / square(1+square(y))
	},
	Hessian: func(x, y float64) (xx, xy, yy float64) {
		bend := func(t2 float64) float64 { return (2 - float64(6*t2)) / (square(1+t2) * (1 + t2)) }
		return bend(square(x)), 0, bend(square(y))
	},

	Window: Window{-7, 3, -3, 5},
	Start:  [2]float64{-6, 4},
	Minima: []Minimum{{0, 0, 0}},
}
