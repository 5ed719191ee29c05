package chart

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image"
	"image/png"
	"strconv"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/draw"
)

// A picture is a map of pixels in a figure, where a shape for each would be a
// file of megabytes. Its pixels are stretched to the window without smoothing:
// a colour between two classes would be a class that is not there.

// picture draws into the canvas's pixels.
func (c rasterCanvas) picture(img *image.Paletted, at Window) {
	dst := c.Image()
	perPoint := c.DPI() / 72
	high := float64(dst.Bounds().Dy())
	px := func(v float64) int { return int(v*perPoint + 0.5) }
	r := image.Rect(px(at.X0), int(high)-px(at.Y1), px(at.X1), int(high)-px(at.Y0))
	draw.NearestNeighbor.Scale(dst, r, img, img.Bounds(), draw.Over, nil)
}

// picture embeds the picture as PNG.
func (c *svgCanvas) picture(img *image.Paletted, at Window) {
	fmt.Fprintf(&c.body, `<image x="%s" y="%s" width="%s" height="%s" preserveAspectRatio="none" image-rendering="optimizeSpeed" xlink:href="data:image/png;base64,`,
		decimal(hundredths(at.X0)), decimal(hundredths(c.h-at.Y1)), decimal(hundredths(at.dx())), decimal(hundredths(at.dy())))
	c.body.WriteString(base64.StdEncoding.EncodeToString(pngOf(img)))
	c.body.WriteString("\"/>\n")
}

// picture embeds the picture. fpdf writes pictures in the order of their widths,
// and those of equal width in that of a map: each is made wider than the one
// before by columns that are clipped, so that the file is always the same.
func (c pdfCanvas) picture(img *image.Paletted, at Window) {
	wide := max(img.Rect.Dx(), *c.widest+1)
	*c.widest = wide
	name := "picture" + strconv.Itoa(wide)
	how := fpdf.ImageOptions{ImageType: "PNG"}
	c.doc.RegisterImageOptionsReader(name, how, bytes.NewReader(pngOf(widened(img, wide))))
	c.doc.SetAlpha(1, "Normal")
	x, y, w, h := c.scale*at.X0, c.scale*(c.h-at.Y1), c.scale*at.dx(), c.scale*at.dy()
	c.doc.ClipRect(x, y, w, h, false)
	c.doc.ImageOptions(name, x, y, w*float64(wide)/float64(img.Rect.Dx()), h, false, how, 0, "")
	c.doc.ClipEnd()
}

// widened is the picture with columns of its first colour on the right.
func widened(img *image.Paletted, wide int) *image.Paletted {
	out := image.NewPaletted(image.Rect(0, 0, wide, img.Rect.Dy()), img.Palette)
	for y := range img.Rect.Dy() {
		copy(out.Pix[y*out.Stride:], img.Pix[y*img.Stride:][:img.Rect.Dx()])
	}
	return out
}

// pngOf is the picture as PNG.
func pngOf(img image.Image) []byte {
	var b bytes.Buffer
	e := png.Encoder{CompressionLevel: png.BestCompression}
	if err := e.Encode(&b, img); err != nil {
		panic(err) // a Buffer takes everything, and the picture has a size
	}
	return b.Bytes()
}
