package chart

import (
	"image/color"
	"slices"

	"descent/internal/suggest"
)

// Theme is where a figure is to be looked at, which decides its colours and
// the weight of its lines, never what it shows.
type Theme int

// The themes.
const (
	Light       Theme = iota // on paper and in pages
	Dark                     // on a dark ground
	Projector                // large type, thick lines, full contrast: from the back row of a bright room
	Transparent              // Light without its paper, over slides of any light colour
	// Classic is the look of Alec Radford's animations (2014): matplotlib's of
	// its day, 620 by 480 pixels. It is a picture of its own, with nothing
	// beside the paths and a legend; only a Contour and a Relief have it.
	Classic
)

var themeNames = [...]string{Light: "light", Dark: "dark", Projector: "projector", Transparent: "transparent", Classic: "classic"}

// Themes lists the names of the themes.
func Themes() []string { return slices.Clone(themeNames[:]) }

// ParseTheme returns the theme of a name; the error of an unknown one tells
// which are known and which is nearest.
func ParseTheme(name string) (Theme, error) {
	if i := slices.Index(themeNames[:], name); i >= 0 {
		return Theme(i), nil
	}
	return Light, suggest.Unknown("theme", name, Themes())
}

// String returns the theme's name.
func (t Theme) String() string { return themeNames[t] }

// theme is what is drawn with in a Theme.
type theme struct {
	paper  color.NRGBA // transparent: none
	ground color.NRGBA // of labels over lines
	halo   color.NRGBA // around paths and markers

	// Everything that is not data.
	text color.NRGBA
	soft color.NRGBA // second lines, small print
	axis color.NRGBA
	grid color.NRGBA
	back color.NRGBA // the other lines, behind the one in colour

	// The single hue of the level lines and of the tones between them, which
	// must not compete with the paths: low ground is as the paper.
	level, low, high color.NRGBA

	// The mesh of a Relief from its lowest to its highest ground, and the walls
	// and the floor around it.
	ramp []color.NRGBA
	wall color.NRGBA
	rule color.NRGBA // the mesh's lines

	lines  [len(palette)]color.NRGBA // instead of the palette's
	weight float64                   // of lines, relative to Light
	size   float64                   // of type, relative to Light
}

func gray(v uint8) color.NRGBA { return color.NRGBA{v, v, v, 255} }

var (
	white = gray(255)

	light = theme{
		paper: white, ground: white, halo: white,
		text:  gray(0x1a),
		soft:  color.NRGBA{0x55, 0x5b, 0x64, 255},
		axis:  color.NRGBA{0x6b, 0x72, 0x7c, 255},
		grid:  color.NRGBA{0xe4, 0xe7, 0xeb, 255},
		back:  color.NRGBA{0xc9, 0xcd, 0xd3, 255},
		level: color.NRGBA{0xa6, 0xb1, 0xc0, 255},
		low:   white,
		high:  color.NRGBA{0xdc, 0xe3, 0xec, 255},
		wall:  color.NRGBA{0xfa, 0xfb, 0xfc, 255},
		rule:  color.NRGBA{0x1f, 0x33, 0x4a, 255},
		ramp: []color.NRGBA{
			{0xf7, 0xf8, 0xf6, 255}, {0xdd, 0xe6, 0xea, 255}, {0xb4, 0xca, 0xda, 255}, {0x86, 0xa8, 0xc4, 255}, {0x5f, 0x86, 0xab, 255},
		},
		lines: palette, weight: 1, size: 1,
	}

	themes = [...]theme{Light: light, Dark: dark(), Projector: projector(), Transparent: transparent(), Classic: classic()}
)

// dark keeps each colour's hue and turns its lightness: what is dark on paper
// would vanish here. Brown, which is dark orange, becomes the yellow of Okabe
// and Ito that paper has no place for.
func dark() theme {
	return theme{
		paper: color.NRGBA{0x14, 0x17, 0x1c, 255}, ground: color.NRGBA{0x14, 0x17, 0x1c, 255}, halo: color.NRGBA{0x14, 0x17, 0x1c, 255},
		text:  gray(0xf0),
		soft:  color.NRGBA{0xa9, 0xb0, 0xba, 255},
		axis:  color.NRGBA{0x8b, 0x93, 0x9e, 255},
		grid:  color.NRGBA{0x2c, 0x31, 0x39, 255},
		back:  color.NRGBA{0x4a, 0x50, 0x59, 255},
		level: color.NRGBA{0x4d, 0x5a, 0x6b, 255},
		low:   color.NRGBA{0x14, 0x17, 0x1c, 255},
		high:  color.NRGBA{0x2a, 0x34, 0x42, 255},
		wall:  color.NRGBA{0x19, 0x1d, 0x23, 255},
		rule:  color.NRGBA{0xc5, 0xd8, 0xea, 255},
		ramp: []color.NRGBA{
			{0x1c, 0x24, 0x2e, 255}, {0x27, 0x38, 0x4b, 255}, {0x34, 0x50, 0x6c, 255}, {0x47, 0x6b, 0x8d, 255}, {0x62, 0x8b, 0xae, 255},
		},
		lines: [...]color.NRGBA{
			{0xE4, 0x4E, 0x1E, 255}, // vermillion
			{0x00, 0xB3, 0x80, 255}, // bluish green
			{0xDB, 0x86, 0xB8, 255}, // reddish purple
			{0x2F, 0x8F, 0xE8, 255}, // blue
			{0xE8, 0xA1, 0x0A, 255}, // orange
			{0xFF, 0xFF, 0xFF, 255}, // white, for black
			{0x94, 0xDA, 0xFA, 255}, // sky blue
			{0xF7, 0xEF, 0x72, 255}, // yellow, for brown
		},
		weight: 1, size: 1,
	}
}

func projector() theme {
	t := light
	t.text, t.soft, t.axis = gray(0), gray(0x26), gray(0x33)
	t.level = color.NRGBA{0x8b, 0x99, 0xab, 255}
	t.weight, t.size = 1.5, 1.2
	return t
}

func transparent() theme {
	t := light
	t.paper = color.NRGBA{}
	return t
}

func classic() theme {
	t := light
	t.lines = classicLines
	return t
}

// line is the colour of a line whose style has the colour c.
func (t *theme) line(c color.NRGBA) color.NRGBA {
	if i := slices.Index(palette[:], c); i >= 0 {
		return t.lines[i]
	}
	return c
}

// ink changes a line's colour until text in it has the contrast of 4.5 to the
// ground that WCAG 2 asks for: on paper a line of orange is seen, letters of
// it are not.
func (t *theme) ink(c color.NRGBA) color.NRGBA {
	ground := luminance(t.ground)
	if ground > 0.5 {
		for (ground+0.05)/(luminance(c)+0.05) < 4.5 {
			c.R, c.G, c.B = uint8(float64(c.R)*0.96), uint8(float64(c.G)*0.96), uint8(float64(c.B)*0.96)
		}
		return c
	}
	for (luminance(c)+0.05)/(ground+0.05) < 4.5 {
		c = between(c, white, 0.04)
	}
	return c
}
