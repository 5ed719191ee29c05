package mlp

import (
	"math"

	"descent/internal/vec"
)

// initializer sets a weight of the given dimensions to its first values.
type initializer func(v vec.Vec, dims []int, r *source)

// glorotUniform draws a kernel [in × out] uniformly from ±√(6/(in+out)), so that
// signals keep their variance forwards and backwards. Glorot, Bengio 2010,
// Understanding the difficulty of training deep feedforward neural networks.
func glorotUniform(v vec.Vec, dims []int, r *source) {
	limit := math.Sqrt(6 / float64(dims[0]+dims[1]))
	for i := range v.Len() {
		v.Set(i, float64(2*limit*r.uniform())-limit)
	}
}

func zeros(v vec.Vec, _ []int, _ *source) { v.Fill(0) }
