package surfaces

import (
	"math"

	"descent/internal/vec"
)

var rastrigin = &Surface{
	Name: "rastrigin", Title: "Rastrigin's function",
	Formula: "20 + x² − 10cos 2πx + y² − 10cos 2πy",
	Source:  "Rastrigin 1974, Systems of extremal control",
	Lesson:  "a minimum in every cell of a grid: without large steps or noise the nearest one is the end",

	F: func(x, y float64) float64 {
		return 20 + (square(x) - float64(10*vec.Cos(2*math.Pi*x))) + (square(y) - float64(10*vec.Cos(2*math.Pi*y)))
	},
	Gradient: func(x, y float64) (dx, dy float64) {
		return float64(2*x) + float64(20*math.Pi*vec.Sin(2*math.Pi*x)), float64(2*y) + float64(20*math.Pi*vec.Sin(2*math.Pi*y))
	},
	Hessian: func(x, y float64) (xx, xy, yy float64) {
		const b = 40 * math.Pi * math.Pi
		return 2 + float64(b*vec.Cos(2*math.Pi*x)), 0, 2 + float64(b*vec.Cos(2*math.Pi*y))
	},

	Window: Window{-5.12, 5.12, -5.12, 5.12},
	Start:  [2]float64{-3.3, 2.7},
	Minima: []Minimum{{0, 0, 0}},
}
