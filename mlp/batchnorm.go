package mlp

import (
	"fmt"
	"math"

	"descent/internal/vec"
)

type batchNormalization struct{ momentum, epsilon float64 }

// BatchNormalizationOption is an option of [BatchNormalization]: [Momentum], [Epsilon].
type BatchNormalizationOption func(*batchNormalization)

// Momentum sets how much of a moving statistic stays with each step, 0.99 by default.
func Momentum(m float64) BatchNormalizationOption {
	return func(b *batchNormalization) { b.momentum = m }
}

// Epsilon sets what is added to the variance, 0.001 by default.
func Epsilon(e float64) BatchNormalizationOption {
	return func(b *batchNormalization) { b.epsilon = e }
}

// BatchNormalization is Keras's layer of that name: y = γ·(x−μ)/√(σ²+ε) + β for each
// feature, with trained γ (ones at first) and β (zeros). Ioffe, Szegedy 2015,
// Batch normalization, arXiv:1502.03167.
//
// In training μ and σ² are the mean and the (biased) variance of the batch, and the moving
// ones, which are weights that are not trained, move towards them:
// m ← momentum·m + (1−momentum)·μ. In an evaluation μ and σ² are the moving ones.
func BatchNormalization(options ...BatchNormalizationOption) Layer {
	b := batchNormalization{0.99, 1e-3}
	for _, o := range options {
		o(&b)
	}
	return b
}

// String returns the layer's word, with the options that are not the defaults.
func (b batchNormalization) String() string {
	s, separator := "batchnorm", ":"
	if b.momentum != 0.99 {
		s += fmt.Sprintf("%smomentum=%v", separator, b.momentum)
		separator = ","
	}
	if b.epsilon != 1e-3 {
		s += fmt.Sprintf("%seps=%v", separator, b.epsilon)
	}
	return s
}

func (b batchNormalization) check() error {
	switch {
	case !(b.momentum >= 0 && b.momentum <= 1):
		return fmt.Errorf("batch normalization with momentum %v, it must be in [0, 1]", b.momentum)
	case !(b.epsilon >= 0) || math.IsInf(b.epsilon, 1):
		return fmt.Errorf("batch normalization with epsilon %v, it must be 0 or more and finite", b.epsilon)
	}
	return nil
}

func (b batchNormalization) build(in []int) (node, error) {
	if err := b.check(); err != nil {
		return nil, err
	}
	if len(in) != 1 {
		return nil, fmt.Errorf("batch normalization on an input of shape %v: put Flatten before it", in)
	}
	return &batchNormalizationNode{batchNormalization: b, units: in[0]}, nil
}

// batchNormalizationNode keeps x̂ = (x−μ)/√(σ²+ε) and the roots' reciprocals s.
// Backwards, dβ = Σdy and dγ = Σdy·x̂ over the batch of n, and dx is γ·s·dy at fixed
// statistics and, where they are the batch's, γ·s·(dy − dβ/n − x̂·dγ/n). Sums are in
// float64.
type batchNormalizationNode struct {
	batchNormalization
	units      int
	training   bool       // of the last forward
	normalized vec.Matrix // x̂ [capacity × units]
	y          vec.Matrix // room for outputs [capacity × units]
	// [units] each
	mean, scale   []float64 // μ and s of the last forward
	dbeta, dgamma []float64
}

func (*batchNormalizationNode) kind() string         { return "batch_normalization" }
func (b *batchNormalizationNode) shape() []int       { return []int{b.units} }
func (b *batchNormalizationNode) output() Activation { return Linear }

func (b *batchNormalizationNode) weights() []weight {
	return []weight{
		{name: "gamma", dims: []int{b.units}, initial: Ones},
		{name: "beta", dims: []int{b.units}, initial: Zeros},
		{name: "moving_mean", dims: []int{b.units}, initial: Zeros, untrained: true},
		{name: "moving_variance", dims: []int{b.units}, initial: Ones, untrained: true},
	}
}

func (b *batchNormalizationNode) reserve(p vec.Precision, n int) {
	b.normalized = vec.MatrixOf(vec.Make(p, n*b.units), n, b.units)
	b.y = vec.MatrixOf(vec.Make(p, n*b.units), n, b.units)
	for _, v := range []*[]float64{&b.mean, &b.scale, &b.dbeta, &b.dgamma} {
		*v = make([]float64, b.units)
	}
}

