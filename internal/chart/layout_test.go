package chart

import (
	"fmt"
	"image"
	"image/color"
	"io"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"gonum.org/v1/plot/vg"
)

// recorder is a canvas that keeps what is drawn on it.
type recorder struct {
	runs  []run
	lines []vg.Path
}

func (r *recorder) stroke(path vg.Path, _ pen)       { r.lines = append(r.lines, path) }
func (r *recorder) fill(path vg.Path, _ color.NRGBA) { r.lines = append(r.lines, path) }
func (r *recorder) text(t run, _ color.NRGBA)        { r.runs = append(r.runs, t) }
func (r *recorder) picture(*image.Paletted, Window)  {}
func (r *recorder) encode(io.Writer) error           { return nil }

func record(l layout) (rec *recorder, w, h float64) {
	rec = &recorder{}
	w, h = l.size()
	l.draw(&page{theme: &light, canvas: rec, width: w, height: h})
	return rec, w, h
}

// says tells whether a line of plain text stands on the page.
func (r *recorder) says(s string, size float64) bool {
	want, err := set(s, plainFace, size)
	return err == nil && slices.ContainsFunc(r.runs, func(t run) bool {
		return t.face == plainFace && t.size == size && slices.Equal(t.glyphs, want.glyphs)
	})
}

// box is what a run covers, from its base line up.
func (t run) box() Window {
	if t.upright {
		return Window{t.at.X - t.size, t.at.X, t.at.Y, t.at.Y + t.width()}
	}
	return Window{t.at.X, t.at.X + t.width(), t.at.Y, t.at.Y + 0.7*t.size}
}

const longDetails = ", lr 0.05, eps 1e-08, weight_decay 0.01, global_clipnorm 0.5, maximize false, torch"

// longContour has n paths with long names that all end close together.
func longContour(n int) Contour {
	c := bealeFigure()
	paths := c.Paths
	c.Paths, c.Recipe = nil, nil
	for i := range n {
		p := paths[i%len(paths)]
		p.Label, p.Short, p.Style = fmt.Sprintf("Optimizer %d", i)+longDetails, "", StyleAt(i)
		c.Paths, c.Recipe = append(c.Paths, p), append(c.Recipe, strings.Repeat("adam:lr=0.05,", 9))
	}
	return c
}

func longTraining(n int) Training {
	t := trainingFigure(n)
	for k := range t.Panels {
		for i := range t.Panels[k].Series {
			t.Panels[k].Series[i].Label = fmt.Sprintf("Optimizer %d", i) + longDetails
		}
	}
	return t
}

func TestLongLabelsStayOnThePageAndLeaveThePanelsTheirSize(t *testing.T) {
	for _, n := range []int{2, 16, 40} {
		c := longContour(n).layout(own).(contourLayout)
		surface, room := c.panels(c.sheet.body(&page{width: c.width, height: c.height}))
		frames := []Window{surface.box, c.curves.frame(room).box}

		tr := longTraining(n).layout(own).(trainingLayout)
		for i, room := range tr.rooms(tr.sheet.body(&page{width: tr.width, height: tr.height})) {
			frames = append(frames, tr.panels[i].frame(room).box)
		}
		for _, f := range frames {
			assert.GreaterOrEqual(t, f.dx(), minFrame-1e-6, "%d labels", n)
			assert.GreaterOrEqual(t, f.dy(), minFrame-1e-6, "%d labels", n)
		}
		for name, l := range map[string]layout{"contour": c, "training": tr} {
			rec, w, h := record(l)
			assert.Less(t, w, 1.3*defaultWidth, "%s, %d labels: still a page, not a banner", name, n)
			assertOnPage(t, rec, Window{0, w, 0, h}, fmt.Sprintf("%s, %d labels", name, n))
			assertLabelsApart(t, rec, fmt.Sprintf("%s, %d labels", name, n))
		}
	}
}

func assertOnPage(t *testing.T, rec *recorder, page Window, name string) {
	t.Helper()
	for _, r := range rec.runs {
		b := r.box()
		assert.True(t, page.contains(Point{b.X0, b.Y0}) && page.contains(Point{b.X1, b.Y1}), "%s: text at %v", name, b)
	}
	for _, path := range rec.lines {
		for _, c := range path {
			if !page.contains(Point{c.Pos.X.Points(), c.Pos.Y.Points()}) && c.Type != vg.CloseComp {
				t.Fatalf("%s: a line at %v", name, c.Pos)
			}
		}
	}
}

