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
		r = newReel(under.Rect, newPalette(l.reserved(f), under, last), m)
	}, func(img *image.RGBA) error { return r.add(img) })
	if err != nil {
		return err
	}
	return r.writeTo(out)
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

// reel turns pictures into a GIF. Each frame is encoded when the next one comes:
// together they are some hundred megabytes.
type reel struct {
	config image.Config
	motion Motion
	lookup *lookup
	before *image.RGBA     // the last picture
	index  []uint8         // and its colours
	whole  *image.Paletted // what is new in it
	frame  *image.Paletted // the part of that where anything is, not encoded yet
	number int             // of the frame
	gif    bytes.Buffer    // with the frames before
}

func newReel(r image.Rectangle, colors color.Palette, m Motion) reel {
	return reel{
		config: image.Config{ColorModel: colors, Width: r.Dx(), Height: r.Dy()},
		motion: m.withDefaults(), lookup: newLookup(colors),
	}
}

// unchanged is the index of the colour that leaves a pixel as it is.
const unchanged = 255

// add appends a picture: whole if it is the first, else the part of it that
// differs from the last one, whose pixels that are alike in it are left as they are.
func (r *reel) add(img *image.RGBA) error {
	if r.frame == nil {
		r.before = &image.RGBA{Pix: bytes.Clone(img.Pix), Stride: img.Stride, Rect: img.Rect}
		r.whole = image.NewPaletted(img.Rect, r.config.ColorModel.(color.Palette))
		for i := range r.whole.Pix {
			r.whole.Pix[i] = r.lookup.index(img.Pix[4*i], img.Pix[4*i+1], img.Pix[4*i+2])
		}
		r.frame, r.index = r.whole, bytes.Clone(r.whole.Pix)
		return nil
	}
	if err := r.encode(r.delay()); err != nil {
		return err
	}
	r.number++
	w := r.config.Width
	box := image.Rectangle{Min: img.Rect.Size()}
	for y := range r.config.Height {
		row, old := img.Pix[4*w*y:4*w*(y+1)], r.before.Pix[4*w*y:4*w*(y+1)]
		line, to := r.index[w*y:w*(y+1)], r.whole.Pix[w*y:w*(y+1)]
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
	r.frame = r.whole.SubImage(box).(*image.Paletted)
	return nil
}

// delay is that of the frame: differences of rounded times, so that rounding does
// not add up.
func (r *reel) delay() int {
	fps := r.motion.FPS
	return (r.number+1)*100/fps - r.number*100/fps
}

// The parts of a GIF (GIF89a, 17, 18 and 27) that lie around its palette and its
// frames, and Netscape's extension that makes it play without end.
const (
	gifHeader  = 6 + 7 // bytes of the signature and the logical screen descriptor
	gifLoop    = "\x21\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00"
	gifTrailer = 0x3b
)

// encode appends the frame, which stands for so many hundredths of a second:
// it is encoded as a GIF of its own, and has its header only if it is the first.
func (r *reel) encode(delay int) error {
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, &gif.GIF{Image: []*image.Paletted{r.frame}, Delay: []int{delay}, Config: r.config}); err != nil {
		return fmt.Errorf("chart: encoding gif: %w", err)
	}
	head := gifHeader + 3*len(r.config.ColorModel.(color.Palette))
	if r.number == 0 {
		r.gif.Write(b.Bytes()[:head])
		if r.motion.Loop {
			r.gif.WriteString(gifLoop)
		}
	}
	r.gif.Write(b.Bytes()[head : b.Len()-1])
	return nil
}

// writeTo writes the GIF, with the last frame.
func (r *reel) writeTo(out io.Writer) error {
	delay := r.delay()
	if r.motion.Loop {
		delay = holdLooped
	}
	if err := r.encode(delay); err != nil {
		return err
	}
	r.gif.WriteByte(gifTrailer)
	_, err := out.Write(r.gif.Bytes())
	return err
}
