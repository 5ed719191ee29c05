package mlp

import (
	"fmt"

	"descent/internal/vec"
)

type dense struct {
	units      int
	activation Activation
}

// Dense is a fully connected layer, as Keras's Dense: y = activation(x·W + b)
// with a kernel W [in × units], drawn Glorot uniform, and a bias b [units],
// zero at first. Its input must be flat.
func Dense(units int, activation Activation) Layer { return dense{units, activation} }

func (d dense) build(in []int) (node, error) {
	switch {
	case d.units < 1:
		return nil, fmt.Errorf("dense layer of %d units, at least 1 is needed", d.units)
	case d.activation == nil:
		return nil, fmt.Errorf("dense layer of %d units without an activation", d.units)
	case len(in) != 1:
		return nil, fmt.Errorf("dense layer of %d units on an input of shape %v: put Flatten before it", d.units, in)
	}
	return &denseNode{in: in[0], units: d.units, activation: d.activation}, nil
}

// denseNode computes z = x·W + b and y = activation(z). Backwards, with δ for
// the derivative of the loss by z: dW = xᵀ·δ, db = Σ rows of δ, dx = δ·Wᵀ.
type denseNode struct {
	in, units  int
	activation Activation
	x          vec.Matrix // the last forward's inputs
	y          vec.Matrix // room for outputs [capacity × units]
	dx         vec.Matrix // room for the derivative by the inputs [capacity × in]
	kernelT    vec.Matrix // room for Wᵀ [units × in]
}

func (*denseNode) kind() string   { return "dense" }
func (d *denseNode) shape() []int { return []int{d.units} }

func (d *denseNode) weights() []weight {
	return []weight{
		{"kernel", []int{d.in, d.units}, glorotUniform},
		{"bias", []int{d.units}, zeros},
	}
}

func (d *denseNode) reserve(p vec.Precision, n int) {
	d.y = vec.MatrixOf(vec.Make(p, n*d.units), n, d.units)
	d.dx = vec.MatrixOf(vec.Make(p, n*d.in), n, d.in)
	d.kernelT = vec.MatrixOf(vec.Make(p, d.in*d.units), d.units, d.in)
}

// split views the layer's part of the parameters as kernel and bias.
func (d *denseNode) split(w vec.Vec) (kernel vec.Matrix, bias vec.Vec) {
	n := d.in * d.units
	return vec.MatrixOf(w.Slice(0, n), d.in, d.units), w.Slice(n, w.Len())
}

func (d *denseNode) forward(w vec.Vec, x vec.Matrix) vec.Matrix {
	kernel, bias := d.split(w)
	d.x = x
	y := d.y.Top(x.Rows)
	y.Mul(x, kernel)
	y.AddRow(bias)
	d.activation.apply(y)
	return y
}

func (d *denseNode) backward(w, dw vec.Vec, dy vec.Matrix, wanted bool) vec.Matrix {
	kernel, _ := d.split(w)
	dkernel, dbias := d.split(dw)
	d.activation.derive(d.y.Top(dy.Rows), dy)
	dkernel.MulTransA(d.x, dy)
	dbias.SumRows(dy)
	if !wanted {
		return vec.Matrix{}
	}
	// By way of Wᵀ the product runs along rows and skips what relu has zeroed,
	// and every element is one chain of additions.
	d.kernelT.Transpose(kernel)
	dx := d.dx.Top(dy.Rows)
	dx.Mul(dy, d.kernelT)
	return dx
}
