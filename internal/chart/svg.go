package chart

import (
	"bytes"
	"fmt"
	"html"
	"image/color"
	"io"
	"math"
	"strconv"
	"strings"

	"gonum.org/v1/plot/vg"
)

// svgCanvas writes SVG. It is not vgsvg because that writes text as text,
// which looks different on every machine, and five digits of every absolute
// coordinate, which takes three times the room.
//
// Every glyph is defined once and used by reference; coordinates are relative
// and in hundredths of a point, a fiftieth of a pixel of the PNG.
type svgCanvas struct {
	plate
	h          float64
	title, alt string
	defs, body bytes.Buffer
	defined    map[string]bool // the glyphs that stand in defs
}

func newSVGCanvas(s plate, title, alt string) *svgCanvas {
	return &svgCanvas{plate: s, h: s.height, title: title, alt: alt, defined: map[string]bool{}}
}

// stroke leaves out what is the default: a figure has thousands of elements.
func (c *svgCanvas) stroke(path vg.Path, pen pen) {
	fmt.Fprintf(&c.body, `<path stroke="%s"`, hex(pen.Color))
	if pen.Color.A != 255 {
		fmt.Fprintf(&c.body, ` stroke-opacity="%s"`, opacity(pen.Color))
	}
	fmt.Fprintf(&c.body, ` stroke-width="%s"`, decimal(hundredths(pen.Width)))
	for i, d := range pen.Dash {
		sep := ` stroke-dasharray="`
		if i > 0 {
			sep = " "
		}
		c.body.WriteString(sep + decimal(hundredths(d)))
	}
	if len(pen.Dash) > 0 {
		c.body.WriteByte('"')
	}
	c.body.WriteString(` d="`)
	svgPath(&c.body, path, c.h)
	c.body.WriteString("\"/>\n")
}

func (c *svgCanvas) fill(path vg.Path, clr color.NRGBA) {
	fmt.Fprintf(&c.body, `<path fill="%s"`, hex(clr))
	if clr.A != 255 {
		fmt.Fprintf(&c.body, ` fill-opacity="%s"`, opacity(clr))
	}
	c.body.WriteString(` d="`)
	svgPath(&c.body, path, c.h)
	c.body.WriteString("\"/>\n")
}

// text sets the glyphs by reference, scaled from the font's units, in which
// their outlines and positions are whole numbers. The scale's sign turns y up.
func (c *svgCanvas) text(t run, clr color.NRGBA) {
	fmt.Fprintf(&c.body, `<g fill="%s" transform="translate(%s %s)`, hex(clr),
		decimal(hundredths(t.at.X)), decimal(hundredths(c.h-t.at.Y)))
	if t.upright {
		c.body.WriteString(" rotate(-90)")
	}
	scale := t.size / t.face.unitsPerEm
	fmt.Fprintf(&c.body, ` scale(%.5f -%.5f)">`, scale, scale)
	for _, g := range t.glyphs {
		outline := t.face.outline(g.index)
		if len(outline) == 0 { // a space
			continue
		}
		id := t.face.tag + strconv.Itoa(int(g.index))
		if !c.defined[id] {
			c.defined[id] = true
			fmt.Fprintf(&c.defs, `<path id="%s" d="`, id)
			for _, comp := range outline {
				svgFontUnits(&c.defs, comp)
			}
			c.defs.WriteString("\"/>\n")
		}
		fmt.Fprintf(&c.body, `<use xlink:href="#%s" x="%d"/>`, id, g.x)
	}
	c.body.WriteString("</g>\n")
}

// encode writes the definitions, which are complete only now, before the body
// that refers to them. The paper is drawn: without it a figure would be black
// on black in a dark viewer.
func (c *svgCanvas) encode(w io.Writer) error {
	var head bytes.Buffer
	decimals := func(v float64) string { return decimal(hundredths(v)) }
	width, height := decimals(c.width), decimals(c.height)
	fmt.Fprintf(&head, `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" role="img" aria-labelledby="title desc" width="%spt" height="%spt" viewBox="0 0 %s %s" fill="none" stroke-linejoin="round">
<title id="title">%s</title>
<desc id="desc">%s</desc>
<defs>
`, decimals(c.width*c.scale), decimals(c.height*c.scale), width, height, html.EscapeString(c.title), html.EscapeString(c.alt))
	ground := ""
	if paper := c.theme.paper; paper.A > 0 {
		ground = fmt.Sprintf("<rect width=\"100%%\" height=\"100%%\" fill=\"%s\"/>\n", hex(paper))
	}
	for _, part := range [][]byte{
		head.Bytes(), c.defs.Bytes(), []byte("</defs>\n" + ground),
		c.body.Bytes(), []byte("</svg>\n"),
	} {
		if _, err := w.Write(part); err != nil {
			return err
		}
	}
	return nil
}

