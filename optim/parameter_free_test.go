package optim

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestNoGradientNoMove: what measures distances is not confused by none.
func TestNoGradientNoMove(t *testing.T) {
	for name := range parameterFree {
		p := Point(1, -2)
		before := p.X.Clone()
		o := MustParse(name).New(p)
		for range 3 {
			o.Step(ObjectiveFunc(func(_, g Vec) float64 { g.Fill(0); return 0 }))
		}
		assert.Equal(t, before, p.X, name)
		for range 3 {
			o.Step(bowl)
		}
		assert.True(t, p.X.Finite(), name)
		assert.Less(t, p.X.At(0), 1.0, name)
		assert.Greater(t, p.X.At(1), -2.0, name)
	}
}

// TestNoRateNeeded: without a learning rate they find the bottom of bowls whose
// gradients differ a thousandfold.
func TestNoRateNeeded(t *testing.T) {
	for name := range parameterFree {
		for _, size := range []float64{0.03, 1, 30} {
			p := Point(1, -2)
			o := MustParse(name).New(p)
			scaled := ObjectiveFunc(func(x, g Vec) float64 {
				f := size * bowl.Eval(x, g)
				g.Scale(size)
				return f
			})
			start := scaled.Eval(p.X, p.G)
			for range 2000 {
				o.Step(scaled)
			}
			assert.Less(t, scaled.Eval(p.X, p.G), 0.01*start, "%s, gradient times %g", name, size)
		}
	}
}
