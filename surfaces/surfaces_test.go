package surfaces

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"descent/optim"
)

// TestGradient compares every gradient with central differences over the window.
func TestGradient(t *testing.T) {
	const n = 41
	for _, s := range All() {
		t.Run(s.Name, func(t *testing.T) {
			for i := range n {
				for j := range n {
					x := s.Window.X0 + (s.Window.X1-s.Window.X0)*float64(i)/(n-1)
					y := s.Window.Y0 + (s.Window.Y1-s.Window.Y0)*float64(j)/(n-1)
					dx, dy := s.Gradient(x, y)
					tolerance := 1e-11*math.Abs(s.F(x, y)) + 1e-9*(1+math.Hypot(dx, dy))
					assert.InDelta(t, difference(func(h float64) float64 { return s.F(x+h, y) }), dx, tolerance, "∂f/∂x at (%g, %g)", x, y)
					assert.InDelta(t, difference(func(h float64) float64 { return s.F(x, y+h) }), dy, tolerance, "∂f/∂y at (%g, %g)", x, y)
				}
			}
		})
	}
}

// TestHessian compares second derivatives with central differences of the gradient,
// and with those that stand in for them.
func TestHessian(t *testing.T) {
	const n = 21
	for _, s := range All() {
		t.Run(s.Name, func(t *testing.T) {
			without := *s
			without.Hessian = nil
			for i := range n {
				for j := range n {
					x := s.Window.X0 + (s.Window.X1-s.Window.X0)*float64(i)/(n-1)
					y := s.Window.Y0 + (s.Window.Y1-s.Window.Y0)*float64(j)/(n-1)
					gx := func(x, y float64) float64 { dx, _ := s.Gradient(x, y); return dx }
					gy := func(x, y float64) float64 { _, dy := s.Gradient(x, y); return dy }
					xx, xy, yy := s.Hessian(x, y)
					tolerance := 1e-9 * (1 + math.Abs(xx) + math.Abs(xy) + math.Abs(yy))
					assert.InDelta(t, difference(func(h float64) float64 { return gx(x+h, y) }), xx, tolerance, "∂²f/∂x² at (%g, %g)", x, y)
					assert.InDelta(t, difference(func(h float64) float64 { return gx(x, y+h) }), xy, tolerance, "∂²f/∂x∂y at (%g, %g)", x, y)
					assert.InDelta(t, difference(func(h float64) float64 { return gy(x+h, y) }), xy, tolerance, "∂²f/∂y∂x at (%g, %g)", x, y)
					assert.InDelta(t, difference(func(h float64) float64 { return gy(x, y+h) }), yy, tolerance, "∂²f/∂y² at (%g, %g)", x, y)
					ax, axy, ay := without.hessian(x, y)
					assert.InDeltaSlice(t, []float64{xx, xy, yy}, []float64{ax, axy, ay}, 1e3*tolerance)
				}
			}
		})
	}
}

// difference is the central difference of fourth order at 0.
func difference(f func(float64) float64) float64 {
	const h = 3e-4
	return (8*(f(h)-f(-h)) - (f(2*h) - f(-2*h))) / (12 * h)
}

func TestMinima(t *testing.T) {
	for _, s := range All() {
		for _, m := range s.Minima {
			dx, dy := s.Gradient(m.X, m.Y)
			assert.InDelta(t, 0, math.Hypot(dx, dy), 1e-12, s.Name)
			assert.InDelta(t, m.F, s.F(m.X, m.Y), 1e-24, s.Name)
			assert.True(t, s.Window.Contains(m.X, m.Y), s.Name)
			for k := range 16 { // it is a minimum, not a saddle
				angle := 2 * math.Pi * float64(k) / 16
				assert.Greater(t, s.F(m.X+1e-3*math.Cos(angle), m.Y+1e-3*math.Sin(angle)), m.F, s.Name)
			}
			gap, label := s.GapAt(m.X, m.Y)
			assert.InDelta(t, 0, gap, 1e-24, s.Name)
			assert.Equal(t, "f − f*", label)
		}
		// No point of a grid over the window lies lower than the minima.
		for i := range 101 {
			for j := range 101 {
				x := s.Window.X0 + (s.Window.X1-s.Window.X0)*float64(i)/100
				y := s.Window.Y0 + (s.Window.Y1-s.Window.Y0)*float64(j)/100
				gap, _ := s.GapAt(x, y)
				assert.GreaterOrEqual(t, gap, 0.0, s.Name)
			}
		}
	}
}

