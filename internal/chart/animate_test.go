package chart

import (
	"bytes"
	"image"
	"image/color"
	"image/gif"
	"image/png"
	"io"
	"math"
	"runtime"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func animate(t *testing.T, l Look, f Figure, m Motion) (*gif.GIF, []byte) {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, l.EncodeGIF(&b, f, m))
	g, err := gif.DecodeAll(bytes.NewReader(b.Bytes()))
	require.NoError(t, err)
	return g, b.Bytes()
}

// shown is what a viewer shows after so many frames.
func shown(g *gif.GIF, frames int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, g.Config.Width, g.Config.Height))
	for _, f := range g.Image[:frames] {
		var colors [256]color.RGBA
		for i, c := range f.Palette {
			colors[i] = c.(color.RGBA)
		}
		for y := f.Rect.Min.Y; y < f.Rect.Max.Y; y++ {
			for x := f.Rect.Min.X; x < f.Rect.Max.X; x++ {
				if c := colors[f.ColorIndexAt(x, y)]; c.A > 0 {
					img.SetRGBA(x, y, c)
				}
			}
		}
	}
	return img
}

// distance is the mean distance of two pictures' colours, and the greatest.
func distance(a, b *image.RGBA) (mean, worst float64) {
	for i := 0; i < len(a.Pix); i += 4 {
		sum := 0.0
		for k := range 3 {
			d := float64(a.Pix[i+k]) - float64(b.Pix[i+k])
			sum += d * d
		}
		mean, worst = mean+math.Sqrt(sum), math.Max(worst, math.Sqrt(sum))
	}
	return mean / float64(len(a.Pix)/4), worst
}

// decode reads a PNG without transparency.
func decode(t *testing.T, data []byte) *image.RGBA {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(data))
	require.NoError(t, err)
	return img.(*image.RGBA)
}

var smallLook = Look{Size: Size{800, 600, Pixel}}

// TestGIFEndsAsTheFigureStands: its last frame is the PNG, but for colours that
// a palette has no room for.
func TestGIFEndsAsTheFigureStands(t *testing.T) {
	for name, f := range map[string]Figure{
		"contour": bealeFigure(), "exits": saddleFigure(), "relief": Relief{Contour: himmelblauFigure(), Azimuth: 20, Elevation: 40},
	} {
		for _, theme := range []Theme{Light, Dark, Classic} {
			look := Look{Theme: theme, Size: smallLook.Size}
			g, data := animate(t, look, f, Motion{Frames: 12})
			assert.Len(t, g.Image, 12)
			assert.Less(t, len(data), 1_000_000)
			var b bytes.Buffer
			require.NoError(t, look.Encode(&b, f, "png"))
			mean, worst := distance(shown(g, 12), decode(t, b.Bytes()))
			// The rainbow's lines have more colours at their edges than a palette.
			assert.Less(t, mean, 4.0, "%s %s", name, theme)
			assert.Less(t, worst, 110.0, "%s %s", name, theme)
		}
	}
}

func TestGIFHasOnePaletteWithThePathsColours(t *testing.T) {
	f := bealeFigure()
	g, data := animate(t, smallLook, f, Motion{Frames: 20})
	global := g.Config.ColorModel.(color.Palette)
	assert.Len(t, global, 256)
	for i := range f.Paths {
		c := StyleAt(i).Color
		assert.True(t, slices.Contains(global, color.Color(color.RGBA{c.R, c.G, c.B, 255})), i)
	}
	// No palette with any frame: a descriptor's flags are 0 then.
	local := 0
	for i := range data[:len(data)-10] {
		// A control extension's end is followed by an image's descriptor.
		if data[i] == 0x21 && data[i+1] == 0xf9 && data[i+2] == 4 && data[i+7] == 0 && data[i+8] == 0x2c && data[i+8+9]&0x80 != 0 {
			local++
		}
	}
	assert.Zero(t, local)
}

func TestGIFIsCutToWhatChanged(t *testing.T) {
	g, _ := animate(t, smallLook, benchmarkFigure(), Motion{Frames: 20})
	whole := g.Config.Width * g.Config.Height
	for i, frame := range g.Image {
		assert.True(t, frame.Rect.In(image.Rect(0, 0, g.Config.Width, g.Config.Height)))
		if area := frame.Rect.Dx() * frame.Rect.Dy(); i == 0 {
			assert.Equal(t, whole, area)
		} else if i < len(g.Image)-1 {
			assert.Less(t, area, whole/10)
		}
	}
}

func TestGIFPlaysOnceUnlessItLoops(t *testing.T) {
	f := bealeFigure()
	g, data := animate(t, smallLook, f, Motion{Frames: 7, FPS: 30})
	assert.Equal(t, -1, g.LoopCount)
	assert.NotContains(t, string(data), "NETSCAPE")
	total := 0
	for _, d := range g.Delay {
		total += d
	}
	assert.Equal(t, 7*100/30, total)
	g, _ = animate(t, smallLook, f, Motion{Frames: 7, Loop: true})
	assert.Equal(t, 0, g.LoopCount)
	assert.Equal(t, []int{4, 4, 4, 4, 4, 4, 200}, g.Delay)
}

