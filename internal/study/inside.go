package study

import (
	"math"
	"slices"

	"descent/optim"
	"descent/surfaces"
)

// Inside is a path with what went on in the optimizer that took it. Step k, from
// 1, leads from point k−1 to point k.
type Inside struct {
	surfaces.Path
	Gradient [][2]float64 // the surface's, at each point
	Step     [][2]float64 // of step k, at k; zero at 0
	States   []StateSeries
	Moment   int          // which state is the first moment or the velocity, −1: none
	Rate     [][2]float64 // of step k: by what the first moment, or the gradient, is multiplied; NaN at 0
	RateOf   string       // what that is: "first moment", "gradient"; empty: the rule has one rate for both
}

// StateSeries is a state after each step, as it was before the first at 0.
type StateSeries struct {
	optim.State
	Values [][2]float64
}

// LookInside follows an optimizer of two numbers over a surface. States that are
// zero all along, as of a momentum of zero, are left out.
func LookInside(s *surfaces.Surface, start [2]float64, spec optim.Spec, steps int) Inside {
	in := Inside{Moment: -1}
	kept := spec.States()
	series := make([]StateSeries, len(kept))
	look := func(o optim.Optimizer) {
		o.Visit(func(name string, v optim.Vec) {
			for i, state := range kept {
				if state.Name == name {
					series[i].State = state
					series[i].Values = append(series[i].Values, [2]float64{v.At(0), v.At(1)})
				}
			}
		})
	}
	if !spec.Definition().IsWholeRun() {
		look(spec.New(optim.Point(start[0], start[1])))
	}
	in.Path = surfaces.Walk{Watch: func(_ int, o optim.Optimizer) { look(o) }}.Descend(s, start, spec, steps)
	for k, p := range in.Points {
		dx, dy := s.Gradient(p.X, p.Y)
		in.Gradient = append(in.Gradient, [2]float64{dx, dy})
		if k == 0 {
			in.Step = append(in.Step, [2]float64{})
			continue
		}
		in.Step = append(in.Step, [2]float64{p.X - in.Points[k-1].X, p.Y - in.Points[k-1].Y})
	}
	for _, state := range series {
		if slices.ContainsFunc(state.Values, func(v [2]float64) bool { return v != [2]float64{} }) {
			in.States = append(in.States, state)
		}
	}
	in.findRate(spec)
	return in
}

// findRate finds the first moment, and the rate of each coordinate.
func (in *Inside) findRate(spec optim.Spec) {
	scaled := false
	for i, state := range in.States {
		switch state.Meaning {
		case optim.Average, optim.Velocity:
			if in.Moment < 0 {
				in.Moment = i
			}
		case optim.Squares, optim.StepSize:
			scaled = true
		}
	}
	nan := math.NaN()
	in.Rate = append(in.Rate, [2]float64{nan, nan})
	if !scaled {
		for k := 1; k < len(in.Points); k++ {
			lr := spec.LearningRate().At(k - 1)
			in.Rate = append(in.Rate, [2]float64{lr, lr})
		}
		return
	}
	in.RateOf = "gradient"
	average := in.Moment >= 0 && in.States[in.Moment].Meaning == optim.Average
	if average {
		in.RateOf = in.States[in.Moment].Meaning.String()
	}
	for k := 1; k < len(in.Points); k++ {
		by := in.Gradient[k-1]
		if average {
			by = in.States[in.Moment].Values[k]
		}
		in.Rate = append(in.Rate, [2]float64{-in.Step[k][0] / by[0], -in.Step[k][1] / by[1]})
	}
}
