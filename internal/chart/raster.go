package chart

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"math"
	"slices"

	"git.sr.ht/~sbinet/gg"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgimg"
)

// rasterCanvas draws pixels for PNG.
type rasterCanvas struct {
	*vgimg.Canvas
	density int
}

func newRasterCanvas(s plate) rasterCanvas {
	pixels := func(points float64) int { return int(points/72*float64(s.dpi) + 0.5) }
	img := image.NewRGBA(image.Rect(0, 0, pixels(s.width), pixels(s.height)))
	// As vgimg makes them, but for its copy of the pixels.
	ctx := gg.NewContextForRGBA(img)
	ctx.SetLineCapButt()
	ctx.InvertY()
	c := vgimg.NewWith(vgimg.UseImageWithContext(img, ctx), vgimg.UseDPI(s.dpi))
	draw.Draw(img, img.Rect, image.NewUniform(s.theme.paper), image.Point{}, draw.Src)
	return rasterCanvas{c, s.density}
}

// stroke sets every property of the pen each time: the canvas keeps the last
// one's.
func (c rasterCanvas) stroke(path vg.Path, pen pen) {
	dash := make([]vg.Length, len(pen.Dash))
	for i, d := range pen.Dash {
		dash[i] = vg.Length(d)
	}
	c.SetColor(pen.Color)
	c.SetLineWidth(vg.Length(pen.Width))
	c.SetLineDash(dash, 0)
	c.Stroke(path)
}

func (c rasterCanvas) fill(path vg.Path, clr color.NRGBA) {
	c.SetColor(clr)
	c.Fill(path)
}

// text fills the outlines of the glyphs instead of calling FillString, so
// that the three formats place every letter alike. Each word is a fill of its own:
// the rasterizer looks for every edge among all those to the left of it. Two
// pixels apart they share none, and look as if filled together.
func (c rasterCanvas) text(t run, clr color.NRGBA) {
	for _, word := range t.parts(2 * 72 / c.DPI()) {
		c.fill(word, clr)
	}
}

// still is what looks the same in every frame of an animation if what lies under
// it does: words on a ground of their own.
type still struct {
	at          Window // in which it lies
	draw        func(p *page)
	under, over []uint8 // pixels, as they were before and after it was drawn last
}

// still draws something still: by copying its pixels, where it would come out as it
// did last.
func (p *page) still(s *still) {
	c, ok := p.canvas.(rasterCanvas)
	if !ok {
		s.draw(p)
		return
	}
	img := c.Image().(*image.RGBA)
	r := c.pixels(s.at).Inset(-2).Intersect(img.Rect)
	row := func(y int) []uint8 { return img.Pix[img.PixOffset(r.Min.X, y):img.PixOffset(r.Max.X, y)] }
	kept := func(pixels []uint8, y int) []uint8 { return pixels[(y-r.Min.Y)*4*r.Dx():][:4*r.Dx()] }
	keep := func(pixels []uint8) []uint8 {
		for y := r.Min.Y; y < r.Max.Y; y++ {
			pixels = append(pixels, row(y)...)
		}
		return pixels
	}
	same := s.under != nil
	for y := r.Min.Y; same && y < r.Max.Y; y++ {
		same = bytes.Equal(row(y), kept(s.under, y))
	}
	if !same {
		s.under = keep(s.under[:0])
		s.draw(p)
		s.over = keep(s.over[:0])
		return
	}
	for y := r.Min.Y; y < r.Max.Y; y++ {
		copy(row(y), kept(s.over, y))
	}
}

// pixels are those that a part of the page lies in.
func (c rasterCanvas) pixels(at Window) image.Rectangle {
	perPoint, high := c.DPI()/72, float64(c.Image().Bounds().Dy())
	return image.Rect(int(at.X0*perPoint), int(high-at.Y1*perPoint), int(at.X1*perPoint)+1, int(high-at.Y0*perPoint)+1)
}

func (c rasterCanvas) encode(w io.Writer) error {
	// The figures lie in repositories: small files are worth the time.
	e := png.Encoder{CompressionLevel: png.DefaultCompression}
	if c.density == 0 {
		return e.Encode(w, c.Image())
	}
	var b bytes.Buffer
	if err := e.Encode(&b, c.Image()); err != nil {
		return err
	}
	_, err := w.Write(withDensity(b.Bytes(), c.density))
	return err
}

// withDensity puts the pixels by inch into a PNG, which LaTeX takes for its
// size: a chunk pHYs (PNG specification, 11.3.4.3) after the header, of pixels by
// metre in both directions.
func withDensity(picture []byte, dpi int) []byte {
	const header = 8 + 25 // the signature, and the chunk IHDR
	perMetre := uint32(math.Round(float64(dpi) / 0.0254))
	chunk := binary.BigEndian.AppendUint32(nil, 9)
	chunk = append(chunk, "pHYs"...)
	chunk = binary.BigEndian.AppendUint32(chunk, perMetre)
	chunk = binary.BigEndian.AppendUint32(chunk, perMetre)
	chunk = append(chunk, 1) // the unit is the metre
	chunk = binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE(chunk[4:]))
	return slices.Concat(picture[:header], chunk, picture[header:])
}
