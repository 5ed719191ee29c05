package mlp

import (
	"fmt"
	"math"

	"descent/internal/vec"
)

// Regularizer is a penalty on weights w that is added to the loss, as Keras's L1L2:
// L1·Σ|w| + L2·Σw². The reported losses include it, of training and of evaluation.
// The zero value is none.
type Regularizer struct{ L1, L2 float64 }

// L1 is the penalty factor·Σ|w|.
func L1(factor float64) Regularizer { return Regularizer{L1: factor} }

// L2 is the penalty factor·Σw², the ridge's.
func L2(factor float64) Regularizer { return Regularizer{L2: factor} }

func (r Regularizer) check() error {
	for i, f := range []float64{r.L1, r.L2} {
		if !(f >= 0) || math.IsInf(f, 1) {
			return fmt.Errorf("a penalty l%d of %v, it must be 0 or more and finite", i+1, f)
		}
	}
	return nil
}

// penalty returns what the weights cost, added up in float64 from the first on.
func (r Regularizer) penalty(w vec.Vec) float64 {
	if r == (Regularizer{}) {
		return 0
	}
	if w.Precision() == vec.Float32 {
		return penalty(r, w.Float32s())
	}
	return penalty(r, w.Float64s())
}

func penalty[T float32 | float64](r Regularizer, w []T) float64 {
	sum, squares := 0.0, 0.0
	for _, e := range w {
		sum += math.Abs(float64(e))
		squares += float64(float64(e) * float64(e))
	}
	return float64(r.L1*sum) + float64(r.L2*squares)
}

// addGradient adds L1·sign(w) + 2·L2·w to the derivative by the weights; sign(0) is 0.
func (r Regularizer) addGradient(dw, w vec.Vec) {
	if r == (Regularizer{}) {
		return
	}
	if w.Precision() == vec.Float32 {
		addPenalty(r, dw.Float32s(), w.Float32s())
		return
	}
	addPenalty(r, dw.Float64s(), w.Float64s())
}

func addPenalty[T float32 | float64](r Regularizer, dw, w []T) {
	for i, e := range w {
		g := float64(2 * r.L2 * float64(e))
		switch {
		case e > 0:
			g += r.L1
		case e < 0:
			g -= r.L1
		}
		dw[i] += T(g)
	}
}
