package main

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"descent/internal/chart"
	"descent/internal/legend"
	"descent/internal/study"
	"descent/optim"
)

// targets are the validation accuracies to which epochs and seconds are counted: the
// first is AlgoPerf's for MNIST.
var targets = []float64{0.97, 0.98}

// entries are the labels and styles of the optimizers of summaries, and their recipes.
func entries(t study.Training, summaries []study.Summary) (entries []legend.Entry, recipe []string) {
	var specs []optim.Spec
	for _, s := range summaries {
		specs = append(specs, t.Optimizers[s.Optimizer].Spec)
		recipe = append(recipe, t.Optimizers[s.Optimizer].Recipe())
	}
	return legend.Of(specs), recipe
}

// where says in which part of a study a figure is.
func (r results) where() string {
	if r.words == "" {
		return ""
	}
	return ", " + r.words
}

// secondsFigure is the training figure against time: each median after an epoch stands
// at the median time of the runs.
func secondsFigure(r results) chart.Training {
	f := figure(r.Training, r.runs)
	f.Subtitle += "; seconds of training on one core, evaluations apart"
	for k := range f.Panels {
		f.Panels[k].XLabel = "seconds"
		for i, s := range study.Summarize(r.runs) {
			series := &f.Panels[k].Series[i]
			elapsed := s.Elapsed(r.Epochs)
			for j, epoch := range series.X {
				series.X[j] = elapsed[int(epoch)]
			}
		}
	}
	return f
}

// medians says of how many runs a figure's medians are.
func (r results) medians() string {
	least, most := study.RunsEach(study.Summarize(r.runs))
	if least != most {
		return fmt.Sprintf("batches of %d, medians of %d to %d runs: not to be compared", r.BatchSize, least, most)
	}
	return fmt.Sprintf("batches of %d, %s", r.BatchSize, runsEach(most))
}

// runsEach says what stands for an optimizer.
func runsEach(seeds int) string {
	if seeds == 1 {
		return "one run each: a glance, not a ranking"
	}
	return fmt.Sprintf("medians of %d runs each", seeds)
}

// raceFigure is how soon the runs came to the targets: in epochs, or in seconds.
func raceFigure(r results, seconds bool) chart.Dots {
	summaries := study.Summarize(r.runs)
	labels, recipe := entries(r.Training, summaries)
	unit, to, digits := "epochs", study.Run.EpochsTo, 0
	if seconds {
		unit, to, digits = "seconds", study.Run.SecondsTo, 1
	}
	f := chart.Dots{
		Title:     fmt.Sprintf("After how many %s validation accuracy reaches %s", unit, targetNames(" and ")),
		Subtitle:  r.medians() + r.where(),
		Recipe:    recipe,
		Note:      note(r.Training, "small dots are runs, marks their medians; a target that is not reached counts as infinite; validated after each epoch"),
		Unreached: "not reached",
	}
	for _, e := range labels {
		f.Rows = append(f.Rows, chart.DotRow{Label: e.Label, Style: e.Style})
	}
	for _, target := range targets {
		p := chart.DotPanel{Title: "to " + targetName(target), XLabel: unit}
		for _, s := range summaries {
			var d chart.Dot
			for _, run := range s.Runs {
				d.Runs = append(d.Runs, to(run, "val_accuracy", target))
			}
			d.Median = study.Quantile(d.Runs, 0.5, true)
			d.Text = reached(d.Median, digits)
			p.Dots = append(p.Dots, d)
		}
		f.Panels = append(f.Panels, p)
	}
	return f
}

func targetName(t float64) string { return strconv.FormatFloat(100*t, 'g', -1, 64) + " %" }

func targetNames(sep string) string {
	var names []string
	for _, t := range targets {
		names = append(names, targetName(t))
	}
	return strings.Join(names, sep)
}

// reached writes epochs or seconds to a target; a median of two runs may be half an
// epoch.
func reached(x float64, digits int) string {
	if math.IsInf(x, 1) {
		return "not reached"
	}
	if digits == 0 {
		return strconv.FormatFloat(x, 'g', -1, 64)
	}
	return strconv.FormatFloat(x, 'f', digits, 64)
}

