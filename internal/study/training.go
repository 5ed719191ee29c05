package study

import (
	"bytes"
	"context"
	"encoding/csv"
	"math"
	"os"
	"strconv"

	"descent/internal/store"
	"descent/mlp"
	"descent/mlp/mnist"
)

// TrainSample is how many training examples are evaluated after each epoch.
const TrainSample = 5000

// Training is a plan of training runs: every optimizer with every seed.
type Training struct {
	Problem
	Optimizers      []Optimizer
	Seeds           int // 1…Seeds
	Epochs          int
	BatchSize       int
	ValidationFreq  int                  // epochs from one validation to the next, 1 if zero
	EarlyStopping   *mlp.EarlyStopping   // nil: none
	ReduceOnPlateau *mlp.ReduceOnPlateau // nil: none
	Load            string               // a file of weights that all runs start from; empty: none
	Save            func(Run) string     // the file that a run's weights go to; nil: none
	Data            mnist.Split          // [Training.Prepared] gives it the task's labels
	loaded          string               // SHA-256 of Load, which Prepared finds
}

// Run is one training run.
type Run struct {
	Plan      int    // index in the study
	Optimizer int    // index in the plan
	Seed      uint64 // decides initial weights, batch order and training sample
	History   mlp.History
	Test      mlp.Scores // with the weights at the end; NaN if the run diverged
	// Confusion counts the test images by true and predicted class; nil if the task
	// has no classes or the run diverged.
	Confusion [][]int
}

// Watcher is told how runs come along. Its methods are called from several
// goroutines, those of one run from one.
type Watcher interface {
	Start(r Run)
	Step(r Run, b mlp.Batch)
	Epoch(r Run, epoch int, s mlp.Scores)
	Finish(r Run)
}

// Runs lists the plan's runs, not yet run, in the order of results: by
// optimizer, then by seed.
func (t Training) Runs() []Run {
	var runs []Run
	for i := range t.Optimizers {
		for seed := range t.Seeds {
			runs = append(runs, Run{Optimizer: i, Seed: uint64(seed + 1)})
		}
	}
	return runs
}

