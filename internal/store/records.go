package store

import (
	"bytes"
	"fmt"
	"iter"
	"maps"
	"slices"
	"sync"
)

// Records are the finished runs of a store. They are safe for use by several
// goroutines.
type Records struct {
	dir  string
	mu   sync.RWMutex
	runs map[Hash]kept
}

// kept is a record, and where it is from.
type kept struct {
	Record
	where string
}

// Read returns the finished runs of the store in a folder and writes nothing
// there, so that it serves where one may only look. What is damaged is left out,
// with a notice. A foreign store, which [ErrForeign] tells, is taken on demand.
func Read(dir string, id Identity, foreign bool) (*Records, []Notice, error) {
	logs, err := readLogs(dir)
	if err != nil {
		return nil, nil, failed(dir, err)
	}
	r, err := collect(dir, logs, id, foreign)
	if err != nil {
		return nil, nil, err
	}
	var notices []Notice
	for _, l := range logs {
		notices = append(notices, l.notices(false)...)
	}
	return r, notices, nil
}

// collect puts the logs' runs together.
func collect(dir string, logs []*logFile, id Identity, foreign bool) (*Records, error) {
	r := &Records{dir: dir, runs: map[Hash]kept{}}
	for _, l := range logs {
		if !foreign {
			if err := l.check(id); err != nil {
				return nil, failed(dir, err)
			}
		}
		for _, line := range l.lines {
			if line.Run == nil {
				continue
			}
			where := fmt.Sprintf("line %d of %s", line.number, l.name())
			if err := r.add(*line.Run, *line.Record, where); err != nil {
				return nil, failed(dir, err)
			}
		}
	}
	return r, nil
}

// add takes in a run. One that is there already must have the same result.
func (r *Records) add(h Hash, record Record, where string) error {
	old, ok := r.runs[h]
	if !ok {
		r.runs[h] = kept{record, where}
		return nil
	}
	if !bytes.Equal(old.Result, record.Result) {
		return fmt.Errorf("the results of run %s differ, in %s and in %s: one of them is wrong", h.short(), old.where, where)
	}
	return nil
}

// Get returns a run's record, if the run is finished.
func (r *Records) Get(h Hash) (Record, bool) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	k, ok := r.runs[h]
	return k.Record, ok
}

// Has tells whether a run is finished.
func (r *Records) Has(h Hash) bool {
	_, ok := r.Get(h)
	return ok
}

// Len returns the number of finished runs.
func (r *Records) Len() int {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return len(r.runs)
}

// Runs goes through the runs that are finished when it is called, in the order of
// their hashes, whatever log they are in.
func (r *Records) Runs() iter.Seq2[Hash, Record] {
	r.mu.RLock()
	runs := maps.Clone(r.runs)
	r.mu.RUnlock()
	return func(yield func(Hash, Record) bool) {
		for _, h := range slices.SortedFunc(maps.Keys(runs), func(a, b Hash) int { return bytes.Compare(a[:], b[:]) }) {
			if !yield(h, runs[h].Record) {
				return
			}
		}
	}
}

// failed says of which store an error is.
func failed(dir string, err error) error {
	return fmt.Errorf("store %s: %w", dir, err)
}
