package mlp

import (
	"fmt"
	"math"

	"descent/internal/vec"
)

// EarlyStopping ends training when a score has stopped improving, as Keras's
// callback of the name; [History.StoppedEpoch] tells when. Each call of
// [Model.Fit] counts anew.
type EarlyStopping struct {
	// Monitor is the column of the history that is watched, "val_loss" if empty.
	// Epochs in which it has no value do not count.
	Monitor string
	// Mode is "min" where low is good and "max" where high is. If it is "auto" or
	// empty, high accuracies, precision and recall are good and low scores of all
	// other kinds.
	Mode string
	// Patience is the epochs without an improvement after which training ends; of 0
	// it ends with the first one, as of 1.
	Patience int
	// MinDelta is by how much a score must be better than the best to count, 0 or
	// more.
	MinDelta float64
	// Baseline, if set, must be improved on as well before an epoch ends the waiting.
	Baseline *float64
	// StartFromEpoch is how many epochs pass before the watching starts.
	StartFromEpoch int
	// RestoreBestWeights sets the model back to the epoch of the best score when
	// training ends, for whatever reason but an error: [History.BestEpoch]. Not
	// only the weights are as they were then (all that Keras restores) but the
	// optimizer too, so that another Fit goes on from there.
	RestoreBestWeights bool
}

// stopping watches a score over the epochs of a run.
type stopping struct {
	EarlyStopping
	monitor
	model     *Model
	wait      int // epochs
	bestEpoch int // of the run, from 1
	saved     *snapshot
}

// stop returns the watch that an option asks for, nil for none.
func (m *Model) stop(o FitOptions) (*stopping, error) {
	if o.EarlyStopping == nil {
		return nil, nil
	}
	const what = "early stopping"
	e := *o.EarlyStopping
	switch {
	case e.Patience < 0:
		return nil, fmt.Errorf("mlp: %s after a patience of %d epochs", what, e.Patience)
	case e.StartFromEpoch < 0:
		return nil, fmt.Errorf("mlp: %s from epoch %d on", what, e.StartFromEpoch)
	case !(e.MinDelta >= 0) || math.IsInf(e.MinDelta, 0):
		return nil, fmt.Errorf("mlp: %s by improvements of %g, it must be 0 or more", what, e.MinDelta)
	}
	w, err := newMonitor(what, e.Monitor, e.Mode, e.MinDelta, m.columns(o))
	if err != nil {
		return nil, err
	}
	return &stopping{EarlyStopping: e, monitor: w, model: m}, nil
}

// see takes in the score of an epoch, counted from 1, and tells whether training
// ends with it.
func (s *stopping) see(epoch int, score float64) bool {
	if epoch <= s.StartFromEpoch {
		return false
	}
	s.wait++
	if s.improves(score) {
		s.bestEpoch = epoch
		if s.RestoreBestWeights {
			s.saved = s.model.save(s.saved)
		}
		// The best so far need not be better than the baseline.
		if s.Baseline == nil || s.better(score, *s.Baseline) {
			s.wait = 0
		}
		return false
	}
	return s.wait >= s.Patience
}

// snapshot is a copy of all that training changes in a model.
type snapshot struct {
	state  []vec.Vec // the weights, trained and not, and what the optimizer keeps
	epochs int
}

// save copies the model's state, into room if it is not nil.
func (m *Model) save(room *snapshot) *snapshot {
	if room == nil {
		room = &snapshot{}
		m.visit(func(v vec.Vec) { room.state = append(room.state, vec.Make(v.Precision(), v.Len())) })
	}
	i := 0
	m.visit(func(v vec.Vec) { room.state[i].Copy(v); i++ })
	room.epochs = m.epochs
	return room
}

// restore sets the model back to a snapshot.
func (m *Model) restore(s *snapshot) {
	i := 0
	m.visit(func(v vec.Vec) { v.Copy(s.state[i]); i++ })
	m.epochs = s.epochs
}

// visit calls f with every vector that training changes.
func (m *Model) visit(f func(vec.Vec)) {
	m.optimizer.Visit(func(_ string, v vec.Vec) { f(v) })
	f(m.state)
}
