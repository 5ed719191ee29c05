package mlp

import (
	"context"
	"fmt"
	"maps"
	"math"
	"time"

	"descent/internal/vec"
)

// FitOptions are what [Model.Fit] can be told. Of the zero value it only
// evaluates once.
type FitOptions struct {
	// Epochs is how often the training examples are gone through.
	Epochs int
	// BatchSize is the examples in a step, 32 if zero. The last batch of an
	// epoch is what is left over.
	BatchSize int
	// Validation is evaluated before training and after each epoch. The zero
	// Data is none.
	Validation Data
	// ValidationFreq is after how many epochs each the validation data are
	// evaluated, 1 if zero. In other rows of the history their scores are NaN.
	ValidationFreq int
	// TrainSample is how many training examples, drawn by the seed, are
	// evaluated likewise. If there are fewer, all are.
	TrainSample int
	// Seed decides the initial weights, unless the model has weights; the order
	// of the batches, which changes with each epoch; what dropout drops; and the
	// sample.
	Seed uint64
	// InOrder takes the examples in their order, Keras's shuffle=False.
	InOrder bool
	// ReduceOnPlateau, if set, lowers the learning rate when a score stops improving.
	ReduceOnPlateau *ReduceOnPlateau
	// EarlyStopping, if set, ends training when a score stops improving.
	EarlyStopping *EarlyStopping

	// OnCheckpoint, if set, is called after each epoch that another follows, with
	// all that Resume needs. An error of it ends training, and is Fit's.
	OnCheckpoint func(state []byte) error
	// Resume, if not nil, is what OnCheckpoint was called with in training a model
	// of the same layers by the same options, but for Epochs, which may be more. Fit
	// goes on from there to the same bits as if it had never been left, with the
	// whole history, whose rows OnEpoch gets at once.
	Resume []byte

	// OnBatch, if set, is called after each step.
	OnBatch func(Batch)
	// OnEpoch, if set, is called with each row of the history. Epoch 0 is
	// before training.
	OnEpoch func(epoch int, s Scores)
}

// Batch tells of a step of training.
type Batch struct {
	Epoch int     // from 1
	Step  int     // in this epoch, from 1
	Steps int     // in each epoch
	Loss  float64 // mean over the batch, before the step
}

// Fit trains the model and returns what came of it. The gradient of the mean
// loss of a batch moves the weights, batch after batch, as the optimizer has it.
//
// A model without weights draws them first. One that has them continues: two
// calls of 5 epochs take the same path as one of 10 (but for what
// [ReduceOnPlateau] counts).
//
// Training ends early where it diverges, which [History.Diverged] tells and is no
// error, where [EarlyStopping] ends it, and where ctx is done: then Fit returns the
// history of the whole epochs and ctx's error. It is an error if the model is not
// compiled, if the data, the validation data or the state to resume from does not
// fit it, or if an option is out of range.
func (m *Model) Fit(ctx context.Context, train Data, o FitOptions) (History, error) {
	if o.BatchSize == 0 {
		o.BatchSize = 32
	}
	if o.ValidationFreq == 0 {
		o.ValidationFreq = 1
	}
	if err := m.checkFit(train, o); err != nil {
		return History{}, err
	}
	if m.params == nil {
		m.Initialize(o.Seed, vec.Float32)
	}
	if m.optimizer == nil {
		m.optimizer = m.spec.New(m.params)
	}
	plateau, err := m.watch(o)
	if err != nil {
		return History{}, err
	}
	stopping, err := m.stop(o)
	if err != nil {
		return History{}, err
	}
	// All at once, since growing later would throw this room away.
	m.reserve(max(o.BatchSize, evaluationBatch))
	r := &run{model: m, train: train, options: o, order: make([]int32, train.Len()), plateau: plateau, stopping: stopping}
	if o.TrainSample > 0 {
		r.sample = train.Select(sampleRows(train.Len(), o.TrainSample, o.Seed))
	}
	if o.Resume != nil {
		if err := r.resume(o.Resume); err != nil {
			return History{}, err
		}
	}
	if err = r.epochs(ctx); err == nil {
		r.restore()
	}
	return r.history, err
}

func (m *Model) checkFit(train Data, o FitOptions) error {
	switch {
	case !m.compiled:
		return errNotCompiled
	case o.Epochs < 0:
		return fmt.Errorf("mlp: %d epochs", o.Epochs)
	case o.BatchSize < 0:
		return fmt.Errorf("mlp: batches of %d examples", o.BatchSize)
	case o.ValidationFreq < 0:
		return fmt.Errorf("mlp: validation after every %d epochs", o.ValidationFreq)
	case o.TrainSample < 0:
		return fmt.Errorf("mlp: a sample of %d training examples", o.TrainSample)
	}
	if err := m.checkData("training data", train); err != nil {
		return err
	}
	if o.BatchSize > train.Len() {
		return fmt.Errorf("mlp: batches of %d, there are only %d training examples", o.BatchSize, train.Len())
	}
	if o.Validation.Len() > 0 {
		return m.checkData("validation data", o.Validation)
	}
	return nil
}

