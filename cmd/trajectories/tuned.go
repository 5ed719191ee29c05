package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"math"
	"slices"
	"text/tabwriter"

	"descent/internal/chart"
	"descent/internal/cli"
	"descent/internal/legend"
	"descent/internal/study"
	"descent/optim"
)

// compareView is two contour panels side by side: the rates as given and the best
// ones, or the surface and the turned one.
var compareView = view{
	name:   "compare",
	paths:  true,
	suffix: suffixOf,
	title: func(p plan) string {
		if p.tune {
			return p.surface.Title + ": the same rules as given and at their best rates"
		}
		return fmt.Sprintf("%s: the same rules, the surface turned by %s°", p.unturned.Title, signed(p.degrees))
	},
	check: func(o *options) error {
		if o.tune == o.rotate.Given {
			return cli.Usagef("--view compare shows what --tune or --rotate changes: one of them must be given")
		}
		return nil
	},
	draw: func(ctx context.Context, p plan) (drawing, error) {
		if p.tune {
			return drawTuned(ctx, p)
		}
		return drawTurned(ctx, p)
	},
}

// sensitivityView is how well each optimizer did at each rate.
var sensitivityView = view{
	name:   "sensitivity",
	suffix: func(*options) string { return "-sensitivity" },
	title:  func(p plan) string { return p.surface.Title + ": how much the rate matters" },
	check: func(o *options) error {
		if !o.tune {
			return cli.Usagef("--view sensitivity shows the rates that --tune tries: it must be given")
		}
		return nil
	},
	draw: drawSensitivity,
}

// tunable refuses what has no best rate: a surface without a lowest point, rates
// that are schedules, and rules without a rate.
func (p plan) tunable() error {
	if len(p.surface.Minima) == 0 {
		return cli.Usagef("--tune looks for the rate that ends nearest to the minimum: %s has none", p.surface.Name)
	}
	rates := 0
	for _, o := range p.optimizers {
		if _, ok := o.LearningRate().(optim.Constant); !ok {
			return cli.Usagef("--tune varies a rate that stays: that of %s is a schedule", o.Given)
		}
		if !o.Definition().IsWholeRun() {
			rates++
		}
	}
	if rates == 0 {
		return cli.Usagef("--tune varies learning rates: none of the optimizers has one")
	}
	return nil
}

// tuning finds the best rates, on one grid for all: in its middle is what is in
// the middle of the rates as given.
func (p plan) tuning(ctx context.Context) (study.Tuning, error) {
	var rates []float64
	for _, o := range p.optimizers {
		rates = append(rates, o.LearningRate().At(0))
	}
	return study.Tune(ctx, p.trajectories(), p.optimizers, study.GridAround(study.Middle(rates), study.MaxRates))
}

// tried says what was tried.
func tried(t study.Tuning) string {
	rates := t.Rates()
	return fmt.Sprintf("best of %d rates from %g to %g in thirds of a decade", len(rates), rates[0], rates[len(rates)-1])
}

// tunedRecord is the JSON beside the figures of tuning.
type tunedRecord struct {
	common
	Rates      []float64     `json:"rates"`
	Tolerance  float64       `json:"tolerance"` // gaps below it are equal
	Optimizers []tunedOfRule `json:"optimizers"`
}

type tunedOfRule struct {
	Spec     string     `json:"spec"`              // as given
	Tuned    string     `json:"tuned"`             // at the best rate
	AtEdge   bool       `json:"at_edge,omitempty"` // of the grid: a better rate may lie beyond
	GivenGap *float64   `json:"given_gap"`         // after the last step; null: diverged
	TunedGap *float64   `json:"tuned_gap"`
	Gaps     []*float64 `json:"gaps,omitempty"` // at each rate
}

// orNull is a number for JSON, which has no NaN.
func orNull(x float64) *float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return nil
	}
	return &x
}

func tunedOf(t study.Tuning, given, best study.Trajectories) []tunedOfRule {
	var all []tunedOfRule
	for i, o := range t.Tuned {
		r := tunedOfRule{Spec: o.Given, Tuned: o.Spec.Given, AtEdge: o.Best >= 0 && t.AtEdge(o.Best),
			GivenGap: orNull(given.FinalGap(i)), TunedGap: orNull(best.FinalGap(i))}
		for _, s := range o.Scores {
			r.Gaps = append(r.Gaps, orNull(s.Loss))
		}
		all = append(all, r)
	}
	return all
}

// tunedRuns are the paths at the rates as given and at the best.
func (p plan) tunedRuns(ctx context.Context) (t study.Tuning, given, best study.Trajectories, err error) {
	if t, err = p.tuning(ctx); err == nil {
		if given, err = p.trajectories().Trace(ctx, p.optimizers); err == nil {
			best, err = p.trajectories().Trace(ctx, t.TunedOptimizers())
		}
	}
	return t, given, best, err
}

func drawTuned(ctx context.Context, p plan) (drawing, error) {
	t, given, best, err := p.tunedRuns(ctx)
	if err != nil {
		return drawing{}, err
	}
	fig := chart.Compare{Title: p.title, Subtitle: subtitle(p) + "; " + tried(t)}
	for i, side := range []study.Trajectories{given, best} {
		q := p
		q.optimizers = []func() []study.Optimizer{func() []study.Optimizer { return p.optimizers }, t.TunedOptimizers}[i]()
		c := figure(q, side)
		c.Title = []string{"Rates as given", "Each at its best rate"}[i]
		rank(c.Paths, side, t.Tolerance())
		fig.Sides = append(fig.Sides, c)
	}
	for i, o := range t.Tuned {
		fig.Recipe = append(fig.Recipe, fmt.Sprintf("%s → %s", o.Recipe(), rateText(t, i)))
	}
	q := p
	q.tune = true
	fig.Note = "The number before a name is its rank by " + gapLabel(p) + " after the last step. " + note(q)
	return drawing{
		figure: fig,
		record: tunedRecord{p.common(fig), t.Rates(), t.Tolerance(), tunedOf(t, given, best)},
		report: func(w io.Writer) { reportTuned(w, t, given, best) },
		traced: []study.Trajectories{given, best},
	}, nil
}

