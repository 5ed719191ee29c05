package mlp

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"descent/internal/vec"
	"descent/optim"
)

// checkpointForm is the form of a checkpoint: a line of JSON, a checkpointHeader, and
// behind it what [optim.Save] writes of a trainingState.
const checkpointForm = "descent training state 1"

// checkpointHeader is what must be known of a checkpoint before there is room for the
// rest of it.
type checkpointHeader struct {
	Form  string `json:"form"`
	Of    string `json:"of"`    // what training it is of
	Epoch int    `json:"epoch"` // the last one in it
	Best  bool   `json:"best"`  // the state of the best epoch is in it
}

// describe names what a state must have in common with the training that goes on
// from it.
func (r *run) describe() string {
	o := r.options
	text := fmt.Sprintf("%s on %v, seed %d, %d examples in batches of %d", r.model.spec, r.model.loss, o.Seed, r.train.Len(), o.BatchSize)
	if o.InOrder {
		text += " in order"
	}
	return text
}

// checkpoint returns what [FitOptions.Resume] takes, after an epoch.
func (r *run) checkpoint(epoch int) []byte {
	best := r.stopping != nil && r.stopping.saved != nil
	head, err := json.Marshal(checkpointHeader{checkpointForm, r.describe(), epoch, best})
	if err != nil {
		panic(err) // of texts and numbers there is none
	}
	b := bytes.NewBuffer(append(head, '\n'))
	s := r.stateRoom(epoch)
	if best {
		s.best = r.stopping.saved
	}
	for i, n := range r.numbers(s.best) {
		s.numbers.Set(i, n.get)
	}
	for i, name := range s.columns {
		copy(s.history[i].Float64s(), r.history.column(name))
	}
	optim.Save(b, s) // a Buffer takes everything
	return b.Bytes()
}

// resume sets the model and the run to a checkpoint. An error changes neither.
func (r *run) resume(state []byte) error {
	var head checkpointHeader
	line, rest, _ := bytes.Cut(state, []byte("\n"))
	if err := json.Unmarshal(line, &head); err != nil || head.Form != checkpointForm {
		return errors.New("mlp: not a state that training can resume from")
	}
	switch {
	case head.Of != r.describe():
		return fmt.Errorf("mlp: the state is of other training, %s in place of %s", head.Of, r.describe())
	case head.Epoch < 1 || head.Epoch > r.options.Epochs:
		return fmt.Errorf("mlp: the state is that after epoch %d, of %d that are wanted", head.Epoch, r.options.Epochs)
	case head.Best && r.stopping == nil:
		return errors.New("mlp: the state is of training with early stopping")
	}
	s := r.stateRoom(head.Epoch)
	if head.Best {
		s.best = r.model.save(nil)
	}
	if err := optim.Restore(bytes.NewReader(rest), s); err != nil {
		return fmt.Errorf("mlp: %w", err)
	}
	for i, n := range r.numbers(s.best) {
		n.set(s.numbers.At(i))
	}
	if head.Best {
		r.stopping.saved = s.best
	}
	row := Scores{}
	for epoch := range head.Epoch + 1 {
		seconds := 0.0
		for i, name := range s.columns {
			if v := s.history[i].At(epoch); name == secondsColumn {
				seconds = v
			} else {
				row[name] = v
			}
		}
		r.record(epoch, row, seconds)
	}
	return nil
}

// trainingState is an optimizer of which all that a run has come to is the state.
type trainingState struct {
	optim.Optimizer
	untrained vec.Vec
	numbers   vec.Vec   // see run.numbers
	columns   []string  // of the history, and secondsColumn
	history   []vec.Vec // of each column
	best      *snapshot // nil if there is none
}

// secondsColumn is where [History.Seconds] are in a state. No score has the name.
const secondsColumn = "seconds"

// column returns a column, or the seconds.
func (h *History) column(name string) []float64 {
	if name == secondsColumn {
		return h.Seconds
	}
	return h.Values[name]
}

// stateRoom returns the state after an epoch, with room for what is not the model's.
func (r *run) stateRoom(epoch int) *trainingState {
	s := &trainingState{
		Optimizer: r.model.optimizer,
		untrained: r.model.state,
		numbers:   vec.Make(vec.Float64, len(r.numbers(nil))),
		columns:   append(r.model.columns(r.options), secondsColumn),
	}
	for range s.columns {
		s.history = append(s.history, vec.Make(vec.Float64, epoch+1))
	}
	return s
}

// Visit shows the state to [optim.Save] and [optim.Restore].
func (s *trainingState) Visit(f func(name string, v vec.Vec)) {
	s.Optimizer.Visit(f)
	f("untrained weights", s.untrained)
	f("numbers", s.numbers)
	for i, name := range s.columns {
		f("history."+name, s.history[i])
	}
	if s.best != nil {
		for i, v := range s.best.state {
			f(fmt.Sprintf("best.%d", i), v)
		}
	}
}

// tracked is a number of a run, to be saved and set.
type tracked struct {
	get float64
	set func(float64)
}

// numbers lists what of a run is not in vectors, always as many. Without a plateau,
// early stopping or a best epoch theirs are zero.
func (r *run) numbers(best *snapshot) []tracked {
	whole := func(n *int) tracked { return tracked{float64(*n), func(v float64) { *n = int(v) }} }
	seen := func(m *monitor) tracked {
		v := 0.0
		if m.seen {
			v = 1
		}
		return tracked{v, func(v float64) { m.seen = v != 0 }}
	}
	score := func(m *monitor) tracked { return tracked{m.best, func(v float64) { m.best = v }} }
	p, w := r.plateau, r.stopping
	if p == nil {
		p = &plateau{}
	}
	if w == nil {
		w = &stopping{}
	}
	if best == nil {
		best = &snapshot{}
	}
	return []tracked{
		whole(&r.steps), whole(&r.model.epochs), whole(&best.epochs),
		seen(&p.monitor), score(&p.monitor), whole(&p.wait), whole(&p.cooling),
		seen(&w.monitor), score(&w.monitor), whole(&w.wait), whole(&w.bestEpoch),
	}
}
