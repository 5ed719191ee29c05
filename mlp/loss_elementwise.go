package mlp

import (
	"fmt"
	"math"

	"descent/internal/vec"
)

// The losses that are a mean over an example's outputs y of what each costs for its
// target t.
var (
	// MeanSquaredError is (y−t)², Keras's "mean_squared_error" or "mse".
	MeanSquaredError Loss = &elementwise{
		name: "mean_squared_error",
		of:   func(y, t float64) float64 { return float64((y - t) * (y - t)) },
		by:   func(y, t float64) float64 { return 2 * (y - t) },
	}
	// MeanAbsoluteError is |y−t|, Keras's "mean_absolute_error" or "mae". Its derivative
	// at 0 is 0.
	MeanAbsoluteError Loss = &elementwise{
		name: "mean_absolute_error",
		of:   func(y, t float64) float64 { return math.Abs(y - t) },
		by:   func(y, t float64) float64 { return sign(y - t) },
	}
	// MeanSquaredLogarithmicError is (ln(1+max(y,ε)) − ln(1+max(t,ε)))² with ε = 1e-7,
	// Keras's "mean_squared_logarithmic_error" or "msle", for numbers of several orders of
	// magnitude. Below ε there is no gradient.
	MeanSquaredLogarithmicError Loss = &elementwise{
		name: "mean_squared_logarithmic_error",
		of: func(y, t float64) float64 {
			d := logOfOneMore(y) - logOfOneMore(t)
			return float64(d * d)
		},
		by: func(y, t float64) float64 {
			if y < epsilon {
				return 0
			}
			return 2 * (logOfOneMore(y) - logOfOneMore(t)) / (y + 1)
		},
	}
	// LogCosh is ln cosh(y−t), Keras's "log_cosh": about half the square of small
	// errors and the magnitude of large ones.
	LogCosh Loss = &elementwise{
		name: "log_cosh",
		of:   func(y, t float64) float64 { return (y - t) + vec.Softplus(-2*(y-t)) - math.Ln2 },
		by:   func(y, t float64) float64 { return vec.Tanh(y - t) },
	}
	// Poisson is y − t·ln(y+1e-7), Keras's "poisson": the negative logarithm of the
	// probability that a count of mean y is t, but for what depends on t alone. The
	// last layer must not give negative numbers.
	Poisson Loss = &elementwise{
		name:     "poisson",
		positive: true,
		of:       func(y, t float64) float64 { return y - float64(t*vec.Log(y+epsilon)) },
		by:       func(y, t float64) float64 { return 1 - t/(y+epsilon) },
	}
)

// Huber is ½(y−t)² up to |y−t| = δ, and δ·|y−t| − ½δ² beyond, a mean over the outputs,
// Keras's "huber", there with δ = 1. δ must be above 0. Huber 1964, Robust estimation of a
// location parameter.
func Huber(delta float64) Loss { return huber{lossOptions{delta: delta}} }

// logOfOneMore is ln(1+max(y,ε)). As in Keras the sum is rounded first. A NaN stays.
func logOfOneMore(y float64) float64 { return vec.Log(max(y, epsilon) + 1) }

func sign(x float64) float64 {
	switch {
	case x > 0:
		return 1
	case x < 0:
		return -1
	}
	return x // 0, or a NaN
}

// elementwise is a loss that is the mean over an example's outputs of a function.
type elementwise struct {
	name     string
	positive bool // whether outputs must not be negative
	of       func(y, t float64) float64
	by       func(y, t float64) float64 // its derivative by y
}

func (l *elementwise) String() string            { return l.name }
func (*elementwise) targets() targetKind         { return realValues }
func (*elementwise) domain() (low, high float64) { return math.Inf(-1), math.Inf(1) }

func (l *elementwise) check(_ int, activation Activation) error {
	if !l.positive {
		return nil
	}
	if activation != nil {
		if low, _ := activation.span(); low >= 0 {
			return nil
		}
	}
	return fmt.Errorf("%v is a loss of numbers of 0 and more: the last layer must be softplus, relu, sigmoid or softmax", l)
}

func (l *elementwise) sum(y vec.Matrix, t targets) float64 { return sumElements(y, t, l.of) }

func (l *elementwise) derive(y vec.Matrix, t targets, dy vec.Matrix) {
	deriveElements(y, t, dy, l.by)
}

// sumElements adds up the examples' means of f.
func sumElements(y vec.Matrix, t targets, f func(y, t float64) float64) float64 {
	total := 0.0
	for i := range y.Rows {
		row, target, sum := y.Row(i), t.values.Row(i), 0.0
		for j := range row.Len() {
			sum += f(row.At(j), target.At(j))
		}
		total += sum / float64(y.Cols)
	}
	return total
}

// deriveElements sets dy to the derivative by the outputs of the mean of means of a
// function that has the derivative f.
func deriveElements(y vec.Matrix, t targets, dy vec.Matrix, f func(y, t float64) float64) {
	n := t.mean(y.Rows) * float64(y.Cols)
	for i := range y.Rows * y.Cols {
		dy.Data.Set(i, f(y.Data.At(i), t.values.Data.At(i))/n)
	}
}

type huber struct{ lossOptions }

func (l huber) String() string            { return l.word("huber") }
func (huber) targets() targetKind         { return realValues }
func (huber) domain() (low, high float64) { return math.Inf(-1), math.Inf(1) }
func (l huber) check(int, Activation) error {
	if err := l.lossOptions.check(); err != nil {
		return fmt.Errorf("%v with %w", l, err)
	}
	return nil
}

func (l huber) sum(y vec.Matrix, t targets) float64 {
	return sumElements(y, t, func(y, t float64) float64 {
		e := math.Abs(y - t)
		if e <= l.delta {
			return 0.5 * e * e
		}
		return float64(l.delta*e) - float64(0.5*l.delta*l.delta)
	})
}

func (l huber) derive(y vec.Matrix, t targets, dy vec.Matrix) {
	deriveElements(y, t, dy, func(y, t float64) float64 {
		if e := y - t; math.Abs(e) <= l.delta {
			return e
		}
		return l.delta * sign(y-t)
	})
}
