package chart

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Size is how large a figure is to be: exactly so wide, and so high unless
// Height is 0, which leaves it as high as it needs to be. The zero Size is the
// figure's own.
type Size struct {
	Width, Height float64
	Unit          Unit
}

// Unit is a unit of length.
type Unit int

// The units. A Pixel is CSS's, 1/96 inch, in SVG and PDF. A Point is TeX's
// "bp", 1/72 inch, as everywhere here; TeX's own pt is 0.4 % less.
const (
	Pixel Unit = iota
	Inch
	Centimetre
	Point72
)

// units gives each unit its name, its inches, and the pixels of an inch in a
// PNG: what has a size in inches is to be printed.
var units = [...]struct {
	name   string
	inches float64
	dpi    int
}{
	Pixel:      {"px", 1.0 / 96, 96},
	Inch:       {"in", 1, 300},
	Centimetre: {"cm", 1 / 2.54, 300},
	Point72:    {"pt", 1.0 / 72, 300},
}

// maxPixels bounds the sides of a picture: beyond it nothing can show it, and
// its memory is counted in gigabytes.
const maxPixels = 10_000

// ErrTooSmall is what a size is in which a figure does not fit.
var ErrTooSmall = errors.New("too small for this figure's text")

// ParseSize reads WIDTHxHEIGHT or WIDTH with a unit, px, in, cm or pt: 1920x1080px,
// 16x9cm, 345pt. Without one, pixels are meant.
func ParseSize(text string) (Size, error) {
	var s Size
	number := text
	for u, unit := range units {
		if rest, ok := strings.CutSuffix(text, unit.name); ok {
			number, s.Unit = rest, Unit(u)
		}
	}
	width, height, both := strings.Cut(number, "x")
	for _, side := range []struct {
		text string
		to   *float64
	}{{width, &s.Width}, {height, &s.Height}} {
		if side.to == &s.Height && !both {
			break
		}
		v, err := strconv.ParseFloat(strings.TrimSpace(side.text), 64)
		if err != nil || !finite(v) {
			return Size{}, fmt.Errorf("the size %q is not WIDTHxHEIGHT or WIDTH with px, in, cm or pt, as 1920x1080px or 345pt", text)
		}
		if px := math.Round(v * s.Unit.pixels()); px < 1 || px > maxPixels {
			return Size{}, fmt.Errorf("the size %q has a side of %g pixels, it must be 1 to %d", text, px, maxPixels)
		}
		*side.to = v
	}
	return s, nil
}

// pixels is the number of pixels of the unit in a PNG.
func (u Unit) pixels() float64 { return units[u].inches * float64(units[u].dpi) }

// String writes the size as ParseSize reads it; the zero Size is empty.
func (s Size) String() string {
	switch {
	case s == Size{}:
		return ""
	case s.Height == 0:
		return fmt.Sprintf("%g%s", s.Width, units[s.Unit].name)
	}
	return fmt.Sprintf("%gx%g%s", s.Width, s.Height, units[s.Unit].name)
}
