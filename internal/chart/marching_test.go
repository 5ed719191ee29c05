package chart

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func lines(f func(x, y float64) float64, w Window, n int, level float64) [][]Point {
	return levelLines(newMarcher(sample(f, w, n)).region(level))
}

func length(line []Point) float64 {
	sum := 0.0
	for i := 1; i < len(line); i++ {
		sum += math.Hypot(line[i].X-line[i-1].X, line[i].Y-line[i-1].Y)
	}
	return sum
}

func TestLevelOfAPlaneIsAStraightLineAcrossTheWindow(t *testing.T) {
	got := lines(func(x, y float64) float64 { return 2*x + y }, Window{-1, 1, -1, 1}, 50, 0.3)
	require.Len(t, got, 1)
	for _, p := range got[0] {
		assert.InDelta(t, 0.3, 2*p.X+p.Y, 1e-12)
	}
	// From (0.65, −1) to (−0.35, 1).
	assert.InDelta(t, math.Hypot(1, 2), length(got[0]), 1e-9)
}

func TestLevelOfAParaboloidIsAClosedCircle(t *testing.T) {
	got := lines(func(x, y float64) float64 { return x*x + y*y }, Window{-2, 2, -1.5, 1.5}, 400, 1)
	require.Len(t, got, 1)
	circle := got[0]
	assert.Equal(t, circle[0], circle[len(circle)-1])
	for _, p := range circle {
		assert.InDelta(t, 1, math.Hypot(p.X, p.Y), 1e-4)
	}
	assert.InDelta(t, 2*math.Pi, length(circle), 1e-3)
}

func TestRegionLiesOnTheLeftOfItsLoops(t *testing.T) {
	loops := newMarcher(sample(func(x, y float64) float64 { return math.Abs(math.Hypot(x, y) - 1) }, Window{-2, 2, -2, 2}, 400)).region(0.25)
	require.Len(t, loops, 2, "a ring has an outer and an inner edge")
	area := 0.0 // shoelace formula: holes count negative
	for _, loop := range loops {
		for i, v := range loop {
			w := loop[(i+1)%len(loop)]
			area += (v.X*w.Y - w.X*v.Y) / 2
		}
	}
	assert.InDelta(t, math.Pi*(1.25*1.25-0.75*0.75), area, 1e-3)
}

func TestAmbiguousCellIsDecidedByItsMiddle(t *testing.T) {
	// One cell, low at two opposite corners. With a low middle the low
	// corners are joined, and the lines cut the high corners off.
	for _, c := range []struct {
		name   string
		high   float64
		corner Point // that each line's middle is nearest to, or its opposite
	}{
		{"middle low", 1.5, Point{1, 0}},
		{"middle high", 6, Point{0, 0}},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := grid{window: Window{0, 1, 0, 1}, nx: 2, ny: 2, z: []float64{0, c.high, c.high, 0}}
			got := levelLines(newMarcher(g).region(1))
			require.Len(t, got, 2)
			opposite := Point{1 - c.corner.X, 1 - c.corner.Y}
			for _, line := range got {
				require.Len(t, line, 2)
				m := Point{(line[0].X + line[1].X) / 2, (line[0].Y + line[1].Y) / 2}
				d := func(p Point) float64 { return math.Hypot(m.X-p.X, m.Y-p.Y) }
				assert.Less(t, math.Min(d(c.corner), d(opposite)), 0.5)
			}
		})
	}
}

func TestNaNLeavesAHole(t *testing.T) {
	f := func(x, y float64) float64 {
		if x > 0 {
			return math.NaN()
		}
		return y
	}
	got := lines(f, Window{-1, 1, -1, 1}, 41, 0.01)
	require.Len(t, got, 1)
	for _, p := range got[0] {
		assert.LessOrEqual(t, p.X, 0.0)
		assert.InDelta(t, 0.01, p.Y, 1e-12)
	}
	assert.InDelta(t, 1, length(got[0]), 0.06)
}

func TestHugeAndInfiniteValuesGiveFiniteLines(t *testing.T) {
	f := func(x, y float64) float64 { return math.Sinh(800*x) * 1e10 } // ±Inf on both sides
	for _, level := range []float64{-1e300, 0, 1e300} {
		for _, line := range lines(f, Window{-1, 1, -1, 1}, 60, level) {
			for _, p := range line {
				assert.True(t, p.finite())
			}
		}
	}
}

func TestQuantileLevelsEncloseEqualAreas(t *testing.T) {
	// x over [0, 1] is uniform: its quantiles are themselves.
	g := sample(func(x, _ float64) float64 { return x * x * x }, Window{0, 1, 0, 1}, 400)
	levels := g.levels(levelCount, leastApart)
	require.Len(t, levels, levelCount)
	for k, v := range levels {
		assert.InDelta(t, math.Pow(float64(k+1)/(levelCount+1), 3), v, 5e-3)
	}
}

func TestConstantOrUndefinedFunctionHasNoLevels(t *testing.T) {
	for _, v := range []float64{2, math.NaN(), math.Inf(1)} {
		g := sample(func(_, _ float64) float64 { return v }, Window{0, 1, 0, 1}, 4)
		assert.Empty(t, g.levels(levelCount, leastApart))
	}
}

func TestDistanceOfLevelLinesIsThatOfCircles(t *testing.T) {
	g := sample(func(x, y float64) float64 { return x*x + y*y }, Window{-1, 1, -1, 1}, 200)
	var levels []float64
	length := 0.0
	for k := 1; k < 10; k++ {
		r := 0.1 * float64(k)
		levels, length = append(levels, r*r), length+2*math.Pi*r
	}
	const cell = 0.01
	assert.InEpsilon(t, 4/length/cell, g.apart(levels), 0.01)
}

func TestCrowdedLevelLinesAreFewer(t *testing.T) {
	waves := func(n float64) grid {
		return sample(func(x, y float64) float64 { return math.Sin(n*x) * math.Sin(n*y) }, Window{0, 6, 0, 6}, 400)
	}
	calm, hills, mountains := waves(1).levels(24, 0.01), waves(4).levels(24, 0.01), waves(60).levels(24, 0.01)
	assert.Len(t, calm, 24)
	assert.Less(t, len(hills), 20)
	assert.Greater(t, len(hills), fewestLevels)
	assert.GreaterOrEqual(t, waves(4).apart(hills), 0.9*0.01*400)
	assert.Len(t, mountains, fewestLevels)
}

// TestOrderIsThatOfSorting at the ranks asked for.
func TestOrderIsThatOfSorting(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for n := 1; n < 3000; n = n*3/2 + 1 {
		for _, kinds := range []int{1, 3, 1 << 30} { // many alike, or none
			values := make([]float64, n)
			for i := range values {
				values[i] = float64(r.IntN(kinds))
			}
			sorted := slices.Clone(values)
			slices.Sort(sorted)
			ranks := []int{0, n / 7, n / 7, n / 3, min(n/3+1, n-1), n / 2, n - 1}
			slices.Sort(ranks)
			order(values, ranks)
			for _, k := range ranks {
				assert.Equal(t, sorted[k], values[k], "%d of %d", k, n)
			}
			slices.Sort(values)
			assert.Equal(t, sorted, values)
		}
	}
}