// assertLabelsApart checks that no label's first line covers another's.
func assertLabelsApart(t *testing.T, rec *recorder, name string) {
	t.Helper()
	var boxes []Window
	for _, r := range rec.runs {
		if r.face != boldFace || r.size != labelSize {
			continue
		}
		a := r.box()
		for _, b := range boxes {
			if a.X0 < b.X1 && b.X0 < a.X1 && a.Y0 < b.Y1 && b.Y0 < a.Y1 {
				t.Fatalf("%s: labels at %v and %v", name, a, b)
			}
		}
		boxes = append(boxes, a)
	}
	assert.NotEmpty(t, boxes)
}

func TestNamesTakeNoRoomBesideThePanelIfTheyFindItInside(t *testing.T) {
	c := longContour(2).layout(own).(contourLayout)
	surface, _ := c.panels(c.sheet.body(&page{width: c.width, height: c.height}))
	assert.False(t, surface.crowded())
	assert.Greater(t, surface.box.dx(), 270.0)
}

// TestCurvesHaveTheColumnOfTheirLabelsIfItIsEmpty: up to the margin where all curves
// end in the panel, not where one reaches its right edge.
func TestCurvesHaveTheColumnOfTheirLabelsIfItIsEmpty(t *testing.T) {
	for paths, column := range map[int]bool{1: true, 2: false} { // momentum leaves the window, sgd stays
		c := saddleFigure()
		c.Paths = []Path{c.Paths[1], c.Paths[0]}[:paths]
		l := c.layout(own).(contourLayout)
		on := l.put(&page{width: l.width, height: l.height})
		wide := l.widened(on, l.width-margin).curves.box
		if column {
			assert.Equal(t, l.width-margin, wide.X1)
			assert.Equal(t, on.curves.box.X0, wide.X0)
		} else {
			assert.Equal(t, on.curves.box, wide)
		}
	}
}

func TestPanelsOfNarrowWindowsAreNotNarrow(t *testing.T) {
	for _, w := range []Window{{-1, 1, -2, 2}, {0, 3, 0, 1}, {0, 1, 0, 2.9}} {
		c := bealeFigure()
		c.Window = w
		box := contourFrame(c).box
		assert.GreaterOrEqual(t, math.Min(box.dx(), box.dy()), minFrame-1e-6, "%v", w)
	}
}

func TestBothPanelsTellTheSameStep(t *testing.T) {
	c := saddleFigure()
	path := Path{Label: "doubling", Points: []Point{{0, 0.01}}, Curve: []float64{0.01}}
	for y := 0.02; y < 10; y *= 2 { // 2.56 is the eighth
		path.Points, path.Curve = append(path.Points, Point{0, y}), append(path.Curve, y)
	}
	c.Paths = append(c.Paths[:1], path)
	l := c.layout(own).(contourLayout)
	_, room := l.panels(l.sheet.body(&page{width: l.width, height: l.height}))
	f := l.curves.frame(room)
	line := f.place(l.curves.curves)[1]
	assert.Contains(t, l.traces[1].name(path, Point{}, false).lines, "out at step 8")
	assert.Equal(t, "out at step 8", line.note)
	assert.True(t, line.cross)
	at := (line.end.X - f.box.X0) / f.box.dx() * float64(c.longest())
	assert.True(t, at > 7 && at <= 8+1e-9, "the × stands at %g, on the way to step 8", at)
	assert.Equal(t, Point{8, path.Curve[8]}, l.curves.curves[1].after[0])
}

func TestKeyListsOnlyWhatIsDrawn(t *testing.T) {
	c := bealeFigure()
	rec, _, _ := record(c.layout(own))
	assert.True(t, rec.says("start", captionSize))
	assert.True(t, rec.says("minimum", captionSize))
	assert.False(t, rec.says("leaves the frame", captionSize))

	c.Start, c.Minima = Point{20, 20}, []Point{{100, 100}}
	for i := range c.Paths {
		c.Paths[i].Points, c.Paths[i].Curve = []Point{{20, 20}, {19, 19}}, nil
	}
	rec, _, _ = record(c.layout(own))
	assert.False(t, rec.says("start", captionSize))
	assert.True(t, rec.says("start outside", captionSize))
	assert.False(t, rec.says("minimum", captionSize))
	assert.True(t, rec.says("outside the frame", noteSize))
	assert.False(t, rec.says("out at step 1", noteSize))

	rec, _, _ = record(saddleFigure().layout(own))
	assert.True(t, rec.says("leaves the frame", captionSize))
}
