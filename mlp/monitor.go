package mlp

import (
	"fmt"
	"slices"
	"strings"

	"descent/internal/suggest"
)

// monitor watches a column of the history for what [EarlyStopping] and
// [ReduceOnPlateau] do about it: Keras's MonitorCallback.
type monitor struct {
	column   string
	mode     string // "min" or "max"
	minDelta float64
	seen     bool // there is a best
	best     float64
}

// newMonitor fills in the defaults of both callbacks. what they are stands before
// its errors.
func newMonitor(what, column, mode string, minDelta float64, columns []string) (monitor, error) {
	m := monitor{column: column, mode: mode, minDelta: minDelta}
	if m.column == "" {
		m.column = "val_loss"
	}
	if m.mode == "" || m.mode == "auto" {
		m.mode = "min"
		if MoreIsBetter(m.column) {
			m.mode = "max"
		}
	}
	switch {
	case !slices.Contains(columns, m.column):
		return m, fmt.Errorf("mlp: %s: %w", what, suggest.Unknown("column", m.column, columns))
	case m.mode != "min" && m.mode != "max":
		return m, fmt.Errorf("mlp: %s: %w", what, suggest.Unknown("mode", m.mode, []string{"auto", "min", "max"}))
	}
	return m, nil
}

// MoreIsBetter tells it of a column of a history: of accuracies, precision and
// recall it is, of losses and errors it is not.
func MoreIsBetter(column string) bool {
	return slices.ContainsFunc([]string{"accuracy", "precision", "recall"}, func(kind string) bool {
		return strings.Contains(column, kind)
	})
}

// improves takes in an epoch's score, and tells whether it is the best so far.
func (m *monitor) improves(score float64) bool {
	if m.seen && !m.better(score, m.best) {
		return false
	}
	m.seen, m.best = true, score
	return true
}

// better tells whether a score is better than another by more than minDelta.
func (m *monitor) better(score, than float64) bool {
	if m.mode == "max" {
		return score-m.minDelta > than
	}
	return score+m.minDelta < than
}
