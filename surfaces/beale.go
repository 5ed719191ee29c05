package surfaces

var beale = &Surface{
	Name: "beale", Title: "Beale's function",
	Formula: "(1.5 − x + xy)² + (2.25 − x + xy²)² + (2.625 − x + xy³)²",
	Source:  "Beale 1958, On an iterative method for finding a local minimum of a function of more than one variable",
	Lesson:  "steep walls around a long flat valley: what is fast at the start need not arrive first",

	F: func(x, y float64) float64 {
		a, b, c := bealeTerms(x, y)
		return square(a) + square(b) + square(c)
	},
	Gradient: func(x, y float64) (dx, dy float64) {
		a, b, c := bealeTerms(x, y)
		y2 := square(y)
		dx = 2 * (float64(a*(y-1)) + float64(b*(y2-1)) + float64(c*(float64(y2*y)-1)))
		dy = 2 * x * (a + float64(2*b*y) + float64(3*c*y2))
		return dx, dy
	},
	Hessian: func(x, y float64) (xx, xy, yy float64) {
		a, b, c := bealeTerms(x, y)
		y2 := square(y)
		ax, bx, cx := y-1, y2-1, float64(y2*y)-1 // the terms' derivatives
		by, cy := 2*x*y, 3*x*y2                  // a's to y is x
		xx = 2 * (square(ax) + square(bx) + square(cx))
		xy = 2 * (float64(ax*x) + a + float64(bx*by) + float64(2*b*y) + float64(cx*cy) + float64(3*c*y2))
		yy = 2 * (square(x) + square(by) + float64(2*b*x) + square(cy) + float64(6*c*x*y))
		return xx, xy, yy
	},

	Window: Window{-1.5, 4.5, -3, 3},
	Start:  [2]float64{1, 1.6},
	Minima: []Minimum{{3, 0.5, 0}},
}

func bealeTerms(x, y float64) (a, b, c float64) {
	xy := float64(x * y)
	xy2 := float64(xy * y)
	return 1.5 - x + xy, 2.25 - x + xy2, 2.625 - x + float64(xy2*y)
}
