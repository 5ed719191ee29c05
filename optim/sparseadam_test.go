package optim

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestSparseAdamRests: without a gradient nothing moves, also with momentum
// from earlier steps, which Adam would follow.
func TestSparseAdamRests(t *testing.T) {
	for name, rests := range map[string]bool{"sparse_adam": true, "adam": false} {
		p := Point(1, 1)
		o := MustParse(name).New(p)
		o.Step(slope(1, 1))
		before := p.X.Clone()
		o.Step(slope(0, 1))
		assert.Equal(t, rests, before.At(0) == p.X.At(0), name)
		assert.Less(t, p.X.At(1), before.At(1), name)
	}
}

// TestSparseAdamDense: with a gradient everywhere it is Keras's Adam.
func TestSparseAdamDense(t *testing.T) {
	a, b := randomParams(Float64, someShapes...), randomParams(Float64, someShapes...)
	sparse, dense := MustParse("sparse_adam:eps=0.001").New(a), MustParse("adam:eps=0.001,form=keras").New(b)
	for range 10 {
		sparse.Step(bowl)
		dense.Step(bowl)
	}
	assert.Equal(t, b.X, a.X)
}
