package chart

import (
	"image/color"
	"image/png"
	"io"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgimg"
)

// rasterCanvas draws pixels for PNG.
type rasterCanvas struct{ *vgimg.Canvas }

func newRasterCanvas(s plate) rasterCanvas {
	return rasterCanvas{vgimg.NewWith(
		vgimg.UseWH(vg.Length(s.width), vg.Length(s.height)), vgimg.UseDPI(s.dpi), vgimg.UseBackgroundColor(s.theme.paper),
	)}
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
	return e.Encode(w, c.Image())
}
