package mlp

import "descent/internal/vec"

type flatten struct{}

// Flatten makes one row of an example of any shape, as Keras's Flatten: 28×28
// becomes 784. Data is stored flat already, so it only changes the shape.
func Flatten() Layer { return flatten{} }

func (flatten) String() string { return "flatten" }

func (flatten) build(in []int) (node, error) { return flattenNode{features: size(in)}, nil }

type flattenNode struct {
	weightless
	features int
}

func (flattenNode) kind() string               { return "flatten" }
func (f flattenNode) shape() []int             { return []int{f.features} }
func (flattenNode) reserve(vec.Precision, int) {}

func (flattenNode) forward(_ vec.Vec, x vec.Matrix, _ *pass) vec.Matrix { return x }

func (flattenNode) backward(_, _ vec.Vec, dy vec.Matrix, _ bool) vec.Matrix { return dy }
