package chart

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image/color"
	"image/png"
	"io"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgimg"
)

// rasterCanvas draws pixels for PNG.
type rasterCanvas struct {
	*vgimg.Canvas
	density int
}

func newRasterCanvas(s plate) rasterCanvas {
	return rasterCanvas{vgimg.NewWith(
		vgimg.UseWH(vg.Length(s.width), vg.Length(s.height)), vgimg.UseDPI(s.dpi), vgimg.UseBackgroundColor(s.theme.paper),
	), s.density}
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
// that the three formats place every letter alike.
func (c rasterCanvas) text(t run, clr color.NRGBA) { c.fill(t.path(), clr) }

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
