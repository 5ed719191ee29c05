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
// each run of each optimizer on each surface, step 0 being the start. Runs that
// are in several plans, since several figures show them, are there once; the runs of
// an optimizer that a later plan does otherwise, with noise for example, count on.
func TrajectoriesCSV(all []Trajectories) []byte {
	type entrant struct{ surface, optimizer string }
	type way struct {
		entrant
		start [2]float64
		steps int
		Trials
	}
	runs, gone := map[entrant]int{}, map[way]bool{}
	var b bytes.Buffer
	w := csv.NewWriter(&b) // a Buffer takes everything, so there is no error
	w.Write([]string{"surface", "optimizer", "run", "step", "x", "y", "f", "grad_norm"})
	for _, t := range all {
		for _, o := range t.Runs {
			who := entrant{t.Surface.Name, o.Given}
			how := way{who, t.Start, t.Steps, t.Trials}
			if gone[how] {
				continue
			}
			gone[how] = true
			for _, path := range o.Runs {
				for step, p := range path.Points {
					w.Write([]string{who.surface, who.optimizer, strconv.Itoa(runs[who]), strconv.Itoa(step),
						number(p.X), number(p.Y), number(p.F), number(p.GradNorm)})
				}
				runs[who]++
			}
		}
	}
	w.Flush()
	return b.Bytes()
}

// number prints a float in the shortest form that reads back exactly.
func number(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }
