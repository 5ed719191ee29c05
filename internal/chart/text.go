package chart

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	plotfont "gonum.org/v1/plot/font"
	"gonum.org/v1/plot/font/liberation"
	"gonum.org/v1/plot/vg"
)

// face is one of the two fonts of the figures: Liberation Sans, plain or bold.
type face struct {
	tag        string // names the glyphs of the face in an SVG
	font       *sfnt.Font
	unitsPerEm float64

	mu       sync.Mutex // guards outlines: figures may be drawn in parallel
	outlines map[sfnt.GlyphIndex]vg.Path
}

var (
	plainFace = newFace("r", font.WeightNormal)
	boldFace  = newFace("b", font.WeightBold)
)

// newFace takes a font from those that gonum/plot embeds, so that a figure does
// not depend on the fonts of a machine.
func newFace(tag string, weight font.Weight) *face {
	cache := plotfont.NewCache(liberation.Collection())
	f := cache.Lookup(plotfont.Font{Typeface: "Liberation", Variant: "Sans", Weight: weight}, 1)
	return &face{
		tag: tag, font: f.Face, unitsPerEm: float64(f.Face.UnitsPerEm()),
		outlines: map[sfnt.GlyphIndex]vg.Path{},
	}
}

// ppem makes sfnt answer in the font's own units: whole numbers, which are
// scaled once, and not rounded at each size.
func (f *face) ppem() fixed.Int26_6 { return fixed.Int26_6(f.font.UnitsPerEm()) }

// outline returns a glyph's outline in units of the font, y upwards.
func (f *face) outline(g sfnt.GlyphIndex) vg.Path {
	f.mu.Lock()
	defer f.mu.Unlock()
	if p, ok := f.outlines[g]; ok {
		return p
	}
	var buf sfnt.Buffer
	segments, err := f.font.LoadGlyph(&buf, g, f.ppem(), nil)
	if err != nil {
		panic(fmt.Sprintf("chart: glyph %d of the embedded font: %v", g, err))
	}
	// sfnt has turned y downwards, as on a screen.
	at := func(p fixed.Point26_6) vg.Point { return vg.Point{X: vg.Length(p.X), Y: -vg.Length(p.Y)} }
	var path vg.Path
	for i, s := range segments {
		switch s.Op {
		case sfnt.SegmentOpMoveTo: // the next contour; that before is closed
			if i > 0 {
				path.Close()
			}
			path.Move(at(s.Args[0]))
		case sfnt.SegmentOpLineTo:
			path.Line(at(s.Args[0]))
		case sfnt.SegmentOpQuadTo:
			path.QuadTo(at(s.Args[0]), at(s.Args[1]))
		case sfnt.SegmentOpCubeTo:
			path.CubeTo(at(s.Args[0]), at(s.Args[1]), at(s.Args[2]))
		}
	}
	if len(path) > 0 {
		path.Close()
	}
	f.outlines[g] = path
	return path
}

// run is a line of text, set: glyphs of one face at one size. Positions within
// it are whole units of the font; the canvases scale them, each once.
type run struct {
	face    *face
	size    float64
	glyphs  []glyph
	advance int // width in units of the font
	at      Point
	upright bool // runs from bottom to top
}

type glyph struct {
	index sfnt.GlyphIndex
	x     int // from the start of the run, in units of the font
}

// set places the glyphs of s beside one another, with kerning. A character
// that the font lacks would vanish without a word, so it is an error.
func set(s string, f *face, size float64) (run, error) {
	r := run{face: f, size: size}
	var buf sfnt.Buffer
	var before sfnt.GlyphIndex
	// One glyph for each character: the figures are in languages that need no
	// shaping, so ligatures and marks that combine are not looked for.
	for i, c := range s {
		g, err := f.font.GlyphIndex(&buf, c)
		if err != nil {
			return r, fmt.Errorf("chart: glyph of %q: %w", c, err)
		}
		// Glyph 0 is the box that stands for what is missing.
		if g == 0 {
			return r, fmt.Errorf("chart: the font has no character %q (U+%04X), in the text %q", c, c, s)
		}
		if i > 0 {
			// The error says that there is no such pair, which is no kerning.
			if k, err := f.font.Kern(&buf, before, g, f.ppem(), font.HintingNone); err == nil {
				r.advance += int(k)
			}
		}
		a, err := f.font.GlyphAdvance(&buf, g, f.ppem(), font.HintingNone)
		if err != nil {
			return r, fmt.Errorf("chart: advance of %q: %w", c, err)
		}
		r.glyphs = append(r.glyphs, glyph{g, r.advance})
		r.advance += int(a)
		before = g
	}
	return r, nil
}

// width is the run's width in points.
func (r run) width() float64 { return float64(r.advance) * r.size / r.face.unitsPerEm }

// path gives the outlines of the run on the page.
func (r run) path() vg.Path { return slices.Concat(r.parts(math.Inf(1))...) }

// parts gives the outlines of the run on the page, parted where more than a gap
// along the line lies between glyphs.
func (r run) parts(gap float64) []vg.Path {
	var parts []vg.Path
	scale := r.size / r.face.unitsPerEm
	end := math.Inf(-1)
	for _, g := range r.glyphs {
		outline := r.face.outline(g.index)
		if len(outline) == 0 { // a space
			continue
		}
		from, to := math.Inf(1), math.Inf(-1)
		place := func(p vg.Point) vg.Point {
			x, y := (p.X.Points()+float64(g.x))*scale, p.Y.Points()*scale
			from, to = math.Min(from, x), math.Max(to, x)
			if r.upright {
				x, y = -y, x
			}
			return vgPoint(Point{r.at.X + x, r.at.Y + y})
		}
		moved := make(vg.Path, len(outline))
		for i, comp := range outline {
			moved[i] = vg.PathComp{Type: comp.Type, Pos: place(comp.Pos)}
			for _, c := range comp.Control {
				moved[i].Control = append(moved[i].Control, place(c))
			}
		}
		if n := len(parts) - 1; n < 0 || from > end+gap {
			parts = append(parts, moved)
		} else {
			parts[n] = append(parts[n], moved...)
		}
		end = math.Max(end, to)
	}
	return parts
}

// textWidth is the width in points of s; of text that cannot be set, 0: the
// error comes when it is drawn.
func textWidth(s string, f *face, size float64) float64 {
	r, err := set(s, f, size)
	if err != nil {
		return 0
	}
	return r.width()
}

// wrap breaks s into lines no wider than width: at spaces, and within a word
// that is wider than a line (a spec string) after a comma, else anywhere. The
// widths are those of set, so what fits here fits on the page in every format.
func wrap(s string, f *face, size, width float64) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(s) {
		joined := word
		if line != "" {
			joined = line + " " + word
		}
		if textWidth(joined, f, size) <= width {
			line = joined
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		for textWidth(word, f, size) > width {
			head := fitting(word, f, size, width)
			lines = append(lines, head)
			word = word[len(head):]
		}
		line = word
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// fitting returns the longest beginning of word, of one character at least,
// that fits the width, cut after its last comma if it has one.
func fitting(word string, f *face, size, width float64) string {
	end := 0
	// By characters, not bytes: a cut within one would be an error of the font.
	for i, c := range word {
		next := i + len(string(c))
		if end > 0 && textWidth(word[:next], f, size) > width {
			break
		}
		end = next
	}
	if comma := strings.LastIndexByte(word[:end], ','); comma > 0 && end < len(word) {
		end = comma + 1
	}
	return word[:end]
}
