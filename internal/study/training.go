package study

import (
	"bytes"
	"context"
	"encoding/csv"
	"math"
	"strconv"
	"sync"

	"descent/mlp"
	"descent/mlp/mnist"
)

// The task and model of a training study, as the CSV names them.
const (
	Task  = "digits"
	Model = "dense:300,relu dense:200,relu dense:100,relu dense:10,softmax"
)

// TrainSample is how many training examples are evaluated after each epoch.
const TrainSample = 5000

// Training is a plan of training runs: every optimizer with every seed.
type Training struct {
	Optimizers []Optimizer
	Seeds      int // 1…Seeds
	Epochs     int
	BatchSize  int
	Data       mnist.Split
}

// Run is one training run.
type Run struct {
	Optimizer int    // index in the plan
	Seed      uint64 // decides initial weights, batch order and training sample
	History   mlp.History
	Test      mlp.Scores // after the last epoch; NaN if the run diverged
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

// Run runs the plan, workers runs side by side, and returns the finished runs
// in order. Their numbers do not depend on workers. When ctx is done it stops
// within a batch and returns what is finished with ctx's error.
func (t Training) Run(ctx context.Context, workers int, w Watcher) ([]Run, error) {
	runs := t.Runs()
	errs := make([]error, len(runs))
	next := make(chan int)
	var group sync.WaitGroup
	for range min(workers, len(runs)) {
		group.Add(1)
		go func() {
			defer group.Done()
			for i := range next {
				if errs[i] = ctx.Err(); errs[i] == nil {
					w.Start(runs[i])
					runs[i], errs[i] = t.run(ctx, runs[i], w)
				}
			}
		}()
	}
	for i := range runs {
		next <- i
	}
	close(next)
	group.Wait()

	var finished []Run
	var failed error
	for i, r := range runs {
		if errs[i] == nil {
			finished = append(finished, r)
		} else if failed == nil {
			failed = errs[i]
		}
	}
	return finished, failed
}

func (t Training) run(ctx context.Context, r Run, w Watcher) (Run, error) {
	model := mlp.Tutorial()
	if err := model.Compile(t.Optimizers[r.Optimizer].String(), mlp.SparseCategoricalCrossentropy, mlp.Accuracy); err != nil {
		return r, err
	}
	var err error
	r.History, err = model.Fit(ctx, t.Data.Train, mlp.FitOptions{
		Epochs: t.Epochs, BatchSize: t.BatchSize, Seed: r.Seed,
		Validation: t.Data.Validation, TrainSample: TrainSample,
		OnBatch: func(b mlp.Batch) { w.Step(r, b) },
		OnEpoch: func(epoch int, s mlp.Scores) { w.Epoch(r, epoch, s) },
	})
	if err != nil {
		return r, err
	}
	r.Test = mlp.Scores{"loss": math.NaN(), "accuracy": math.NaN()}
	if r.History.Diverged == 0 {
		if r.Test, err = model.Evaluate(t.Data.Test); err != nil {
			return r, err
		}
	}
	w.Finish(r)
	return r, nil
}

// Rows returns the number of rows of the run's history: epoch 0 and those trained.
func (r Run) Rows() int { return len(r.History.Values["val_loss"]) }

// trainingColumns are the columns of the history that the CSV has.
var trainingColumns = []string{"train_loss", "train_accuracy", "val_loss", "val_accuracy"}

// TrainingCSV returns the runs in the long format: a row for each epoch, epoch 0
// being before training, the test's scores in the last.
func TrainingCSV(t Training, runs []Run) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b) // a Buffer takes everything, so there is no error
	w.Write([]string{"task", "model", "optimizer", "batch", "seed", "epoch",
		"train_loss", "train_accuracy", "val_loss", "val_accuracy", "test_loss", "test_accuracy"})
	for _, r := range runs {
		for epoch := range r.Rows() {
			row := []string{Task, Model, t.Optimizers[r.Optimizer].Given, strconv.Itoa(t.BatchSize),
				strconv.FormatUint(r.Seed, 10), strconv.Itoa(epoch)}
			for _, column := range trainingColumns {
				row = append(row, number(r.History.Values[column][epoch]))
			}
			if epoch == r.Rows()-1 {
				row = append(row, number(r.Test["loss"]), number(r.Test["accuracy"]))
			} else {
				row = append(row, "", "")
			}
			w.Write(row)
		}
	}
	w.Flush()
	return b.Bytes()
}

// TimesCSV returns the wall-clock seconds in which each epoch was trained,
// evaluations apart. They are the only numbers that differ from run to run.
func TimesCSV(t Training, runs []Run) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Write([]string{"optimizer", "batch", "seed", "epoch", "seconds"})
	for _, r := range runs {
		for epoch := 1; epoch < len(r.History.Seconds); epoch++ {
			w.Write([]string{t.Optimizers[r.Optimizer].Given, strconv.Itoa(t.BatchSize), strconv.FormatUint(r.Seed, 10),
				strconv.Itoa(epoch), strconv.FormatFloat(r.History.Seconds[epoch], 'f', 3, 64)})
		}
	}
	w.Flush()
	return b.Bytes()
}
