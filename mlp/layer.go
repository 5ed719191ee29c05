package mlp

import "descent/internal/vec"

// Layer describes a layer of a model, as [Flatten], [Dense], [BatchNormalization],
// [Dropout] and [ActivationLayer] return it. It holds no weights: one value may
// stand in several models, and in one model several times.
type Layer interface {
	// String returns the layer's word, as [ParseModel] reads it.
	String() string
	// build returns the layer for examples of the shape in.
	build(in []int) (node, error)
}

// node is a layer in a model: of known shape, with room for one batch.
//
// Its trained weights are a part of the model's flat parameter vector, which it is
// given with every call (an optimizer may ask for the gradient elsewhere than at
// the parameters), in the order of weights. What it keeps but the optimizer does
// not move is its part of the model's state.
type node interface {
	// kind is the name of Keras's class in snake case, after which weights are named.
	kind() string
	// shape is that of one example's output.
	shape() []int
	// weights lists the trained ones and the others, in Keras's order.
	weights() []weight
	// reserve makes room for batches of up to n examples.
	reserve(p vec.Precision, n int)
	// forward returns the outputs for the inputs x [n × in]. Both are the
	// node's to read until the next call; it must not write into x.
	forward(w vec.Vec, x vec.Matrix, p *pass) vec.Matrix
	// backward is given dy, the loss's derivative by the outputs of the last
	// forward, which it may overwrite. It sets dw to the derivative by the
	// weights w, penalties included, and, if wanted, returns the one by the inputs.
	backward(w, dw vec.Vec, dy vec.Matrix, wanted bool) vec.Matrix
}

// activated is a node that ends in an activation, which a loss may ask about.
type activated interface{ output() Activation }

// penalized is a node whose weights add to the loss.
type penalized interface {
	// penalty returns what the weights w cost.
	penalty(w vec.Vec) float64
}

// pass is what a forward pass is about.
type pass struct {
	// training is set in a step of training, and not in an evaluation: dropout
	// drops, batch normalization takes the batch's own moments.
	training bool
	// first is set in a step's first pass. Only then are random numbers drawn and
	// statistics moved: rules that evaluate more than once see one function.
	first bool
	// draws gives a step's random numbers, to one layer after another.
	draws source
	// state is the part of the model's untrained weights that is the node's.
	state vec.Vec
	// inputs are the model's, known by what is not zero in them, or nil. Then the first
	// layer's x has only its size.
	inputs *vec.SparseRows
	// added is set in a part of a batch that is not the first: gradients add to
	// those of the parts before. more is set in one that is not the last.
	added, more bool
}

// begin starts a step, counted from 1 in its epoch. What it draws depends on
// these numbers alone, so that a run that is taken up again needs no history.
func (p *pass) begin(seed uint64, epoch, step int) {
	p.first = true
	p.draws.seed(seed, drawStep|uint64(epoch)<<32|uint64(step))
}

// weight is one tensor of a layer's weights.
type weight struct {
	name    string
	dims    []int
	initial Initializer
	// untrained weights are part of the model and are saved with it, but the
	// optimizer does not see them.
	untrained bool
}

// weightless is the part of a node that has no weights.
type weightless struct{}

func (weightless) weights() []weight { return nil }

// size is the product of dimensions.
func size(dims []int) int {
	n := 1
	for _, d := range dims {
		n *= d
	}
	return n
}
