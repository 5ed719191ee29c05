package main

import (
	"context"
	"fmt"
	"io"
	"math"
	"strings"
	"text/tabwriter"

	"descent/internal/chart"
	"descent/internal/cli"
	"descent/internal/study"
	"descent/optim"
)

// costView is what a gradient of all data costs, against that of a few. It is the
// one view without a surface.
var costView = view{
	name: "cost",
	check: func(o *options) error {
		for _, flag := range reshaping {
			if flag != "view" && o.changed(flag) {
				return cli.Usagef("--view cost is an experiment of its own, fitting a line: --%s has no place in it", flag)
			}
		}
		return view{name: "cost"}.fits(o)
	},
	draw: drawCost,
}

// The experiment: sizes of the data, and of what is looked at.
var costSizes = []int{100, 1000, 10_000, 100_000, 1_000_000}

const (
	costBatch   = 32
	costSamples = 10_000_000
	costFull    = "sgd:lr=0.5"
	costMini    = "sgd:lr=0.5"
	costDecayed = "sgd:lr=inverse_time(0.5,decay_steps=10,decay_rate=1)"
)

const costTitle = "The cost of a step: mini-batches are near before one step of all data is done"

// costPlan is the plan of the one figure of the view.
func (o *options) costPlan() (plan, error) {
	p := plan{name: costView.name, view: costView, output: o.Output,
		title: costTitle}
	if o.recipe != nil {
		p.name = o.recipe.Name
		if o.recipe.Title != "" {
			p.title, p.note = o.recipe.Title, o.recipe.Note
		}
	}
	p.recipe = recipe{Name: p.name, Title: p.title, Note: p.note, Flags: o.recorded(p)}
	return p, costView.allowed(o)
}

// costRecord is the JSON beside the figure.
type costRecord struct {
	Figure  string    `json:"figure"`
	Recipe  recipe    `json:"recipe"`
	Title   string    `json:"title"`
	Alt     string    `json:"alt"`
	Theme   string    `json:"theme"`
	Size    string    `json:"size,omitempty"`
	Batch   int       `json:"batch"`
	Samples int       `json:"samples"`
	Runs    []costRun `json:"runs"`
	Within  float64   `json:"within"` // the distance that samples_to is about
}

type costRun struct {
	Spec      string   `json:"spec"`
	N         int      `json:"n"`
	StepCost  int      `json:"samples_per_step"`
	SamplesTo *float64 `json:"samples_to"` // null: not reached
	End       float64  `json:"distance_at_end"`
}

// near is the distance that the table tells of: a twentieth of the way is left.
const near = 0.1

func drawCost(ctx context.Context, p plan) (drawing, error) {
	mini := []string{costMini, costDecayed}
	c, err := study.CompareCosts(ctx, optim.MustParse(costFull), []optim.Spec{optim.MustParse(mini[0]), optim.MustParse(mini[1])}, costSizes, costBatch, costSamples)
	if err != nil {
		return drawing{}, err
	}
	distance := chart.Panel{Title: "distance to the line that fits best, by what a gradient is of", XLabel: "samples looked at", YLabel: "‖θ − θ*‖", Scale: chart.Log, XScale: chart.Log, Plain: true}
	step := chart.Panel{Title: "cost of one step", XLabel: "n, points of data", YLabel: "samples looked at", Scale: chart.Log, XScale: chart.Log, Plain: true}
	record := costRecord{Figure: p.view.name, Recipe: p.recipe, Title: p.title, Theme: p.output.Look.Theme.String(), Size: p.output.Look.Size.String(),
		Batch: costBatch, Samples: costSamples, Within: near}
	add := func(spec string, n, cost int, f study.Fit) {
		record.Runs = append(record.Runs, costRun{spec, n, cost, orNull(f.SamplesTo(near)), f.Distance[len(f.Distance)-1]})
	}
	full := chart.Series{Label: "all n", Style: chart.StyleAt(3)}
	few := chart.Series{Label: fmt.Sprintf("%d at a time", costBatch), Style: chart.StyleAt(0)}
	for k, n := range c.Sizes {
		s := chart.Series{Label: "all " + power(n), Style: chart.StyleAt(3)}
		s.Style.Marker, s.Style.Dash = chart.StyleAt(k).Marker, chart.StyleAt(k).Dash
		s.X, s.Y = shown(c.Full[k])
		distance.Series = append(distance.Series, s)
		add(costFull, n, n, c.Full[k])
		full.X, full.Y = append(full.X, float64(n)), append(full.Y, float64(n))
		few.X, few.Y = append(few.X, float64(n)), append(few.Y, costBatch)
	}
	for i, fits := range c.Mini {
		s := chart.Series{Label: []string{fmt.Sprintf("%d at a time, any n", costBatch), fmt.Sprintf("%d, the rate falling", costBatch)}[i], Style: chart.StyleAt([]int{0, 1}[i])}
		s.X, _ = shown(fits[0])
		for k, f := range fits {
			_, y := shown(f)
			s.Runs = append(s.Runs, y)
			add(mini[i], c.Sizes[k], costBatch, f)
		}
		_, s.Y, _ = study.Bands(s.Runs, true)
		distance.Series = append(distance.Series, s)
	}
	step.Series = []chart.Series{full, few}
	fig := chart.Training{
		Title: p.title,
		Subtitle: fmt.Sprintf("a line fitted to n = %s to %s points by least squares, each run looking at %s samples at most",
			power(costSizes[0]), power(costSizes[len(costSizes)-1]), power(costSamples)),
		Recipe: []string{"all data: " + optim.MustParse(costFull).Recipe(), fmt.Sprintf("mini-batch: batch=%d, ", costBatch) + optim.MustParse(costMini).Recipe(),
			"falling: " + optim.MustParse(costDecayed).Recipe()},
		Note: "A sample is one look at one point; seconds would say the same of one machine. At a fixed rate mini-batches end in a cloud around the optimum, whose size the rate decides; with a falling one they go on. Thick: the median over the sizes of the data, thin: each. " +
			"Points are y = 2x − 1 with noise of 0.5, x standard normal, seed 1; the runs start from (0, 0).",
		Panels: []chart.Panel{distance, step},
	}
	_, record.Alt = fig.Description()
	return drawing{figure: fig, record: record, report: func(w io.Writer) { reportCost(w, record) }}, nil
}

// shown is a run as it is drawn: to where it is nearer than anybody would ask.
func shown(f study.Fit) (x, y []float64) {
	const enough = 1e-6
	for i, d := range f.Distance {
		x, y = append(x, float64(f.Samples[i])), append(y, d)
		if d < enough {
			break
		}
	}
	return x, y
}

// power writes a power of ten as one.
func power(n int) string {
	digits := fmt.Sprint(len(fmt.Sprint(n)) - 1)
	if float64(n) != math.Pow(10, float64(len(fmt.Sprint(n))-1)) {
		return fmt.Sprint(n)
	}
	return "10" + strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷").Replace(digits)
}

// reportCost prints what it took.
func reportCost(w io.Writer, r costRecord) {
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(tw, "n\tsamples a step\tsamples to within %g\tdistance at the end\t\n", r.Within)
	for _, run := range r.Runs {
		to := "not reached"
		if run.SamplesTo != nil {
			to = fmt.Sprintf("%.0f", *run.SamplesTo)
		}
		fmt.Fprintf(tw, "%d\t%d\t%s\t%.2g\t%s\n", run.N, run.StepCost, to, run.End, run.Spec)
	}
	tw.Flush()
}
