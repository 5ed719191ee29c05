package surfaces

import (
	"math"

	"descent/optim"
)

// Point is a place on a path.
type Point struct {
	X        float64 `json:"x"`
	Y        float64 `json:"y"`
	F        float64 `json:"f"`         // the surface's height
	GradNorm float64 `json:"grad_norm"` // length of its gradient
}

// finite tells whether every number of the point is.
func (p Point) finite() bool {
	for _, v := range []float64{p.X, p.Y, p.F, p.GradNorm} {
		if v-v != 0 {
			return false
		}
	}
	return true
}

// Path is the way of an optimizer over a surface.
type Path struct {
	Points   []Point // by step; 0 is the start
	Left     int     // the first step that leads out of the window; 0: none
	Diverged int     // the step at which a number was no longer finite, and where Points end; 0: none
}

// Descend takes steps of an optimizer from a start. The path runs on outside of
// the surface's window, and ends early only where a number is no longer finite.
// Points are where the optimizer says that its result is ([optim.Optimizer.Point]).
// Of a method of whole runs a step is an iteration; a path that has ended stays.
func Descend(s *Surface, start [2]float64, spec optim.Spec, steps int) Path {
	return Walk{}.Descend(s, start, spec, steps)
}

// add appends a point, and tells whether its numbers are finite.
func (p *Path) add(s *Surface, x, y float64) bool {
	at, last, step := s.at(x, y), p.Points[len(p.Points)-1], len(p.Points)
	if !at.finite() {
		p.Diverged = step
		return false
	}
	p.Points = append(p.Points, at)
	if p.Left == 0 && s.Window.Contains(last.X, last.Y) && !s.Window.Contains(at.X, at.Y) {
		p.Left = step
	}
	return true
}

func (s *Surface) at(x, y float64) Point {
	dx, dy := s.Gradient(x, y)
	return Point{x, y, s.F(x, y), length(dx, dy)}
}

// eval is the surface as an objective.
func (s *Surface) eval(x, g optim.Vec) float64 {
	dx, dy := s.Gradient(x.At(0), x.At(1))
	g.Set(0, dx)
	g.Set(1, dy)
	return s.F(x.At(0), x.At(1))
}

// length is √(x²+y²), also where a square would overflow or vanish. The standard library's
// has other bits on other machines.
func length(x, y float64) float64 {
	if sum := square(x) + square(y); 1e-300 < sum && sum < 1e300 {
		return math.Sqrt(sum)
	}
	x, y = math.Abs(x), math.Abs(y)
	if x < y {
		x, y = y, x
	}
	if x == 0 || x-x != 0 {
		return x + y
	}
	return x * math.Sqrt(1+square(y/x))
}
