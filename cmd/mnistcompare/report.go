package main

import (
	"fmt"
	"io"
	"math"
	"text/tabwriter"

	"descent/internal/chart"
	"descent/internal/study"
	"descent/mlp"
)

// table prints how the optimizers ended, medians over the seeds.
func table(w io.Writer, r results) {
	plan, runs := r.Training, r.runs
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	metric, further := plan.Metric(), plan.Metrics[1:]
	print := printer(metric)
	fmt.Fprintf(tw, "optimizer\tloss\t%[1]s\tval loss\tval %[1]s\ttest %[1]s\t", metric)
	for _, name := range further {
		fmt.Fprintf(tw, "test %s\t", name)
	}
	if metric == "accuracy" {
		fmt.Fprint(tw, "epochs to 97 %\t")
	}
	fmt.Fprint(tw, "seconds\t\n")
	for _, s := range study.Summarize(runs) {
		fmt.Fprintf(tw, "%s\t%s\t%s\t%s\t%s\t%s\t", plan.Optimizers[s.Optimizer].Given,
			loss(s.Final("train_loss")), print(s.Final("train_"+metric)), loss(s.Final("val_loss")), print(s.Final("val_"+metric)), print(s.Test(metric)))
		for _, name := range further {
			fmt.Fprintf(tw, "%s\t", printer(name)(s.Test(name)))
		}
		if metric == "accuracy" {
			epochs := "–"
			if e := s.EpochsTo("val_accuracy", targets[0]); !math.IsInf(e, 1) {
				epochs = fmt.Sprintf("%g", e)
			}
			fmt.Fprintf(tw, "%s\t", epochs)
		}
		fmt.Fprintf(tw, "%.1f\t  %s\n", s.Seconds(), ended(s))
	}
	tw.Flush()
	switch least, most := study.RunsEach(study.Summarize(runs)); {
	case least != most:
		fmt.Fprintf(w, "Medians of %d to %d runs.\n", least, most)
	case most > 1:
		fmt.Fprintf(w, "Medians of %d runs.\n", most)
	}
	for _, text := range []string{r.verdict(), r.edgeNote()} {
		if text != "" {
			fmt.Fprintln(w, text)
		}
	}
}

// printer returns how a metric's values are printed: shares as percentages.
func printer(metric string) func(float64) string {
	if mlp.MoreIsBetter(metric) {
		return percent
	}
	return loss
}

func loss(x float64) string {
	if math.IsNaN(x) {
		return "–"
	}
	return fmt.Sprintf("%.4f", x)
}

// problemRecord is what the optimizers were given.
type problemRecord struct {
	Task            string   `json:"task"`
	Model           string   `json:"model"`
	Loss            string   `json:"loss"`
	Metrics         []string `json:"metrics"`
	EarlyStopping   string   `json:"early_stopping,omitempty"`
	ReduceOnPlateau string   `json:"reduce_on_plateau,omitempty"`
	ValidationFreq  int      `json:"validation_freq,omitempty"`
	Load            string   `json:"initial_weights,omitempty"`
	Data            string   `json:"data"`
	SHA256          string   `json:"data_sha256"`
}

func recordProblem(plan study.Training) problemRecord {
	return problemRecord{
		Task: plan.Task.Name, Model: plan.Model.String(), Loss: plan.Loss, Metrics: plan.Metrics,
		EarlyStopping: describeStopping(plan.EarlyStopping), ReduceOnPlateau: describePlateau(plan.ReduceOnPlateau),
		ValidationFreq: plan.ValidationFreq, Load: plan.Load, Data: plan.Data.Source, SHA256: plan.Data.SHA256,
	}
}

// trainingRecord is the JSON beside the figure: all that it was drawn from.
type trainingRecord struct {
	Figure string `json:"figure"`
	Title  string `json:"title"`
	Alt    string `json:"alt"`
	problemRecord
	Train      int               `json:"train_images"`
	Validation int               `json:"validation_images"`
	Test       int               `json:"test_images"`
	Epochs     int               `json:"epochs"`
	Batch      int               `json:"batch"`
	Seeds      int               `json:"seeds"`
	Runs       int               `json:"runs"` // finished
	Optimizers []optimizerRecord `json:"optimizers"`
	drawn
}

type optimizerRecord struct {
	Spec     string      `json:"spec"`     // as given
	Resolved string      `json:"resolved"` // with every hyperparameter
	Label    string      `json:"label"`
	Runs     []runRecord `json:"runs"`
}

type runRecord struct {
	Seed     uint64            `json:"seed"`
	Diverged int               `json:"diverged,omitempty"`      // step
	Stopped  int               `json:"stopped_epoch,omitempty"` // early
	Best     int               `json:"best_epoch,omitempty"`    // that the weights were set back to
	History  map[string]column `json:"history"`                 // by epoch, 0 being before training
	Test     map[string]score  `json:"test"`
}

// score is a number that is null in JSON where it is not finite.
type score float64

// MarshalJSON prints the shortest number that reads back exactly, or null.
func (s score) MarshalJSON() ([]byte, error) {
	if math.IsNaN(float64(s)) || math.IsInf(float64(s), 0) {
		return []byte("null"), nil
	}
	return fmt.Appendf(nil, "%v", float64(s)), nil
}

type column []score

func record(plan study.Training, runs []study.Run, fig chart.Training) trainingRecord {
	_, alt := fig.Description()
	r := trainingRecord{
		Figure: "training", Title: fig.Title, Alt: alt, problemRecord: recordProblem(plan),
		Train: plan.Data.Train.Len(), Validation: plan.Data.Validation.Len(), Test: plan.Data.Test.Len(),
		Epochs: plan.Epochs, Batch: plan.BatchSize, Seeds: plan.Seeds, Runs: len(runs), drawn: drawingOf(fig),
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
			test := map[string]score{}
			for name, v := range run.Test {
				test[name] = score(v)
			}
			or.Runs = append(or.Runs, runRecord{run.Seed, run.History.Diverged, run.History.StoppedEpoch, run.History.BestEpoch, history, test})
		}
		r.Optimizers = append(r.Optimizers, or)
	}
	return r
}