// metricsFigure is the heat map of optimizers and what is measured of them.
func metricsFigure(r results) chart.Heatmap {
	summaries := study.Summarize(r.runs)
	labels, recipe := entries(r.Training, summaries)
	f := chart.Heatmap{
		Title:    "What each optimizer is good at",
		Subtitle: r.medians() + r.where(),
		Recipe:   recipe,
		Note:     note(r.Training, "shade: the rank in the column, the darkest being the best; medians over the runs after the last epoch"),
	}
	for _, e := range labels {
		f.Rows = append(f.Rows, e.Label)
	}
	for _, c := range r.columns() {
		column := chart.HeatColumn{Name: strings.Replace(c.name, " ", "\n", 1), LessIsBetter: c.lessIsBetter}
		for _, s := range summaries {
			v := study.Quantile(c.values(s), 0.5, c.lessIsBetter)
			column.Values, column.Texts = append(column.Values, v), append(column.Texts, c.print(v))
		}
		f.Columns = append(f.Columns, column)
	}
	return f
}

// sensitivityFigure is the final validation loss against the learning rate; false if
// no optimizer has several.
func sensitivityFigure(r results) (chart.Sensitivity, bool) {
	lines := r.responses()
	f := chart.Sensitivity{
		Title:    "How much the learning rate matters",
		Subtitle: fmt.Sprintf("validation loss after %s, batches of %d, %s%s", countEpochs(r.Epochs), r.BatchSize, runsEach(r.Seeds), r.where()),
		XLabel:   "learning rate", YLabel: "validation " + lossLabel(r.Training), Failed: "diverged",
		Note: note(r.Training, "the same number of rates for all"),
	}
	var specs []optim.Spec
	for _, l := range lines {
		specs = append(specs, l.spec)
	}
	labels := legend.Of(specs)
	for i, l := range lines {
		l.response.Label, l.response.Style = labels[i].Label, labels[i].Style
		if r.families == nil {
			l.response.Label = l.spec.Title() // which has all the rates
		}
		f.Lines = append(f.Lines, l.response)
		f.Recipe = append(f.Recipe, l.spec.Recipe())
	}
	if r.families != nil {
		f.Subtitle += "; a star at the rate chosen by " + strings.ReplaceAll(strings.Replace(r.column, "val_", "validation ", 1), "_", " ")
	}
	if edges := r.edges(); edges != "" {
		f.Subtitle += "; at the edge of its grid: " + edges
	}
	return f, len(lines) > 0
}

// response is an optimizer with its line in the figure of rates.
type response struct {
	spec     optim.Spec
	response chart.Response
}

// responses are the lines of the optimizers that have several rates: the families of a
// tuning, or what --rates gave.
func (r results) responses() []response {
	scores := map[int]float64{}
	for _, s := range study.Summarize(r.allRuns) {
		scores[s.Optimizer] = s.Final("val_loss")
	}
	score := func(optimizer int) float64 {
		if v, ok := scores[optimizer]; ok {
			return v
		}
		return math.NaN()
	}
	var lines []response
	for _, f := range r.families {
		l := response{f.Spec, chart.Response{Best: f.Best}}
		for i, rate := range f.Grid.Rates() {
			l.response.X, l.response.Y = append(l.response.X, rate), append(l.response.Y, score(f.Members[i]))
		}
		l.response.Given = chart.Point{X: rateOf(f.Spec), Y: score(f.Own)}
		lines = append(lines, l)
	}
	if r.families != nil {
		return lines
	}
	// Those that are the same but for the rate.
	members := map[string][]int{}
	var order []string
	for i, o := range r.all.Optimizers {
		if rateOf(o.Spec) > 0 {
			key := o.WithLearningRate(1).Full()
			if members[key] == nil {
				order = append(order, key)
			}
			members[key] = append(members[key], i)
		}
	}
	for _, key := range order {
		if len(members[key]) < leastRates {
			continue
		}
		of := members[key]
		slices.SortStableFunc(of, func(a, b int) int {
			return int(math.Copysign(1, rateOf(r.all.Optimizers[a].Spec)-rateOf(r.all.Optimizers[b].Spec)))
		})
		l := response{r.all.Optimizers[of[0]].Spec, chart.Response{}}
		var costs []study.Score
		for _, i := range of {
			l.response.X, l.response.Y = append(l.response.X, rateOf(r.all.Optimizers[i].Spec)), append(l.response.Y, score(i))
			costs = append(costs, study.Score{Loss: score(i)})
		}
		l.response.Best = study.Best(costs, 0)
		lines = append(lines, l)
	}
	return lines
}

