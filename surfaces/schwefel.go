package surfaces

import (
	"math"

	"descent/internal/vec"
)

// schwefel has continuous slopes, but second derivatives without bound towards
// the axes; on them they are taken as 0.
var schwefel = &Surface{
	Name: "schwefel", Title: "Schwefel's function",
	Formula: "837.9658 − x sin √|x| − y sin √|y|",
	Source:  "Schwefel 1981, Numerical optimization of computer models",
	Lesson:  "the best minimum is far from the next best: what leads downhill leads astray",

	F: func(x, y float64) float64 {
		return 418.9829*2 - (float64(x*vec.Sin(math.Sqrt(math.Abs(x)))) + float64(y*vec.Sin(math.Sqrt(math.Abs(y)))))
	},
	Gradient: func(x, y float64) (dx, dy float64) {
		return schwefelSlope(x), schwefelSlope(y)
	},
	Hessian: func(x, y float64) (xx, xy, yy float64) {
		return schwefelBend(x), 0, schwefelBend(y)
	},

	Window: Window{-500, 500, -500, 500},
	Start:  [2]float64{120, -190},
	// With the usual constant of four decimals the least value is not 0.
	Minima: []Minimum{{420.96874635998205, 420.96874635998205, 2.545513253215315e-05}},
}

func schwefelSlope(x float64) float64 {
	s := math.Sqrt(math.Abs(x))
	return -(vec.Sin(s) + float64(s*vec.Cos(s)/2))
}

func schwefelBend(x float64) float64 {
	if x == 0 {
		return 0
	}
	s := math.Sqrt(math.Abs(x))
	bend := (float64(s*vec.Sin(s)) - float64(3*vec.Cos(s))) / (4 * s)
	if x < 0 {
		return -bend
	}
	return bend
}
