package chart

import (
	"image/color"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

// Colour-blind sight at full severity, for linear RGB: Machado, Oliveira and
// Fernandes, "A physiologically-based model for simulation of color vision
// deficiency", IEEE TVCG 15 (2009), table 1.
var sights = map[string][3][3]float64{
	"normal":       {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
	"protanopia":   {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
	"deuteranopia": {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
}

// lab is CIELAB (D65) of a colour as seen.
func lab(c color.NRGBA, sight [3][3]float64) [3]float64 {
	var rgb, seen [3]float64
	for i, v := range []uint8{c.R, c.G, c.B} {
		s := float64(v) / 255
		rgb[i] = s / 12.92
		if s > 0.04045 {
			rgb[i] = math.Pow((s+0.055)/1.055, 2.4)
		}
	}
	for i := range seen {
		for k := range rgb {
			seen[i] += sight[i][k] * rgb[k]
		}
		seen[i] = math.Max(0, math.Min(1, seen[i]))
	}
	r, g, b := seen[0], seen[1], seen[2]
	f := func(t float64) float64 {
		if t > 216.0/24389 {
			return math.Cbrt(t)
		}
		return (24389.0/27*t + 16) / 116
	}
	x := f((0.4124564*r + 0.3575761*g + 0.1804375*b) / 0.95047)
	y := f(0.2126729*r + 0.7151522*g + 0.0721750*b)
	z := f((0.0193339*r + 0.1191920*g + 0.9503041*b) / 1.08883)
	return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
}

func deltaE(a, b color.NRGBA, sight [3][3]float64) float64 {
	p, q := lab(a, sight), lab(b, sight)
	return math.Sqrt((p[0]-q[0])*(p[0]-q[0]) + (p[1]-q[1])*(p[1]-q[1]) + (p[2]-q[2])*(p[2]-q[2]))
}

func TestLabOfKnownColours(t *testing.T) {
	assert.InDelta(t, 100, lab(white, sights["normal"])[0], 0.01)
	red := lab(color.NRGBA{255, 0, 0, 255}, sights["normal"])
	assert.InDeltaSlice(t, []float64{53.24, 80.09, 67.20}, red[:], 0.02)
}

func TestFirstStylesAreToldApartByEveryEye(t *testing.T) {
	for _, look := range []Theme{Light, Dark, Projector, Transparent} {
		theme := &themes[look]
		for name, sight := range sights {
			for i := range 8 {
				a := StyleAt(i)
				colour := theme.line(a.Color)
				assert.Greater(t, deltaE(colour, theme.ground, sight), 35.0, "%s: style %d on paper, %s", look, i, name)
				for k := range i {
					b := StyleAt(k)
					d := deltaE(colour, theme.line(b.Color), sight)
					assert.Greater(t, d, 17.0, "%s: styles %d and %d, %s", look, k, i, name)
					if d < 25 {
						assert.NotEqual(t, a.Dash, b.Dash, "%s: styles %d and %d look alike (%.0f), %s", look, k, i, d, name)
						assert.NotEqual(t, a.Marker, b.Marker)
					}
				}
			}
		}
	}
}

func TestNoTwoOfFiftyStylesAgree(t *testing.T) {
	seen := map[Style]int{}
	for i := range 50 {
		if k, ok := seen[StyleAt(i)]; ok {
			t.Errorf("styles %d and %d are the same", k, i)
		}
		seen[StyleAt(i)] = i
	}
}

// contrast is WCAG 2's, from its own definition of luminance by CIE's Y.
func contrast(a, b color.NRGBA) float64 {
	y := func(c color.NRGBA) float64 {
		l := lab(c, sights["normal"])[0] // L* = 116·Y^⅓ − 16
		if l <= 8 {
			return l * 27 / 24389
		}
		return math.Pow((l+16)/116, 3)
	}
	hi, lo := math.Max(y(a), y(b)), math.Min(y(a), y(b))
	return (hi + 0.05) / (lo + 0.05)
}

func TestTextHasContrastInEveryTheme(t *testing.T) {
	for look, theme := range themes {
		for i := range 8 {
			assert.GreaterOrEqual(t, contrast(theme.ink(theme.line(StyleAt(i).Color)), theme.ground), 4.45, "%s: style %d", Theme(look), i)
		}
		assert.Greater(t, contrast(theme.text, theme.ground), 12.0, Theme(look))
		assert.Greater(t, contrast(theme.soft, theme.ground), 6.0, Theme(look))
	}
}

func TestThemesAreNamed(t *testing.T) {
	for i, name := range Themes() {
		theme, err := ParseTheme(name)
		assert.NoError(t, err)
		assert.Equal(t, Theme(i), theme)
		assert.Equal(t, name, theme.String())
	}
	_, err := ParseTheme("drak")
	assert.ErrorContains(t, err, "dark")
}
