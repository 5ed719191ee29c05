package mlp

import (
	"fmt"
	"math"

	"descent/internal/vec"
)

// The activations. Those that are smooth are computed in float64 and rounded once.
var (
	// Linear is z, Keras's "linear", the activation of a layer that has none.
	Linear Activation = linear{}
	// ReLU is max(z, 0), Keras's "relu". Its derivative at 0 is 0.
	ReLU Activation = relu{}
	// LeakyReLU is z, and 0.2·z below zero, Keras's "leaky_relu". [LeakyReLUOfSlope] has others.
	// Maas, Hannun, Ng 2013, Rectifier nonlinearities improve neural network acoustic models.
	LeakyReLU Activation = LeakyReLUOfSlope(leakySlope)
	// ELU is z, and e^z − 1 below zero, Keras's "elu".
	// Clevert, Unterthiner, Hochreiter 2016, arXiv:1511.07289.
	ELU Activation = &scalar{name: "elu", low: -1, high: math.Inf(1),
		of: func(z float64) float64 { return elu(z, 1) },
		by: func(z, _ float64) float64 { return eluDerivative(z, 1) }}
	// SELU is λ·z, and λ·α·(e^z − 1) below zero, Keras's "selu": with λ = 1.0507 and
	// α = 1.6733 it keeps the mean 0 and the variance 1 from layer to layer.
	// Klambauer, Unterthiner, Mayr, Hochreiter 2017, arXiv:1706.02515.
	SELU Activation = &scalar{name: "selu", low: -seluLambda * seluAlpha, high: math.Inf(1),
		of: func(z float64) float64 { return seluLambda * elu(z, seluAlpha) },
		by: func(z, _ float64) float64 { return seluLambda * eluDerivative(z, seluAlpha) }}
	// GELU is z·Φ(z) with the normal distribution's Φ, Keras's "gelu", which does not
	// approximate it. Hendrycks, Gimpel 2016, arXiv:1606.08415.
	GELU Activation = &scalar{name: "gelu", low: -0.17, high: math.Inf(1),
		of: func(z float64) float64 {
			if z < -40 { // ∞·0
				return 0
			}
			return z * normal(z)
		},
		by: func(z, _ float64) float64 {
			density := vec.Exp(-0.5*z*z) / math.Sqrt(2*math.Pi)
			return normal(z) + float64(z*density)
		}}
	// SiLU is z·sigmoid(z), Keras's "silu" or "swish".
	// Ramachandran, Zoph, Le 2017, arXiv:1710.05941.
	SiLU Activation = &scalar{name: "silu", low: -0.28, high: math.Inf(1),
		of: func(z float64) float64 { return z * vec.Sigmoid(z) },
		by: func(z, _ float64) float64 {
			s := vec.Sigmoid(z)
			return s + float64(float64(z*s)*(1-s))
		}}
	// Softplus is ln(1+e^z), Keras's "softplus".
	Softplus Activation = &scalar{name: "softplus", low: 0, high: math.Inf(1),
		of: vec.Softplus,
		by: func(z, _ float64) float64 { return vec.Sigmoid(z) }}
	// Sigmoid is 1/(1+e^−z), Keras's "sigmoid": a probability.
	Sigmoid Activation = &scalar{name: "sigmoid", low: 0, high: 1, byOutput: true,
		of: vec.Sigmoid,
		by: func(_, y float64) float64 { return y * (1 - y) }}
	// Tanh is the hyperbolic tangent, Keras's "tanh".
	Tanh Activation = &scalar{name: "tanh", low: -1, high: 1, byOutput: true,
		of: vec.Tanh,
		by: func(_, y float64) float64 { return (1 - y) * (1 + y) }}
	// Softmax is e^z/Σe^z over a row, Keras's "softmax": probabilities.
	Softmax Activation = softmax{}
)

// leakySlope is LeakyReLU's below zero.
const leakySlope = 0.2

// LeakyReLUOfSlope is z, and slope·z below zero: "leaky_relu(0.3)" where the slope is 0.3,
// as that of Keras's layer LeakyReLU is by default, in place of its activation's 0.2. The
// slope must be 0 or more and finite.
func LeakyReLUOfSlope(slope float64) Activation { return leakyReLU{slope} }

// The constants of SELU, which solve its fixed-point equations.
const (
	seluAlpha  = 1.6732632423543772848170429916717
	seluLambda = 1.0507009873554804934193349852946
)