// Try tells early what is wrong in the plan: it begins each optimizer's run on ten
// images, without a step.
func (t Training) Try() error {
	sample := t.Task.sample()
	for _, o := range t.Optimizers {
		model, err := t.compiled(o.String())
		if err != nil {
			return err
		}
		_, err = model.Fit(context.Background(), sample, mlp.FitOptions{
			BatchSize: 1, Validation: sample, ValidationFreq: t.ValidationFreq, TrainSample: 1,
			EarlyStopping: t.EarlyStopping, ReduceOnPlateau: t.ReduceOnPlateau,
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// Prepared returns the plan with its data labelled for the task, and tells early
// why the data or the weights to load do not fit it.
func (t Training) Prepared() (Training, error) {
	var err error
	for _, d := range []*mlp.Data{&t.Data.Train, &t.Data.Validation, &t.Data.Test} {
		if *d, err = t.Task.form(*d); err != nil {
			return t, err
		}
	}
	if t.Load != "" {
		m, err := t.NewModel()
		if err != nil {
			return t, err
		}
		if err := m.LoadWeights(t.Load); err != nil {
			return t, err
		}
		contents, err := os.ReadFile(t.Load)
		if err != nil {
			return t, err
		}
		t.loaded = store.HashOf(contents).String()
	}
	return t, nil
}

// run trains a run from its start, or from a checkpoint; checkpoint is called after
// each epoch that another follows, and may be nil.
func (t Training) run(ctx context.Context, r Run, w Watcher, resume []byte, checkpoint func([]byte) error) (Run, error) {
	model, err := t.compiled(t.Optimizers[r.Optimizer].String())
	if err != nil {
		return r, err
	}
	if t.Load != "" {
		if err := model.LoadWeights(t.Load); err != nil {
			return r, err
		}
	}
	r.History, err = model.Fit(ctx, t.Data.Train, mlp.FitOptions{
		Epochs: t.Epochs, BatchSize: t.BatchSize, Seed: r.Seed,
		Validation: t.Data.Validation, ValidationFreq: t.ValidationFreq, TrainSample: TrainSample,
		EarlyStopping: t.EarlyStopping, ReduceOnPlateau: t.ReduceOnPlateau,
		Resume: resume, OnCheckpoint: checkpoint,
		OnBatch: func(b mlp.Batch) { w.Step(r, b) },
		OnEpoch: func(epoch int, s mlp.Scores) { w.Epoch(r, epoch, s) },
	})
	if err != nil {
		return r, err
	}
	if r, err = t.test(model, r); err != nil {
		return r, err
	}
	w.Finish(r)
	return r, nil
}

// test evaluates a trained model on the test data, and saves it. Of a run that
// diverged there is nothing to evaluate or to save.
func (t Training) test(model *mlp.Model, r Run) (Run, error) {
	if r.History.Diverged > 0 {
		r.Test = mlp.Scores{"loss": math.NaN()}
		for _, name := range t.Metrics {
			r.Test[name] = math.NaN()
		}
		return r, nil
	}
	var err error
	if r.Test, err = model.Evaluate(t.Data.Test); err != nil {
		return r, err
	}
	if t.Task.Classes != nil {
		if r.Confusion, err = model.Confusion(t.Data.Test); err != nil {
			return r, err
		}
	}
	if t.Save != nil {
		return r, model.SaveWeights(t.Save(r))
	}
	return r, nil
}

// Rows returns the number of rows of the run's history: epoch 0 and those trained.
func (r Run) Rows() int { return len(r.History.Values["val_loss"]) }

// trainingColumns are the columns of the history that the CSV has.
var trainingColumns = []string{"train_loss", "train_accuracy", "val_loss", "val_accuracy"}

// CSV returns a study's finished runs, by plan, in the long format: a row for each
// epoch, epoch 0 being before training, the test's scores in the last.
func (s Study) CSV(runs [][]Run) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b) // a Buffer takes everything, so there is no error
	w.Write([]string{"task", "model", "optimizer", "batch", "seed", "epoch",
		"train_loss", "train_accuracy", "val_loss", "val_accuracy", "test_loss", "test_accuracy"})
	for i, t := range s {
		t.writeRows(w, runs[i])
	}
	w.Flush()
	return b.Bytes()
}

func (t Training) writeRows(w *csv.Writer, runs []Run) {
	for _, r := range runs {
		for epoch := range r.Rows() {
			row := []string{t.Task.Name, t.Model.String(), t.Optimizers[r.Optimizer].Given, strconv.Itoa(t.BatchSize),
				strconv.FormatUint(r.Seed, 10), strconv.Itoa(epoch)}
			for _, column := range trainingColumns {
				row = append(row, r.cell(column, epoch))
			}
			for _, column := range []string{"loss", "accuracy"} {
				cell := ""
				if score, ok := r.Test[column]; ok && epoch == r.Rows()-1 {
					cell = number(score)
				}
				row = append(row, cell)
			}
			w.Write(row)
		}
	}
}

// cell is a score of the history: empty where the task has none or the epoch was not
// validated, NaN where the run diverged.
func (r Run) cell(column string, epoch int) string {
	values, ok := r.History.Values[column]
	if !ok || math.IsNaN(values[epoch]) && !(r.History.Diverged > 0 && epoch == r.Rows()-1) {
		return ""
	}
	return number(values[epoch])
}

// TimesCSV returns the wall-clock seconds in which each epoch was trained,
// evaluations apart. They are the only numbers that differ from run to run.
func (s Study) TimesCSV(runs [][]Run) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Write([]string{"task", "model", "optimizer", "batch", "seed", "epoch", "seconds"})
	for i, t := range s {
		for _, r := range runs[i] {
			for epoch := 1; epoch < len(r.History.Seconds); epoch++ {
				w.Write([]string{t.Task.Name, t.Model.String(), t.Optimizers[r.Optimizer].Given, strconv.Itoa(t.BatchSize),
					strconv.FormatUint(r.Seed, 10), strconv.Itoa(epoch), strconv.FormatFloat(r.History.Seconds[epoch], 'f', 3, 64)})
			}
		}
	}
	w.Flush()
	return b.Bytes()
}
