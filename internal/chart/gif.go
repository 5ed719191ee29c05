package chart

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/png"
	"io"
)

// holdLooped is how long a GIF that plays again shows its last frame, in
// hundredths of a second.
const holdLooped = 200

// EncodeGIF writes the figure as a GIF: a Contour or Relief whose paths grow.
// It plays once and holds the last frame, the figure as it stands still, unless
// the motion says otherwise. All frames have one palette, in which each path
// has its own colour, and after the first a frame is only what changed.
func (l Look) EncodeGIF(out io.Writer, f Figure, m Motion) error {
	if l.Theme == Transparent {
		return fmt.Errorf("chart: a GIF has no soft edges over what it is laid on: the theme %s is for png, svg, pdf and frames", l.Theme)
	}
	var r reel
	err := l.shoot(f, m, func(under, last *image.RGBA) {
		r = newReel(under.Rect, newPalette(l.reserved(f), under, last))
	}, func(img *image.RGBA) error {
		r.add(img)
		return nil
	})
	if err != nil {
		return err
	}
	anim := gif.GIF{Image: r.frames, LoopCount: -1, Config: image.Config{ColorModel: r.colors, Width: r.size.X, Height: r.size.Y}}
	if m.Loop {
		anim.LoopCount = 0
	}
	fps := m.withDefaults().FPS
	for i := range r.frames {
		// Differences of rounded times, so that rounding does not add up.
		anim.Delay = append(anim.Delay, (i+1)*100/fps-i*100/fps)
	}
	if m.Loop {
		anim.Delay[len(anim.Delay)-1] = holdLooped
	}
	var buf bytes.Buffer
	if err := gif.EncodeAll(&buf, &anim); err != nil {
		return fmt.Errorf("chart: encoding gif: %w", err)
	}
	_, err = out.Write(buf.Bytes())
	return err
}

// EncodeFrames draws the frames of EncodeGIF as PNGs, for LaTeX's package
// animate, and hands them over one after the other, from number 0.
func (l Look) EncodeFrames(f Figure, m Motion, take func(number int, frame []byte) error) error {
	e := png.Encoder{CompressionLevel: png.BestSpeed} // there are many
	number := 0
	return l.shoot(f, m, func(_, _ *image.RGBA) {}, func(img *image.RGBA) error {
		var buf bytes.Buffer
		if err := e.Encode(&buf, img); err != nil {
			return fmt.Errorf("chart: encoding a frame: %w", err)
		}
		number++
		return take(number-1, buf.Bytes())
	})
}

// reserved are the colours that must be in a palette as they are: those by
// which the lines are told apart, at their edges and where they are hidden too.
func (l Look) reserved(f Figure) []color.NRGBA {
	t := &themes[l.Theme]
	colors := []color.NRGBA{t.ground, t.text, t.halo}
	for _, s := range f.(interface{ styles() []Style }).styles() {
		c := t.line(s.Color)
		colors = append(colors, c, between(c, t.halo, 0.5))
	}
	return colors
}

// reel turns pictures into the frames of a GIF.
type reel struct {
	size   image.Point
	colors color.Palette
	lookup *lookup
	before *image.RGBA // the last picture
	index  []uint8     // and its colours
	frames []*image.Paletted
}

func newReel(r image.Rectangle, colors color.Palette) reel {
	return reel{size: r.Size(), colors: colors, lookup: newLookup(colors)}
}

// unchanged is the index of the colour that leaves a pixel as it is.
const unchanged = 255

// add appends a picture: whole if it is the first, else the part of it that
// differs from the last one, whose pixels that are alike in it are left as they are.
func (r *reel) add(img *image.RGBA) {
	if r.before == nil {
		r.before = &image.RGBA{Pix: bytes.Clone(img.Pix), Stride: img.Stride, Rect: img.Rect}
		first := image.NewPaletted(img.Rect, r.colors)
		for i := range first.Pix {
			first.Pix[i] = r.lookup.index(img.Pix[4*i], img.Pix[4*i+1], img.Pix[4*i+2])
		}
		r.index, r.frames = bytes.Clone(first.Pix), append(r.frames, first)
		return
	}
	w := r.size.X
	changes := make([]uint8, len(r.index))
	box := image.Rectangle{Min: r.size}
	for y := range r.size.Y {
		row, old := img.Pix[4*w*y:4*w*(y+1)], r.before.Pix[4*w*y:4*w*(y+1)]
		line, to := r.index[w*y:w*(y+1)], changes[w*y:w*(y+1)]
		for x := range to {
			to[x] = unchanged
		}
		if bytes.Equal(row, old) {
			continue
		}
		for x := range to {
			if [4]uint8(row[4*x:]) == [4]uint8(old[4*x:]) {
				continue
			}
			if c := r.lookup.index(row[4*x], row[4*x+1], row[4*x+2]); c != line[x] {
				line[x], to[x] = c, c
				box.Min.X, box.Min.Y = min(box.Min.X, x), min(box.Min.Y, y)
				box.Max.X, box.Max.Y = max(box.Max.X, x+1), y+1
			}
		}
		copy(old, row)
	}
	if box.Empty() { // nothing moved, but time passes
		box = image.Rect(0, 0, 1, 1)
	}
	frame := image.NewPaletted(box, r.colors)
	for y := box.Min.Y; y < box.Max.Y; y++ {
		copy(frame.Pix[frame.PixOffset(box.Min.X, y):], changes[w*y+box.Min.X:w*y+box.Max.X])
	}
	r.frames = append(r.frames, frame)
}