// TestPathsGrow: in each frame more of the figure is drawn, and nothing of it
// before its iteration.
func TestPathsGrow(t *testing.T) {
	f := benchmarkFigure()
	f.Paths = f.Paths[:1]
	// A straight line from the left to the right in 100 steps.
	f.Paths[0].Points = nil
	for k := range 101 {
		f.Paths[0].Points = append(f.Paths[0].Points, Point{-4 + 0.08*float64(k), -3})
	}
	f.Start = Point{-4, -3}
	c := f.Paths[0].Style.Color
	g, _ := animate(t, smallLook, f, Motion{Frames: 11})
	before := 0
	for i := range 10 {
		img := shown(g, i+1)
		right := 0
		for y := range img.Rect.Dy() {
			for x := range img.Rect.Dx() {
				if img.RGBAAt(x, y) == (color.RGBA{c.R, c.G, c.B, 255}) {
					right = max(right, x)
				}
			}
		}
		if i > 0 {
			assert.Greater(t, right, before, "frame %d", i)
		}
		before = right
	}
}

func TestTurnedReliefEndsAtItsAzimuth(t *testing.T) {
	r := Relief{Contour: saddleFigure(), Azimuth: 20, Elevation: 30}
	g, data := animate(t, smallLook, r, Motion{Frames: 6, Turn: 120})
	assert.Len(t, g.Image, 6)
	assert.Less(t, len(data), 1_000_000)
	mean, _ := distance(shown(g, 3), shown(g, 4))
	assert.Greater(t, mean, 1.0, "it turns")
}

func TestMotionIsTheSameEachTime(t *testing.T) {
	f := Relief{Contour: bealeFigure(), Azimuth: 30, Elevation: 30}
	old := runtime.GOMAXPROCS(1)
	_, a := animate(t, smallLook, f, Motion{Frames: 5})
	runtime.GOMAXPROCS(2)
	_, b := animate(t, smallLook, f, Motion{Frames: 5})
	runtime.GOMAXPROCS(old)
	assert.True(t, bytes.Equal(a, b))
}

// TestFramesAreThoseOfTheGIF and the last one is the PNG.
func TestFramesAreThoseOfTheGIF(t *testing.T) {
	var frames [][]byte
	require.NoError(t, smallLook.EncodeFrames(bealeFigure(), Motion{Frames: 4}, func(n int, frame []byte) error {
		assert.Equal(t, len(frames), n)
		frames = append(frames, slices.Clone(frame))
		return nil
	}))
	require.Len(t, frames, 4)
	var b bytes.Buffer
	require.NoError(t, smallLook.Encode(&b, bealeFigure(), "png"))
	mean, worst := distance(decode(t, frames[3]), decode(t, b.Bytes()))
	assert.Zero(t, mean)
	assert.Zero(t, worst)
}

func TestMotionIsChecked(t *testing.T) {
	for _, m := range []Motion{{FPS: -1}, {FPS: 51}, {Frames: 1}, {Frames: -2}, {Frames: 1001}, {Turn: math.NaN()}} {
		assert.Error(t, Look{}.EncodeGIF(io.Discard, bealeFigure(), m))
	}
	assert.ErrorContains(t, Look{}.EncodeGIF(io.Discard, trainingFigure(3), Motion{}), "only paths move")
	assert.ErrorContains(t, Look{Theme: Transparent}.EncodeGIF(io.Discard, bealeFigure(), Motion{}), "transparent")
	assert.ErrorContains(t, Look{Theme: Classic}.Encode(io.Discard, trainingFigure(3), "png"), "classic")
	// Paths that are over before the others, or at once, stay.
	f := bealeFigure()
	f.Paths[0].Points, f.Paths[0].Curve, f.Paths[0].Diverged = f.Paths[0].Points[:3], f.Paths[0].Curve[:3], 3
	f.Paths[1].Points, f.Paths[1].Curve = f.Paths[1].Points[:1], f.Paths[1].Curve[:1]
	animate(t, smallLook, f, Motion{Frames: 5})
	for i := range f.Paths {
		f.Paths[i].Points, f.Paths[i].Curve, f.Paths[i].Diverged = f.Paths[i].Points[:1], f.Paths[i].Curve[:1], 0
	}
	animate(t, smallLook, f, Motion{})
}

// TestPaletteKeepsWhatIsReserved, and finds near colours for the rest.
func TestPaletteKeepsWhatIsReserved(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 256, 64))
	for y := range 64 {
		for x := range 256 {
			img.SetRGBA(x, y, color.RGBA{uint8(x), uint8(4 * y), uint8(255 - x), 255})
		}
	}
	reserved := []color.NRGBA{{1, 2, 3, 255}, {250, 1, 250, 255}}
	p := newPalette(reserved, img)
	assert.Len(t, p, 256)
	l := newLookup(p)
	assert.Equal(t, uint8(0), l.index(1, 2, 3))
	assert.Equal(t, uint8(1), l.index(250, 1, 250))
	worst := 0.0
	for i := 0; i < len(img.Pix); i += 4 {
		c := p[l.index(img.Pix[i], img.Pix[i+1], img.Pix[i+2])].(color.RGBA)
		for k, v := range []uint8{c.R, c.G, c.B} {
			worst = math.Max(worst, math.Abs(float64(v)-float64(img.Pix[i+k])))
		}
	}
	assert.Less(t, worst, 24.0)
}
