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
	plan plan

	mutex sync.Mutex
	jobs  map[job]*progress.Job
}

// job tells a run from the others.
type job struct {
	plan, optimizer int
	seed            uint64
}

func newBoard(w io.Writer, quiet bool, p plan) *board {
	var names []string
	for _, r := range p.Runs() {
		names = append(names, p.name(r))
	}
	return &board{Board: progress.New(w, quiet, names), plan: p, jobs: map[job]*progress.Job{}}
}

func (b *board) of(r study.Run) *progress.Job {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.jobs[job{r.Plan, r.Optimizer, r.Seed}]
}

// Start implements study.Watcher.
func (b *board) Start(r study.Run) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	b.jobs[job{r.Plan, r.Optimizer, r.Seed}] = b.Board.Start(b.plan.name(r), max(1, b.plan.Study[r.Plan].Epochs*b.perEpoch(r)))
}

// perEpoch is the number of steps in an epoch of a run.
func (b *board) perEpoch(r study.Run) int {
	t := b.plan.Study[r.Plan]
	return (t.Data.Train.Len() + t.BatchSize - 1) / t.BatchSize
}

// name is the optimizer, with what else tells the run from others.
func (p plan) name(r study.Run) string {
	t := p.Study[r.Plan]
	name := t.Optimizers[r.Optimizer].Given
	if words, _ := p.varying(r.Plan); words != "" {
		name += ", " + words
	}
	if t.Seeds > 1 {
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
	b.of(r).Reach(epoch * b.perEpoch(r)) // those of a checkpoint come without their steps
	b.of(r).Note(fmt.Sprintf("epoch %d of %d, validation %s", epoch, b.plan.Study[r.Plan].Epochs, b.score(r, "val_", s)))
}

// Finish implements study.Watcher.
func (b *board) Finish(r study.Run) {
	text := "test " + b.score(r, "", r.Test)
	if b.plan.families != nil { // nobody is to choose by the test data
		text = "finished"
	}
	if r.History.StoppedEpoch > 0 {
		text = fmt.Sprintf("stopped, epoch %d, %s", r.History.StoppedEpoch, text)
	}
	if r.History.Diverged > 0 {
		text = fmt.Sprintf("diverged, step %d", r.History.Diverged)
	}
	b.of(r).Finish(text)
}

// score tells the accuracy, or the loss of a task without.
func (b *board) score(r study.Run, prefix string, s mlp.Scores) string {
	if b.plan.Study[r.Plan].Metric() == "accuracy" {
		return "accuracy " + percent(s[prefix+"accuracy"])
	}
	return "loss " + loss(s[prefix+"loss"])
}
