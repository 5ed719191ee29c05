package chart

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
)

// Inside is a figure of what one optimizer does and why: its path with arrows at
// the marked iterations, beside it a panel in whose colours the arrows are, and
// below both panels of its state.
type Inside struct {
	Contour         // of one path; Curve is not drawn
	Arrows  []Arrow // of each kind, over the path
	Lengths Panel   // its series have the arrows' styles
	Panels  []Panel
}

// Arrow is a direction at each iteration of the path. Its length on the page is
// the same everywhere, since the numbers differ by decades.
type Arrow struct {
	Style      Style
	Directions []Point // by iteration; a zero or a NaN is none
}

// insideLayout is an Inside on its page:
//
//	contour panel | lengths
//	state    state    state
type insideLayout struct {
	Inside
	theme         *theme
	contour       contourLayout
	lengths       curvePanel
	panels        []curvePanel
	perRow        int
	narrow        bool // the lengths are the first of the panels below
	sheet         sheet
	width, height float64
}

// Room in points.
const (
	insideTop   = 330.0
	insideRow   = 178.0
	insideWidth = 0.5   // of the page, for the contour panel at most
	insideLeast = 130.0 // half of the contour panel's width, where the lengths stand beside it
	arrowApart  = 34.0
)

// arrowSizes are the length and the width of the kinds of arrows, the first
// kind's first: longer ones lie under shorter, so that none hides another.
var arrowSizes = [...]struct{ length, width float64 }{{46, 1.6}, {35, 2.4}, {23, 3.4}}

// layout implements Figure.
func (c Inside) layout(on setting) layout {
	out := insideLayout{Inside: c, theme: on.theme}
	flatPath := c.Contour
	flatPath.Paths = slices.Clone(c.Paths)
	flatPath.Paths[0].Curve = nil
	out.contour = flatPath.prepare(on)
	out.contour.axes, out.contour.wide, out.contour.high = c.contourAxes(), c.Window.dx(), c.Window.dy()
	out.contour.see = func(f frame) view { return flat{f, c.drawLevels} }
	out.Arrows = slices.Clone(c.Arrows)
	for i := range out.Arrows {
		out.Arrows[i].Style.Color = on.theme.line(out.Arrows[i].Style.Color)
	}
	all := Training{Panels: append([]Panel{c.Lengths}, c.Panels...)}.themed(on.theme)
	out.lengths = all.Panels[0].curves(on.theme)
	out.lengths.aside = "of the arrows at iterations " + joinInts(out.contour.marks, 6)
	least := 0.0
	for _, p := range all.Panels[1:] {
		curves := p.curves(on.theme)
		least = max(least, curves.minWidth())
		out.panels = append(out.panels, curves)
	}
	n, most := max(1, len(out.panels)), 3
	out.narrow = on.fixed && on.width < 2*margin+2*insideLeast+out.lengths.minWidth()
	if out.narrow {
		out.panels = append([]curvePanel{out.lengths}, out.panels...)
		n, least = n+1, max(least, out.lengths.minWidth())
	}
	for on.fixed && most > 1 && on.width < 2*margin+float64(most)*least+trainingGap*float64(most-1) {
		most--
	}
	rows := (n + most - 1) / most
	out.perRow = (n + rows - 1) / rows
	out.width = max(on.width, 2*margin+float64(out.perRow)*least+trainingGap*float64(out.perRow-1))
	out.sheet = newSheet(c.Title, c.Subtitle, c.Recipe, c.Note, out.width)
	top := insideTop
	if on.fixed && !out.narrow {
		top = fixedLowest
	}
	out.height = max(on.height, out.sheet.height(top+float64(rows)*insideRow))
	return out
}

// size implements layout.
func (c insideLayout) size() (w, h float64) { return c.width, c.height }

// Size implements Figure.
func (c Inside) Size() (w, h vg.Length) { return sizeOf(c) }

