package chart

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"io"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
)

// Look is how a figure is drawn, whatever it shows. The zero Look is the Light
// theme at the figure's own size.
type Look struct {
	Theme Theme
	Size  Size // zero: the figure's own, or the theme's if it has one
}

// Formats lists the formats that Encode knows.
func Formats() []string { return []string{"png", "svg", "pdf"} }

// Encode draws the figure and writes it in the format, one of Formats. An
// error in the figure's data, a character that the font lacks for example, or
// a size that it does not fit is returned before anything is written.
func Encode(out io.Writer, f Figure, format string) error { return Look{}.Encode(out, f, format) }

// Encode draws the figure in the look, else as the function Encode does.
func (l Look) Encode(out io.Writer, f Figure, format string) error {
	if !slices.Contains(Formats(), format) {
		return fmt.Errorf("chart: unknown format %q, known are %s", format, strings.Join(Formats(), ", "))
	}
	s, err := l.place(f, printDPI)
	if err != nil {
		return err
	}
	title, alt := f.Description()
	// All formats get the same strokes and fills in the same order; what they
	// do not share is in raster.go, svg.go and pdf.go.
	var c canvas
	switch format {
	case "png":
		c = newRasterCanvas(s)
	case "svg":
		c = newSVGCanvas(s, title, alt)
	case "pdf":
		c = newPDFCanvas(s, title, alt)
	}
	p := s.page(c)
	s.layout.draw(p)
	if p.err != nil {
		return p.err
	}
	// Through a buffer, so that a failing encoder leaves no half a file.
	var buf bytes.Buffer
	if err := c.encode(&buf); err != nil {
		return fmt.Errorf("chart: encoding %s: %w", format, err)
	}
	_, err = out.Write(buf.Bytes())
	return err
}

// canvas is what the figures need of a format: much less than vg.Canvas, so
// that every format draws it alike. Lines have round joins and butt ends.
type canvas interface {
	stroke(path vg.Path, pen pen)
	fill(path vg.Path, c color.NRGBA)
	text(t run, c color.NRGBA)
	picture(img *image.Paletted, at Window)
	encode(w io.Writer) error
}

// The resolutions of a picture of a figure's own size. At the first it is sharp
// on a projector and a file of a few hundred kilobytes; at the second an
// animation of it stays under 3 MB, at the third one that turns.
const (
	printDPI  = 150
	screenDPI = 96
	turnDPI   = 72
)

// plate is a figure on its page: a layout at the size at which it is drawn.
//
// Layouts count in points of a page on which type has the sizes of layout.go.
// Smaller or larger type is that page made smaller or larger as a whole: scale
// is the length of its point in true points, dpi the pixels of 72 of them.
type plate struct {
	layout
	theme         *theme
	width, height float64 // in the layout's points
	scale         float64
	dpi           int
	density       int // of a picture that is to be printed, in pixels by inch; 0: nobody knows
}

func (s plate) page(c canvas) *page {
	return &page{canvas: c, theme: s.theme, width: s.width, height: s.height}
}

// setting is what a layout has to keep to: a page so large, or larger if it
// is not fixed. A height of 0 is as it comes.
type setting struct {
	theme         *theme
	width, height float64
	fixed         bool
}

// The size of type on a page of a given size, relative to a figure's own. On a
// width of 6 inches and less, a printed column's, labels have 9 points; on 12
// and more 12, and they grow further only on screens, whose pixels have no size.
const (
	smallType   = 0.75
	leastType   = 0.6 // where more does not fit
	classicSize = "620x480px"
	slideSize   = "1920x1080px"
)

// place finds the layout of a figure; dpi is that of a picture of its own size.
func (l Look) place(f Figure, dpi int) (plate, error) {
	if err := f.check(); err != nil {
		return plate{}, err
	}
	t := &themes[l.Theme]
	size := l.Size
	if size == (Size{}) {
		switch l.Theme {
		case Classic:
			size, _ = ParseSize(classicSize)
		case Projector:
			size, _ = ParseSize(slideSize)
		}
	}
	if l.Theme == Classic {
		c, ok := f.(interface {
			classic(width, height float64) layout
		})
		if !ok {
			return plate{}, fmt.Errorf("chart: the theme %s is for level lines and surfaces, not for this figure", Classic)
		}
		if size.Height == 0 {
			size.Height = size.Width * 480 / 620
		}
		u := units[size.Unit]
		s := plate{theme: t, width: size.Width * u.inches * 72, height: size.Height * u.inches * 72, scale: 1, dpi: u.dpi}
		s.layout = c.classic(s.width, s.height)
		return s, nil
	}
	if size == (Size{}) {
		return newPlate(f.layout(setting{theme: t, width: defaultWidth, height: defaultHeight}), t, 1, dpi), nil
	}
	return l.fit(f, t, size)
}

// fit finds the largest type, up to that of the size, with which the figure
// fits it.
func (l Look) fit(f Figure, t *theme, size Size) (plate, error) {
	u := units[size.Unit]
	w, h := size.Width*size.Unit.pixels(), size.Height*size.Unit.pixels()
	share := math.Max(smallType, size.Width*u.inches*72/defaultWidth)
	if size.Unit != Pixel {
		share = math.Min(share, 1)
	}
	for dpi := int(share * t.size * float64(u.dpi)); ; dpi -= max(1, dpi/32) {
		perPixel := 72 / float64(dpi)
		s := newPlate(f.layout(setting{theme: t, width: w * perPixel, height: h * perPixel, fixed: true}), t, float64(dpi)/float64(u.dpi), dpi)
		if s.width <= w*perPixel+0.01 && (h == 0 || s.height <= h*perPixel+0.01) {
			s.width = w * perPixel
			if h > 0 {
				s.height = h * perPixel
			}
			if size.Unit != Pixel {
				s.density = u.dpi
			}
			return s, nil
		}
		if float64(dpi) > leastType*share*float64(u.dpi) {
			continue
		}
		if l.Size == (Size{}) { // the theme's, which is only a proposal
			own := setting{theme: t, width: defaultWidth / t.size, height: defaultHeight / t.size}
			return newPlate(f.layout(own), t, t.size, int(printDPI*t.size)), nil
		}
		unit := float64(dpi) / 72 / size.Unit.pixels()
		return plate{}, fmt.Errorf("chart: the size %s is %w: it needs at least %.4gx%.4g%s",
			size, ErrTooSmall, math.Ceil(s.width*unit), math.Ceil(s.height*unit), u.name)
	}
}

func newPlate(l layout, t *theme, scale float64, dpi int) plate {
	w, h := l.size()
	return plate{layout: l, theme: t, width: w, height: h, scale: scale, dpi: dpi}
}

// Dimensions is the size in true points of the page that the look gives a
// figure.
func (l Look) Dimensions(f Figure) (w, h vg.Length, err error) {
	s, err := l.place(f, printDPI)
	return vg.Length(s.width * s.scale), vg.Length(s.height * s.scale), err
}
