package chart

import (
	"bytes"
	"encoding/xml"
	"image"
	"io"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// cloudFigure is Beale's with three more runs of each path, shifted, and a band.
func cloudFigure() Contour {
	c := bealeFigure()
	for i := range c.Paths {
		p := &c.Paths[i]
		for k := range 3 {
			var other []Point
			for _, q := range p.Points {
				other = append(other, Point{q.X + 0.05*float64(k+1), q.Y})
			}
			p.Cloud.Paths = append(p.Cloud.Paths, other)
		}
		for _, v := range p.Curve {
			p.Cloud.Lo, p.Cloud.Hi = append(p.Cloud.Lo, v/2), append(p.Cloud.Hi, 2*v)
		}
		p.Cloud.Note = "1 of 4 diverged"
	}
	return c
}

func compareFigure() Compare {
	left, right := bealeFigure(), rosenbrockFigure()
	left.Title, right.Title = "One", "Another"
	return Compare{Title: "Two surfaces", Recipe: left.Recipe, Note: "note", Sides: []Contour{left, right}}
}

func sensitivityFigure() Sensitivity {
	nan := math.NaN()
	return Sensitivity{Title: "Rates", XLabel: "rate", YLabel: "gap", Failed: "diverged", Floor: 1e-12, Lines: []Response{
		{Label: "A", Style: StyleAt(0), X: []float64{0.01, 0.1, 1}, Y: []float64{1, 1e-3, nan}, Given: Point{0.05, 0.1}, Best: 1},
		{Label: "B", Style: StyleAt(1), X: []float64{0.01, 0.1, 1}, Y: []float64{2, 0, 0.5}, Given: Point{1, nan}, Best: 1},
		{Label: "C", Style: StyleAt(2), X: []float64{0.01, 0.1, 1}, Y: []float64{nan, nan, nan}, Best: -1},
	}}
}

// startMapFigure has four quarters: two minima, none and diverged.
func startMapFigure() StartMap {
	s := StartMap{Title: "Starts", Window: Window{-1, 1, -1, 1}, Columns: 40, Rows: 40, Steps: 100, Minima: []Point{{-0.5, -0.5}, {0.5, -0.5}}}
	for _, label := range []string{"A", "B", "C"} {
		m := Basins{Label: label, Minimum: make([]int16, 1600), Steps: make([]int32, 1600), Shares: []float64{0.25, 0.25}, Nowhere: 0.25, Away: 0.25}
		for i := range m.Minimum {
			left, low := i%40 < 20, i/40 < 20
			switch {
			case low && left:
				m.Minimum[i] = 0
			case low:
				m.Minimum[i], m.Steps[i] = 1, 100
			case left:
				m.Minimum[i] = -1
			default:
				m.Minimum[i] = -2
			}
		}
		s.Maps = append(s.Maps, m)
	}
	return s
}

func insideFigure() Inside {
	c := bealeFigure()
	c.Paths = c.Paths[:1]
	n := len(c.Paths[0].Points)
	line := func(label string, k int) Series {
		s := Series{Label: label, Style: StyleAt(k)}
		for i := range n {
			s.X, s.Y = append(s.X, float64(i)), append(s.Y, 1/float64(i+k+1))
		}
		return s
	}
	f := Inside{Contour: c, Lengths: Panel{Title: "lengths", XLabel: "iteration", YLabel: "length", Scale: Log, Series: []Series{line("gradient", 4), line("step", 1)}}}
	for k := range 2 {
		a := Arrow{Style: StyleAt(k)}
		for i := range n {
			a.Directions = append(a.Directions, Point{math.Cos(float64(i)), math.Sin(float64(i))})
		}
		f.Arrows = append(f.Arrows, a)
	}
	for range 4 {
		f.Panels = append(f.Panels, Panel{Title: "state", XLabel: "iteration", Series: []Series{line("of x", 3), line("of y", 0)}})
	}
	return f
}

// studyFigures are the figures of what is more than paths.
func studyFigures() map[string]Figure {
	return map[string]Figure{
		"cloud": cloudFigure(), "compare": compareFigure(), "sensitivity": sensitivityFigure(), "race": raceFigure(), "dumbbell": dumbbellFigure(), "heat": heatFigure(),
		"start map": startMapFigure(), "inside": insideFigure(),
	}
}

// TestStudyFigures: in every format the same bytes each time, in every theme, on
// any page with nothing beside it, and with an alternative text.
func TestStudyFigures(t *testing.T) {
	for name, f := range studyFigures() {
		for _, format := range Formats() {
			a := encode(t, f, format)
			assert.True(t, bytes.Equal(a, encode(t, f, format)), "%s as %s", name, format)
			if format == "svg" {
				d := xml.NewDecoder(bytes.NewReader(a))
				for {
					_, err := d.Token()
					if err == io.EOF {
						break
					}
					require.NoError(t, err, name)
				}
				assert.Less(t, len(a), 500_000, name)
			}
		}
		for _, theme := range []Theme{Dark, Projector, Transparent} {
			require.NoError(t, Look{Theme: theme}.Encode(io.Discard, f, "png"), "%s in %s", name, theme)
		}
		rec, w, h := record(f.layout(own))
		assertOnPage(t, rec, Window{0, w, 0, h}, name)
		_, alt := f.Description()
		assert.Greater(t, len(alt), 80, name)
		// A column of a paper, and a slide.
		for _, size := range []string{"345pt", "1920x1080px"} {
			s, err := ParseSize(size)
			require.NoError(t, err)
			require.NoError(t, Look{Size: s}.Encode(io.Discard, f, "svg"), "%s at %s", name, size)
		}
	}
}

// TestStartMapPixels: a pixel has the colour of what its start leads to.
// fpdf orders pictures by their widths and by nothing else.
func TestPicturesOfOneSizeAreInThePDFInOneOrder(t *testing.T) {
	f := startMapFigure()
	for i := range f.Maps { // different pixels: equal pictures are kept once
		f.Maps[i].Minimum = append([]int16(nil), f.Maps[i].Minimum...)
		f.Maps[i].Minimum[i] = -2
	}
	want := encode(t, f, "pdf")
	for range 10 {
		require.True(t, bytes.Equal(want, encode(t, f, "pdf")))
	}
}

func TestStartMapPixels(t *testing.T) {
	s := startMapFigure()
	l := s.layout(own).(startMapLayout)
	colors := l.colors()
	img := l.pixels(s.Maps[0], colors)
	require.Equal(t, image.Rect(0, 0, 40, 40), img.Bounds())
	at := func(x, y int) any { return colors[img.ColorIndexAt(x, y)] }
	assert.Equal(t, any(palette[3]), at(5, 35), "low left: the first minimum, at once")
	assert.Equal(t, any(between(palette[0], light.ground, 0.8)), at(35, 35), "low right: the second, at last")
	assert.Equal(t, any(light.ground), at(5, 5), "none")
	diverged := map[any]bool{}
	for x := 30; x < 36; x++ {
		diverged[at(x, 5)] = true
	}
	assert.Len(t, diverged, 2, "hatched")
	var b bytes.Buffer
	require.NoError(t, Encode(&b, s, "svg"))
	assert.Equal(t, 3, strings.Count(b.String(), "<image "))
}

// TestFailedRatesHaveTheirCross: one × for each NaN, and one in the key.
func TestFailedRatesHaveTheirCross(t *testing.T) {
	crosses := func(s Sensitivity) int {
		rec, _, _ := record(s.layout(own))
		return len(rec.lines)
	}
	one := sensitivityFigure()
	two := sensitivityFigure()
	two.Lines[0].Y = []float64{1, 1e-3, 2}
	one.Lines[0].Y = []float64{1, 1e-3, math.NaN()}
	// Each × is four strokes; the point in its place is a marker's two, and the
	// line to it has the same two.
	assert.Equal(t, 4, crosses(one)-crosses(two)+2)
}

func TestBadStudyFiguresAreErrors(t *testing.T) {
	compare, sensitivity, starts, inside, cloud := compareFigure(), sensitivityFigure(), startMapFigure(), insideFigure(), cloudFigure()
	compare.Sides[1].Paths[0].Curve = nil
	sensitivity.Lines[0].X[1] = 0
	starts.Maps[1].Steps = starts.Maps[1].Steps[1:]
	inside.Paths = append(inside.Paths, inside.Paths[0])
	cloud.Paths[0].Cloud.Lo = cloud.Paths[0].Cloud.Lo[1:]
	for name, f := range map[string]Figure{
		"compare": compare, "sensitivity": sensitivity, "starts": starts, "inside": inside, "cloud": cloud,
		"no sides": Compare{}, "no lines": Sensitivity{}, "no maps": StartMap{}, "no path": Inside{},
	} {
		assert.Error(t, Encode(io.Discard, f, "svg"), name)
	}
}
