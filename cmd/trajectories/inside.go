package main

import (
	"context"
	"math"

	"descent/internal/chart"
	"descent/internal/cli"
	"descent/internal/study"
	"descent/surfaces"
)

// insideView is what goes on in one optimizer.
var insideView = view{
	name:   "inside",
	paths:  true,
	suffix: func(o *options) string { return suffixOf(o) + "-inside" },
	title:  func(p plan) string { return "Inside " + names(p.optimizers) + ", on " + p.surface.Title },
	check: func(o *options) error {
		if len(o.Opt) != 1 {
			return cli.Usagef("--view inside looks into one optimizer: one --opt is wanted, there are %d", len(o.Opt))
		}
		return exact("inside")(o)
	},
	draw: drawInside,
}

func drawInside(ctx context.Context, p plan) (drawing, error) {
	p, grid, err := p.atBest(ctx)
	if err != nil {
		return drawing{}, err
	}
	o := p.optimizers[0]
	in := study.LookInside(p.surface, p.start, o.Spec, p.steps)
	if ctx.Err() != nil {
		return drawing{}, ctx.Err()
	}
	t := p.trajectories()
	t.Runs = []study.Trajectory{{Optimizer: o, Path: in.Path, Runs: []surfaces.Path{in.Path}}}
	contour := figure(p, t)
	contour.Paths[0].Style = chart.Style{Color: chart.StyleAt(5).Color} // the arrows have the colours
	if grid != "" {
		contour.Subtitle += "; " + grid
	}
	contour.Note = "An arrow has the direction of what the line of its colour has the length of, at the marked iterations as far as they lie apart. " + contour.Note
	fig := chart.Inside{Contour: contour, Lengths: chart.Panel{
		Title: "lengths, in the colours", XLabel: "iteration", YLabel: "length", Scale: chart.Log,
	}}
	arrow := func(label string, style chart.Style, at int, v func(k int) [2]float64) {
		a := chart.Arrow{Style: style}
		s := chart.Series{Label: label, Style: style}
		for k := range len(in.Points) - at {
			d := v(k + at)
			a.Directions = append(a.Directions, chart.Point{X: d[0], Y: d[1]})
			s.X, s.Y = append(s.X, float64(k+at)), append(s.Y, math.Sqrt(float64(d[0]*d[0])+float64(d[1]*d[1])))
		}
		fig.Arrows, fig.Lengths.Series = append(fig.Arrows, a), append(fig.Lengths.Series, s)
	}
	// At iteration k stands what step k+1 is made of, and where it leads.
	arrow("−gradient", chart.StyleAt(4), 0, func(k int) [2]float64 { return minus(in.Gradient[k]) })
	if in.Moment >= 0 && len(in.Points) > 1 {
		m := in.States[in.Moment]
		if label := m.Meaning.String(); label == "velocity" {
			arrow(label+" "+m.Symbol, chart.StyleAt(2), 1, func(k int) [2]float64 { return m.Values[k] })
		} else {
			arrow("−"+label+" "+m.Symbol, chart.StyleAt(2), 1, func(k int) [2]float64 { return minus(m.Values[k]) })
		}
	}
	if len(in.Points) > 1 {
		arrow("step", chart.StyleAt(1), 1, func(k int) [2]float64 { return in.Step[k] })
	}
	for _, s := range in.States {
		fig.Panels = append(fig.Panels, coordinates(s.Symbol+", "+s.Meaning.String(), s.Values))
	}
	if len(in.States) == 0 {
		fig.Panels = append(fig.Panels, coordinates("gradient: the rule keeps no state", in.Gradient))
	}
	rate := "learning rate, the same for both"
	if in.RateOf != "" {
		rate = "effective rate: step by " + in.RateOf
	}
	fig.Panels = append(fig.Panels, coordinates(rate, in.Rate))
	return drawing{
		figure: fig,
		record: trajectoriesRecord{p.common(fig), optimizerRecords(t, contour)},
		traced: []study.Trajectories{t},
	}, nil
}

func minus(v [2]float64) [2]float64 { return [2]float64{-v[0], -v[1]} }

// coordinates is a panel of a number of each coordinate: on a logarithmic axis
// if none is below zero.
func coordinates(title string, values [][2]float64) chart.Panel {
	p := chart.Panel{Title: title, XLabel: "iteration", Scale: chart.Log}
	for i, name := range []string{"of x", "of y"} {
		s := chart.Series{Label: name, Style: chart.StyleAt([]int{3, 0}[i])}
		s.Style.Dash = []chart.Dash{chart.Solid, chart.Dashed}[i]
		for k, v := range values {
			if v[i] < 0 {
				p.Scale = chart.Linear
			}
			s.X, s.Y = append(s.X, float64(k)), append(s.Y, v[i])
		}
		p.Series = append(p.Series, s)
	}
	return p
}