func (b *batchNormalizationNode) forward(w vec.Vec, x vec.Matrix, p *pass) vec.Matrix {
	b.training = p.training
	y, normalized := b.y.Top(x.Rows), b.normalized.Top(x.Rows)
	if w.Precision() == vec.Float32 {
		forwardBatchNormalization(b, w.Float32s(), p.state.Float32s(), x.Data.Float32s(), normalized.Data.Float32s(), y.Data.Float32s(), p.first)
	} else {
		forwardBatchNormalization(b, w.Float64s(), p.state.Float64s(), x.Data.Float64s(), normalized.Data.Float64s(), y.Data.Float64s(), p.first)
	}
	return y
}

func forwardBatchNormalization[T float32 | float64](b *batchNormalizationNode, w, state, x, normalized, y []T, moves bool) {
	units := b.units
	gamma, beta := w[:units], w[units:]
	movingMean, movingVariance := state[:units], state[units:]
	if b.training {
		moments(b, x)
	}
	for j := range units {
		mean, variance := float64(movingMean[j]), float64(movingVariance[j])
		if b.training {
			mean, variance = b.mean[j], b.scale[j]
			if moves {
				m := b.momentum
				movingMean[j] = T(float64(m*float64(movingMean[j])) + float64((1-m)*mean))
				movingVariance[j] = T(float64(m*float64(movingVariance[j])) + float64((1-m)*variance))
			}
		}
		b.mean[j], b.scale[j] = mean, 1/math.Sqrt(variance+b.epsilon)
	}
	for i := 0; i < len(x); i += units {
		row, out, mean, scale := normalized[i:i+units], y[i:i+units], b.mean[:units], b.scale[:units]
		for j, e := range x[i : i+units] {
			n := (float64(e) - mean[j]) * scale[j]
			row[j] = T(n)
			out[j] = T(float64(float64(gamma[j])*n) + float64(beta[j]))
		}
	}
}

// moments sets mean and scale to the mean and the variance of the rows of x.
func moments[T float32 | float64](b *batchNormalizationNode, x []T) {
	units, n := b.units, float64(len(x)/b.units)
	clear(b.mean)
	clear(b.scale)
	for i := 0; i < len(x); i += units {
		for j, e := range x[i : i+units] {
			b.mean[j] += float64(e)
		}
	}
	for j := range units {
		b.mean[j] /= n
	}
	for i := 0; i < len(x); i += units {
		for j, e := range x[i : i+units] {
			d := float64(e) - b.mean[j]
			b.scale[j] += float64(d * d)
		}
	}
	for j := range units {
		b.scale[j] /= n
	}
}

func (b *batchNormalizationNode) backward(w, dw vec.Vec, dy vec.Matrix, wanted bool) vec.Matrix {
	normalized := b.normalized.Top(dy.Rows)
	if w.Precision() == vec.Float32 {
		backwardBatchNormalization(b, w.Float32s(), dw.Float32s(), normalized.Data.Float32s(), dy.Data.Float32s(), wanted)
	} else {
		backwardBatchNormalization(b, w.Float64s(), dw.Float64s(), normalized.Data.Float64s(), dy.Data.Float64s(), wanted)
	}
	return dy
}

func backwardBatchNormalization[T float32 | float64](b *batchNormalizationNode, w, dw, normalized, dy []T, wanted bool) {
	units, n := b.units, float64(len(dy)/b.units)
	clear(b.dbeta)
	clear(b.dgamma)
	for i := 0; i < len(dy); i += units {
		row := normalized[i : i+units]
		for j, e := range dy[i : i+units] {
			b.dbeta[j] += float64(e)
			b.dgamma[j] += float64(float64(e) * float64(row[j]))
		}
	}
	for j := range units {
		dw[j], dw[units+j] = T(b.dgamma[j]), T(b.dbeta[j])
	}
	if !wanted {
		return
	}
	for i := 0; i < len(dy); i += units {
		row, out := normalized[i:i+units], dy[i:i+units]
		for j, e := range out {
			d := float64(e)
			if b.training {
				d -= (b.dbeta[j] + float64(float64(row[j])*b.dgamma[j])) / n
			}
			out[j] = T(float64(w[j]) * b.scale[j] * d)
		}
	}
}