func TestDescriptions(t *testing.T) {
	names := map[string]bool{}
	for _, s := range All() {
		assert.False(t, names[s.Name], "%s is there twice", s.Name)
		names[s.Name] = true
		for _, text := range []string{s.Title, s.Formula, s.Source, s.Lesson} {
			assert.NotEmpty(t, text, s.Name)
		}
		assert.True(t, s.Window.Contains(s.Start[0], s.Start[1]), "%s starts in its window", s.Name)
		found, err := Lookup(s.Name)
		require.NoError(t, err)
		assert.Same(t, s, found)
	}
	_, err := Lookup("biele")
	assert.ErrorContains(t, err, `did you mean "beale"?`)
}

// TestGoldens compares with paths that PyTorch took with autograd.
func TestGoldens(t *testing.T) {
	files, err := filepath.Glob("testdata/*.json")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		data, err := os.ReadFile(file)
		require.NoError(t, err)
		var goldens struct {
			Paths []struct {
				Surface, Spec string
				Start         [2]float64
				Path          [][3]float64
			}
		}
		require.NoError(t, json.Unmarshal(data, &goldens))
		require.NotEmpty(t, goldens.Paths, file)
		if file == filepath.Join("testdata", "goldens.json") {
			require.Len(t, goldens.Paths, 28)
		}
		for _, g := range goldens.Paths {
			t.Run(g.Surface+"/"+g.Spec, func(t *testing.T) {
				s, err := Lookup(g.Surface)
				require.NoError(t, err)
				spec, err := optim.Parse(g.Spec, "")
				require.NoError(t, err)
				path := Descend(s, g.Start, spec, len(g.Path)-1)
				require.Len(t, path.Points, len(g.Path))
				for i, want := range g.Path {
					p := path.Points[i]
					for k, got := range []float64{p.X, p.Y, p.F} {
						require.InDelta(t, want[k], got, 1e-8*math.Max(1, math.Abs(want[k])), "step %d", i)
					}
				}
			})
		}
	}
}

func TestDescendOutside(t *testing.T) {
	// On 5x² − y², y ← (1 + 2·lr)·y exactly, so the way out is known.
	path := Descend(saddle, [2]float64{0, 1}, optim.MustParse("sgd:lr=0.5"), 5)
	assert.Equal(t, 2, path.Left) // y = 2 lies on the edge, 4 outside
	assert.Equal(t, 0, path.Diverged)
	require.Len(t, path.Points, 6)
	assert.Equal(t, Point{0, 32, -1024, 64}, path.Points[5])
}

func TestDescendFromOutside(t *testing.T) {
	path := Descend(saddle, [2]float64{0, 3}, optim.MustParse("sgd:lr=0.5"), 5)
	assert.Equal(t, 0, path.Left, "what never was inside does not leave")
}

func TestLength(t *testing.T) {
	for _, c := range [][3]float64{{3, 4, 5}, {-4, 3, 5}, {0, 0, 0}, {3e200, 4e200, 5e200}, {3e-200, 4e-200, 5e-200}} {
		assert.InEpsilon(t, c[2]+1e-300, length(c[0], c[1])+1e-300, 1e-15)
	}
	assert.True(t, math.IsInf(length(1, math.Inf(-1)), 1))
	assert.True(t, math.IsNaN(length(1, math.NaN())))
}

func TestDescendDiverges(t *testing.T) {
	// x ← (1 − 10·lr)·x = −9999·x leaves float64 (f = 5x²) near 1.5e308:
	// 5·9999^(2n)/16 is finite up to n = 38.
	path := Descend(saddle, [2]float64{0.25, 0}, optim.MustParse("sgd:lr=1000"), 100)
	assert.Equal(t, 39, path.Diverged)
	assert.Len(t, path.Points, 39)
	assert.Equal(t, 1, path.Left)
	for _, p := range path.Points {
		assert.True(t, p.finite())
	}
}

// TestRidge: exactly on the ridge no rule of Radford's figures, nor Adam, ever
// leaves it.
func TestRidge(t *testing.T) {
	for _, name := range []string{"sgd", "momentum", "nesterov", "adagrad", "adadelta", "rmsprop", "adam", "nadam"} {
		path := Descend(saddle, [2]float64{0.25, 0}, optim.MustParse(name), 200)
		for _, p := range path.Points {
			require.Zero(t, p.Y, name)
		}
	}
}