func elu(z, alpha float64) float64 {
	if z > 0 {
		return z
	}
	return alpha * vec.Expm1(z)
}

func eluDerivative(z, alpha float64) float64 {
	if z > 0 {
		return 1
	}
	return alpha * vec.Exp(z)
}

// normal is the standard normal distribution's Φ(z).
func normal(z float64) float64 { return float64(0.5 * vec.Erfc(-z*(math.Sqrt2/2))) }

type linear struct{}

func (linear) String() string             { return "linear" }
func (linear) span() (low, high float64)  { return math.Inf(-1), math.Inf(1) }
func (linear) keepsInputs() bool          { return false }
func (linear) apply(vec.Matrix)           {}
func (linear) derive(_, _, dy vec.Matrix) {}

type relu struct{}

func (relu) String() string             { return "relu" }
func (relu) span() (low, high float64)  { return 0, math.Inf(1) }
func (relu) keepsInputs() bool          { return false }
func (relu) apply(z vec.Matrix)         { z.Data.Relu() }
func (relu) derive(_, y, dy vec.Matrix) { dy.Data.MaskRelu(y.Data) }

type leakyReLU struct{ slope float64 }

func (l leakyReLU) String() string {
	if l.slope == leakySlope {
		return "leaky_relu"
	}
	return fmt.Sprintf("leaky_relu(%v)", l.slope)
}

func (leakyReLU) span() (low, high float64) { return math.Inf(-1), math.Inf(1) }
func (leakyReLU) keepsInputs() bool         { return true }

func (l leakyReLU) check() error {
	if !(l.slope >= 0) || math.IsInf(l.slope, 1) {
		return fmt.Errorf("leaky_relu of slope %v, it must be 0 or more and finite", l.slope)
	}
	return nil
}

func (l leakyReLU) of(z float64) float64 {
	if z >= 0 {
		return z
	}
	return l.slope * z
}

func (l leakyReLU) by(z, _ float64) float64 {
	if z >= 0 {
		return 1
	}
	return l.slope
}

func (l leakyReLU) apply(z vec.Matrix)         { applyFunction(z, l.of) }
func (l leakyReLU) derive(z, y, dy vec.Matrix) { deriveFunction(z, y, dy, l.by) }

// scalar is an activation that is a function of one number.
type scalar struct {
	name      string
	low, high float64
	byOutput  bool // the derivative needs y alone
	of        func(z float64) float64
	by        func(z, y float64) float64 // its derivative by z, whatever z is if byOutput
}

func (s *scalar) String() string            { return s.name }
func (s *scalar) span() (low, high float64) { return s.low, s.high }
func (s *scalar) keepsInputs() bool         { return !s.byOutput }

func (s *scalar) apply(z vec.Matrix) { applyFunction(z, s.of) }

func (s *scalar) derive(z, y, dy vec.Matrix) {
	if s.byOutput {
		z = y // of the right length; it is not looked at
	}
	deriveFunction(z, y, dy, s.by)
}

// applyFunction replaces every z by a function's value.
func applyFunction(z vec.Matrix, of func(z float64) float64) {
	if z.Data.Precision() == vec.Float32 {
		applyScalar(z.Data.Float32s(), of)
	} else {
		applyScalar(z.Data.Float64s(), of)
	}
}

func applyScalar[T float32 | float64](z []T, of func(float64) float64) {
	for i, e := range z {
		z[i] = T(of(float64(e)))
	}
}

// deriveFunction replaces every dy, the loss's derivative by y, by the one by z.
func deriveFunction(z, y, dy vec.Matrix, by func(z, y float64) float64) {
	if dy.Data.Precision() == vec.Float32 {
		deriveScalar(z.Data.Float32s(), y.Data.Float32s(), dy.Data.Float32s(), by)
	} else {
		deriveScalar(z.Data.Float64s(), y.Data.Float64s(), dy.Data.Float64s(), by)
	}
}

func deriveScalar[T float32 | float64](z, y, dy []T, by func(z, y float64) float64) {
	for i := range dy {
		dy[i] = T(float64(dy[i]) * by(float64(z[i]), float64(y[i])))
	}
}

type softmax struct{}

func (softmax) String() string            { return "softmax" }
func (softmax) span() (low, high float64) { return 0, 1 }
func (softmax) keepsInputs() bool         { return false }
func (softmax) apply(z vec.Matrix)        { z.Softmax() }

func (softmax) derive(_, y, dy vec.Matrix) {
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
