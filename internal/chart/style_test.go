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
	for name, sight := range sights {
		for i := range 8 {
			a := StyleAt(i)
			assert.Greater(t, deltaE(a.Color, white, sight), 35.0, "style %d on paper, %s", i, name)
			for k := range i {
				b := StyleAt(k)
				d := deltaE(a.Color, b.Color, sight)
				assert.Greater(t, d, 17.0, "styles %d and %d, %s", k, i, name)
				if d < 25 {
					assert.NotEqual(t, a.Dash, b.Dash, "styles %d and %d look alike (%.0f), %s", k, i, d, name)
					assert.NotEqual(t, a.Marker, b.Marker)
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

func TestTextColoursHaveContrast(t *testing.T) {
	for i := range 8 {
		l := lab(ink(StyleAt(i).Color), sights["normal"])[0]
		assert.Less(t, l, 51.0, "style %d", i) // L* 50 is a contrast of 4.5 to white
	}
}