// draw implements layout.
func (c insideLayout) draw(p *page) {
	c.sheet.draw(p)
	body := c.sheet.body(p)
	rows := float64((len(c.panels) + c.perRow - 1) / c.perRow)
	top := Window{body.X0, body.X1, body.Y0 + rows*insideRow + panelGap, body.Y1}
	left := top
	if !c.narrow {
		left.X1 = body.X0 + insideWidth*body.dx()
	}
	on := c.contour.putInto(left)
	c.contour.drawBase(p, on, true)
	c.contour.drawFinish(p, on)
	c.drawArrows(p, on.surface)
	x := on.surface.box.X1 + trainingGap
	if on.surface.crowded() {
		x += c.contour.nameColumn
	}
	if !c.narrow {
		c.lengths.draw(p, Window{x, body.X1, top.Y0, top.Y1})
	}
	width := (body.dx() - trainingGap*float64(c.perRow-1)) / float64(c.perRow)
	for i, panel := range c.panels {
		x := body.X0 + float64(i%c.perRow)*(width+trainingGap)
		y := body.Y0 + insideRow*(rows-1-float64(i/c.perRow))
		panel.draw(p, Window{x, x + width, y, y + insideRow - panelGap})
	}
}

// drawArrows draws the arrows at the marked iterations, but for those whose point
// lies so near to the one before that they would be a heap.
func (c insideLayout) drawArrows(p *page, s surfacePanel) {
	points := c.Paths[0].Points
	var last Point
	drawn := false
	for _, k := range c.contour.marks {
		if k >= len(points) || !c.Window.contains(points[k]) {
			continue
		}
		at, _ := s.view.at(points[k])
		if drawn && squared(at.X-last.X, at.Y-last.Y) < arrowApart*arrowApart {
			continue
		}
		last, drawn = at, true
		for i, arrow := range c.Arrows {
			if k < len(arrow.Directions) {
				size := arrowSizes[min(i, len(arrowSizes)-1)]
				p.arrow(at, arrow.Directions[k], size.length, size.width*c.theme.weight, arrow.Style)
			}
		}
	}
}

// arrow draws an arrow of the length in a direction of the plane.
func (p *page) arrow(from, direction Point, length, width float64, st Style) {
	n := math.Sqrt(squared(direction.X, direction.Y))
	if !finite(n) || n == 0 {
		return
	}
	u := Point{direction.X / n, direction.Y / n}
	along := func(t, side float64) Point { return Point{from.X + t*u.X - side*u.Y, from.Y + t*u.Y + side*u.X} }
	head := 4 + 1.6*width
	shaft := []Point{along(0, 0), along(length-head*0.8, 0)}
	tip := []Point{along(length, 0), along(length-head, 0.42*head), along(length-head, -0.42*head)}
	p.polyline(shaft, pen{Color: p.theme.halo, Width: width + 1.6})
	p.stroke(linePath(tip, true), pen{Color: p.theme.halo, Width: 1.6})
	p.polyline(shaft, pen{Color: st.Color, Width: width})
	p.polygon(tip, st.Color)
}

// Description implements Figure.
func (c Inside) Description() (title, alt string) {
	title, alt = c.Contour.Description()
	var b strings.Builder
	b.WriteString(alt)
	b.WriteString(" Arrows at the marked iterations have the directions of")
	for i, s := range c.Lengths.Series {
		b.WriteString([]string{" ", ", "}[min(i, 1)] + s.Label)
	}
	b.WriteString(". Panels:")
	for i, panel := range c.Panels {
		b.WriteString([]string{" ", "; "}[min(i, 1)] + panel.Title)
	}
	b.WriteByte('.')
	return title, b.String()
}

// check refuses more than one path, and panels without series.
func (c Inside) check() error {
	if len(c.Paths) != 1 {
		return fmt.Errorf("chart: the inside is that of one path, not of %d", len(c.Paths))
	}
	if len(c.Arrows) > len(arrowSizes) {
		return errors.New("chart: the inside has more than three kinds of arrows")
	}
	if err := c.Contour.check(); err != nil {
		return err
	}
	return Training{Panels: append([]Panel{c.Lengths}, c.Panels...)}.check()
}

var _ Figure = Inside{}