// svgPath writes path data with relative coordinates, y downwards from the
// top of a page of height h. The differences are those of rounded positions,
// so that errors do not add up along a line.
func svgPath(b *bytes.Buffer, path vg.Path, h float64) {
	var x, y, startX, startY int
	var last byte
	var numbers svgNumbers
	for _, comp := range path {
		if comp.Type == vg.CloseComp {
			b.WriteByte('z')
			x, y, last = startX, startY, 'z'
			continue
		}
		// A repeated operator need not be written again.
		var op byte
		switch {
		case comp.Type == vg.MoveComp:
			op = 'M'
		case comp.Type == vg.LineComp:
			op = 'l'
		case len(comp.Control) == 1:
			op = 'q'
		default:
			op = 'c'
		}
		if op != last {
			b.WriteByte(op)
			last, numbers = op, svgNumbers{}
		}
		// All coordinates of a curve are relative to its start.
		dx, dy := x, y
		if op == 'M' {
			dx, dy = 0, 0
		}
		// Full slice, or append would write into the path.
		for _, p := range append(comp.Control[:len(comp.Control):len(comp.Control)], comp.Pos) {
			px, py := hundredths(p.X.Points()), hundredths(h-p.Y.Points())
			numbers.write(b, px-dx)
			numbers.write(b, py-dy)
			x, y = px, py
		}
		if op == 'M' {
			startX, startY = x, y
		}
	}
}

// svgNumbers writes numbers after one another in as few characters as the grammar of path
// data wants (SVG 1.1, 8.3.9): no zero before a point, and no space before what cannot
// belong to the number before: a sign, or a second point.
type svgNumbers struct{ begun, pointed bool }

// write writes hundredths.
func (s *svgNumbers) write(b *bytes.Buffer, n int) {
	text := decimal(n)
	if n < 0 {
		b.WriteByte('-')
		text = text[1:]
	}
	whole, fraction, pointed := strings.Cut(text, ".")
	if whole == "0" && pointed {
		whole = ""
	}
	if s.begun && n >= 0 && !(s.pointed && whole == "") {
		b.WriteByte(' ')
	}
	b.WriteString(whole)
	if pointed {
		b.WriteString("." + fraction)
	}
	s.begun, s.pointed = true, pointed
}

// svgFontUnits writes one component of a glyph, whose coordinates are whole
// units of the font.
func svgFontUnits(b *bytes.Buffer, comp vg.PathComp) {
	switch {
	case comp.Type == vg.CloseComp:
		b.WriteByte('z')
	case comp.Type == vg.MoveComp:
		fmt.Fprintf(b, "M%d %d", int(comp.Pos.X), int(comp.Pos.Y))
	case comp.Type == vg.LineComp:
		fmt.Fprintf(b, "L%d %d", int(comp.Pos.X), int(comp.Pos.Y))
	default:
		b.WriteByte([]byte{'Q', 'C'}[len(comp.Control)-1])
		for _, p := range comp.Control {
			fmt.Fprintf(b, "%d %d ", int(p.X), int(p.Y))
		}
		fmt.Fprintf(b, "%d %d", int(comp.Pos.X), int(comp.Pos.Y))
	}
}

// hundredths rounds a position for the file.
func hundredths(v float64) int { return int(math.Round(v * 100)) }

// decimal writes hundredths as a decimal number without needless zeros.
func decimal(n int) string {
	return strconv.FormatFloat(float64(n)/100, 'f', -1, 64)
}

// hex and opacity are the two parts of a colour in SVG 1.1, which has none with
// alpha; some programs read no later one.
func hex(c color.NRGBA) string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

func opacity(c color.NRGBA) string { return fmt.Sprintf("%.3g", float64(c.A)/255) }
