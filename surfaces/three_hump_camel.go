package surfaces

var threeHumpCamel = &Surface{
	Name: "three_hump_camel", Title: "The three-hump camel",
	Formula: "2x² − 1.05x⁴ + x⁶/6 + xy + y²",
	Source:  "Dixon, Szegő 1975, Towards global optimisation",
	Lesson:  "a local minimum on the way: only what arrives with speed gets out of it",

	F: func(x, y float64) float64 {
		x2 := square(x)
		return 2*x2 - float64(1.05*x2*x2) + float64(x2*x2*x2/6) + float64(x*y) + square(y)
	},
	Gradient: func(x, y float64) (dx, dy float64) {
		x2 := square(x)
		return float64((4-float64(4.2*x2)+square(x2))*x) + y, x + 2*y
	},
	Hessian: func(x, _ float64) (xx, xy, yy float64) {
		x2 := square(x)
		return 4 - float64(12.6*x2) + float64(5*x2*x2), 1, 2
	},

	Window: Window{-2.4, 2.4, -2, 2},
	Start:  [2]float64{-2.2, 1.6},
	Minima: []Minimum{{0, 0, 0}},
	Local: []Minimum{
		{1.747552345830289, -0.8737761729151445, 0.2986384422368594},
		{-1.747552345830289, 0.8737761729151445, 0.2986384422368594},
	},
}
