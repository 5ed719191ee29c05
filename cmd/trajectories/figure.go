package main

import (
	"context"
	"fmt"
	"io"
	"math"
	"strings"
	"text/tabwriter"

	"descent/internal/chart"
	"descent/internal/legend"
	"descent/internal/study"
	"descent/optim"
	"descent/surfaces"
)

// contourView is the level lines with the paths over them, reliefView the same in
// space.
var (
	contourView = view{name: "contour", suffix: suffixOf, title: pathsTitle, paths: true, moves: true, draw: func(ctx context.Context, p plan) (drawing, error) {
		return drawPaths(ctx, p, func(c chart.Contour) chart.Figure { return c })
	}}
	reliefView = view{name: "3d", suffix: suffixOf, title: pathsTitle, paths: true, moves: true, draw: func(ctx context.Context, p plan) (drawing, error) {
		return drawPaths(ctx, p, p.camera.of)
	}}
)

func pathsTitle(p plan) string {
	title := p.surface.Title + ": " + names(p.optimizers)
	if p.tune {
		title += ", each at its best rate"
	}
	return title
}

// of shows a contour in space.
func (c camera) of(fig chart.Contour) chart.Figure {
	if c.best {
		c.Azimuth = fig.BestAzimuth(c.Elevation)
	}
	return chart.Relief{Contour: fig, Azimuth: c.Azimuth, Elevation: c.Elevation}
}

// suffixOf tells the files of a changed figure from those of the lesson.
func suffixOf(o *options) string {
	suffix := ""
	if o.rotate.Given {
		suffix += "-turned"
	}
	if o.tune {
		suffix += "-tuned"
	}
	return suffix
}

func drawPaths(ctx context.Context, p plan, seen func(chart.Contour) chart.Figure) (drawing, error) {
	p, grid, err := p.atBest(ctx)
	if err != nil {
		return drawing{}, err
	}
	t, err := p.trajectories().Trace(ctx, p.optimizers)
	if err != nil {
		return drawing{}, err
	}
	paths := figure(p, t)
	if grid != "" {
		paths.Subtitle += ", " + grid
	}
	fig := seen(paths)
	return drawing{
		figure: fig,
		record: trajectoriesRecord{p.common(fig), optimizerRecords(t, paths)},
		report: func(w io.Writer) { report(w, t) },
		traced: []study.Trajectories{t},
	}, nil
}

// atBest is the plan with every optimizer at its best rate, if it is to be tuned,
// and what was tried.
func (p plan) atBest(ctx context.Context) (plan, string, error) {
	if !p.tune {
		return p, "", nil
	}
	tuned, err := p.tuning(ctx)
	if err != nil {
		return p, "", err
	}
	p.optimizers = tuned.TunedOptimizers()
	return p, tried(tuned), nil
}

// figure is the picture of the paths.
func figure(p plan, t study.Trajectories) chart.Contour {
	c := chart.Contour{
		Title:    p.title,
		Subtitle: subtitle(p),
		Note:     note(p),
		F:        p.surface.F,
		Window:   chart.Window(p.window),
		Start:    chart.Point{X: p.start[0], Y: p.start[1]},
	}
	_, c.CurveLabel = p.surface.GapAt(p.start[0], p.start[1])
	for _, m := range p.surface.Minima {
		c.Minima = append(c.Minima, chart.Point{X: m.X, Y: m.Y})
	}
	entries := legend.Of(specs(p.optimizers))
	for i, r := range t.Runs {
		c.Recipe = append(c.Recipe, r.Recipe())
		path := chart.Path{Label: entries[i].Label, Short: entries[i].Short, Style: entries[i].Style, Diverged: r.Diverged,
			Points: places(r.Path), Curve: study.Gaps(p.surface, r.Path)}
		if len(r.Runs) > 1 {
			path.Curve, path.Cloud = cloud(p, r)
		}
		c.Paths = append(c.Paths, path)
	}
	return c
}

func places(path surfaces.Path) []chart.Point {
	points := make([]chart.Point, len(path.Points))
	for i, q := range path.Points {
		points[i] = chart.Point{X: q.X, Y: q.Y}
	}
	return points
}

// cloud is the median curve of several runs, and what lies around it: a band of
// quartiles, or the runs themselves where they are too few for one.
func cloud(p plan, r study.Trajectory) (median []float64, c chart.Cloud) {
	low, median, high := r.Bands(p.surface, p.steps)
	for _, run := range r.Runs {
		c.Paths = append(c.Paths, places(run))
		if len(r.Runs) < study.FewestForBand {
			c.Curves = append(c.Curves, study.Gaps(p.surface, run))
		}
	}
	if c.Curves == nil {
		c.Lo, c.Hi = low, high
	}
	if n := r.DivergedRuns(); n > 0 {
		c.Note = fmt.Sprintf("%d of %d diverged", n, len(r.Runs))
	}
	return median, c
}