// checkData tells why examples of the given name do not fit the model and its loss.
func (m *Model) checkData(name string, d Data) error {
	if err := m.checkShape(name, d); err != nil {
		return err
	}
	return m.checkTargets(name, d)
}

// run is one call of Fit.
type run struct {
	model    *Model
	train    Data
	sample   Data
	options  FitOptions
	order    []int32
	steps    int // taken
	plateau  *plateau
	stopping *stopping
	history  History
}

// epochs trains, and writes the history. Its error is ctx's, or OnCheckpoint's.
func (r *run) epochs(ctx context.Context) error {
	m := r.model
	if len(r.history.Seconds) == 0 {
		s := Scores{}
		r.evaluate(0, s)
		r.record(0, s, 0)
	}
	for epoch := len(r.history.Seconds); epoch <= r.options.Epochs; epoch++ {
		start := time.Now()
		finite, err := r.epoch(ctx, epoch)
		if err != nil {
			return err
		}
		elapsed := time.Since(start).Seconds()
		s := Scores{}
		m.scores("", s)
		if finite {
			r.evaluate(epoch, s)
			finite = m.point().Finite() && s.finite()
		}
		if !finite {
			r.history.Diverged = r.steps
			clear(s)
		}
		r.record(epoch, s, elapsed)
		if !finite {
			return nil
		}
		m.epochs++
		if r.watch(epoch, s) {
			r.history.StoppedEpoch = epoch
			return nil
		}
		if f := r.options.OnCheckpoint; f != nil && epoch < r.options.Epochs {
			if err := f(r.checkpoint(epoch)); err != nil {
				return err
			}
		}
	}
	return nil
}

// watch shows an epoch's scores to those that watch them, and tells whether
// training ends.
func (r *run) watch(epoch int, s Scores) bool {
	if p := r.plateau; p != nil {
		if score, ok := s[p.column]; ok {
			p.see(score)
		}
	}
	if w := r.stopping; w != nil {
		if score, ok := s[w.column]; ok {
			return w.see(epoch, score)
		}
	}
	return false
}

// restore sets the model back to its best epoch, if that was asked for.
func (r *run) restore() {
	if w := r.stopping; w != nil && w.saved != nil {
		w.model.restore(w.saved)
		r.history.BestEpoch = w.bestEpoch
	}
}

// epoch goes through the training examples once. It ends early with false at a
// loss that is not finite, and with ctx's error when ctx is done.
func (r *run) epoch(ctx context.Context, epoch int) (finite bool, err error) {
	m, o := r.model, &r.options
	count(r.order)
	if !o.InOrder {
		epochOrder(r.order, o.Seed, m.epochs+1)
	}
	m.batch.total.reset(len(m.metrics))
	n := len(r.order)
	b := Batch{Epoch: epoch, Steps: (n + o.BatchSize - 1) / o.BatchSize}
	for i := 0; i < n; i += o.BatchSize {
		if err := ctx.Err(); err != nil {
			return false, err
		}
		m.load(r.train, r.order, i, min(o.BatchSize, n-i))
		b.Step++
		b.Loss = m.step(o.Seed, m.epochs+1, b.Step)
		r.steps++
		if o.OnBatch != nil {
			o.OnBatch(b)
		}
		if math.IsNaN(b.Loss) || math.IsInf(b.Loss, 0) {
			return false, nil
		}
	}
	return true, nil
}

// evaluate scores the validation data and the sample after an epoch, as far as
// there are any and it is their turn.
func (r *run) evaluate(epoch int, s Scores) {
	if r.options.Validation.Len() > 0 && epoch%r.options.ValidationFreq == 0 {
		r.model.evaluate(r.options.Validation, "val_", s)
	}
	if r.sample.Len() > 0 {
		r.model.evaluate(r.sample, "train_", s)
	}
}

// record adds a row to the history, NaN in the columns that have no score.
func (r *run) record(epoch int, s Scores, seconds float64) {
	row := Scores{}
	for _, name := range r.model.columns(r.options) {
		row[name] = math.NaN()
	}
	maps.Copy(row, s)
	r.history.append(row, seconds)
	if r.options.OnEpoch != nil {
		r.options.OnEpoch(epoch, row)
	}
}
