package surfaces

import (
	"math"

	"descent/internal/vec"
)

// easom is usually searched over ±100, nearly all of which is flat to the last bit.
var easom = &Surface{
	Name: "easom", Title: "Easom's function",
	Formula: "−cos x · cos y · exp(−(x − π)² − (y − π)²)",
	Source:  "Easom 1990, A survey of global optimization techniques",
	Lesson:  "a needle's eye in a plain: where the gradient is next to nothing only its sign can lead",

	F: func(x, y float64) float64 {
		return -vec.Cos(x) * vec.Cos(y) * vec.Exp(-(square(x-math.Pi) + square(y-math.Pi)))
	},
	Gradient: func(x, y float64) (dx, dy float64) {
		e := vec.Exp(-(square(x-math.Pi) + square(y-math.Pi)))
		cx, cy := vec.Cos(x), vec.Cos(y)
		return e * cy * easomSlope(x, cx), e * cx * easomSlope(y, cy)
	},
	Hessian: func(x, y float64) (xx, xy, yy float64) {
		e := vec.Exp(-(square(x-math.Pi) + square(y-math.Pi)))
		cx, cy := vec.Cos(x), vec.Cos(y)
		return e * cy * easomBend(x, cx), -e * easomSlope(x, cx) * easomSlope(y, cy), e * cx * easomBend(y, cy)
	},

	Window: Window{-1, 7, -1, 7},
	Start:  [2]float64{1.5, 1.7},
	Minima: []Minimum{{math.Pi, math.Pi, -1}},
}

// easomSlope and easomBend are the first and second derivative of
// −cos x·exp(−(x−π)²), over the exponential; cx is cos x.
func easomSlope(x, cx float64) float64 {
	return vec.Sin(x) + float64(2*(x-math.Pi)*cx)
}

func easomBend(x, cx float64) float64 {
	d := x - math.Pi
	return float64(3*cx) - float64(4*d*vec.Sin(x)) - float64(4*square(d)*cx)
}
