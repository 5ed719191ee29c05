package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"descent/internal/chart"
	"descent/internal/cli"
	"descent/internal/legend"
	"descent/internal/study"
	"descent/optim"
	"descent/surfaces"
)

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
		path := chart.Path{Label: entries[i].Label, Short: entries[i].Short, Style: entries[i].Style, Diverged: r.Diverged}
		for _, q := range r.Points {
			gap, _ := p.surface.GapAt(q.X, q.Y)
			path.Points = append(path.Points, chart.Point{X: q.X, Y: q.Y})
			path.Curve = append(path.Curve, gap)
		}
		c.Paths = append(c.Paths, path)
	}
	return c
}

func specs(optimizers []study.Optimizer) []optim.Spec {
	var specs []optim.Spec
	for _, o := range optimizers {
		specs = append(specs, o.Spec)
	}
	return specs
}

func subtitle(p plan) string {
	return fmt.Sprintf("f(x, y) = %s, from (%s, %s), %d steps",
		p.surface.Formula, signed(p.start[0]), signed(p.start[1]), p.steps)
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
	note := "Gradients are exact and nothing clips them unless a spec says so. Two dimensions are not a network."
	if high >= 10*low && high <= 1e6*low && low > 0 {
		note = fmt.Sprintf("The learning rates differ by a factor of %.0f: this shows how rules move, not which is best. ", high/low) + note
	}
	if p.note != "" {
		note = p.note + " " + note
	}
	return note
}

// signed prints a number with a true minus sign.
func signed(x float64) string {
	return strings.ReplaceAll(fmt.Sprint(x), "-", "−")
}

// trajectoriesRecord is the JSON beside a figure: all that it was drawn from,
// and where the paths ended.
type trajectoriesRecord struct {
	Figure     string            `json:"figure"`
	Title      string            `json:"title"`
	Note       string            `json:"note,omitempty"`
	Alt        string            `json:"alt"`
	Surface    string            `json:"surface"`
	Formula    string            `json:"formula"`
	Window     surfaces.Window   `json:"window"`
	View       view              `json:"view"`
	Theme      string            `json:"theme"`
	Size       string            `json:"size,omitempty"`   // empty: the theme's own
	Motion     *chart.Motion     `json:"motion,omitempty"` // of a figure that moves
	Start      [2]float64        `json:"start"`
	Steps      int               `json:"steps"`
	Optimizers []optimizerRecord `json:"optimizers"`
}

type optimizerRecord struct {
	Spec     string         `json:"spec"`     // as given
	Resolved string         `json:"resolved"` // with every hyperparameter
	Label    string         `json:"label"`
	Left     int            `json:"left_window,omitempty"` // step
	Diverged int            `json:"diverged,omitempty"`    // step
	End      surfaces.Point `json:"end"`
}

func record(p plan, t study.Trajectories, fig chart.Figure, out *cli.Output) trajectoriesRecord {
	_, alt := fig.Description()
	r := trajectoriesRecord{
		Figure: "trajectories", Title: p.title, Note: p.note, Alt: alt,
		Surface: p.surface.Name, Formula: p.surface.Formula, Window: p.window, View: p.view, Theme: out.Look.Theme.String(), Size: out.Look.Size.String(),
		Start: p.start, Steps: p.steps,
	}
	if out.Animated() {
		r.Motion = out.Motion
	}
	entries := legend.Of(specs(p.optimizers))
	for i, run := range t.Runs {
		r.Optimizers = append(r.Optimizers, optimizerRecord{
			Spec: run.Given, Resolved: run.Full(), Label: entries[i].Label,
			Left: run.Left, Diverged: run.Diverged, End: run.Points[len(run.Points)-1],
		})
	}
	return r
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
		case r.Diverged > 0:
			note = fmt.Sprintf("diverged, step %d", r.Diverged)
		case r.Left > 0:
			note = fmt.Sprintf("left the window, step %d", r.Left)
		}
		fmt.Fprintf(tw, "%s\t%.4g\t%.4g\t%.3g\t%s\n", r.Given, end.X, end.Y, gap, note)
	}
	tw.Flush()
	fmt.Fprintln(w)
}
