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
	sum := p.X + p.Y + p.F + p.GradNorm
	return sum-sum == 0
}

// Path is the way of an optimizer over a surface.
type Path struct {
	Points   []Point // by step; 0 is the start
	Left     int     // the first step outside the window; 0: none (a start outside does not count)
	Diverged int     // the step at which a number was no longer finite, and where Points end; 0: none
}

// Descend takes steps of an optimizer from a start. The path runs on outside of
// the surface's window, and ends early only where a number is no longer finite.
// Points are where the optimizer says that its result is ([optim.Optimizer.Point]).
func Descend(s *Surface, start [2]float64, spec optim.Spec, steps int) Path {
	params := optim.Point(start[0], start[1])
	o := spec.New(params)
	objective := optim.ObjectiveFunc(s.eval)
	path := Path{Points: make([]Point, 0, steps+1)}
	path.Points = append(path.Points, s.at(start[0], start[1]))
	for step := 1; step <= steps; step++ {
		o.Step(objective)
		x := o.Point()
		p := s.at(x.At(0), x.At(1))
		if !p.finite() {
			path.Diverged = step
			break
		}
		path.Points = append(path.Points, p)
		if path.Left == 0 && !s.Window.Contains(p.X, p.Y) {
			path.Left = step
		}
	}
	return path
}

func (s *Surface) at(x, y float64) Point {
	dx, dy := s.Gradient(x, y)
	return Point{x, y, s.F(x, y), math.Sqrt(square(dx) + square(dy))}
}

// eval is the surface as an objective.
func (s *Surface) eval(x, g optim.Vec) float64 {
	dx, dy := s.Gradient(x.At(0), x.At(1))
	g.Set(0, dx)
	g.Set(1, dy)
	return s.F(x.At(0), x.At(1))
}
