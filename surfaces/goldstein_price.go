package surfaces

var goldsteinPrice = &Surface{
	Name: "goldstein_price", Title: "Goldstein and Price's function",
	Formula: "(1 + (x + y + 1)²(19 − 14x + 3x² − 14y + 6xy + 3y²))·(30 + (2x − 3y)²(18 − 32x + 12x² + 48y − 36xy + 27y²))",
	Source:  "Goldstein, Price 1971, On descent from local minima",
	Lesson:  "heights from 3 to a million: one rate is too large for the walls and too small for the valleys",

	F: func(x, y float64) float64 {
		p, q := goldstein(x, y), price(x, y)
		return p.f * q.f
	},
	Gradient: func(x, y float64) (dx, dy float64) {
		p, q := goldstein(x, y), price(x, y)
		return float64(p.dx*q.f) + float64(p.f*q.dx), float64(p.dy*q.f) + float64(p.f*q.dy)
	},
	Hessian: func(x, y float64) (xx, xy, yy float64) {
		p, q := goldstein(x, y), price(x, y)
		xx = float64(p.xx*q.f) + float64(2*p.dx*q.dx) + float64(p.f*q.xx)
		xy = float64(p.xy*q.f) + float64(p.dx*q.dy) + float64(p.dy*q.dx) + float64(p.f*q.xy)
		yy = float64(p.yy*q.f) + float64(2*p.dy*q.dy) + float64(p.f*q.yy)
		return xx, xy, yy
	},

	Window: Window{-2, 2, -2, 2},
	Start:  [2]float64{-1.4, 0.4},
	Minima: []Minimum{{0, -1, 3}},
	Local:  []Minimum{{-0.6, -0.4, 30}, {1.8, 0.2, 84}, {1.2, 0.8, 840}},
}

// goldstein is the first factor, 1 + a²·b.
func goldstein(x, y float64) jet {
	a := x + y + 1
	b := 19 - float64(14*x) + float64(3*square(x)) - float64(14*y) + float64(6*x*y) + float64(3*square(y))
	slope := -14 + float64(6*x) + float64(6*y) // of b, in x and in y alike
	d := float64(2*a*b) + float64(square(a)*slope)
	h := 2*b + float64(4*a*slope) + float64(6*square(a))
	return jet{1 + float64(square(a)*b), d, d, h, h, h}
}

// price is the second factor, 30 + a²·b.
func price(x, y float64) jet {
	a := float64(2*x) - float64(3*y)
	b := 18 - float64(32*x) + float64(12*square(x)) + float64(48*y) - float64(36*x*y) + float64(27*square(y))
	bx, by := -32+float64(24*x)-float64(36*y), 48-float64(36*x)+float64(54*y)
	a2 := square(a)
	return jet{
		f:  30 + float64(a2*b),
		dx: float64(4*a*b) + float64(a2*bx),
		dy: float64(-6*a*b) + float64(a2*by),
		xx: float64(8*b) + float64(8*a*bx) + float64(24*a2),
		xy: float64(-12*b) + float64(4*a*by) - float64(6*a*bx) - float64(36*a2),
		yy: float64(18*b) - float64(12*a*by) + float64(54*a2),
	}
}