func specs(optimizers []study.Optimizer) []optim.Spec {
	var specs []optim.Spec
	for _, o := range optimizers {
		specs = append(specs, o.Spec)
	}
	return specs
}

func subtitle(p plan) string {
	text := fmt.Sprintf("f(x, y) = %s, from (%s, %s), %d steps",
		p.surface.Formula, signed(p.start[0]), signed(p.start[1]), p.steps)
	t := p.trials
	if t.Starts > 1 {
		text += fmt.Sprintf(", %d starts within %.3g", t.Starts, t.Spread)
	}
	if t.Noise > 0 {
		text += fmt.Sprintf(", noise of σ = %g on each gradient, seeds 1 to %d", t.Noise, max(1, t.Seeds))
	}
	return text
}

// note is the small print on what the figure can tell.
func note(p plan) string {
	low, high := 0.0, 0.0
	for _, o := range p.optimizers {
		if rate := o.LearningRate().At(0); rate > 0 {
			if low == 0 || rate < low {
				low = rate
			}
			high = max(high, rate)
		}
	}
	text := "Gradients are exact and nothing clips them unless a spec says so. Two dimensions are not a network."
	if p.trials.Noise > 0 {
		text = "Every optimizer gets the same noise; nothing clips a gradient unless a spec says so. Two dimensions are not a network."
	}
	if n := p.trials.Runs(); n > 1 {
		around := "the band has their quartiles"
		if n < study.FewestForBand {
			around = "too few for a band"
		}
		text = fmt.Sprintf("Thick: of %d runs the one that ends at the median; faint: the others. The curve is the median at each iteration, %s. ", n, around) + text
	}
	switch {
	case p.tune:
		text = "Each rate is the best of its grid for this surface, start and number of steps. " + text
	case high >= 10*low && high <= 1e6*low && low > 0:
		text = fmt.Sprintf("The learning rates differ by a factor of %.0f: this shows how rules move, not which is best. ", math.Round(high/low)) + text
	}
	for _, o := range p.optimizers {
		if left := o.OnVector(); left != "" {
			text = fmt.Sprintf("%s is made for the tensors of a network; of two numbers it shows this: %s. ", o.Title(), left) + text
		}
	}
	if p.note != "" {
		text = p.note + " " + text
	}
	return text
}

// signed prints a number with a true minus sign.
func signed(x float64) string {
	return strings.ReplaceAll(fmt.Sprint(x), "-", "−")
}

// trajectoriesRecord is the JSON beside a figure of paths: what it was drawn
// from, and where the paths ended.
type trajectoriesRecord struct {
	common
	Optimizers []optimizerRecord `json:"optimizers"`
}

type optimizerRecord struct {
	Spec     string         `json:"spec"`     // as given
	Resolved string         `json:"resolved"` // with every hyperparameter
	Label    string         `json:"label"`
	Runs     int            `json:"runs,omitempty"`          // if there are several: what follows is of the median one
	Failed   int            `json:"diverged_runs,omitempty"` // of them
	Left     int            `json:"left_window,omitempty"`   // step
	Diverged int            `json:"diverged,omitempty"`      // step
	End      surfaces.Point `json:"end"`
}

func optimizerRecords(t study.Trajectories, fig chart.Contour) []optimizerRecord {
	var records []optimizerRecord
	for i, run := range t.Runs {
		r := optimizerRecord{
			Spec: run.Given, Resolved: run.Full(), Label: fig.Paths[i].Label,
			Left: run.Left, Diverged: run.Diverged, End: run.Points[len(run.Points)-1],
		}
		if len(run.Runs) > 1 {
			r.Runs, r.Failed = len(run.Runs), run.DivergedRuns()
		}
		records = append(records, r)
	}
	return records
}

// report prints where the paths ended.
func report(w io.Writer, t study.Trajectories) {
	_, gapLabel := t.Surface.GapAt(t.Start[0], t.Start[1])
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(tw, "%s\tx\ty\t%s\t\n", t.Surface.Label(), gapLabel)
	for _, r := range t.Runs {
		end := r.Points[len(r.Points)-1]
		gap, _ := t.Surface.GapAt(end.X, end.Y)
		note := ""
		switch {
		case len(r.Runs) > 1:
			note = fmt.Sprintf("median of %d runs, %d diverged", len(r.Runs), r.DivergedRuns())
		case r.Diverged > 0:
			note = fmt.Sprintf("diverged, step %d", r.Diverged)
		case r.Left > 0:
			note = fmt.Sprintf("left the window, step %d", r.Left)
		}
		fmt.Fprintf(tw, "%s\t%.4g\t%.4g\t%.3g\t%s\n", r.Given, end.X, end.Y, gap, note)
	}
	tw.Flush()
}
