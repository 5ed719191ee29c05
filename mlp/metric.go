package mlp

import "descent/internal/vec"

// Metric is a mean over examples that is reported beside the loss: [Accuracy].
type Metric interface {
	// String returns Keras's name, under which it stands in a history.
	String() string
	// sum returns what all examples score together, for outputs y [n × outputs].
	sum(y vec.Matrix, t targets) float64
}

// Accuracy is the share of examples whose label has the largest output (of
// equal ones the first), Keras's "accuracy".
var Accuracy Metric = accuracy{}

type accuracy struct{}

func (accuracy) String() string { return "accuracy" }

func (accuracy) sum(y vec.Matrix, t targets) float64 {
	right := 0
	for i, label := range t.labels {
		if argmax(y.Row(i)) == label {
			right++
		}
	}
	return float64(right)
}

// argmax returns the index of the largest element, of equal ones the first.
func argmax(row vec.Vec) int {
	best := 0
	for j := range row.Len() {
		if row.At(j) > row.At(best) {
			best = j
		}
	}
	return best
}
