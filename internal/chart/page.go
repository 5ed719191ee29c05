package chart

import (
	"image/color"

	"gonum.org/v1/plot/vg"
)

// page is the sheet that a figure is drawn on. Its first error sticks, as in
// bufio.Scanner, so that drawing code need not look after each text.
type page struct {
	canvas
	theme         *theme
	width, height float64
	err           error
}

// faint is a canvas on which all colours are faint.
type faint struct{ canvas }

func (c faint) stroke(path vg.Path, pen pen) {
	pen.Color = withAlpha(pen.Color, 0.3)
	c.canvas.stroke(path, pen)
}

func (c faint) fill(path vg.Path, clr color.NRGBA) { c.canvas.fill(path, withAlpha(clr, 0.3)) }

// seen is the page, on which what is hidden becomes faint.
func (p *page) seen(seen bool) *page {
	if seen {
		return p
	}
	q := *p
	q.canvas = faint{p.canvas}
	return &q
}

// align is where a text's position lies in it.
type align int

const (
	left align = iota
	center
	right
)

// textStyle is how a text is set; its zero face is the plain one.
type textStyle struct {
	face    *face
	size    float64
	color   color.NRGBA
	align   align
	upright bool
}

// text sets a line at the position, which is on its base line, in the style.
func (p *page) text(s string, at Point, st textStyle) {
	if st.face == nil {
		st.face = plainFace
	}
	r, err := set(s, st.face, st.size)
	if err != nil {
		if p.err == nil {
			p.err = err
		}
		return
	}
	// Formats know no alignment of outlines: it is done here, along the line.
	shift := r.width() * float64(st.align) / 2
	r.at, r.upright = Point{at.X - shift, at.Y}, st.upright
	if st.upright {
		r.at = Point{at.X, at.Y - shift}
	}
	p.canvas.text(r, st.color)
}

// vgPoint converts a position on the page, in points.
func vgPoint(p Point) vg.Point { return vg.Point{X: vg.Length(p.X), Y: vg.Length(p.Y)} }

// polyline draws a line through the points; nothing through a single one.
func (p *page) polyline(pts []Point, pen pen) {
	if len(pts) < 2 {
		return
	}
	p.stroke(linePath(pts, false), pen)
}

// polygon fills the closed line through the points.
func (p *page) polygon(pts []Point, c color.NRGBA) {
	if len(pts) < 3 {
		return
	}
	p.fill(linePath(pts, true), c)
}

// linePath is the path through the points, of which there is at least one.
func linePath(pts []Point, closed bool) vg.Path {
	path := make(vg.Path, 0, len(pts)+1)
	path.Move(vgPoint(pts[0]))
	for _, q := range pts[1:] {
		path.Line(vgPoint(q))
	}
	if closed {
		path.Close()
	}
	return path
}

// rect fills a rectangle.
func (p *page) rect(r Window, c color.NRGBA) { p.polygon(r.corners(), c) }

// border strokes a rectangle's edge.
func (p *page) border(r Window, pen pen) { p.stroke(linePath(r.corners(), true), pen) }

// corners are the window's corners, counter-clockwise from the lower left.
func (w Window) corners() []Point {
	return []Point{{w.X0, w.Y0}, {w.X1, w.Y0}, {w.X1, w.Y1}, {w.X0, w.Y1}}
}
