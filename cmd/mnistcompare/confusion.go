package main

import (
	"fmt"
	"math"

	"descent/internal/chart"
	"descent/internal/study"
)

// best is the run whose confusions are shown: of the optimizer with the best median
// of the task's metric on the validation data, so that the test data choose
// nothing, the first seed. It is false if no run has any.
func best(plan study.Training, runs []study.Run) (run study.Run, ok bool) {
	leader := math.NaN()
	for _, s := range study.Summarize(runs) {
		v := s.Final("val_" + plan.Metric())
		if math.IsNaN(v) || v <= leader {
			continue
		}
		for _, r := range s.Runs {
			if r.Confusion != nil {
				leader, run, ok = v, r, true
				break
			}
		}
	}
	return run, ok
}

// confusionFigure is the picture of a run's answers on the test data.
func confusionFigure(plan study.Training, runs []study.Run, run study.Run) chart.Confusion {
	o := plan.Optimizers[run.Optimizer]
	chosen := ""
	if n := len(study.Summarize(runs)); n > 1 {
		chosen = fmt.Sprintf(", the best of %d optimizers by validation", n)
	}
	f := chart.Confusion{
		Title:     confusionTitle(plan),
		Subtitle:  fmt.Sprintf("%s%s, seed %d, %s, test images", o.Given, chosen, run.Seed, epochs(run)),
		Recipe:    []string{o.Recipe()},
		Note:      note(plan, ""),
		Classes:   plan.Task.Classes,
		TrueLabel: "true digit", PredictedLabel: "predicted digit",
		Counts: run.Confusion,
	}
	return f
}

func confusionTitle(plan study.Training) string {
	switch {
	case plan.Task.Name == "odd":
		return fmt.Sprintf("Odd or even: what a network on %s confuses", plan.Data.Source)
	case plan.IsDefault():
		return fmt.Sprintf("Which digits the tutorial's network on %s confuses", plan.Data.Source)
	}
	return fmt.Sprintf("Which digits a network on %s confuses", plan.Data.Source)
}

// epochs says after how many epochs a run's weights are.
func epochs(r study.Run) string {
	n := r.Rows() - 1
	if r.History.BestEpoch > 0 {
		n = r.History.BestEpoch
	}
	return countEpochs(n)
}

func countEpochs(n int) string {
	if n == 1 {
		return "1 epoch"
	}
	return fmt.Sprintf("%d epochs", n)
}

// confusionRecord is the JSON beside the figure: all that it was drawn from.
type confusionRecord struct {
	Figure string `json:"figure"`
	Title  string `json:"title"`
	Alt    string `json:"alt"`
	problemRecord
	Optimizer string   `json:"optimizer"` // as given
	Resolved  string   `json:"resolved"`  // with every hyperparameter
	Seed      uint64   `json:"seed"`
	Epochs    int      `json:"epochs"`
	Batch     int      `json:"batch"`
	Classes   []string `json:"classes"`
	Counts    [][]int  `json:"counts"` // by true and predicted class
	drawn
}

func recordConfusion(plan study.Training, run study.Run, fig chart.Confusion) confusionRecord {
	_, alt := fig.Description()
	o := plan.Optimizers[run.Optimizer]
	return confusionRecord{
		Figure: "confusion", Title: fig.Title, Alt: alt, problemRecord: recordProblem(plan),
		Optimizer: o.Given, Resolved: o.Full(), Seed: run.Seed, Epochs: run.Rows() - 1, Batch: plan.BatchSize,
		Classes: fig.Classes, Counts: fig.Counts, drawn: drawingOf(fig),
	}
}
