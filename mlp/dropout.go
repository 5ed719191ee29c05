package mlp

import (
	"fmt"

	"descent/internal/vec"
)

type dropout struct{ rate float64 }

// Dropout sets inputs to zero with probability rate in training, each for itself,
// and divides the others by 1 − rate, so that the mean stays; in an evaluation it
// does nothing. Keras's Dropout; Srivastava, Hinton, Krizhevsky, Sutskever,
// Salakhutdinov 2014, Dropout: a simple way to prevent neural networks from
// overfitting. The rate must be in [0, 1).
//
// What is dropped depends on the seed, the epoch and the step alone, and is the
// same in float32 and float64.
func Dropout(rate float64) Layer { return dropout{rate} }

func (d dropout) String() string { return fmt.Sprintf("dropout:%v", d.rate) }

func (d dropout) check() error {
	if !(d.rate >= 0 && d.rate < 1) {
		return fmt.Errorf("dropout of %v, the rate must be in [0, 1)", d.rate)
	}
	return nil
}

func (d dropout) build(in []int) (node, error) {
	if err := d.check(); err != nil {
		return nil, err
	}
	return &dropoutNode{rate: d.rate, in: in}, nil
}

type dropoutNode struct {
	weightless
	rate    float64
	in      []int
	drops   bool       // in the last forward
	factors vec.Matrix // the step's, 0 or 1/(1−rate) [capacity × features]
	y       vec.Matrix // room for outputs [capacity × features]
}

func (*dropoutNode) kind() string   { return "dropout" }
func (d *dropoutNode) shape() []int { return d.in }

func (d *dropoutNode) reserve(p vec.Precision, n int) {
	features := size(d.in)
	d.factors = vec.MatrixOf(vec.Make(p, n*features), n, features)
	d.y = vec.MatrixOf(vec.Make(p, n*features), n, features)
}

func (d *dropoutNode) forward(_ vec.Vec, x vec.Matrix, p *pass) vec.Matrix {
	if d.drops = p.training && d.rate > 0; !d.drops {
		return x
	}
	factors := d.factors.Top(x.Rows).Data
	if p.first {
		keep := 1 / (1 - d.rate)
		if factors.Precision() == vec.Float32 {
			drawFactors(factors.Float32s(), d.rate, float32(keep), &p.draws)
		} else {
			drawFactors(factors.Float64s(), d.rate, keep, &p.draws)
		}
	}
	y := d.y.Top(x.Rows)
	y.Data.Copy(x.Data)
	y.Data.Mul(factors)
	return y
}

func (d *dropoutNode) backward(_, _ vec.Vec, dy vec.Matrix, _ bool) vec.Matrix {
	if d.drops {
		dy.Data.Mul(d.factors.Top(dy.Rows).Data)
	}
	return dy
}

// drawFactors sets each factor to 0 with probability rate, to a multiple of 2⁻³², or
// else to keep. One number of 64 bits decides two.
func drawFactors[T float32 | float64](factors []T, rate float64, keep T, r *source) {
	threshold := uint64(rate * (1 << 32))
	factor := [2]T{0, keep}
	for i := 0; i < len(factors); i += 2 {
		bits := r.pcg.Uint64()
		factors[i] = factor[above(bits>>32, threshold)]
		if i+1 < len(factors) {
			factors[i+1] = factor[above(bits&(1<<32-1), threshold)]
		}
	}
}

// above is 1 if a ≥ b and else 0, for numbers below 2⁶³, without a branch that
// could be mispredicted.
func above(a, b uint64) uint64 { return (a-b)>>63 ^ 1 }
