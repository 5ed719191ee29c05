package chart

import (
	"cmp"
	"image"
	"image/color"
	"slices"
)

// newPalette finds 255 colours for pictures, and the transparent one at the
// end. The reserved ones are among them, and those of large areas, as they are;
// the others are the middles of boxes of colours, by Heckbert's median cut
// (1982).
func newPalette(reserved []color.NRGBA, pictures ...*image.RGBA) color.Palette {
	counts := map[[3]uint8]int{}
	all := 0
	for _, p := range pictures {
		for i := 0; i < len(p.Pix); {
			c, from := [3]uint8(p.Pix[i:]), i
			for i < len(p.Pix) && [3]uint8(p.Pix[i:]) == c { // most pixels are as the one before
				i += 4
			}
			counts[c] += (i - from) / 4
			all += (i - from) / 4
		}
	}
	chosen := map[[3]uint8]bool{}
	var colors color.Palette
	take := func(c [3]uint8) {
		if !chosen[c] && len(colors) < unchanged {
			chosen[c] = true
			colors = append(colors, color.RGBA{c[0], c[1], c[2], 255})
		}
	}
	for _, c := range reserved[:min(len(reserved), unchanged/2)] {
		take([3]uint8{c.R, c.G, c.B})
	}
	list := make([]counted, 0, len(counts))
	for c, n := range counts {
		list = append(list, counted{c, n})
	}
	// The map's order must not matter.
	slices.SortFunc(list, func(a, b counted) int {
		return cmp.Or(cmp.Compare(b.n, a.n), slices.Compare(a.c[:], b.c[:]))
	})
	areas := 0
	for areas < len(list) && areas < unchanged/3 && list[areas].n > all/1000 {
		take(list[areas].c)
		areas++
	}
	for _, box := range medianCut(list[areas:], unchanged-len(colors)) {
		take(middle(box))
	}
	// Fewer colours than that, or boxes with the same middle.
	for len(colors) < unchanged {
		colors = append(colors, color.RGBA{0, 0, 0, 255})
	}
	return append(colors, color.RGBA{})
}

// counted is a colour and the number of its pixels.
type counted struct {
	c [3]uint8
	n int
}

// medianCut parts colours into at most n boxes: again and again the one of the
// greatest extent times the root of its pixels, across its longest side, where
// half of its pixels are on either.
func medianCut(colors []counted, n int) [][]counted {
	if len(colors) == 0 || n < 1 {
		return nil
	}
	boxes := []colorBox{newColorBox(colors)}
	for len(boxes) < n {
		worst := 0
		for i, b := range boxes {
			if b.cost > boxes[worst].cost {
				worst = i
			}
		}
		b := boxes[worst]
		if b.cost == 0 { // a single colour each
			break
		}
		slices.SortFunc(b.colors, func(p, q counted) int {
			return cmp.Or(cmp.Compare(p.c[b.side], q.c[b.side]), slices.Compare(p.c[:], q.c[:]))
		})
		cut, pixels := 0, 0
		for cut < len(b.colors)-1 && (cut == 0 || 2*pixels < b.pixels) {
			pixels += b.colors[cut].n
			cut++
		}
		boxes[worst] = newColorBox(b.colors[:cut])
		boxes = append(boxes, newColorBox(b.colors[cut:]))
	}
	var out [][]counted
	for _, b := range boxes {
		out = append(out, b.colors)
	}
	return out
}

// colorBox is a set of colours.
type colorBox struct {
	colors []counted
	pixels int
	side   int // the channel of the greatest extent
	cost   int
}

func newColorBox(colors []counted) colorBox {
	b := colorBox{colors: colors}
	lo, hi := [3]int{255, 255, 255}, [3]int{}
	for _, c := range colors {
		b.pixels += c.n
		for k, v := range c.c {
			lo[k], hi[k] = min(lo[k], int(v)), max(hi[k], int(v))
		}
	}
	for k := range lo {
		if hi[k]-lo[k] > hi[b.side]-lo[b.side] {
			b.side = k
		}
	}
	extent := hi[b.side] - lo[b.side]
	b.cost = extent * extent * b.pixels
	return b
}

// middle is the mean colour of a box.
func middle(box []counted) [3]uint8 {
	var sum [3]int
	pixels := 0
	for _, c := range box {
		for k, v := range c.c {
			sum[k] += int(v) * c.n
		}
		pixels += c.n
	}
	var out [3]uint8
	for k := range out {
		out[k] = uint8((sum[k] + pixels/2) / pixels)
	}
	return out
}

// lookup finds the nearest colour of a palette. It remembers the answer for
// all colours that agree in the upper six bits of each channel, which no eye
// tells apart; the palette's own are themselves.
type lookup struct {
	colors [unchanged][3]int32
	known  [1 << 18]int16 // index + 1
}

func newLookup(p color.Palette) *lookup {
	var l lookup
	// From the end: those at its beginning are reserved, and stay.
	for i := unchanged - 1; i >= 0; i-- {
		c := p[i].(color.RGBA)
		l.colors[i] = [3]int32{int32(c.R), int32(c.G), int32(c.B)}
		l.known[sixBits(c.R, c.G, c.B)] = int16(i + 1)
	}
	return &l
}

func sixBits(r, g, b uint8) int { return int(r>>2)<<12 | int(g>>2)<<6 | int(b>>2) }

func (l *lookup) index(r, g, b uint8) uint8 {
	key := sixBits(r, g, b)
	if k := l.known[key]; k > 0 {
		return uint8(k - 1)
	}
	best, least := 0, int32(1<<30)
	for i, c := range l.colors {
		dr, dg, db := c[0]-int32(r), c[1]-int32(g), c[2]-int32(b)
		// Green weighs most for the eye, blue least.
		if d := 3*dr*dr + 6*dg*dg + 2*db*db; d < least {
			best, least = i, d
		}
	}
	l.known[key] = int16(best + 1)
	return uint8(best)
}
