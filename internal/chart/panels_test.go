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
	l := c.layout(own).(contourLayout)
	surface, _ := l.panels(l.sheet.body(&page{width: l.width, height: l.height}))
	return surface.view.(flat).frame
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
	assert.Equal(t, vg.Length(defaultHeight), h)
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
	assert.Equal(t, []int{0, 10, 20, 50, 100, 200, 500, 1000}, marks(1000))
	assert.Equal(t, []int{0}, marks(9))
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

func TestCutAxesSayThatTheyAre(t *testing.T) {
	panel := trainingFigure(8).Panels[1]
	assert.Equal(t, "(axis cut)", panel.curves(&light).aside)
	panel.Zoom = false
	assert.Empty(t, panel.curves(&light).aside)
	panel.Zoom = true
	for i, s := range panel.Series { // all start where they end: nothing to leave out
		s.Y = slices.Repeat([]float64{0.97}, len(s.Y))
		panel.Series[i] = s
	}
	assert.Empty(t, panel.curves(&light).aside)
}

func TestRunThatDivergesOutsideAZoomedPanelHasItsCrossAtTheEdge(t *testing.T) {
	nan := math.NaN()
	panel := trainingFigure(8).Panels[1]
	short := panel.Series[0]
	short.Y = slices.Clone(short.Y)
	short.Y[0] = 0.1
	for i := range short.Y[1:] {
		short.Y[i+1] = nan
	}
	panel.Series = append(panel.Series, short)
	none := short
	none.Y = slices.Repeat([]float64{nan}, len(short.Y))
	panel.Series = append(panel.Series, none)
	curves := panel.curves(&light)
	f := curves.frame(Window{0, 400, 0, 300})
	lines := f.place(curves.curves)
	for _, c := range lines[len(lines)-2:] {
		assert.Empty(t, c.pieces)
		assert.True(t, c.cross)
		assert.Equal(t, Point{f.box.X0, f.box.Y0}, c.end, "at epoch 0, below all that is shown")
	}
	assert.False(t, lines[1].cross)
}

func TestEndOfASeriesHasNoNegativeZero(t *testing.T) {
	end := func(v float64) string { return Panel{}.endValue(Series{X: []float64{0}, Y: []float64{v}}) }
	assert.Equal(t, "0", end(math.Copysign(0, -1)))
	assert.Equal(t, "−0.500", end(-0.5))
	assert.Equal(t, "−5e−05", end(-5e-5))
	assert.Empty(t, end(math.NaN()))
}
