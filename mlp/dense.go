package mlp

import (
	"fmt"
	"strings"

	"descent/internal/vec"
)

// MaxUnits is how many units a layer may have.
const MaxUnits = 1_000_000

type dense struct {
	units                              int
	activation                         Activation
	biasless                           bool
	kernelInitializer, biasInitializer Initializer
	kernelRegularizer, biasRegularizer Regularizer
}

// DenseOption is an option of [Dense]: [UseBias], [KernelInitializer], [BiasInitializer],
// [KernelRegularizer], [BiasRegularizer].
type DenseOption func(*dense)

// UseBias sets whether there is a b, true by default. Before [BatchNormalization], which
// takes the mean out again, it is of no use.
func UseBias(use bool) DenseOption { return func(d *dense) { d.biasless = !use } }

// KernelInitializer sets how W is drawn, [GlorotUniform] by default.
func KernelInitializer(i Initializer) DenseOption { return func(d *dense) { d.kernelInitializer = i } }

// BiasInitializer sets how b is drawn, [Zeros] by default.
func BiasInitializer(i Initializer) DenseOption { return func(d *dense) { d.biasInitializer = i } }

// KernelRegularizer sets a penalty on W.
func KernelRegularizer(r Regularizer) DenseOption { return func(d *dense) { d.kernelRegularizer = r } }

// BiasRegularizer sets a penalty on b.
func BiasRegularizer(r Regularizer) DenseOption { return func(d *dense) { d.biasRegularizer = r } }

// Dense is a fully connected layer, as Keras's Dense: y = activation(x·W + b)
// with a kernel W [in × units], drawn Glorot uniform, and a bias b [units],
// zero at first, unless options say otherwise. Its input must be flat.
func Dense(units int, activation Activation, options ...DenseOption) Layer {
	d := dense{units: units, activation: activation, kernelInitializer: GlorotUniform, biasInitializer: Zeros}
	for _, o := range options {
		o(&d)
	}
	return d
}

// String returns the layer's word, with the options that are not the defaults.
func (d dense) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "dense:%d,%v", d.units, d.activation)
	if d.biasless {
		b.WriteString(",use_bias=false")
	}
	if d.kernelInitializer != GlorotUniform {
		fmt.Fprintf(&b, ",init=%v", d.kernelInitializer)
	}
	if d.biasInitializer != Zeros {
		fmt.Fprintf(&b, ",bias_init=%v", d.biasInitializer)
	}
	for _, o := range []struct {
		key   string
		value float64
	}{
		{"l1", d.kernelRegularizer.L1}, {"l2", d.kernelRegularizer.L2},
		{"bias_l1", d.biasRegularizer.L1}, {"bias_l2", d.biasRegularizer.L2},
	} {
		if o.value != 0 {
			fmt.Fprintf(&b, ",%s=%v", o.key, o.value)
		}
	}
	return b.String()
}

// check tells what is wrong with the layer on any input.
func (d dense) check() error {
	switch {
	case d.units < 1:
		return fmt.Errorf("dense layer of %d units, at least 1 is needed", d.units)
	case d.units > MaxUnits:
		return fmt.Errorf("dense layer of %d units, at most %d are possible", d.units, MaxUnits)
	case d.activation == nil:
		return fmt.Errorf("dense layer of %d units without an activation", d.units)
	case d.kernelInitializer == nil || d.biasInitializer == nil:
		return fmt.Errorf("dense layer of %d units without an initializer", d.units)
	case d.biasless && (d.biasInitializer != Zeros || d.biasRegularizer != Regularizer{}):
		return fmt.Errorf("dense layer of %d units without a bias, but with an initializer or a penalty for one", d.units)
	case d.activation == Softmax && d.units == 1:
		return fmt.Errorf("dense layer of 1 unit with softmax, which is always 1: sigmoid is for one unit")
	}
	if err := checkActivation(d.activation); err != nil {
		return fmt.Errorf("dense layer of %d units with %w", d.units, err)
	}
	for _, r := range []Regularizer{d.kernelRegularizer, d.biasRegularizer} {
		if err := r.check(); err != nil {
			return fmt.Errorf("dense layer of %d units with %w", d.units, err)
		}
	}
	return nil
}

