package cli

import (
	"fmt"
	"math"
	"strconv"
)

// Number is a flag that holds a finite number, of at least Min.
type Number struct {
	X     float64
	Min   float64 // −Inf: any
	Given bool
}

// Set reads the number.
func (n *Number) Set(text string) error {
	x, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsInf(x, 0) || !(x >= n.Min) {
		if math.IsInf(n.Min, -1) {
			return fmt.Errorf("must be a finite number")
		}
		return fmt.Errorf("must be a finite number of at least %g", n.Min)
	}
	n.X, n.Given = x, true
	return nil
}

// String returns the number, nothing where none is given.
func (n *Number) String() string {
	if !n.Given {
		return ""
	}
	return strconv.FormatFloat(n.X, 'g', -1, 64)
}

// Type is what help calls the value.
func (n *Number) Type() string { return "X" }
