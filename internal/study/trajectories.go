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
	Runs    []Trajectory
}

// Trajectory is the path of one optimizer.
type Trajectory struct {
	Optimizer
	surfaces.Path
}

// Trace runs every optimizer for a number of steps. Its error is ctx's.
func Trace(ctx context.Context, s *surfaces.Surface, start [2]float64, optimizers []Optimizer, steps int) (Trajectories, error) {
	t := Trajectories{Surface: s, Start: start, Steps: steps}
	for _, o := range optimizers {
		if err := ctx.Err(); err != nil {
			return t, err
		}
		t.Runs = append(t.Runs, Trajectory{o, surfaces.Descend(s, start, o.Spec, steps)})
	}
	return t, nil
}

// TrajectoriesCSV returns the paths in the long format: a row for each step of
// each optimizer on each surface, step 0 being the start.
func TrajectoriesCSV(all []Trajectories) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b) // a Buffer takes everything, so there is no error
	w.Write([]string{"surface", "optimizer", "run", "step", "x", "y", "f", "grad_norm"})
	for _, t := range all {
		for _, r := range t.Runs {
			for step, p := range r.Points {
				w.Write([]string{t.Surface.Name, r.Given, "0", strconv.Itoa(step),
					number(p.X), number(p.Y), number(p.F), number(p.GradNorm)})
			}
		}
	}
	w.Flush()
	return b.Bytes()
}

// number prints a float in the shortest form that reads back exactly.
func number(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }
