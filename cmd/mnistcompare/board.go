package main

import (
	"fmt"
	"io"
	"math"
	"sync"

	"descent/internal/progress"
	"descent/internal/study"
	"descent/mlp"
)

// board shows the runs of a plan as they come along. It is their watcher.
type board struct {
	*progress.Board
	plan  study.Training
	steps int // of a run

	mutex sync.Mutex
	jobs  map[job]*progress.Job
}

// job tells a run from the others.
type job struct {
	optimizer int
	seed      uint64
}

func newBoard(w io.Writer, quiet bool, plan study.Training) *board {
	perEpoch := (plan.Data.Train.Len() + plan.BatchSize - 1) / plan.BatchSize
	var names []string
	for _, r := range plan.Runs() {
		names = append(names, name(plan, r))
	}
	return &board{Board: progress.New(w, quiet, names), plan: plan, steps: max(1, plan.Epochs*perEpoch), jobs: map[job]*progress.Job{}}
}

func (b *board) of(r study.Run) *progress.Job {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.jobs[job{r.Optimizer, r.Seed}]
}

// Start implements study.Watcher.
func (b *board) Start(r study.Run) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	b.jobs[job{r.Optimizer, r.Seed}] = b.Board.Start(name(b.plan, r), b.steps)
}

// name is the optimizer, with the seed where there are several.
func name(plan study.Training, r study.Run) string {
	name := plan.Optimizers[r.Optimizer].Given
	if plan.Seeds > 1 {
		name += fmt.Sprintf(" seed %d", r.Seed)
	}
	return name
}

// Step implements study.Watcher.
func (b *board) Step(r study.Run, _ mlp.Batch) { b.of(r).Step() }

// Epoch implements study.Watcher.
func (b *board) Epoch(r study.Run, epoch int, s mlp.Scores) {
	if math.IsNaN(s["val_loss"]) { // Finish will tell
		return
	}
	b.of(r).Note(fmt.Sprintf("epoch %d of %d, validation %s", epoch, b.plan.Epochs, b.score("val_", s)))
}

// Finish implements study.Watcher.
func (b *board) Finish(r study.Run) {
	text := "test " + b.score("", r.Test)
	if r.History.StoppedEpoch > 0 {
		text = fmt.Sprintf("stopped, epoch %d, %s", r.History.StoppedEpoch, text)
	}
	if r.History.Diverged > 0 {
		text = fmt.Sprintf("diverged, step %d", r.History.Diverged)
	}
	b.of(r).Finish(text)
}

// score tells the accuracy, or the loss of a task without.
func (b *board) score(prefix string, s mlp.Scores) string {
	if b.plan.Metric() == "accuracy" {
		return "accuracy " + percent(s[prefix+"accuracy"])
	}
	return "loss " + loss(s[prefix+"loss"])
}
