package chart

import (
	"bytes"
	"fmt"
	"image/color"
	"io"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
)

// Figure is what can be drawn: a Contour or a Training.
type Figure interface {
	// Size is the size of the page: 12 by 6.75 inches, more if the text that
	// has to stand on it would press the panels too small.
	Size() (w, h vg.Length)

	// Description gives the title and the alternative text, which the SVG
	// carries as title and desc and the PDF as title and subject.
	Description() (title, alt string)

	// check finds what is wrong with the figure's data. It is not exported,
	// so that no other package can add a figure: what a canvas has to be able
	// to do is known here.
	check() error

	// layout finds how large everything is.
	layout() layout
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
	width, height := f.layout().size()
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

// dpi is the resolution of a PNG: sharp on a projector, and a file of a few
// hundred kilobytes.
const dpi = 150

// Formats lists the formats that Encode knows.
func Formats() []string { return []string{"png", "svg", "pdf"} }

// Encode draws the figure and writes it in the format, one of Formats. An
// error in the figure's data, a character that the font lacks for example, is
// returned before anything is written.
func Encode(out io.Writer, f Figure, format string) error {
	if !slices.Contains(Formats(), format) {
		return fmt.Errorf("chart: unknown format %q, known are %s", format, strings.Join(Formats(), ", "))
	}
	if err := f.check(); err != nil {
		return err
	}
	l := f.layout()
	w, h := l.size()
	width, height := vg.Length(w), vg.Length(h)
	title, alt := f.Description()
	// All formats get the same strokes and fills in the same order; what they
	// do not share is in raster.go, svg.go and pdf.go.
	var c canvas
	switch format {
	case "png":
		c = newRasterCanvas(width, height)
	case "svg":
		c = newSVGCanvas(width, height, title, alt)
	case "pdf":
		c = newPDFCanvas(width, height, title, alt)
	}
	p := &page{canvas: c, width: w, height: h}
	l.draw(p)
	if p.err != nil {
		return p.err
	}
	// Through a buffer, so that a failing encoder leaves no half a file.
	var buf bytes.Buffer
	if err := c.encode(&buf); err != nil {
		return fmt.Errorf("chart: encoding %s: %w", format, err)
	}
	_, err := out.Write(buf.Bytes())
	return err
}

// canvas is what the figures need of a format: much less than vg.Canvas, so
// that every format draws it alike. Lines have round joins and butt ends.
type canvas interface {
	stroke(path vg.Path, pen pen)
	fill(path vg.Path, c color.NRGBA)
	text(t run, c color.NRGBA)
	encode(w io.Writer) error
}

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
