package study

import (
	"bytes"
	"context"
	"encoding/csv"
	"strconv"

	"descent/optim"
	"descent/surfaces"
)

// Optimizer is an entrant of a comparison: a spec, and how the user wrote it.
type Optimizer struct {
	Given string
	optim.Spec
}

// Trajectories are the paths of several optimizers over one surface from the
// same start.
type Trajectories struct {
	Surface *surfaces.Surface
	Start   [2]float64
	Steps   int
	Trials
	Runs []Trajectory
}

// Trajectory is what one optimizer did: the path of its median run, by f at the
// end, and all runs. They are actual paths: the median of each coordinate
// would be a way that nobody went.
type Trajectory struct {
	Optimizer
	surfaces.Path
	Runs []surfaces.Path
}

// Trace runs every optimizer over all trials of the plan, and returns the plan
// with its Runs. The error is ctx's, or that of a start outside the surface's
// domain.
func (t Trajectories) Trace(ctx context.Context, optimizers []Optimizer) (Trajectories, error) {
	starts, err := t.Trials.starts(t.Surface, t.Start)
	if err != nil {
		return t, err
	}
	n := t.Trials.Runs()
	paths := make([]surfaces.Path, len(optimizers)*n)
	err = each(ctx, len(paths), func(i int) {
		paths[i] = t.Trials.run(t.Surface, starts, i%n, optimizers[i/n].Spec, t.Steps)
	})
	if err != nil {
		return t, err
	}
	t.Runs = nil
	for i, o := range optimizers {
		runs := paths[i*n : (i+1)*n]
		t.Runs = append(t.Runs, Trajectory{o, runs[middle(runs)], runs})
	}
	return t, nil
}

// TrajectoriesCSV returns the paths in the long format: a row for each step of
// each run of each optimizer on each surface, step 0 being the start.
func TrajectoriesCSV(all []Trajectories) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b) // a Buffer takes everything, so there is no error
	w.Write([]string{"surface", "optimizer", "run", "step", "x", "y", "f", "grad_norm"})
	for _, t := range all {
		for _, o := range t.Runs {
			for run, path := range o.Runs {
				for step, p := range path.Points {
					w.Write([]string{t.Surface.Name, o.Given, strconv.Itoa(run), strconv.Itoa(step),
						number(p.X), number(p.Y), number(p.F), number(p.GradNorm)})
				}
			}
		}
	}
	w.Flush()
	return b.Bytes()
}

// number prints a float in the shortest form that reads back exactly.
func number(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }
