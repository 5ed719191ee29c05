package study

import (
	"context"
	"math"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"descent/surfaces"
)

func mapOf(t *testing.T, name string, n, steps int, texts ...string) StartMaps {
	t.Helper()
	s, err := surfaces.Lookup(name)
	require.NoError(t, err)
	m, err := MapStarts(context.Background(), s, n, n, optimizers(texts...), steps)
	require.NoError(t, err)
	return m
}

// TestStartMapIsWhatPathsSay: each cell has the minimum that the path from its
// middle comes near to and stays near, and when; also where starts share a vector.
func TestStartMapIsWhatPathsSay(t *testing.T) {
	m := mapOf(t, "himmelblau", 24, 100, "sgd:lr=0.01", "adam:lr=0.2", "adagrad:lr=0.5", "sgd:lr=0.05,clipnorm=1", "rmsprop:lr=0.05", "ema(momentum:lr=0.003):momentum=0.5", "sgd:lr=0.03", "lbfgs")
	for _, o := range m.Maps {
		for cell := range o.Minimum {
			x, y := m.start(cell)
			path := surfaces.Descend(m.Surface, [2]float64{x, y}, o.Spec, m.Steps)
			if path.Diverged > 0 {
				require.Equal(t, Away, o.Minimum[cell], o.Given)
				continue
			}
			near := func(p surfaces.Point) int16 {
				for k, q := range m.Minima {
					if math.Hypot(p.X-q.X, p.Y-q.Y) <= m.Radius {
						return int16(k)
					}
				}
				return Nowhere
			}
			end := near(path.Points[m.Steps])
			require.Equal(t, end, o.Minimum[cell], o.Given)
			if end >= 0 {
				step := m.Steps
				for step > 0 && near(path.Points[step-1]) == end {
					step--
				}
				require.EqualValues(t, step, o.Steps[cell], o.Given)
			}
		}
	}
	_, _, away := m.Shares(6)
	assert.Positive(t, away, "SGD at so high a rate diverges from some starts")
}

// TestBasins: small steps of gradient descent end where gradient flow does. On
// Himmelblau's function that is the minimum of the start's own quadrant, but near
// its edges; on the sum of two double wells exactly so, by symmetry.
func TestBasins(t *testing.T) {
	wells := &surfaces.Surface{
		Name: "wells", Window: surfaces.Window{X0: -2, X1: 2, Y0: -2, Y1: 2},
		F:        func(x, y float64) float64 { return square(x*x-1) + square(y*y-1) },
		Gradient: func(x, y float64) (dx, dy float64) { return 4 * x * (x*x - 1), 4 * y * (y*y - 1) },
		Hessian:  func(x, y float64) (xx, xy, yy float64) { return 12*x*x - 4, 0, 12*y*y - 4 },
	}
	m, err := MapStarts(context.Background(), wells, 40, 40, optimizers("sgd:lr=0.01", "adam:lr=0.01"), 2000)
	require.NoError(t, err)
	require.Len(t, m.Minima, 4)
	for i := range m.Maps {
		shares, nowhere, away := m.Shares(i)
		assert.Equal(t, []float64{0.25, 0.25, 0.25, 0.25}, shares)
		assert.Zero(t, nowhere+away)
	}
	for cell, k := range m.Maps[0].Minimum {
		x, y := m.start(cell)
		assert.Equal(t, [2]float64{math.Copysign(1, x), math.Copysign(1, y)},
			[2]float64{math.Round(m.Minima[k].X), math.Round(m.Minima[k].Y)})
	}
}

func TestStartMapIsTheSameForAnyCores(t *testing.T) {
	var maps []StartMaps
	for _, cores := range []int{1, 3} {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
		maps = append(maps, mapOf(t, "himmelblau", 70, 50, "adam:lr=0.2", "momentum:lr=0.01"))
	}
	assert.Equal(t, maps[0].Maps, maps[1].Maps)
}

// BenchmarkStartMaps is the figure of the README: 400 × 400 starts, six
// optimizers, 200 steps.
func BenchmarkStartMaps(b *testing.B) {
	s, _ := surfaces.Lookup("himmelblau")
	o := optimizers("sgd:lr=0.01", "momentum:lr=0.01", "nesterov:lr=0.01", "adagrad:lr=0.5", "rmsprop:lr=0.05", "adam:lr=0.2")
	for b.Loop() {
		if _, err := MapStarts(context.Background(), s, 400, 400, o, 200); err != nil {
			b.Fatal(err)
		}
	}
}
