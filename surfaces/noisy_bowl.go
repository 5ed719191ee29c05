package surfaces

import (
	"math"

	"descent/internal/vec"
)

// noisyBowl is a bowl under noise that is part of the function: ripples of all
// directions, the same at each visit, with derivatives as exact as the bowl's.
// They are drawn once, by the minimal standard generator from seed 1 (Park, Miller
// 1988, Random number generators: good ones are hard to find): of each ripple the
// direction in [0, 2π), the wave number in [3, 9) and the phase in [0, 2π).
var noisyBowl = &Surface{
	Name: "noisy_bowl", Title: "A noisy bowl",
	Formula: "(x² + 2y²)/4 + Σ 0.12 cos(pᵢx + qᵢy + φᵢ), 16 ripples drawn with seed 1",
	Source:  "this project",
	Lesson:  "the slope is right on average, seldom at a point: averages of gradients see through the ripples",

	F: func(x, y float64) float64 {
		f := (square(x) + 2*square(y)) / 4
		for _, r := range ripples {
			f += float64(rippleHeight * vec.Cos(r.phase(x, y)))
		}
		return f
	},
	Gradient: func(x, y float64) (dx, dy float64) {
		dx, dy = x/2, y
		for _, r := range ripples {
			s := rippleHeight * vec.Sin(r.phase(x, y))
			dx -= float64(s * r.p)
			dy -= float64(s * r.q)
		}
		return dx, dy
	},
	Hessian: func(x, y float64) (xx, xy, yy float64) {
		xx, yy = 0.5, 1
		for _, r := range ripples {
			c := rippleHeight * vec.Cos(r.phase(x, y))
			xx -= float64(c * square(r.p))
			xy -= float64(c * r.p * r.q)
			yy -= float64(c * square(r.q))
		}
		return xx, xy, yy
	},

	Window: Window{-4, 4, -3, 3},
	Start:  [2]float64{-3.5, 2.4},
	Minima: []Minimum{{-0.21904102062805644, -0.5891192933978913, -0.5963445619709721}},
}

const (
	rippleCount  = 16
	rippleHeight = 0.12
)

// ripple is cos(p·x + q·y + phi).
type ripple struct{ p, q, phi float64 }

func (r ripple) phase(x, y float64) float64 { return float64(r.p*x) + float64(r.q*y) + r.phi }

var ripples = drawRipples()

func drawRipples() (drawn [rippleCount]ripple) {
	state := int64(1)
	uniform := func() float64 {
		state = state * 16807 % (1<<31 - 1)
		return float64(state) / (1<<31 - 1)
	}
	for i := range drawn {
		direction, number, phi := 2*math.Pi*uniform(), 3+float64(6*uniform()), 2*math.Pi*uniform()
		drawn[i] = ripple{number * vec.Cos(direction), number * vec.Sin(direction), phi}
	}
	return drawn
}
