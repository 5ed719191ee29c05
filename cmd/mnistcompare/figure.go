package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"descent/internal/chart"
	"descent/internal/legend"
	"descent/internal/study"
	"descent/optim"
)

// bandSeeds is how many seeds a band or a winner wants: under it the runs
// themselves are shown.
const bandSeeds = 5

// figure is the picture of the runs: validation loss and the task's metric by epoch.
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
			{Title: "validation loss", XLabel: "epoch", YLabel: lossLabel(plan), Scale: chart.Log, Zoom: true},
			scorePanel(plan),
		},
	}
	for i, entry := range legend.Of(specs) {
		f.Recipe = append(f.Recipe, specs[i].Recipe())
		for j, column := range []string{"val_loss", "val_" + plan.Metric()} {
			s := series(plan, summaries[i], column)
			s.Label, s.Style = entry.Label, entry.Style
			f.Panels[j].Series = append(f.Panels[j].Series, s)
		}
	}
	f.Note = note(plan, "the same initial weights and order of batches for all.")
	return f
}

// note is the small print: model, data, and what else decides the numbers.
func note(plan study.Training, rest string) string {
	model := "784–300–200–100–10, relu and softmax, Glorot uniform, 316,810 parameters, float32"
	if !plan.IsDefault() {
		model = fmt.Sprintf("%v; %s parameters, float32; loss %s", plan.Model, parameters(plan), plan.Loss)
	}
	parts := []string{model, fmt.Sprintf("%s, %d training and %d validation images", plan.Data.Source, plan.Data.Train.Len(), plan.Data.Validation.Len())}
	if e := plan.EarlyStopping; e != nil {
		text := "stopped after " + countEpochs(max(1, e.Patience)) + " without improvement"
		if e.RestoreBestWeights {
			text += " and set back to the best"
		}
		parts = append(parts, text)
	}
	if r := plan.ReduceOnPlateau; r != nil {
		parts = append(parts, fmt.Sprintf("rates times %g after %s without improvement", r.Factor, countEpochs(r.Patience)))
	}
	if plan.Load != "" {
		parts = append(parts, "initial weights from "+plan.Load)
	}
	if rest != "" {
		parts = append(parts, rest)
	}
	return strings.Join(parts, "; ")
}

// parameters is the model's number of weights, with commas.
func parameters(plan study.Training) string {
	m, err := plan.NewModel()
	if err != nil {
		return "?" // it was built before
	}
	digits := strconv.Itoa(m.CountParams())
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// lossLabel is the loss as an axis names it.
func lossLabel(plan study.Training) string {
	name, _, _ := strings.Cut(plan.Loss, ":")
	if strings.HasSuffix(name, "crossentropy") {
		return "cross-entropy"
	}
	return strings.ReplaceAll(name, "_", " ")
}

// scorePanel is the panel of the task's metric.
func scorePanel(plan study.Training) chart.Panel {
	if plan.Metric() == "accuracy" {
		return chart.Panel{Title: "validation accuracy", XLabel: "epoch", YLabel: "accuracy", Zoom: true, Percent: true}
	}
	name := map[string]string{"mae": "mean absolute error", "mse": "mean squared error"}[plan.Metric()]
	return chart.Panel{Title: "validation " + name, XLabel: "epoch", YLabel: name, Scale: chart.Log, Zoom: true}
}

func title(plan study.Training, optimizers int) string {
	what := "an optimizer trains"
	if optimizers > 1 {
		what = fmt.Sprintf("%d optimizers train", optimizers)
	}
	if plan.IsDefault() {
		return fmt.Sprintf("How fast %s the tutorial's network on %s", what, plan.Data.Source)
	}
	return fmt.Sprintf("How fast %s a network %s", what, fmt.Sprintf(plan.Task.Title, plan.Data.Source))
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
	if n := stopped(runs); n > 0 {
		text += fmt.Sprintf("; stopped early: %d of %d", n, len(runs))
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
	c := chart.Series{Note: ended(s)}
	if len(columns) > 1 {
		c.Runs = make([][]float64, len(columns))
	}
	for epoch := range median {
		if epoch%max(1, plan.ValidationFreq) != 0 {
			continue // not validated
		}
		c.X, c.Y = append(c.X, float64(epoch)), append(c.Y, median[epoch])
		for i := range c.Runs {
			c.Runs[i] = append(c.Runs[i], columns[i][epoch])
		}
		if len(columns) >= bandSeeds {
			c.Lo, c.Hi = append(c.Lo, low[epoch]), append(c.Hi, high[epoch])
		}
	}
	return c
}

// stopped is how many runs were stopped early.
func stopped(runs []study.Run) int {
	n := 0
	for _, r := range runs {
		if r.History.StoppedEpoch > 0 {
			n++
		}
	}
	return n
}

// ended tells of runs that diverged, or of the one that was stopped.
func ended(s study.Summary) string {
	switch {
	case len(s.Runs) == 1 && s.Runs[0].History.StoppedEpoch > 0:
		return fmt.Sprintf("stopped, epoch %d", s.Runs[0].History.StoppedEpoch)
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
