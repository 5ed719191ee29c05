package surfaces

import (
	"errors"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/optimize"
)

// errEnough ends a run that has all its steps.
var errEnough = errors.New("surfaces: enough steps")

// iterations makes a path of a run of gonum's: it is an [optimize.Recorder].
type iterations struct {
	surface *Surface
	path    *Path
	steps   int
	started bool
}

func (r *iterations) Init() error { return nil }

func (r *iterations) Record(at *optimize.Location, what optimize.Operation, _ *optimize.Stats) error {
	switch {
	case what != optimize.MajorIteration:
		return nil
	case !r.started: // the first one is the start
		r.started = true
	case !r.path.add(r.surface, at.X[0], at.X[1]):
		return errEnough
	}
	if len(r.path.Points) > r.steps {
		return errEnough
	}
	return nil
}

// minimize runs a method of gonum's from a start. Where the run ends early, be it
// at a minimum or in a line search that fails, the path stays at its last point.
func (s *Surface) minimize(start [2]float64, method optimize.Method, steps int) Path {
	path := Path{Points: make([]Point, 1, steps+1)}
	path.Points[0] = s.at(start[0], start[1])
	problem := optimize.Problem{
		Func: func(x []float64) float64 { return s.F(x[0], x[1]) },
		Grad: func(grad, x []float64) { grad[0], grad[1] = s.Gradient(x[0], x[1]) },
		Hess: func(h *mat.SymDense, x []float64) {
			xx, xy, yy := s.hessian(x[0], x[1])
			h.SetSym(0, 0, xx)
			h.SetSym(0, 1, xy)
			h.SetSym(1, 1, yy)
		},
	}
	recorder := &iterations{surface: s, path: &path, steps: steps}
	// Its error is errEnough or the end of the path, which shows in the path itself.
	// A line search of gonum's can go on for ever where rounding hides the way down; a hundred
	// evaluations a step are many times what one that succeeds takes.
	settings := &optimize.Settings{Converger: optimize.NeverTerminate{}, Recorder: recorder, FuncEvaluations: 100 * (steps + 1)}
	_, _ = optimize.Minimize(problem, start[:], settings, method)
	for last := path.Points[len(path.Points)-1]; path.Diverged == 0 && len(path.Points) <= steps; {
		path.Points = append(path.Points, last)
	}
	return path
}

// hessian returns the second derivatives, by central differences of the gradient
// where a surface has none.
func (s *Surface) hessian(x, y float64) (xx, xy, yy float64) {
	if s.Hessian != nil {
		return s.Hessian(x, y)
	}
	const h = 1e-5
	right, rightY := s.Gradient(x+h, y)
	left, leftY := s.Gradient(x-h, y)
	topX, top := s.Gradient(x, y+h)
	bottomX, bottom := s.Gradient(x, y-h)
	return (right - left) / (2 * h), (rightY - leftY + topX - bottomX) / (4 * h), (top - bottom) / (2 * h)
}
