package chart

import (
	"bytes"
	"image"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestWordsApartLookAsFilledTogether: parting a line of text into fills is for
// speed alone.
func TestWordsApartLookAsFilledTogether(t *testing.T) {
	for _, text := range []string{"A line of words: “AV”, 50 %, To f′(x) — j, \"i\" |", "      wide   gaps", "", "x"} {
		for _, size := range []float64{2, 5.3, 8.5, 20} {
			for _, dpi := range []int{40, 96, 150} {
				for _, upright := range []bool{false, true} {
					r, err := set(text, plainFace, size)
					require.NoError(t, err)
					r.at, r.upright = Point{30.7, 20.2}, upright
					pixels := func(draw func(c rasterCanvas)) []uint8 {
						c := newRasterCanvas(plate{theme: &themes[Light], width: 400, height: 300, scale: 1, dpi: dpi})
						draw(c)
						return c.Image().(*image.RGBA).Pix
					}
					ink := themes[Light].text
					apart := pixels(func(c rasterCanvas) { c.text(r, ink) })
					together := pixels(func(c rasterCanvas) { c.fill(r.path(), ink) })
					assert.True(t, bytes.Equal(together, apart), "%q %g %d %v", text, size, dpi, upright)
				}
			}
		}
	}
	r, err := set("three words here", plainFace, 10)
	require.NoError(t, err)
	assert.Len(t, r.parts(2), 3)
}

// TestStillsAreAsIfDrawn: frames for which the words of the classic theme are copied
// are those for which they are drawn, also where a path runs under them.
func TestStillsAreAsIfDrawn(t *testing.T) {
	f := bealeFigure()
	f.Note = "A note that stands in the upper left corner of the picture, long enough for two lines of it."
	f.Paths[0].Points = nil
	for k := range 60 { // from corner to corner along the upper edge
		f.Paths[0].Points = append(f.Paths[0].Points, Point{f.Window.X0 + f.Window.dx()*float64(k)/59, f.Window.Y1 - 0.04*f.Window.dy()})
	}
	f.Paths[0].Curve = nil
	s, err := Look{Theme: Classic}.place(f, screenDPI)
	require.NoError(t, err)
	layout := s.layout.(classicLayout)
	number := 0
	steps := Motion{Frames: 30}.iterations(layout.longest())
	grown := make([]growing, len(f.Paths))
	require.NoError(t, Look{Theme: Classic}.shoot(f, Motion{Frames: 30}, func(_, _ *image.RGBA) {}, func(img *image.RGBA) error {
		c := newRasterCanvas(s)
		p := s.page(c)
		layout.view.drawGround(p)
		if number == len(steps)-1 { // stands as it is
			clear(grown)
		}
		layout.drawAt(p, grown, steps[number], layout.words())
		assert.True(t, bytes.Equal(c.Image().(*image.RGBA).Pix, img.Pix), number)
		number++
		return nil
	}))
	assert.Equal(t, 30, number)
}
