package chart

import (
	"image/color"

	"gonum.org/v1/plot/vg"
)

// Figure is what can be drawn: a Contour, a Relief or a Training.
type Figure interface {
	// Size is the size of the figure's own page: 12 by 6.75 inches, more if the
	// text that has to stand on it would press the panels too small.
	Size() (w, h vg.Length)

	// Description gives the title and the alternative text, which the SVG
	// carries as title and desc and the PDF as title and subject.
	Description() (title, alt string)

	// check finds what is wrong with the figure's data. It is not exported,
	// so that no other package can add a figure: what a canvas has to be able
	// to do is known here.
	check() error

	// layout finds how large everything is.
	layout(setting) layout
}

// layout is a figure that knows its size, in points. Size and drawing need much
// in common that is found only once: what of a path is to be seen, how wide the
// labels are.
type layout interface {
	size() (w, h float64)
	draw(p *page) // of a checked figure, on a page of this size
}

// sizeOf is a figure's size; of one that cannot be drawn, that of any page.
func sizeOf(f Figure) (w, h vg.Length) {
	if f.check() != nil {
		return vg.Length(defaultWidth), vg.Length(defaultHeight)
	}
	width, height := f.layout(setting{theme: &themes[Light], width: defaultWidth, height: defaultHeight}).size()
	return vg.Length(width), vg.Length(height)
}

var (
	_ Figure = Contour{}
	_ Figure = Training{}
)

// The page of a figure that has room on it: 16:9, as the projectors in lecture
// halls, 1800 by 1013 pixels.
const (
	defaultWidth  = 12 * 72.0
	defaultHeight = 6.75 * 72
)

// pen is how a line is drawn: width and dashes in points.
type pen struct {
	Color color.NRGBA
	Width float64
	Dash  []float64
}

// Point is a point of the plane: of the surface, or of the page in points.
type Point struct{ X, Y float64 }

// Window is a rectangle of the plane.
type Window struct{ X0, X1, Y0, Y1 float64 }

// contains tells whether p lies in the window or on its edge; a NaN does not.
func (w Window) contains(p Point) bool {
	return p.X >= w.X0 && p.X <= w.X1 && p.Y >= w.Y0 && p.Y <= w.Y1
}

// dx and dy are the window's width and height.
func (w Window) dx() float64 { return w.X1 - w.X0 }
func (w Window) dy() float64 { return w.Y1 - w.Y0 }
