package chart

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var unitSquare = Window{0, 1, 0, 1}

func TestClipSegment(t *testing.T) {
	for _, c := range []struct {
		name       string
		a, b, p, q Point
		ok         bool
	}{
		{"inside", Point{.2, .2}, Point{.8, .4}, Point{.2, .2}, Point{.8, .4}, true},
		{"leaves to the right", Point{.5, .5}, Point{1.5, 1}, Point{.5, .5}, Point{1, .75}, true},
		{"crosses", Point{-1, .5}, Point{2, .5}, Point{0, .5}, Point{1, .5}, true},
		{"beside", Point{-1, 2}, Point{2, 2}, Point{}, Point{}, false},
		{"past a corner", Point{-1, .9}, Point{.1, 2}, Point{}, Point{}, false},
		{"to 1e300", Point{.5, .5}, Point{1e300, 1e300}, Point{.5, .5}, Point{1, 1}, true},
		{"from −MaxFloat64", Point{-math.MaxFloat64, .5}, Point{.5, .5}, Point{0, .5}, Point{.5, .5}, true},
		{"from far to far", Point{-1e300, -1e300}, Point{1e300, 1e300}, Point{}, Point{}, false},
		{"not finite", Point{.5, .5}, Point{math.Inf(1), .5}, Point{}, Point{}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, q, ok := clipSegment(c.a, c.b, unitSquare)
			require.Equal(t, c.ok, ok)
			if ok {
				assert.InDeltaSlice(t, []float64{c.p.X, c.p.Y, c.q.X, c.q.Y}, []float64{p.X, p.Y, q.X, q.Y}, 1e-12)
			}
		})
	}
}

func TestClipPolylineBreaksAtGapsAndExits(t *testing.T) {
	nan := Point{math.NaN(), 0}
	got := clipPolyline([]Point{{.1, .1}, {.2, .1}, nan, {.3, .1}, {.4, .1}, {.4, 5}, {.6, 5}, {.6, .5}}, unitSquare)
	require.Len(t, got, 3)
	assert.Equal(t, []Point{{.1, .1}, {.2, .1}}, got[0])
	assert.Equal(t, []Point{{.3, .1}, {.4, .1}, {.4, 1}}, got[1])
	assert.Equal(t, []Point{{.6, 1}, {.6, .5}}, got[2])
}

func TestClipPolygonKeepsTheAreaInside(t *testing.T) {
	got := clipPolygon([]Point{{-1, .5}, {.5, -1}, {2, .5}, {.5, 2}}, unitSquare) // a diamond around the square
	area := 0.0
	for i, p := range got {
		q := got[(i+1)%len(got)]
		area += (p.X*q.Y - q.X*p.Y) / 2
	}
	assert.InDelta(t, 1, area, 1e-12)
}

func TestSimplifyStaysWithinTwiceItsTolerance(t *testing.T) {
	spiral := make([]Point, 20_000) // dense within, so that points are thinned out
	for i := range spiral {
		r := 3e-4 * float64(i)
		spiral[i] = Point{r * math.Cos(float64(i)/40), r * math.Sin(float64(i)/40)}
	}
	const tol = 0.01
	for name, c := range map[string]struct {
		pts  []Point
		most int
	}{
		"wave":        {wave(2000, 0.01), 100},
		"spiral":      {spiral, 5000},
		"oscillation": {oscillation(2000), 2000}, // every swing is to be seen
		"jitter":      {jitter(2000), 1500},
	} {
		pts, got := c.pts, simplify(c.pts, tol)
		assert.LessOrEqual(t, len(got), c.most, name)
		assert.Equal(t, pts[0], got[0])
		assert.Equal(t, pts[len(pts)-1], got[len(got)-1])
		for _, p := range pts {
			nearest := math.Inf(1)
			for i := 1; i < len(got); i++ {
				nearest = math.Min(nearest, distance2(p, got[i-1], got[i]))
			}
			require.LessOrEqual(t, math.Sqrt(nearest), 2*tol, name)
		}
	}
}

func wave(n int, step float64) []Point {
	pts := make([]Point, n)
	for i := range pts {
		x := step * float64(i)
		pts[i] = Point{x, math.Sin(x)}
	}
	return pts
}

// oscillation swings to and fro across a valley, ever less, as an optimizer
// with a rate near its limit.
func oscillation(n int) []Point {
	pts := make([]Point, n)
	for i := range pts {
		t := float64(i) / float64(n)
		pts[i] = Point{300 * t, 100 * math.Exp(-3*t) * math.Cos(math.Pi*float64(i)) * (1 + 0.1*math.Sin(float64(i)))}
	}
	return pts
}

// jitter creeps along with steps of about the tolerance, to all sides.
func jitter(n int) []Point {
	r := rand.New(rand.NewPCG(3, 4))
	pts := make([]Point, n)
	for i := range pts {
		pts[i] = Point{0.002*float64(i) + 0.03*r.Float64(), 0.03 * r.Float64()}
	}
	return pts
}

// BenchmarkSimplifyOscillation takes minutes if the time grows with the square
// of the points.
func BenchmarkSimplifyOscillation(b *testing.B) {
	pts := oscillation(1_000_000)
	for b.Loop() {
		simplify(pts, lineTolerance)
	}
}

func TestTraceFindsEveryExit(t *testing.T) {
	tr := newTrace([]Point{{.5, .5}, {2, .5}, {.5, .5}, {.5, -1e200}}, unitSquare)
	require.Len(t, tr.exits, 2)
	assert.Equal(t, exit{Point{1, .5}, 1}, tr.exits[0])
	assert.Equal(t, exit{Point{.5, 0}, 3}, tr.exits[1])
	assert.Equal(t, Point{.5, 0}, tr.end)
	assert.Equal(t, 3, tr.left)
}

func TestTraceTellsWhetherAPathWasEverInTheWindow(t *testing.T) {
	never := newTrace([]Point{{3, 3}, {5, 2}, {4, .5}}, unitSquare)
	assert.False(t, never.shown)
	assert.Zero(t, never.left, "what never was inside does not leave")
	assert.Empty(t, never.exits)
	assert.Equal(t, Point{1, .5}, never.end, "the edge on its side")
	assert.Contains(t, never.name(Path{Label: "a"}, Point{}, false).lines, "outside the frame")

	late := newTrace([]Point{{3, .5}, {2, .5}, {.5, .5}}, unitSquare)
	assert.True(t, late.shown)
	assert.Equal(t, [][]Point{{{1, .5}, {.5, .5}}}, late.pieces)
	assert.Len(t, late.name(Path{Label: "a"}, Point{}, false).lines, 1)

	back := newTrace([]Point{{.5, .5}, {2, .5}, {.5, .5}}, unitSquare)
	assert.Zero(t, back.left, "it did not leave for good")

	through := newTrace([]Point{{.5, .5}, {2, .5}, {-1, .5}}, unitSquare)
	assert.Equal(t, 1, through.left, "no later point lies in the window")
	assert.Len(t, through.exits, 2)
}
