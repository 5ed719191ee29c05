package main

import (
	"context"
	"fmt"
	"io"
	"math"
	"text/tabwriter"

	"descent/internal/chart"
	"descent/internal/study"
	"descent/surfaces"
)

// sameWay is up to which share of the window's diagonal a path and the turned one
// may differ by rounding.
const sameWay = 1e-6

// turnedRecord is the JSON beside a figure of a surface and the turned one.
type turnedRecord struct {
	common
	Degrees    float64      `json:"degrees"`
	Optimizers []turnedRule `json:"optimizers"`
}

type turnedRule struct {
	Spec      string   `json:"spec"`
	Resolved  string   `json:"resolved"`
	Gap       *float64 `json:"gap"` // after the last step; null: diverged
	TurnedGap *float64 `json:"turned_gap"`
	Apart     *float64 `json:"apart"` // at most, the path on the turned surface and the turned path
	Turns     bool     `json:"turns"` // the path turns with the surface
}

func drawTurned(ctx context.Context, p plan) (drawing, error) {
	straight := p
	straight.surface, straight.start, straight.window = p.unturned, p.unturned.Start, p.unturned.Window
	before, err := straight.trajectories().Trace(ctx, p.optimizers)
	if err != nil {
		return drawing{}, err
	}
	after, err := p.trajectories().Trace(ctx, p.optimizers)
	if err != nil {
		return drawing{}, err
	}
	fig := chart.Compare{
		Title: p.title, Subtitle: subtitle(straight) + ", and turned by " + signed(p.degrees) + "°",
		Note: "On the right, a thin line is the path of the left, turned with the surface: where it cannot be seen, the rule takes the turned path. " + note(straight),
	}
	left, right := figure(straight, before), figure(p, after)
	left.Title, right.Title = "The surface as it is", "Turned by "+signed(p.degrees)+"°"
	fig.Recipe = left.Recipe
	record := turnedRecord{Degrees: p.degrees}
	for i, r := range before.Runs {
		ghost := make([]chart.Point, len(r.Points))
		for k, q := range r.Points {
			ghost[k].X, ghost[k].Y = surfaces.Turned(q.X, q.Y, p.degrees, p.middle())
		}
		right.Paths[i].Cloud.Paths = append(right.Paths[i].Cloud.Paths, ghost)
		apart := distance(ghost, right.Paths[i].Points)
		record.Optimizers = append(record.Optimizers, turnedRule{Spec: r.Given, Resolved: r.Full(),
			Gap: orNull(before.FinalGap(i)), TurnedGap: orNull(after.FinalGap(i)), Apart: orNull(apart), Turns: apart <= sameWay*diagonal(p.window)})
	}
	fig.Sides = []chart.Contour{left, right}
	record.common = p.common(fig)
	return drawing{
		figure: fig, record: record, traced: []study.Trajectories{before, after},
		report: func(w io.Writer) { reportTurned(w, p, record) },
	}, nil
}

// distance is how far apart two paths are at most, infinite if one is longer.
func distance(a, b []chart.Point) float64 {
	if len(a) != len(b) {
		return math.Inf(1)
	}
	far := 0.0
	for k := range a {
		dx, dy := a[k].X-b[k].X, a[k].Y-b[k].Y
		far = max(far, math.Sqrt(float64(dx*dx)+float64(dy*dy)))
	}
	return far
}

func diagonal(w surfaces.Window) float64 {
	dx, dy := w.X1-w.X0, w.Y1-w.Y0
	return math.Sqrt(float64(dx*dx) + float64(dy*dy))
}

// reportTurned prints who turns with the surface.
func reportTurned(w io.Writer, p plan, r turnedRecord) {
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(tw, "%s\t%s\tturned by %g°\tthe path turns with it\t\n", p.unturned.Label(), gapLabel(p), p.degrees)
	text := func(gap *float64) string {
		if gap == nil {
			return "diverged"
		}
		return fmt.Sprintf("%.3g", *gap)
	}
	for _, o := range r.Optimizers {
		fmt.Fprintf(tw, "%s\t%s\t%s\t%s\t\n", o.Spec, text(o.Gap), text(o.TurnedGap), map[bool]string{true: "yes", false: "no"}[o.Turns])
	}
	tw.Flush()
}
