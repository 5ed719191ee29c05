package main

import (
	"context"
	"fmt"
	"io"
	"math"
	"text/tabwriter"

	"descent/internal/chart"
	"descent/internal/legend"
	"descent/internal/study"
	"descent/surfaces"
)

// mapPixels is the number of starts along the longer side of a window.
const mapPixels = 400

// startsView is where each start of the window leads.
var startsView = view{
	name:   "starts",
	suffix: func(o *options) string { return suffixOf(o) + "-starts" },
	title:  func(p plan) string { return p.surface.Title + ": where each start leads" },
	check:  exact("starts"),
	draw:   drawStarts,
}

// startsRecord is the JSON beside a figure of starts.
type startsRecord struct {
	common
	Columns int           `json:"columns"`
	Rows    int           `json:"rows"`
	Radius  float64       `json:"radius"` // within which of a minimum a path has reached it
	Minima  []mapMinimum  `json:"minima"`
	Maps    []startShares `json:"optimizers"`
}

type mapMinimum struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
	F float64 `json:"f"`
}

type startShares struct {
	Spec     string    `json:"spec"`
	Resolved string    `json:"resolved"`
	Shares   []float64 `json:"shares"` // of the minima
	None     float64   `json:"none"`
	Diverged float64   `json:"diverged"`
}

func drawStarts(ctx context.Context, p plan) (drawing, error) {
	p, grid, err := p.atBest(ctx)
	if err != nil {
		return drawing{}, err
	}
	s := *p.surface
	s.Window = p.window
	columns, rows := mapSize(s.Window)
	m, err := study.MapStarts(ctx, &s, columns, rows, p.optimizers, p.steps)
	if err != nil {
		return drawing{}, err
	}
	fig := chart.StartMap{
		Title: p.title, Subtitle: fmt.Sprintf("f(x, y) = %s, %d × %d starts, %d steps", p.surface.Formula, columns, rows, p.steps),
		Window: chart.Window(s.Window), Columns: columns, Rows: rows, Steps: p.steps,
		Note: fmt.Sprintf("A start has reached a minimum when its path comes within %.2g of it and stays there. ", m.Radius),
	}
	if len(m.Minima) <= chart.MostStars {
		fig.Note += "Stars mark the minima. "
	}
	fig.Note += note(p)
	if grid != "" {
		fig.Subtitle += "; " + grid
	}
	record := startsRecord{Columns: columns, Rows: rows, Radius: m.Radius}
	for _, q := range m.Minima {
		fig.Minima = append(fig.Minima, chart.Point{X: q.X, Y: q.Y})
		record.Minima = append(record.Minima, mapMinimum(q))
	}
	entries := legend.Of(specs(p.optimizers))
	for i, t := range m.Maps {
		shares, nowhere, away := m.Shares(i)
		fig.Recipe = append(fig.Recipe, t.Recipe())
		fig.Maps = append(fig.Maps, chart.Basins{Label: entries[i].Label, Style: entries[i].Style,
			Minimum: t.Minimum, Steps: t.Steps, Shares: shares, Nowhere: nowhere, Away: away})
		record.Maps = append(record.Maps, startShares{t.Given, t.Full(), shares, nowhere, away})
	}
	record.common = p.common(fig)
	return drawing{figure: fig, record: record, report: func(w io.Writer) { reportStarts(w, m) }}, nil
}

// mapSize is how many starts a window has in each direction: squares.
func mapSize(w surfaces.Window) (columns, rows int) {
	dx, dy := w.X1-w.X0, w.Y1-w.Y0
	along := func(side float64) int { return max(1, int(math.Round(mapPixels*side/max(dx, dy)))) }
	return along(dx), along(dy)
}

// mostListed is how many minima the table has columns for.
const mostListed = 8

// reportStarts prints the shares.
func reportStarts(w io.Writer, m study.StartMaps) {
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprint(tw, m.Surface.Name)
	for _, q := range m.Minima[:min(mostListed, len(m.Minima))] {
		fmt.Fprintf(tw, "\t(%.3g, %.3g)", q.X, q.Y)
	}
	if len(m.Minima) > mostListed {
		fmt.Fprintf(tw, "\t%d others", len(m.Minima)-mostListed)
	}
	fmt.Fprintln(tw, "\tnone\tdiverged\t")
	for i, t := range m.Maps {
		shares, nowhere, away := m.Shares(i)
		others := 0.0
		fmt.Fprint(tw, t.Given)
		for k, share := range shares {
			if k >= mostListed {
				others += share
				continue
			}
			fmt.Fprintf(tw, "\t%.1f %%", 100*share)
		}
		if len(shares) > mostListed {
			fmt.Fprintf(tw, "\t%.1f %%", 100*others)
		}
		fmt.Fprintf(tw, "\t%.1f %%\t%.1f %%\t\n", 100*nowhere, 100*away)
	}
	tw.Flush()
}