// leastRates is the number of rates from which they make a curve.
const leastRates = 3

// rateOf is a spec's learning rate, 0 if it is a schedule.
func rateOf(s optim.Spec) float64 {
	c, _ := s.LearningRate().(optim.Constant)
	return float64(c)
}

// edges names the optimizers whose chosen rate is the lowest or highest of their grid.
func (r results) edges() string {
	var names []string
	for _, f := range r.families {
		if f.AtEdge() {
			names = append(names, fmt.Sprintf("%s (%g)", f.Given, f.Grid.Rates()[f.Best]))
		}
	}
	return strings.Join(names, ", ")
}

// tunedFigure is what the choice of the rate has brought, on the validation data.
func tunedFigure(r results) chart.Dots {
	var specs []optim.Spec
	for _, f := range r.families {
		specs = append(specs, f.Spec)
	}
	percentage := r.column == "val_accuracy"
	panel := chart.DotPanel{Title: strings.ReplaceAll(strings.Replace(r.column, "val_", "validation ", 1), "_", " "), Percent: percentage}
	panel.XLabel = panel.Title
	if !percentage && study.IsLoss(r.column) {
		panel.Scale = chart.Log
	}
	f := chart.Dots{
		Title:     "What tuning the learning rate brings",
		Subtitle:  fmt.Sprintf("%d rates for each optimizer, %s, batches of %d, %s%s", r.families[0].Grid.N, countEpochs(r.Epochs), r.BatchSize, runsEach(r.Seeds), r.where()),
		Note:      note(r.Training, "chosen and shown on the same validation data, which favours what was chosen"),
		Unreached: "diverged", From: "at the rate as given", To: "at the chosen rate",
	}
	diverged := func(v float64) float64 {
		if math.IsNaN(v) {
			return math.Inf(1)
		}
		return v
	}
	for i, e := range legend.Of(specs) {
		family := r.families[i]
		d := chart.Dot{From: diverged(family.OwnScore), Median: math.Inf(1), Text: "diverged"}
		if family.Best >= 0 {
			v := family.Scores[family.Best]
			print := loss
			if percentage {
				print = percent
			}
			d.Median, d.Text = v, fmt.Sprintf("%s at %g", print(v), family.Grid.Rates()[family.Best])
			if family.AtEdge() {
				d.Text += ", the grid's edge"
			}
		}
		f.Rows = append(f.Rows, chart.DotRow{Label: e.Label, Style: e.Style})
		f.Recipe = append(f.Recipe, specs[i].Recipe())
		panel.Dots = append(panel.Dots, d)
	}
	f.Panels = []chart.DotPanel{panel}
	return f
}

