package mlp

import "descent/internal/vec"

// Layer describes a layer of a model, as [Flatten] and [Dense] return it. It
// holds no weights: one value may stand in several models, and in one model
// several times.
type Layer interface {
	// build returns the layer for examples of the shape in.
	build(in []int) (node, error)
}

// node is a layer in a model: of known shape, with room for one batch.
//
// Its weights are a part of the model's flat parameter vector, which it is given
// with every call (an optimizer may ask for the gradient elsewhere than at the
// parameters), in the order of weights.
type node interface {
	// kind is the name of Keras's class in snake case, after which weights are named.
	kind() string
	// shape is that of one example's output.
	shape() []int
	weights() []weight
	// reserve makes room for batches of up to n examples.
	reserve(p vec.Precision, n int)
	// forward returns the outputs for the inputs x [n × in]. Both are the
	// node's to read until the next call.
	forward(w vec.Vec, x vec.Matrix) vec.Matrix
	// backward is given dy, the loss's derivative by the outputs of the last
	// forward, which it may overwrite. It sets dw to the derivative by the
	// weights w and, if wanted, returns the one by the inputs.
	backward(w, dw vec.Vec, dy vec.Matrix, wanted bool) vec.Matrix
}

// weight is one tensor of a layer's weights.
type weight struct {
	name    string
	dims    []int
	initial initializer
}

// size is the product of dimensions.
func size(dims []int) int {
	n := 1
	for _, d := range dims {
		n *= d
	}
	return n
}
