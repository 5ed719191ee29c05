package main

import (
	"fmt"
	"math"
	"strconv"

	"descent/internal/chart"
	"descent/internal/legend"
	"descent/internal/study"
	"descent/optim"
)

// bandSeeds is how many seeds a band or a winner wants: under it the runs
// themselves are shown.
const bandSeeds = 5

// figure is the picture of the runs: validation loss and accuracy by epoch.
func figure(plan study.Training, runs []study.Run) chart.Training {
	summaries := study.Summarize(runs)
	var specs []optim.Spec
	for _, s := range summaries {
		specs = append(specs, plan.Optimizers[s.Optimizer].Spec)
	}
	f := chart.Training{
		Title:    title(plan, len(summaries)),
		Subtitle: subtitle(plan, runs),
		Panels: []chart.Panel{
			{Title: "validation loss", XLabel: "epoch", YLabel: "cross-entropy", Scale: chart.Log, Zoom: true},
			{Title: "validation accuracy", XLabel: "epoch", YLabel: "accuracy", Zoom: true, Percent: true},
		},
	}
	for i, entry := range legend.Of(specs) {
		f.Recipe = append(f.Recipe, specs[i].Recipe())
		for j, column := range []string{"val_loss", "val_accuracy"} {
			s := series(plan, summaries[i], column)
			s.Label, s.Style = entry.Label, entry.Style
			f.Panels[j].Series = append(f.Panels[j].Series, s)
		}
	}
	f.Note = fmt.Sprintf("784–300–200–100–10, relu and softmax, Glorot uniform, 316,810 parameters, float32; %s, %d training and %d validation images; "+
		"the same initial weights and order of batches for all.", plan.Data.Source, plan.Data.Train.Len(), plan.Data.Validation.Len())
	return f
}

func title(plan study.Training, optimizers int) string {
	what := "an optimizer trains"
	if optimizers > 1 {
		what = fmt.Sprintf("%d optimizers train", optimizers)
	}
	return fmt.Sprintf("How fast %s the tutorial's network on %s", what, plan.Data.Source)
}

// subtitle says how many runs are behind each curve, which after an interrupt
// need not be the same for all.
func subtitle(plan study.Training, runs []study.Run) string {
	least, most := study.RunsEach(study.Summarize(runs))
	text := fmt.Sprintf("batches of %d, median and quartiles of %d runs each", plan.BatchSize, most)
	switch {
	case most == 1:
		text = fmt.Sprintf("batches of %d, one run each, seed 1: a glance, not a ranking", plan.BatchSize)
	case least != most:
		text = fmt.Sprintf("batches of %d, medians of %d to %d runs: not to be compared", plan.BatchSize, least, most)
	case most < bandSeeds:
		text = fmt.Sprintf("batches of %d, median of %d runs each: too few for a ranking", plan.BatchSize, most)
	}
	if all := len(plan.Runs()); len(runs) < all {
		text += fmt.Sprintf(" (interrupted: %d of %d runs)", len(runs), all)
	}
	return text
}

// series is a column of an optimizer's runs: the median, the runs behind it,
// and the quartiles where there are seeds enough.
func series(plan study.Training, s study.Summary, column string) chart.Series {
	columns := s.Column(column, plan.Epochs)
	low, median, high := study.Bands(columns, study.IsLoss(column))
	c := chart.Series{Y: median}
	for epoch := range median {
		c.X = append(c.X, float64(epoch))
	}
	if len(columns) > 1 {
		c.Runs = columns
	}
	if len(columns) >= bandSeeds {
		c.Lo, c.Hi = low, high
	}
	c.Note = note(s)
	return c
}

// note tells of runs that diverged.
func note(s study.Summary) string {
	switch {
	case s.Diverged == 0:
		return ""
	case len(s.Runs) == 1:
		return fmt.Sprintf("diverged, step %d", s.Runs[0].History.Diverged)
	}
	return fmt.Sprintf("%d of %d runs diverged", s.Diverged, len(s.Runs))
}

// percent prints a share as a percentage.
func percent(x float64) string {
	if math.IsNaN(x) {
		return "–"
	}
	return strconv.FormatFloat(100*x, 'f', 2, 64) + " %"
}
