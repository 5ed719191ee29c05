package chart

import (
	"bytes"
	"image/png"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestParseSize(t *testing.T) {
	for text, want := range map[string]Size{
		"1920x1080px": {1920, 1080, Pixel},
		"800x600":     {800, 600, Pixel},
		"345pt":       {345, 0, Point72},
		"16 x 9.5cm":  {16, 9.5, Centimetre},
		"7in":         {7, 0, Inch},
	} {
		got, err := ParseSize(text)
		require.NoError(t, err, text)
		assert.Equal(t, want, got, text)
		again, err := ParseSize(got.String())
		require.NoError(t, err)
		assert.Equal(t, got, again)
	}
	for text, say := range map[string]string{
		"": "345pt", "x": "345pt", "12x": "345pt", "x9in": "345pt", "NaNcm": "345pt", "Inf": "345pt", "1e400px": "345pt", "3x4x5px": "345pt", "3ft": "345pt",
		"0x600px": "1 to 10000", "800x0": "1 to 10000", "10001px": "1 to 10000", "-3cm": "1 to 10000", "40in": "12000 pixels", "0.4px": "1 to 10000",
	} {
		_, err := ParseSize(text)
		require.Error(t, err, text)
		assert.ErrorContains(t, err, say, text)
		assert.NotContains(t, err.Error(), "\n")
	}
}

func FuzzParseSize(f *testing.F) {
	for _, text := range []string{"1920x1080px", "345pt", "16x9.5cm", "0px", "x", "1e9in"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := ParseSize(text)
		if err != nil {
			return
		}
		again, err := ParseSize(s.String())
		require.NoError(t, err)
		// String rounds to six digits, which are a hundredth of the least pixel.
		assert.InEpsilon(t, s.Width, again.Width, 1e-5)
	})
}

func TestPNGHasTheSizeAskedFor(t *testing.T) {
	for text, want := range map[string][2]int{
		"1920x1080px": {1920, 1080}, "1001x707": {1001, 707}, "6x4in": {1800, 1200},
	} {
		size, err := ParseSize(text)
		require.NoError(t, err)
		var b bytes.Buffer
		require.NoError(t, Look{Size: size}.Encode(&b, bealeFigure(), "png"), text)
		img, err := png.DecodeConfig(&b)
		require.NoError(t, err)
		assert.Equal(t, want, [2]int{img.Width, img.Height}, text)
	}
}

// TestPrintedPNGTellsItsDensity: 300 pixels by inch are 11811 by metre.
func TestPrintedPNGTellsItsDensity(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, Look{Size: Size{5, 4, Inch}}.Encode(&b, bealeFigure(), "png"))
	assert.Contains(t, b.String(), "pHYs\x00\x00\x2e\x23\x00\x00\x2e\x23\x01")
	img, err := png.Decode(&b)
	require.NoError(t, err)
	assert.Equal(t, 1500, img.Bounds().Dx())
	assert.NotContains(t, string(encode(t, bealeFigure(), "png")), "pHYs")
}

// TestVectorsHaveTheirTrueSize: a text width of LaTeX, in points, and type that
// matches the text around it.
func TestVectorsHaveTheirTrueSize(t *testing.T) {
	look := Look{Size: Size{Width: 345, Unit: Point72}}
	var b bytes.Buffer
	require.NoError(t, look.Encode(&b, bealeFigure(), "svg"))
	assert.Contains(t, b.String(), ` width="345pt" `)
	b.Reset()
	require.NoError(t, look.Encode(&b, bealeFigure(), "pdf"))
	assert.Contains(t, b.String(), "/MediaBox [0 0 345.00 ")
	s, err := look.place(bealeFigure(), printDPI)
	require.NoError(t, err)
	assert.InDelta(t, 9, labelSize*s.scale, 0.1)
}

func TestSizeTooSmallForItsTextIsAnError(t *testing.T) {
	for _, f := range []Figure{bealeFigure(), trainingFigure(3)} {
		for _, size := range []Size{{60, 0, Pixel}, {1000, 150, Pixel}, {3, 2, Centimetre}} {
			err := Look{Size: size}.Encode(io.Discard, f, "svg")
			require.Error(t, err)
			assert.ErrorContains(t, err, "too small")
			assert.ErrorContains(t, err, size.String())
			// What it asks for is enough.
			words := strings.Fields(err.Error())
			asked, err := ParseSize(words[len(words)-1])
			require.NoError(t, err)
			assert.NoError(t, Look{Size: asked}.Encode(io.Discard, f, "svg"), asked)
		}
	}
}
