package main

import (
	"fmt"
	"io"
	"math"
	"text/tabwriter"

	"descent/internal/chart"
	"descent/internal/study"
)

// target is the validation accuracy to which epochs are counted, AlgoPerf's for MNIST.
const target = 0.97

// table prints how the optimizers ended, medians over the seeds.
func table(w io.Writer, plan study.Training, runs []study.Run) {
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(tw, "optimizer\tloss\taccuracy\tval loss\tval accuracy\ttest accuracy\tepochs to 97 %%\tseconds\t\n")
	for _, s := range study.Summarize(runs) {
		final := func(column string) float64 { return s.Final(column, plan.Epochs) }
		epochs := "–"
		if e := s.EpochsTo("val_accuracy", target); !math.IsInf(e, 1) {
			epochs = fmt.Sprintf("%g", e)
		}
		fmt.Fprintf(tw, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%.1f\t  %s\n", plan.Optimizers[s.Optimizer].Given,
			loss(final("train_loss")), percent(final("train_accuracy")), loss(final("val_loss")), percent(final("val_accuracy")),
			percent(s.Test("accuracy")), epochs, s.Seconds(), note(s))
	}
	tw.Flush()
	switch least, most := study.RunsEach(study.Summarize(runs)); {
	case least != most:
		fmt.Fprintf(w, "Medians of %d to %d runs.\n", least, most)
	case most > 1:
		fmt.Fprintf(w, "Medians of %d runs.\n", most)
	}
}

func loss(x float64) string {
	if math.IsNaN(x) {
		return "–"
	}
	return fmt.Sprintf("%.4f", x)
}

// trainingRecord is the JSON beside the figure: all that it was drawn from.
type trainingRecord struct {
	Figure     string            `json:"figure"`
	Title      string            `json:"title"`
	Alt        string            `json:"alt"`
	Task       string            `json:"task"`
	Model      string            `json:"model"`
	Data       string            `json:"data"`
	SHA256     string            `json:"data_sha256"`
	Train      int               `json:"train_images"`
	Validation int               `json:"validation_images"`
	Test       int               `json:"test_images"`
	Epochs     int               `json:"epochs"`
	Batch      int               `json:"batch"`
	Seeds      int               `json:"seeds"`
	Runs       int               `json:"runs"` // finished
	Optimizers []optimizerRecord `json:"optimizers"`
}

type optimizerRecord struct {
	Spec     string      `json:"spec"`     // as given
	Resolved string      `json:"resolved"` // with every hyperparameter
	Label    string      `json:"label"`
	Runs     []runRecord `json:"runs"`
}

type runRecord struct {
	Seed         uint64            `json:"seed"`
	Diverged     int               `json:"diverged,omitempty"` // step
	History      map[string]column `json:"history"`            // by epoch, 0 being before training
	TestLoss     score             `json:"test_loss"`
	TestAccuracy score             `json:"test_accuracy"`
}

// score is a number that is null in JSON where it is NaN.
type score float64

// MarshalJSON prints the shortest number that reads back exactly, or null.
func (s score) MarshalJSON() ([]byte, error) {
	if math.IsNaN(float64(s)) {
		return []byte("null"), nil
	}
	return fmt.Appendf(nil, "%v", float64(s)), nil
}

type column []score

func record(plan study.Training, runs []study.Run, fig chart.Training) trainingRecord {
	_, alt := fig.Description()
	r := trainingRecord{
		Figure: "training", Title: fig.Title, Alt: alt, Task: study.Task, Model: study.Model,
		Data: plan.Data.Source, SHA256: plan.Data.SHA256,
		Train: plan.Data.Train.Len(), Validation: plan.Data.Validation.Len(), Test: plan.Data.Test.Len(),
		Epochs: plan.Epochs, Batch: plan.BatchSize, Seeds: plan.Seeds, Runs: len(runs),
	}
	for i, s := range study.Summarize(runs) {
		o := plan.Optimizers[s.Optimizer]
		or := optimizerRecord{Spec: o.Given, Resolved: o.Full(), Label: fig.Panels[0].Series[i].Label}
		for _, run := range s.Runs {
			history := map[string]column{}
			for name, values := range run.History.Values {
				for _, v := range values {
					history[name] = append(history[name], score(v))
				}
			}
			or.Runs = append(or.Runs, runRecord{run.Seed, run.History.Diverged, history,
				score(run.Test["loss"]), score(run.Test["accuracy"])})
		}
		r.Optimizers = append(r.Optimizers, or)
	}
	return r
}
