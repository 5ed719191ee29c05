package chart

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"gonum.org/v1/plot/vg"
)

// contourFrame is where a figure's contour panel lies on its page.
func contourFrame(c Contour) frame {
	w, h := c.Size()
	p := &page{width: w.Points(), height: h.Points()}
	return c.frame(c.sheet().body(p), c.curvePanel())
}

func TestContourPanelHasEqualAspect(t *testing.T) {
	for _, w := range []Window{{-4.5, 4.5, -4.5, 4.5}, {-1, 1, -2, 2}, {-2, 2, -1, 3}, {0, 100, 0, 3}, {0, 1e-3, 0, 5e-3}} {
		c := bealeFigure()
		c.Window = w
		f := contourFrame(c)
		a, b := f.at(Point{w.X0, w.Y0}), f.at(Point{w.X1, w.Y1})
		assert.InEpsilon(t, (b.X-a.X)/w.dx(), (b.Y-a.Y)/w.dy(), 1e-9, "%v", w)
	}
}

func TestPageGrowsWithItsRecipe(t *testing.T) {
	c := bealeFigure()
	_, h := c.Size()
	assert.Equal(t, DefaultHeight, h)
	c.Recipe = nil
	for range 60 {
		c.Recipe = append(c.Recipe, strings.Repeat("adam:lr=0.001,beta1=0.9,beta2=0.999,", 8))
	}
	_, grown := c.Size()
	assert.Greater(t, grown, h+60*recipeSize)
	assert.Greater(t, contourFrame(c).box.dy(), 250.0, "the panels keep their size")
}

func TestWrappedTextFitsAndLosesNothing(t *testing.T) {
	text := "adagrad:lr=1,initial_accumulator=0,eps=1e-12 from (1, 1.6) " + strings.Repeat("w", 200)
	lines := wrap(text, plainFace, 8.5, 120)
	for _, l := range lines {
		assert.LessOrEqual(t, textWidth(l, plainFace, 8.5), 120.0)
	}
	assert.Equal(t, strings.ReplaceAll(text, " ", ""), strings.ReplaceAll(strings.Join(lines, ""), " ", ""))
}

func TestEveryPathIsMarkedAtTheSameIterations(t *testing.T) {
	c := Contour{}
	assert.Equal(t, []int{0, 10, 20, 50, 100, 200, 500, 1000}, c.marks(1000))
	assert.Equal(t, []int{0}, c.marks(9))
	c.Marks = []int{5, 15, 500}
	assert.Equal(t, []int{5, 15}, c.marks(100))
}

func TestCurveAxisShowsWhatTheWindowShows(t *testing.T) {
	c := Contour{Window: Window{-1, 1, -1, 1}, Paths: []Path{{
		Points: []Point{{0, 0}, {0.5, 0}, {1e9, 0}}, Curve: []float64{4, 9, 1e18},
	}}}
	lo, hi := c.curveRange()
	assert.True(t, lo < 4 && lo > 3.5 && hi > 9 && hi < 10, "%g…%g", lo, hi)
}

func TestZoomKeepsTheEndOfEverySeriesThatDoesNotDiverge(t *testing.T) {
	panel := trainingFigure(8).Panels[1]
	slow := panel.Series[0]
	slow.Y = slices.Clone(slow.Y)
	for i := range slow.Y {
		slow.Y[i] = 0.1 + 0.02*float64(i)
	}
	panel.Series = append(panel.Series, slow)
	a := panel.yAxis(7)
	for _, s := range panel.Series {
		if end := s.Y[len(s.Y)-1]; !math.IsNaN(end) {
			assert.True(t, a.lo < end && end < a.hi, "%s ends at %g, the axis is %g…%g", s.Label, end, a.lo, a.hi)
		}
	}
}

func TestZoomLeavesOutTheSteepBeginning(t *testing.T) {
	panel := trainingFigure(8).Panels[1]
	assert.Greater(t, panel.yAxis(7).lo, 0.9)
	panel.Zoom = false
	assert.Less(t, panel.yAxis(7).lo, 0.1)
}

func TestDescriptionTellsTheEnds(t *testing.T) {
	_, alt := bealeFigure().Description()
	assert.Contains(t, alt, "momentum: after 193 steps at (3.28, 0.5")
	_, alt = trainingFigure(2).Description()
	assert.Contains(t, alt, "diverged, step 412")
}

func TestWidthIsAsAsked(t *testing.T) {
	c := bealeFigure()
	c.Width, c.Height = 9*vg.Inch, 6*vg.Inch
	w, h := c.Size()
	assert.Equal(t, 9*vg.Inch, w)
	assert.GreaterOrEqual(t, h, 6*vg.Inch)
}
