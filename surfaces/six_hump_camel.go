package surfaces

var sixHumpCamel = &Surface{
	Name: "six_hump_camel", Title: "The six-hump camel",
	Formula: "(4 − 2.1x² + x⁴/3)x² + xy + (4y² − 4)y²",
	Source:  "Dixon, Szegő 1978, The global optimization problem: an introduction",
	Lesson:  "six minima, two of them deepest: momentum rolls on where plain descent settles",

	F: func(x, y float64) float64 {
		x2, y2 := square(x), square(y)
		return float64((4-float64(2.1*x2)+float64(x2*x2/3))*x2) + float64(x*y) + float64((-4+float64(4*y2))*y2)
	},
	Gradient: func(x, y float64) (dx, dy float64) {
		x2, y2 := square(x), square(y)
		return float64((8-float64(8.4*x2)+float64(2*x2*x2))*x) + y, x + float64((-8+float64(16*y2))*y)
	},
	Hessian: func(x, y float64) (xx, xy, yy float64) {
		x2 := square(x)
		return 8 - float64(25.2*x2) + float64(10*x2*x2), 1, -8 + float64(48*square(y))
	},

	Window: Window{-2.1, 2.1, -1.2, 1.2},
	Start:  [2]float64{2, 1},
	Minima: []Minimum{
		{0.08984201310031806, -0.7126564030207396, -1.0316284534898774},
		{-0.08984201310031806, 0.7126564030207396, -1.0316284534898774},
	},
	Local: []Minimum{
		{1.703606714969981, -0.7960835686726251, -0.2154638243837184},
		{-1.703606714969981, 0.7960835686726251, -0.2154638243837184},
		{1.6071047529201974, 0.5686514548841314, 2.1042503103112575},
		{-1.6071047529201974, -0.5686514548841314, 2.1042503103112575},
	},
}
