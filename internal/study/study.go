package study

import (
	"context"
	"fmt"
	"sync"

	"descent/internal/store"
)

// MaxRuns is the most runs that a study may have: more is a slip in a grid, since
// nobody waits for it.
const MaxRuns = 1_000_000

// Study is a comparison over several tasks, models or batch sizes: a plan of
// training runs for each of them, all on the same data.
type Study []Training

// Execution says how a study is run, which decides nothing about its results.
type Execution struct {
	Workers int                // runs side by side, one thread each
	Store   *store.Store       // keeps runs, and has those that need not be run again; nil: none
	Shard   store.Shard        // the part that is run
	Say     func(store.Notice) // is told of checkpoints that are of no use
}

// Check refuses a study without runs and one of more than [MaxRuns].
func (s Study) Check() error {
	switch n := s.Len(); {
	case n == 0:
		return fmt.Errorf("the study has no runs: it needs an optimizer, a batch size and a seed at least")
	case n > MaxRuns:
		return fmt.Errorf("the study has %d runs, %d at most are allowed: take fewer rates, batch sizes or seeds", n, MaxRuns)
	}
	return nil
}

// Len is the number of runs.
func (s Study) Len() int {
	n := 0
	for _, t := range s {
		n += len(t.Optimizers) * t.Seeds
	}
	return n
}

// Runs lists the study's runs, not yet run, in the order of results: plan by plan,
// in each by optimizer, then by seed.
func (s Study) Runs() []Run {
	var runs []Run
	for i, t := range s {
		for _, r := range t.Runs() {
			r.Plan = i
			runs = append(runs, r)
		}
	}
	return runs
}

// Kept returns the runs that a store has, by plan and in order, and how many of the
// shard's it lacks.
func (s Study) Kept(records *store.Records, part store.Shard) (kept [][]Run, missing int, err error) {
	kept = make([][]Run, len(s))
	for i, r := range s.Runs() {
		if !part.Has(i) {
			continue
		}
		h := s[r.Plan].Hash(r)
		record, ok := records.Get(h)
		if !ok {
			missing++
			continue
		}
		o, err := outcomeOf(h, record)
		if err != nil {
			return nil, 0, err
		}
		kept[r.Plan] = append(kept[r.Plan], r.with(o))
	}
	return kept, missing, nil
}

// Run runs the study, or its part, and returns the finished runs by plan and in
// order. A run that the store has is not run again, and the watcher is not told of
// it. When ctx is done it stops within a batch and returns what is finished with
// ctx's error.
func (s Study) Run(ctx context.Context, e Execution, w Watcher) ([][]Run, error) {
	runs := s.Runs()
	errs := make([]error, len(runs))
	next := make(chan int)
	var group sync.WaitGroup
	for range min(max(1, e.Workers), len(runs)) {
		group.Add(1)
		go func() {
			defer group.Done()
			for i := range next {
				if errs[i] = ctx.Err(); errs[i] == nil {
					runs[i], errs[i] = s[runs[i].Plan].keep(ctx, runs[i], e, w)
				}
			}
		}()
	}
	for i := range runs {
		if e.Shard.Has(i) {
			next <- i
		}
	}
	close(next)
	group.Wait()

	finished := make([][]Run, len(s))
	var failed error
	for i, r := range runs {
		switch {
		case !e.Shard.Has(i):
		case errs[i] == nil:
			finished[r.Plan] = append(finished[r.Plan], r)
		case failed == nil:
			failed = errs[i]
		}
	}
	return finished, failed
}

// keep takes a run from the store, or runs it and puts it there.
func (t Training) keep(ctx context.Context, r Run, e Execution, w Watcher) (Run, error) {
	train := func(resume []byte, checkpoint func([]byte) error) (Outcome, error) {
		w.Start(r)
		done, err := t.run(ctx, r, w, resume, checkpoint)
		return Outcome{done.History, done.Test, done.Confusion}, err
	}
	if e.Store == nil {
		o, err := train(nil, nil)
		return r.with(o), err
	}
	o, err := Keep(e.Store, t.Hash(r), e.Say, train)
	return r.with(o), err
}

// with is the run with what it has come to.
func (r Run) with(o Outcome) Run {
	r.History, r.Test, r.Confusion = o.History, o.Test, o.Confusion
	return r
}
