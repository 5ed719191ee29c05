package surfaces

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"descent/optim"
)

// TestNewtonOnABowl: one Newton step leads to the minimum of a quadratic, and
// the path stays there.
func TestNewtonOnABowl(t *testing.T) {
	path := Descend(quadratic, quadratic.Start, optim.MustParse("newton"), 7)
	require.Len(t, path.Points, 8)
	assert.Equal(t, quadratic.Start, [2]float64{path.Points[0].X, path.Points[0].Y})
	for _, p := range path.Points[1:] {
		assert.InDelta(t, 0, math.Hypot(p.X, p.Y), 1e-12)
	}
	assert.Equal(t, path.Points[1], path.Points[7])
}

// oneWay are the surfaces on which every way down leads to a global minimum.
var oneWay = []*Surface{beale, rosenbrock, himmelblau, quadratic, booth, matyas, ravine, plateau}

// TestWholeRuns: gonum's methods end where the gradient vanishes, and at a global
// minimum where there is nothing else.
func TestWholeRuns(t *testing.T) {
	for _, spec := range []string{
		"newton", "newton:increase=2", "bfgs", "cg", "cg:variant=fletcher_reeves", "cg:variant=polak_ribiere_polyak",
		"cg:variant=dai_yuan", "cg:variant=hager_zhang", "bfgs:grad_stop_threshold=1e-06",
	} {
		for _, s := range All() {
			if len(s.Minima) == 0 {
				continue
			}
			path := Descend(s, s.Start, optim.MustParse(spec), 200)
			require.Len(t, path.Points, 201, "%s on %s", spec, s.Name)
			last := path.Points[200]
			near := math.Inf(1)
			for _, m := range s.Minima {
				near = min(near, math.Hypot(last.X-m.X, last.Y-m.Y))
			}
			if slices.Contains(oneWay, s) {
				assert.Less(t, near, 1e-4, "%s on %s ends at (%g, %g)", spec, s.Name, last.X, last.Y)
			}
			assert.Less(t, last.GradNorm, 1e-5, "%s on %s ends at (%g, %g)", spec, s.Name, last.X, last.Y)
			for i := 1; i < len(path.Points); i++ {
				assert.LessOrEqual(t, path.Points[i].F, path.Points[i-1].F, "%s on %s goes up in step %d", spec, s.Name, i)
			}
			assert.Equal(t, path, Descend(s, s.Start, optim.MustParse(spec), 200), "the same again")
			short := Descend(s, s.Start, optim.MustParse(spec), 3)
			assert.Equal(t, path.Points[:4], short.Points, "a shorter path is the start of a longer one")
		}
	}
}

// TestFailedLineSearch: along the saddle f falls without end, no point meets the
// line search's demands, and the path stays where it last was.
func TestFailedLineSearch(t *testing.T) {
	for _, spec := range []string{"newton", "bfgs", "cg"} {
		path := Descend(saddle, saddle.Start, optim.MustParse(spec), 20)
		require.Len(t, path.Points, 21, spec)
		assert.Zero(t, path.Diverged, spec)
		assert.Less(t, path.Points[1].F, path.Points[0].F, spec)
		assert.Equal(t, path.Points[1], path.Points[20], spec)
	}
}
