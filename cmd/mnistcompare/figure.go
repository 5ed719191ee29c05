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
		Title:    title(len(summaries)),
		Subtitle: subtitle(plan),
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
	f.Note = fmt.Sprintf("784–300–200–100–10, relu and softmax, Glorot uniform, 316,810 parameters, float32; %d training and %d validation images; "+
		"the same initial weights and order of batches for all.", plan.Data.Train.Len(), plan.Data.Validation.Len())
	return f
}

func title(optimizers int) string {
	if optimizers == 1 {
		return "How fast an optimizer trains the tutorial's network on MNIST"
	}
	return fmt.Sprintf("How fast %d optimizers train the tutorial's network on MNIST", optimizers)
}

func subtitle(plan study.Training) string {
	seeds := "one run each, seed 1: a glance, not a ranking"
	switch {
	case plan.Seeds >= bandSeeds:
		seeds = fmt.Sprintf("median and quartiles of %d runs each, seeds 1 to %d", plan.Seeds, plan.Seeds)
	case plan.Seeds > 1:
		seeds = fmt.Sprintf("median of %d runs each, seeds 1 to %d: too few for a ranking", plan.Seeds, plan.Seeds)
	}
	return fmt.Sprintf("batches of %d, %s", plan.BatchSize, seeds)
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