// rateText is the best rate of an optimizer, and whether it lies at the edge.
func rateText(t study.Tuning, i int) string {
	switch o := t.Tuned[i]; {
	case o.Definition().IsWholeRun():
		return "has no rate"
	case o.Best < 0:
		return "diverges at every rate"
	case t.AtEdge(o.Best):
		return fmt.Sprintf("lr=%g, at the grid's edge", t.Rates()[o.Best])
	default:
		return fmt.Sprintf("lr=%g", t.Rates()[o.Best])
	}
}

func gapLabel(p plan) string {
	_, label := p.surface.GapAt(p.start[0], p.start[1])
	return label
}

// ranks gives each optimizer its rank by the gap after the last step: equal ones,
// and those within the tolerance, share the better rank.
func ranks(t study.Trajectories, tolerance float64) []int {
	gaps := make([]float64, len(t.Runs))
	for i := range gaps {
		gaps[i] = max(t.FinalGap(i), tolerance)
		if math.IsNaN(gaps[i]) {
			gaps[i] = math.Inf(1)
		}
	}
	sorted := slices.Clone(gaps)
	slices.Sort(sorted)
	ranks := make([]int, len(gaps))
	for i, g := range gaps {
		ranks[i], _ = slices.BinarySearchFunc(sorted, g, cmp.Compare[float64])
		ranks[i]++
	}
	return ranks
}

// rank puts each path's rank before its name.
func rank(paths []chart.Path, t study.Trajectories, tolerance float64) {
	for i, r := range ranks(t, tolerance) {
		paths[i].Label = fmt.Sprintf("%d. %s", r, paths[i].Label)
	}
}

// reportTuned prints the ranking before and after, and the specs to paste.
func reportTuned(w io.Writer, t study.Tuning, given, best study.Trajectories) {
	_, label := t.Surface.GapAt(t.Start[0], t.Start[1])
	before, after := ranks(given, t.Tolerance()), ranks(best, t.Tolerance())
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(tw, "%s\trank\t%s\ttuned\trank\t%s\t\n", t.Surface.Name, label, label)
	for i, o := range t.Tuned {
		note := ""
		switch {
		case o.Definition().IsWholeRun():
			note = "has no rate"
		case o.Best < 0:
			note = "diverges at every rate"
		case t.AtEdge(o.Best):
			note = "the best rate is at the grid's edge"
		}
		fmt.Fprintf(tw, "%s\t%d\t%.3g\t--opt %s\t%d\t%.3g\t%s\n", o.Given, before[i], given.FinalGap(i), o.Spec.Given, after[i], best.FinalGap(i), note)
	}
	tw.Flush()
}

func drawSensitivity(ctx context.Context, p plan) (drawing, error) {
	t, given, best, err := p.tunedRuns(ctx)
	if err != nil {
		return drawing{}, err
	}
	fig := chart.Sensitivity{
		Title: p.title, Subtitle: subtitle(p) + "; " + fmt.Sprintf("%d rates in thirds of a decade, the same for all", t.N),
		XLabel: "learning rate", YLabel: gapLabel(p) + " after the last step",
		Failed: "diverged, or ended higher than it started",
		Floor:  t.Tolerance(),
	}
	gapAtStart, _ := p.surface.GapAt(p.start[0], p.start[1])
	// What ends higher than it started has failed as well, finite or not.
	ended := func(gap float64) float64 {
		if gap > gapAtStart {
			return math.NaN()
		}
		return gap
	}
	entries := legend.Of(specs(p.optimizers))
	for i, o := range t.Tuned {
		fig.Recipe = append(fig.Recipe, fmt.Sprintf("%s → %s", o.Recipe(), rateText(t, i)))
		if o.Scores == nil {
			continue
		}
		r := chart.Response{Label: fmt.Sprintf("%s, best %g", o.Title(), bestRate(t, i)), Style: entries[i].Style, X: t.Rates(), Best: o.Best,
			Given: chart.Point{X: o.LearningRate().At(0), Y: ended(given.FinalGap(i))}}
		if o.Best < 0 {
			r.Label = o.Title()
		}
		for _, s := range o.Scores {
			r.Y = append(r.Y, ended(s.Loss))
		}
		if r.Best >= 0 && math.IsNaN(r.Y[r.Best]) {
			r.Best = -1
		}
		fig.Lines = append(fig.Lines, r)
	}
	q := p
	q.tune = true
	fig.Note = fmt.Sprintf("Below %.2g, %g of the gap at the start, two rates are equally good, and the one that came there in fewer steps is the better. ", t.Tolerance(), study.ToleranceShare) + note(q)
	return drawing{
		figure: fig,
		record: tunedRecord{p.common(fig), t.Rates(), t.Tolerance(), tunedOf(t, given, best)},
	}, nil
}

func bestRate(t study.Tuning, i int) float64 {
	if b := t.Tuned[i].Best; b >= 0 {
		return t.Rates()[b]
	}
	return 0
}