func (d dense) build(in []int) (node, error) {
	if err := d.check(); err != nil {
		return nil, err
	}
	if len(in) != 1 {
		return nil, fmt.Errorf("dense layer of %d units on an input of shape %v: put Flatten before it", d.units, in)
	}
	return &denseNode{dense: d, in: in[0], activate: activate{Activation: d.activation}}, nil
}

// denseNode computes z = x·W + b and y = activation(z). Backwards, with δ for
// the derivative of the loss by z: dW = xᵀ·δ, db = Σ rows of δ, dx = δ·Wᵀ.
type denseNode struct {
	dense
	in          int
	activate    activate
	x           vec.Matrix      // the last forward's inputs
	nonzero     *vec.SparseRows // the same by what is not zero in them, nil if that is most
	zeros       *vec.SparseRows // room to list it, where relu has left zeros; nil in float64
	added, more bool            // the last forward's part of the batch, as pass has it
	y           vec.Matrix      // room for outputs [capacity × units]
	dx          vec.Matrix      // room for the derivative by the inputs [capacity × in]
	room        vec.Vec         // to transpose W in [in·units]
}

func (*denseNode) kind() string         { return "dense" }
func (d *denseNode) shape() []int       { return []int{d.units} }
func (d *denseNode) output() Activation { return d.activation }

func (d *denseNode) weights() []weight {
	all := []weight{{name: "kernel", dims: []int{d.in, d.units}, initial: d.kernelInitializer}}
	if !d.biasless {
		all = append(all, weight{name: "bias", dims: []int{d.units}, initial: d.biasInitializer})
	}
	return all
}

func (d *denseNode) reserve(p vec.Precision, n int) {
	d.y = vec.MatrixOf(vec.Make(p, n*d.units), n, d.units)
	d.dx = vec.MatrixOf(vec.Make(p, n*d.in), n, d.in)
	d.room = vec.Make(p, d.in*d.units)
	if p == vec.Float32 {
		d.zeros = vec.MakeSparseRows(n, d.in)
	}
	d.activate.reserve(p, n, d.units)
}

// split views the layer's part of the parameters as kernel and bias, which is empty if
// there is none.
func (d *denseNode) split(w vec.Vec) (kernel vec.Matrix, bias vec.Vec) {
	n := d.in * d.units
	return vec.MatrixOf(w.Slice(0, n), d.in, d.units), w.Slice(n, w.Len())
}

func (d *denseNode) penalty(w vec.Vec) float64 {
	kernel, bias := d.split(w)
	return d.kernelRegularizer.penalty(kernel.Data) + d.biasRegularizer.penalty(bias)
}

func (d *denseNode) forward(w vec.Vec, x vec.Matrix, p *pass) vec.Matrix {
	kernel, bias := d.split(w)
	d.x, d.nonzero, d.added, d.more = x, p.inputs, p.added, p.more
	if d.nonzero == nil && d.zeros != nil && d.zeros.List(x) {
		d.nonzero = d.zeros
	}
	y := d.y.Top(x.Rows)
	if d.nonzero != nil {
		y.MulSparse(d.nonzero, kernel)
	} else {
		y.Mul(x, kernel)
	}
	if !d.biasless {
		y.AddRow(bias)
	}
	d.activate.forward(y)
	return y
}

func (d *denseNode) backward(w, dw vec.Vec, dy vec.Matrix, wanted bool) vec.Matrix {
	kernel, bias := d.split(w)
	dkernel, dbias := d.split(dw)
	d.activate.backward(d.y.Top(dy.Rows), dy)
	switch {
	case d.nonzero != nil && d.added:
		dkernel.AddMulSparseTransA(d.nonzero, dy)
	case d.nonzero != nil:
		dkernel.MulSparseTransA(d.nonzero, dy)
	case d.added:
		dkernel.AddMulTransA(d.x, dy)
	default:
		dkernel.MulTransA(d.x, dy)
	}
	if !d.added {
		dbias.Fill(0)
	}
	if !d.biasless {
		dbias.AddRows(dy)
	}
	if !d.more {
		d.kernelRegularizer.addGradient(dkernel.Data, kernel.Data)
		d.biasRegularizer.addGradient(dbias, bias)
	}
	if !wanted {
		return vec.Matrix{}
	}
	dx := d.dx.Top(dy.Rows)
	dx.MulTransB(dy, kernel, d.room)
	return dx
}
