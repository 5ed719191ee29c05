package surfaces

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestAllMinima finds those of Himmelblau's function without being told, and of a
// sum of cosines, whose minima are a lattice, each one.
func TestAllMinima(t *testing.T) {
	blind := *himmelblau
	blind.Minima = nil
	found := blind.AllMinima()
	require.Len(t, found, 4)
	for _, m := range himmelblau.Minima {
		near := false
		for _, f := range found {
			near = near || math.Hypot(m.X-f.X, m.Y-f.Y) < 1e-3
		}
		assert.True(t, near, m)
	}
	lattice := &Surface{
		Window: Window{-5.12, 5.12, -5.12, 5.12},
		F:      func(x, y float64) float64 { return (x*x+y*y)/1000 - math.Cos(2*math.Pi*x) - math.Cos(2*math.Pi*y) },
		Gradient: func(x, y float64) (dx, dy float64) {
			return x/500 + 2*math.Pi*math.Sin(2*math.Pi*x), y/500 + 2*math.Pi*math.Sin(2*math.Pi*y)
		},
	}
	all := lattice.AllMinima()
	require.Len(t, all, 121)
	assert.InDelta(t, 0, math.Hypot(all[0].X, all[0].Y), 1e-6, "the lowest first")
	for i := 1; i < len(all); i++ {
		assert.GreaterOrEqual(t, all[i].F, all[i-1].F)
	}
	assert.Empty(t, saddle.AllMinima())
	assert.Equal(t, quadratic.Minima, quadratic.AllMinima())
}