// batchesFigure is the price of a step: the same optimizer with batches of several
// sizes, at equal samples or at equal seconds. The plans differ in batch size only.
func batchesFigure(of []results, optimizer study.Optimizer, seconds bool) (chart.Training, bool) {
	first := of[0]
	f := chart.Training{
		Title:  fmt.Sprintf("What the size of a batch costs: %s", optimizer.Given),
		Recipe: []string{optimizer.Recipe()},
		Panels: []chart.Panel{
			{Title: "validation loss", XLabel: "epoch", YLabel: lossLabel(first.Training), Scale: chart.Log, Zoom: true}, scorePanel(first.Training),
		},
	}
	for i, r := range of {
		for _, s := range study.Summarize(r.runs) {
			if r.Optimizers[s.Optimizer].Given != optimizer.Given {
				continue
			}
			label := fmt.Sprintf("batches of %d", r.BatchSize)
			if r.BatchSize == r.Data.Train.Len() {
				label = fmt.Sprintf("full batch, %d", r.BatchSize)
			}
			for k, column := range []string{"val_loss", "val_" + r.Metric()} {
				c := series(r.Training, s, column)
				c.Label, c.Style = label, chart.StyleAt(i)
				f.Panels[k].Series = append(f.Panels[k].Series, c)
				if seconds {
					f.Panels[k].XLabel = "seconds"
					elapsed := s.Elapsed(r.Epochs)
					for j, epoch := range c.X {
						c.X[j] = elapsed[int(epoch)]
					}
				}
			}
		}
	}
	n := len(f.Panels[0].Series)
	f.Subtitle = fmt.Sprintf("at equal samples: each epoch goes through all %d images once; %s", first.Data.Train.Len(), runsEach(first.Seeds))
	if seconds {
		f.Subtitle = fmt.Sprintf("at equal seconds of training on one core, evaluations apart, %s; %s", countEpochs(first.Epochs), runsEach(first.Seeds))
	}
	if n > 0 {
		f.Note = note(first.Training, "the same initial weights for all, and the same learning rate")
	}
	return f, n > 1
}

// profileFigure is Dolan and Moré's performance profile (2002, Mathematical
// Programming 91): of how many problems an optimizer's final validation loss is within
// a factor of the best optimizer's.
func profileFigure(of []results) chart.Training {
	var specs []optim.Spec
	ratios := make([][]float64, len(of[0].Optimizers)) // by optimizer, one for each problem
	most := 1.0
	for _, r := range of {
		finals := make([]float64, len(r.Optimizers))
		best := math.Inf(1)
		for i := range finals {
			finals[i] = math.Inf(1)
		}
		for _, s := range study.Summarize(r.runs) {
			if v := s.Final("val_loss"); !math.IsNaN(v) {
				finals[s.Optimizer], best = v, math.Min(best, v)
			}
		}
		for i, v := range finals {
			ratio := v / best
			ratios[i] = append(ratios[i], ratio)
			if !math.IsInf(ratio, 1) && !math.IsNaN(ratio) {
				most = math.Max(most, ratio)
			}
		}
	}
	panel := chart.Panel{Title: "share of the problems solved within a factor of the best", XLabel: "factor of the best optimizer's validation loss",
		YLabel: "share of the problems", XScale: chart.Log, Percent: true, Plain: true}
	f := chart.Training{
		Title:    fmt.Sprintf("Which optimizer is safe on %d problems", len(of)),
		Subtitle: fmt.Sprintf("at a factor of 1: how often it is the best; further right: how far it is from it at worst; %s", runsEach(of[0].Seeds)),
	}
	for _, o := range of[0].Optimizers {
		specs, f.Recipe = append(specs, o.Spec), append(f.Recipe, o.Recipe())
	}
	end := most * 1.1
	for i, e := range legend.Of(specs) {
		sorted := slices.Clone(ratios[i])
		slices.Sort(sorted)
		s := chart.Series{Label: e.Label, Style: e.Style}
		share := 0.0
		s.X, s.Y = []float64{1}, []float64{0}
		for k, x := range sorted {
			if x > end || math.IsNaN(x) {
				continue
			}
			s.X, s.Y = append(s.X, x), append(s.Y, share) // a step
			share = float64(k+1) / float64(len(sorted))
			s.X, s.Y = append(s.X, x), append(s.Y, share)
		}
		s.X, s.Y = append(s.X, end), append(s.Y, share)
		panel.Series = append(panel.Series, s)
	}
	f.Panels = []chart.Panel{panel}
	var problems []string
	for _, r := range of {
		problems = append(problems, r.words)
	}
	f.Note = "problems: " + strings.Join(problems, "; ") + "; a run that diverged is infinitely far from the best"
	return f
}
