package surfaces

import (
	"math"

	"descent/internal/vec"
)

var levy = &Surface{
	Name: "levy", Title: "Levy's function",
	Formula: "sin²πw + (w − 1)²(1 + 10sin²(πw + 1)) + (v − 1)²(1 + sin²2πv), w = 1 + (x − 1)/4, v = 1 + (y − 1)/4",
	Source:  "Levy, Montalvo 1985, The tunneling algorithm for the global minimization of functions",
	Lesson:  "parallel troughs: within one the way is easy, from one to the next it leads uphill",

	F: func(x, y float64) float64 {
		w, v := levyScale(x), levyScale(y)
		return square(vec.Sin(math.Pi*w)) +
			float64(square(w-1)*(1+float64(10*square(vec.Sin(float64(math.Pi*w)+1))))) +
			float64(square(v-1)*(1+square(vec.Sin(2*math.Pi*v))))
	},
	Gradient: func(x, y float64) (dx, dy float64) {
		w, v := levyScale(x), levyScale(y)
		s, c := vec.Sin(float64(math.Pi*w)+1), vec.Cos(float64(math.Pi*w)+1)
		dx = float64(2*math.Pi*vec.Sin(math.Pi*w)*vec.Cos(math.Pi*w)) +
			float64(2*(w-1)*(1+float64(10*square(s)))) + float64(20*math.Pi*square(w-1)*s*c)
		s, c = vec.Sin(2*math.Pi*v), vec.Cos(2*math.Pi*v)
		dy = float64(2*(v-1)*(1+square(s))) + float64(4*math.Pi*square(v-1)*s*c)
		return dx / 4, dy / 4
	},
	Hessian: func(x, y float64) (xx, xy, yy float64) {
		const pi2 = math.Pi * math.Pi
		w, v := levyScale(x), levyScale(y)
		s, c := vec.Sin(float64(math.Pi*w)+1), vec.Cos(float64(math.Pi*w)+1)
		xx = float64(2*pi2*(square(vec.Cos(math.Pi*w))-square(vec.Sin(math.Pi*w)))) +
			2 + float64(20*square(s)) + float64(80*math.Pi*(w-1)*s*c) + float64(20*pi2*square(w-1)*(square(c)-square(s)))
		s, c = vec.Sin(2*math.Pi*v), vec.Cos(2*math.Pi*v)
		yy = 2 + float64(2*square(s)) + float64(16*math.Pi*(v-1)*s*c) + float64(8*pi2*square(v-1)*(square(c)-square(s)))
		return xx / 16, 0, yy / 16
	},

	Window: Window{-10, 10, -10, 10},
	Start:  [2]float64{-7.2, -3.4},
	Minima: []Minimum{{1, 1, 0}},
}

func levyScale(x float64) float64 { return 1 + float64((x-1)/4) }
