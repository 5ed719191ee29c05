package mlp

import "math"

// History is what came of a run. But for Seconds it is a function of the model,
// the data and the options.
type History struct {
	// Values has a column for each score, with a row for each epoch; row 0 is
	// before training. Of a metric named accuracy the columns are
	//
	//	loss, accuracy               mean over the epoch's batches, each at the
	//	                             weights that it met, as Keras reports it; NaN in row 0
	//	val_loss, val_accuracy       of the validation data, after the epoch
	//	train_loss, train_accuracy   of the training sample, after the epoch
	//
	// and val_ and train_ only where the options ask for them. Where an epoch has
	// no score, as between validations, there is NaN.
	Values map[string][]float64
	// Seconds is the wall-clock time in which each row's epoch was trained,
	// without evaluations.
	Seconds []float64
	// Diverged is the step, counted from 1 over all epochs, at which the loss
	// was no longer finite, or the last one before the weights or scores of an
	// epoch's end were not; 0 if all stayed finite. Then the last row, of the
	// epoch in which it happened, is NaN in all columns.
	Diverged int
	// StoppedEpoch is the row after which [EarlyStopping] ended training, 0 if it
	// did not.
	StoppedEpoch int
	// BestEpoch is the row whose weights the model was set back to, 0 if it was not.
	BestEpoch int
}

// columns lists those of the history.
func (m *Model) columns(o FitOptions) []string {
	prefixes := []string{""}
	if o.Validation.Len() > 0 {
		prefixes = append(prefixes, "val_")
	}
	if o.TrainSample > 0 {
		prefixes = append(prefixes, "train_")
	}
	var columns []string
	for _, prefix := range prefixes {
		for _, name := range m.scoreNames() {
			columns = append(columns, prefix+name)
		}
	}
	return columns
}

// append adds a row.
func (h *History) append(s Scores, seconds float64) {
	if h.Values == nil {
		h.Values = map[string][]float64{}
	}
	for name, v := range s {
		h.Values[name] = append(h.Values[name], v)
	}
	h.Seconds = append(h.Seconds, seconds)
}

// finite tells whether no score is NaN or infinite.
func (s Scores) finite() bool {
	for _, v := range s {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return false
		}
	}
	return true
}
