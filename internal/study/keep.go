package study

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"

	"descent/internal/store"
	"descent/mlp"
)

// Outcome is what a training run has come to, as a store keeps it.
type Outcome struct {
	History   mlp.History
	Test      mlp.Scores // with the weights at the end
	Confusion [][]int    // of the test examples, by true and predicted class; may be nil
}

// Keep returns the outcome of the run of that hash: from the store if it is there, else
// by having it trained, from its last checkpoint if there is one, and put there. say is
// told of checkpoints that are of no use. train passes its arguments on to
// [mlp.FitOptions].
//
// An error of the store while the run is trained ends it, so that no more is lost than
// the epoch in flight.
func Keep(s *store.Store, h store.Hash, say func(store.Notice),
	train func(resume []byte, checkpoint func(state []byte) error) (Outcome, error)) (Outcome, error) {
	if r, ok := s.Get(h); ok {
		return outcomeOf(h, r)
	}
	resume, notices := s.Checkpoint(h)
	for _, n := range notices {
		say(n)
	}
	o, err := train(resume, func(state []byte) error { return s.SaveCheckpoint(h, state) })
	if err != nil {
		return o, err
	}
	r, err := o.record()
	if err != nil {
		return o, err
	}
	return o, s.Put(h, r)
}

// result is the part of an outcome that is the same each time.
type result struct {
	Values       map[string][]float `json:"values"`
	Diverged     int                `json:"diverged,omitempty"`
	StoppedEpoch int                `json:"stopped_epoch,omitempty"`
	BestEpoch    int                `json:"best_epoch,omitempty"`
	Test         map[string]float   `json:"test"`
	Confusion    [][]int            `json:"confusion,omitempty"`
}

// measured is the rest of it.
type measured struct {
	Seconds []float `json:"seconds"`
}

// record returns the outcome as JSON.
func (o Outcome) record() (store.Record, error) {
	h := o.History
	r := result{map[string][]float{}, h.Diverged, h.StoppedEpoch, h.BestEpoch, map[string]float{}, o.Confusion}
	for name, column := range h.Values {
		r.Values[name] = convert[float](column)
	}
	for name, v := range o.Test {
		r.Test[name] = float(v)
	}
	var out store.Record
	var err error
	if out.Result, err = json.Marshal(r); err != nil {
		return out, err
	}
	out.Measured, err = json.Marshal(measured{convert[float](h.Seconds)})
	return out, err
}

// outcomeOf reads what record wrote of a run.
func outcomeOf(h store.Hash, from store.Record) (Outcome, error) {
	var r result
	var m measured
	err := json.Unmarshal(from.Result, &r)
	if err == nil && len(from.Measured) > 0 {
		err = json.Unmarshal(from.Measured, &m)
	}
	if err != nil {
		return Outcome{}, fmt.Errorf("the result of run %v cannot be read: %w", h, err)
	}
	o := Outcome{mlp.History{Values: map[string][]float64{}, Seconds: convert[float64](m.Seconds),
		Diverged: r.Diverged, StoppedEpoch: r.StoppedEpoch, BestEpoch: r.BestEpoch}, mlp.Scores{}, r.Confusion}
	for name, column := range r.Values {
		o.History.Values[name] = convert[float64](column)
	}
	for name, v := range r.Test {
		o.Test[name] = float64(v)
	}
	return o, nil
}

func convert[To, From ~float64](values []From) []To {
	to := make([]To, len(values))
	for i, v := range values {
		to[i] = To(v)
	}
	return to
}

// float is a number that JSON can hold, whatever it is: those that are not finite, which
// JSON has no numbers for, as text.
type float float64

// MarshalJSON prints the shortest number that reads back exactly.
func (f float) MarshalJSON() ([]byte, error) {
	text := number(float64(f))
	if math.IsNaN(float64(f)) || math.IsInf(float64(f), 0) {
		text = strconv.Quote(text)
	}
	return []byte(text), nil
}

// UnmarshalJSON reads what MarshalJSON prints.
func (f *float) UnmarshalJSON(text []byte) error {
	var finite float64
	if len(text) == 0 || text[0] != '"' {
		err := json.Unmarshal(text, &finite)
		*f = float(finite)
		return err
	}
	var name string
	if err := json.Unmarshal(text, &name); err != nil {
		return err
	}
	for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		if number(v) == name {
			*f = float(v)
			return nil
		}
	}
	return fmt.Errorf("%s is no number", text)
}
