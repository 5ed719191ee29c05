package surfaces

import (
	"math"

	"descent/internal/vec"
)

// eggholder has creases of infinite slope where an argument of |·| is 0. There
// the derivatives of the root's sine are taken as 0. Its minimum lies on the edge
// of its window; beyond, f falls without end.
var eggholder = &Surface{
	Name: "eggholder", Title: "The egg holder",
	Formula: "−(y + 47) sin √|x/2 + y + 47| − x sin √|x − (y + 47)|",
	Source:  "Whitley, Rana, Dzubera, Mathias 1996, Evaluating evolutionary algorithms",
	Lesson:  "hills and pits of all sizes: from neighbouring starts to quite different ends",

	F: func(x, y float64) float64 {
		u := y + 47
		p, q := sineOfRoot(u+float64(x/2)), sineOfRoot(x-u)
		return float64(-u*p.f) - float64(x*q.f)
	},
	Gradient: func(x, y float64) (dx, dy float64) {
		u := y + 47
		p, q := sineOfRoot(u+float64(x/2)), sineOfRoot(x-u)
		dx = float64(-u*p.slope/2) - q.f - float64(x*q.slope)
		dy = -p.f - float64(u*p.slope) + float64(x*q.slope)
		return dx, dy
	},
	Hessian: func(x, y float64) (xx, xy, yy float64) {
		u := y + 47
		p, q := sineOfRoot(u+float64(x/2)), sineOfRoot(x-u)
		xx = float64(-u*p.bend/4) - 2*q.slope - float64(x*q.bend)
		xy = -float64(p.slope/2) - float64(u*p.bend/2) + q.slope + float64(x*q.bend)
		yy = -float64(2*p.slope) - float64(u*p.bend) - float64(x*q.bend)
		return xx, xy, yy
	},

	Window: Window{-512, 512, -512, 512},
	Start:  [2]float64{-220, -320},
	Minima: []Minimum{{512, 404.2318051137578, -959.6406627208508}},
}

// rootSine is sin √|a| with its first and second derivative.
type rootSine struct{ f, slope, bend float64 }

func sineOfRoot(a float64) rootSine {
	r := math.Sqrt(math.Abs(a))
	if r == 0 {
		return rootSine{}
	}
	s, c := vec.Sin(r), vec.Cos(r)
	slope := c / (2 * r)
	if a < 0 {
		slope = -slope
	}
	return rootSine{s, slope, -(s + c/r) / (4 * r * r)}
}
