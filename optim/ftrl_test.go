package optim

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// slope is an objective with the same gradient everywhere.
func slope(g ...float64) Objective {
	return ObjectiveFunc(func(_, into Vec) float64 {
		for i, e := range g {
			into.Set(i, e)
		}
		return 0
	})
}

// TestFtrlForgets: with a rate that stays it does not matter where the weights
// started, nor with one that falls where there is no gradient.
func TestFtrlForgets(t *testing.T) {
	near, far := Point(1), Point(1000)
	for _, p := range []*Params{near, far} {
		MustParse("ftrl:lr=0.1,lr_power=0").New(p).Step(slope(0.5))
	}
	assert.Equal(t, near.X, far.X)
	assert.Equal(t, -0.05, near.X.At(0))

	MustParse("ftrl").New(far).Step(slope(0))
	assert.Equal(t, 0.0, far.X.At(0))
}

// TestFtrlSparse: the L1 penalty sets weights to zero, exactly, and so does
// nothing divided by nothing.
func TestFtrlSparse(t *testing.T) {
	p := Point(1, 1, 1)
	o := MustParse("ftrl:lr=0.1,lr_power=0,l1=0.5").New(p)
	o.Step(slope(0.4, -0.4, 0.6))
	assert.Equal(t, []float64{0, 0}, p.X.Slice(0, 2).Float64s())
	assert.InDelta(t, -0.01, p.X.At(2), 1e-15)

	p = Point(1)
	MustParse("ftrl:initial_accumulator=0").New(p).Step(slope(0))
	assert.Equal(t, 0.0, p.X.At(0))
}
