package mlp

import "descent/internal/vec"

// Activation is the function at the end of a layer, [ReLU] or [Softmax].
type Activation interface {
	// String returns Keras's name.
	String() string
	// apply replaces z by the function's value, row by row.
	apply(z vec.Matrix)
	// derive replaces dy, the loss's derivative by the outputs y, by the one
	// by the inputs.
	derive(y, dy vec.Matrix)
}

// The activations.
var (
	// ReLU is max(z, 0), Keras's "relu". Its derivative at 0 is 0.
	ReLU Activation = relu{}
	// Softmax is e^z/Σe^z over a row, Keras's "softmax": probabilities.
	Softmax Activation = softmax{}
)

type relu struct{}

func (relu) String() string          { return "relu" }
func (relu) apply(z vec.Matrix)      { z.Data.Relu() }
func (relu) derive(y, dy vec.Matrix) { dy.Data.MaskRelu(y.Data) }

type softmax struct{}

func (softmax) String() string     { return "softmax" }
func (softmax) apply(z vec.Matrix) { z.Softmax() }

func (softmax) derive(y, dy vec.Matrix) {
	for i := range y.Rows {
		if row := y.Row(i); row.Precision() == vec.Float32 {
			deriveSoftmax(row.Float32s(), dy.Row(i).Float32s())
		} else {
			deriveSoftmax(row.Float64s(), dy.Row(i).Float64s())
		}
	}
}

// deriveSoftmax sets dy_j to y_j·(dy_j − Σ_k dy_k·y_k).
func deriveSoftmax[T float32 | float64](y, dy []T) {
	dot := 0.0
	for k, p := range y {
		dot += float64(float64(dy[k]) * float64(p))
	}
	for j, p := range y {
		dy[j] = T(float64(p) * (float64(dy[j]) - dot))
	}
}
