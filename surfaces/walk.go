package surfaces

import "descent/optim"

// Walk is a descent of which more is asked than its path. The zero Walk is
// [Descend]'s: exact gradients, and nobody watching.
type Walk struct {
	// Noise is added to each gradient that the optimizer asks for, not to those
	// of the path's points, which are the surface's own.
	Noise func() (dx, dy float64)
	// Watch is called after each step, counted from 1, while numbers are finite.
	Watch func(step int, o optim.Optimizer)
}

// Descend takes steps of an optimizer as the function Descend does. Methods of
// whole runs have neither noise nor a state to watch.
func (w Walk) Descend(s *Surface, start [2]float64, spec optim.Spec, steps int) Path {
	if method, ok := spec.Method(); ok {
		return s.minimize(start, method, steps)
	}
	o := spec.New(optim.Point(start[0], start[1]))
	objective := s.Objective()
	if w.Noise != nil {
		exact := objective
		objective = optim.ObjectiveFunc(func(x, g optim.Vec) float64 {
			f := exact.Eval(x, g)
			dx, dy := w.Noise()
			g.Set(0, g.At(0)+dx)
			g.Set(1, g.At(1)+dy)
			return f
		})
	}
	objective = spec.Scaled(objective)
	path := Path{Points: make([]Point, 0, steps+1)}
	path.Points = append(path.Points, s.at(start[0], start[1]))
	for step := 1; step <= steps; step++ {
		o.Step(objective)
		if x := o.Point(); !path.add(s, x.At(0), x.At(1)) {
			break
		}
		if w.Watch != nil {
			w.Watch(step, o)
		}
	}
	return path
}

// Objective is the surface as an objective of parameters that are a point.
func (s *Surface) Objective() optim.Objective { return optim.ObjectiveFunc(s.eval) }
