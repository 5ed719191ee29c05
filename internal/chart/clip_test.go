package chart

import (
	"math"
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

func TestSimplifyStaysWithinItsTolerance(t *testing.T) {
	var pts []Point
	for i := range 2000 {
		x := float64(i) / 100
		pts = append(pts, Point{x, math.Sin(x)})
	}
	got := simplify(pts, 0.01)
	assert.Less(t, len(got), 100)
	for _, p := range pts {
		nearest := math.Inf(1)
		for i := 1; i < len(got); i++ {
			nearest = math.Min(nearest, distance(p, got[i-1], got[i]))
		}
		assert.LessOrEqual(t, nearest, 0.01)
	}
}

func TestTraceFindsEveryExit(t *testing.T) {
	f := frame{box: unitSquare, x: axis{lo: 0, hi: 1}, y: axis{lo: 0, hi: 1}}
	tr := newTrace([]Point{{.5, .5}, {2, .5}, {.5, .5}, {.5, -1e200}}, f)
	require.Len(t, tr.exits, 2)
	assert.Equal(t, exit{Point{1, .5}, 1}, tr.exits[0])
	assert.Equal(t, exit{Point{.5, 0}, 3}, tr.exits[1])
	assert.Equal(t, Point{.5, 0}, tr.end)
}
