package mlp

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"descent/internal/suggest"
	"descent/internal/vec"
)

// Activation is the function at the end of a layer: [ReLU], [LeakyReLU], [ELU],
// [SELU], [GELU], [SiLU], [Softplus], [Sigmoid], [Tanh], [Softmax], [Linear].
type Activation interface {
	// String returns Keras's name.
	String() string
	// span is the smallest interval that holds all values.
	span() (low, high float64)
	// keepsInputs tells whether the derivative asks for the inputs z.
	keepsInputs() bool
	// apply replaces z by the function's value, row by row.
	apply(z vec.Matrix)
	// derive replaces dy, the loss's derivative by the outputs y, by the one
	// by the inputs z, which is the zero Matrix if they were not kept.
	derive(z, y, dy vec.Matrix)
}

// activations are all of them, by name.
var activations = []Activation{Linear, ReLU, LeakyReLU, ELU, SELU, GELU, SiLU, Softplus, Sigmoid, Tanh, Softmax}

// Activations lists the names of all activations.
func Activations() []string {
	names := make([]string, len(activations))
	for i, a := range activations {
		names[i] = a.String()
	}
	return names
}

// ActivationNamed returns the activation of Keras's name ("relu"; "swish" is
// another for "silu"), and of "leaky_relu(0.3)" that of another slope. An unknown one
// is an error that says which are known.
func ActivationNamed(name string) (Activation, error) {
	if name == "swish" {
		return SiLU, nil
	}
	if slope, found := strings.CutPrefix(name, "leaky_relu("); found {
		slope, closed := strings.CutSuffix(slope, ")")
		f, err := strconv.ParseFloat(slope, 64)
		if err != nil || !closed {
			return nil, fmt.Errorf("%q, a slope is wanted, such as leaky_relu(0.3)", name)
		}
		l := leakyReLU{f}
		return l, l.check()
	}
	for _, a := range activations {
		if a.String() == name {
			return a, nil
		}
	}
	return nil, suggest.Unknown("activation", name, Activations())
}

// checkActivation tells what is wrong with an activation's option.
func checkActivation(a Activation) error {
	if l, ok := a.(leakyReLU); ok {
		return l.check()
	}
	return nil
}

// activate applies an activation in a node. It keeps the inputs where the
// derivative wants them.
type activate struct {
	Activation
	z vec.Matrix // room for them [capacity × units]
}

func (a *activate) reserve(p vec.Precision, n, units int) {
	if a.keepsInputs() {
		a.z = vec.MatrixOf(vec.Make(p, n*units), n, units)
	}
}

func (a *activate) forward(y vec.Matrix) {
	if a.keepsInputs() {
		a.z.Top(y.Rows).Data.Copy(y.Data)
	}
	a.apply(y)
}

func (a *activate) backward(y, dy vec.Matrix) {
	z := a.z
	if a.keepsInputs() {
		z = z.Top(y.Rows)
	}
	a.derive(z, y, dy)
}

type activationLayer struct{ activation Activation }

// ActivationLayer is an activation as a layer of its own, Keras's Activation,
// such as behind [BatchNormalization].
func ActivationLayer(a Activation) Layer { return activationLayer{a} }

func (l activationLayer) String() string { return "activation:" + l.activation.String() }

func (l activationLayer) build(in []int) (node, error) {
	if l.activation == nil {
		return nil, errors.New("activation layer without an activation")
	}
	if err := checkActivation(l.activation); err != nil {
		return nil, err
	}
	if l.activation == Softmax && len(in) > 1 {
		return nil, fmt.Errorf("softmax on an input of shape %v: put Flatten before it", in)
	}
	if l.activation == Softmax && in[0] == 1 {
		return nil, errors.New("softmax of 1 unit, which is always 1: sigmoid is for one unit")
	}
	return &activationNode{in: in, activate: activate{Activation: l.activation}}, nil
}

type activationNode struct {
	weightless
	in       []int
	activate activate
	y        vec.Matrix // room for outputs [capacity × features]
}

func (*activationNode) kind() string         { return "activation" }
func (a *activationNode) shape() []int       { return a.in }
func (a *activationNode) output() Activation { return a.activate.Activation }

func (a *activationNode) reserve(p vec.Precision, n int) {
	a.y = vec.MatrixOf(vec.Make(p, n*size(a.in)), n, size(a.in))
	a.activate.reserve(p, n, size(a.in))
}

func (a *activationNode) forward(_ vec.Vec, x vec.Matrix, _ *pass) vec.Matrix {
	y := a.y.Top(x.Rows)
	y.Data.Copy(x.Data)
	a.activate.forward(y)
	return y
}

func (a *activationNode) backward(_, _ vec.Vec, dy vec.Matrix, _ bool) vec.Matrix {
	a.activate.backward(a.y.Top(dy.Rows), dy)
	return dy
}
