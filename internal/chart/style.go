package chart

import (
	"image/color"
	"math"
)

// Style tells a line from the others three times over: by colour, by marker
// and by dash, so that it can be told in grey print and by colour-blind eyes.
type Style struct {
	Color  color.NRGBA
	Dash   Dash
	Marker Marker
}

// Dash is a pattern of a line.
type Dash int

// The dashes; Solid is the zero value.
const (
	Solid Dash = iota
	Dashed
	DashDot
	Dotted
	LongDash
	ShortDash
	DashDotDot
)

// dashes gives each Dash in points for a line of width 1: lines and gaps by turns.
var dashes = [...][]float64{
	Solid:      nil,
	Dashed:     {4, 1.5},
	DashDot:    {5, 1.5, 1, 1.5},
	Dotted:     {1.2, 1.2},
	LongDash:   {8, 1.8},
	ShortDash:  {2.4, 1.3},
	DashDotDot: {5, 1.4, 1, 1.4, 1, 1.4},
}

// pen is the pen of a line in the style, of the width in points. Dashes grow with
// the width, or a thick dotted line would be a solid one.
func (s Style) pen(width float64) pen {
	p := pen{Color: s.Color, Width: width}
	for _, d := range dashes[s.Dash] {
		p.Dash = append(p.Dash, d*width)
	}
	return p
}

// palette holds the colours of Okabe and Ito (Color Universal Design, 2008),
// which the common kinds of colour blindness leave distinct. Their yellow is
// missing: on white paper it cannot be seen. A dark brown takes its place, the
// one hue that is left, kept apart from vermillion and black by its lightness.
var palette = [...]color.NRGBA{
	{0xD5, 0x5E, 0x00, 255}, // vermillion
	{0x00, 0x9E, 0x73, 255}, // bluish green
	{0xCC, 0x79, 0xA7, 255}, // reddish purple
	{0x00, 0x72, 0xB2, 255}, // blue
	{0xE6, 0x9F, 0x00, 255}, // orange
	{0x00, 0x00, 0x00, 255}, // black
	{0x56, 0xB4, 0xE9, 255}, // sky blue
	{0x6B, 0x4C, 0x1E, 255}, // brown
}

// firstDashes and firstMarkers belong to the first eight styles. Pairs of
// colours that come near each other to colour-blind eyes (vermillion and
// orange, green and purple, purple or blue and sky blue) differ in both.
var (
	firstDashes  = [...]Dash{Solid, Dashed, DashDot, Solid, LongDash, ShortDash, DashDotDot, Solid}
	firstMarkers = [...]Marker{Circle, Square, TriangleUp, Diamond, TriangleDown, Pentagon, Hexagon, Bar}
)

// StyleAt returns the i-th style of a fixed list, i ≥ 0. The colours repeat
// every eight styles, each time with other dashes and markers; no two of the
// first 56 agree in all three.
func StyleAt(i int) Style {
	hue, round := i%len(palette), i/len(palette)
	return Style{
		Color:  palette[hue],
		Dash:   Dash((int(firstDashes[hue]) + round) % len(dashes)),
		Marker: Marker((int(firstMarkers[hue]) + round) % markerCount),
	}
}

// withAlpha returns the colour with its opacity scaled to a of 1. It is for what
// lies behind: bands, single runs, the ground of labels.
func withAlpha(c color.NRGBA, a float64) color.NRGBA {
	c.A = uint8(math.Round(a * float64(c.A)))
	return c
}

// luminance is the relative luminance of WCAG 2 (1 is white).
func luminance(c color.NRGBA) float64 {
	linear := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}
