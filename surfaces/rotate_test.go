package surfaces

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"descent/optim"
)

// TestRotatedDerivatives compares those of turned surfaces with central differences.
func TestRotatedDerivatives(t *testing.T) {
	for _, s := range []*Surface{rosenbrock.Rotated(30, rosenbrock.Start), ravine.Rotated(-100, [2]float64{1, 2}), sixHumpCamel.Rotated(217.5, [2]float64{})} {
		grid(s, 11, func(x, y float64) {
			dx, dy := s.Gradient(x, y)
			xx, xy, yy := s.Hessian(x, y)
			scale := 1 + math.Abs(s.F(x, y)) + math.Abs(xx) + math.Abs(yy)
			assert.InDelta(t, difference(func(h float64) float64 { return s.F(x+h, y) }), dx, 1e-9*scale)
			assert.InDelta(t, difference(func(h float64) float64 { return s.F(x, y+h) }), dy, 1e-9*scale)
			assert.InDelta(t, difference(func(h float64) float64 { u, _ := s.Gradient(x+h, y); return u }), xx, 1e-9*scale)
			assert.InDelta(t, difference(func(h float64) float64 { u, _ := s.Gradient(x, y+h); return u }), xy, 1e-9*scale)
			assert.InDelta(t, difference(func(h float64) float64 { _, v := s.Gradient(x, y+h); return v }), yy, 1e-9*scale)
		})
	}
}

// TestRotatedMinima: they turn with the surface and stay in the window, and a right angle
// is exact.
func TestRotatedMinima(t *testing.T) {
	for _, s := range All() {
		for _, degrees := range []float64{45, 90, -30, 180, 361} {
			r := s.Rotated(degrees, s.Start)
			assert.Equal(t, s.Start, r.Start, s.Name)
			require.Len(t, r.Minima, len(s.Minima))
			for i, m := range append(append([]Minimum(nil), r.Minima...), r.Local...) {
				before := append(append([]Minimum(nil), s.Minima...), s.Local...)[i]
				assert.InDelta(t, s.F(before.X, before.Y), r.F(m.X, m.Y), 1e-11*(1+math.Abs(m.F)), s.Name)
				assert.Equal(t, before.F, m.F)
			}
			for _, m := range r.Minima {
				assert.True(t, r.Window.Contains(m.X, m.Y), s.Name)
			}
			assert.True(t, r.Window.Contains(r.Start[0], r.Start[1]), s.Name)
			assert.Regexp(t, `^[a-z0-9_]+$`, r.File())
		}
	}
	r := quadratic.Rotated(90, [2]float64{})
	assert.Equal(t, [2]float64{-2, -9}, r.Start)
	assert.Equal(t, quadratic.F(3, 4), r.F(-4, 3))
	assert.Equal(t, Window{-5.5, 5.5, -10, 4}, r.Window)
	assert.Equal(t, "quadratic_turned_by_minus_22_5", quadratic.Rotated(-22.5, quadratic.Start).File())
}

// TestRotatedPaths: rules that know only the gradient's direction and length take the turned
// path; those with a rate per coordinate do not.
func TestRotatedPaths(t *testing.T) {
	about := [2]float64{0.5, -1}
	r := quadratic.Rotated(45, about)
	far := func(spec string) float64 {
		a := Descend(quadratic, quadratic.Start, optim.MustParse(spec), 100)
		b := Descend(r, r.Start, optim.MustParse(spec), 100)
		most := 0.0
		for i, p := range a.Points {
			u, v := (p.X-about[0])*math.Sqrt2/2, (p.Y-about[1])*math.Sqrt2/2
			most = max(most, math.Hypot(about[0]+u-v-b.Points[i].X, about[1]+u+v-b.Points[i].Y))
		}
		return most
	}
	for _, spec := range []string{"sgd:lr=0.05", "momentum:lr=0.02", "nesterov:lr=0.02"} {
		assert.Less(t, far(spec), 1e-12, spec)
	}
	for _, spec := range []string{"adagrad:lr=1", "rmsprop:lr=0.1", "adam:lr=0.3", "rprop:lr=0.1"} {
		assert.Greater(t, far(spec), 0.5, spec)
	}
}
