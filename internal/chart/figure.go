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
	// Size is the size of the page. It grows in height with the text that
	// has to stand on it.
	Size() (w, h vg.Length)

	// Description gives the title and the alternative text, which the SVG
	// carries as title and desc and the PDF as title and subject.
	Description() (title, alt string)

	// check finds what is wrong with the figure's data.
	check() error

	// draw draws a checked figure on a page of its Size.
	draw(p *page)
}

var (
	_ Figure = Contour{}
	_ Figure = Training{}
)

// DefaultWidth and DefaultHeight are the page of a figure that states no size:
// 16:9, as the projectors in lecture halls, 1800 by 1013 pixels.
const (
	DefaultWidth  = 12 * vg.Inch
	DefaultHeight = 6.75 * vg.Inch
)

// dpi is the resolution of a PNG.
const dpi = 150

// Formats lists the formats that Encode knows.
func Formats() []string { return []string{"png", "svg", "pdf"} }

// Encode draws the figure and writes it in the format, one of Formats. An
// error in the figure's data, a character that the font lacks for example, is
// returned before anything is written.
func Encode(w io.Writer, f Figure, format string) error {
	if !slices.Contains(Formats(), format) {
		return fmt.Errorf("chart: unknown format %q, known are %s", format, strings.Join(Formats(), ", "))
	}
	if err := f.check(); err != nil {
		return err
	}
	width, height := f.Size()
	title, alt := f.Description()
	var c canvas
	switch format {
	case "png":
		c = newRasterCanvas(width, height)
	case "svg":
		c = newSVGCanvas(width, height, title, alt)
	case "pdf":
		c = newPDFCanvas(width, height, title, alt)
	}
	p := &page{canvas: c, width: width.Points(), height: height.Points()}
	f.draw(p)
	if p.err != nil {
		return p.err
	}
	// Through a buffer, so that a failing encoder leaves no half a file.
	var buf bytes.Buffer
	if err := c.encode(&buf); err != nil {
		return fmt.Errorf("chart: encoding %s: %w", format, err)
	}
	_, err := w.Write(buf.Bytes())
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

func (w Window) dx() float64 { return w.X1 - w.X0 }
func (w Window) dy() float64 { return w.Y1 - w.Y0 }
