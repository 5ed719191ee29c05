package surfaces

import (
	"math"

	"descent/internal/vec"
)

var michalewicz = &Surface{
	Name: "michalewicz", Title: "Michalewicz's function",
	Formula: "−sin x · (sin(x²/π))^20 − sin y · (sin(2y²/π))^20",
	Source:  "Michalewicz 1992, Genetic algorithms + data structures = evolution programs",
	Lesson:  "narrow gorges between plateaus: off them the gradient vanishes, and nothing points to their crossing",

	F: func(x, y float64) float64 {
		return -(michalewiczTerm(1, x).f + michalewiczTerm(2, y).f)
	},
	Gradient: func(x, y float64) (dx, dy float64) {
		return -michalewiczTerm(1, x).dx, -michalewiczTerm(2, y).dx
	},
	Hessian: func(x, y float64) (xx, xy, yy float64) {
		return -michalewiczTerm(1, x).xx, 0, -michalewiczTerm(2, y).xx
	},

	Window: Window{0, math.Pi, 0, math.Pi},
	Start:  [2]float64{2.75, 2.05},
	Minima: []Minimum{{2.2029055201726093, math.Pi / 2, -1.8013034100985525}},
}

// michalewiczTerm is sin x · sin²⁰(i·x²/π) with its derivatives in x.
func michalewiczTerm(i, x float64) jet {
	t := i * square(x) / math.Pi
	slope := 2 * i * x / math.Pi // of t
	s, c := vec.Sin(t), vec.Cos(t)
	s18 := vec.PowInt(s, 18)
	s19, s20 := s18*s, s18*s*s
	d := 20 * s19 * c * slope // the first derivative of s²⁰, then its second
	d2 := float64(380*s18*square(c)*square(slope)) - float64(20*s20*square(slope)) + float64(20*s19*c*(2*i/math.Pi))
	sx, cx := vec.Sin(x), vec.Cos(x)
	return jet{
		f:  sx * s20,
		dx: float64(cx*s20) + float64(sx*d),
		xx: float64(2*cx*d) + float64(sx*d2) - float64(sx*s20),
	}
}
