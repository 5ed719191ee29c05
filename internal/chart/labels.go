package chart

import (
	"image/color"
	"slices"
	"strings"
)

// A label may be as long as a spec, and a panel must not pay for that: beyond
// these widths it goes on in small print below. In points, of a page of 864.
const (
	widestLabel = 170.0 // beside the curves
	widestName  = 130.0 // among the paths, where it covers what it names
)

// label is the name of a line at its end: the first line in its colour, the
// rest of a long name and notes below in small print.
type label struct {
	lines  []string
	color  color.NRGBA
	anchor Point // the end of the line
	loose  bool  // nothing of the line is to be seen, so nothing to lead to
}

// newLabel makes a label no wider than widest.
func newLabel(name, note string, c color.NRGBA, anchor Point, widest float64) label {
	head, rest := split(name, widest)
	lines := append([]string{head}, wrapParts(rest, ", ", widest)...)
	return label{lines: append(lines, wrapParts(note, "; ", widest)...), color: c, anchor: anchor}
}

// wrapParts breaks small print between its parts, which sep divides, as long
// as each fits a line: "weight_decay" is not to be parted from its value.
func wrapParts(s, sep string, widest float64) []string {
	var lines []string
	line := ""
	for _, part := range strings.SplitAfter(s, sep) {
		if line == "" || textWidth(strings.TrimSpace(line+part), plainFace, noteSize) <= widest {
			line += part
			continue
		}
		lines = append(lines, wrap(line, plainFace, noteSize, widest)...)
		line = part
	}
	return append(lines, wrap(line, plainFace, noteSize, widest)...)
}

// split parts a name into what fits the width in bold and the rest. It is cut
// between two of its details, as "Adam, lr 0.05, eps 1e-08" consists of; if
// not even the first fits, between words, and a word that is too long anywhere.
func split(name string, widest float64) (head, rest string) {
	fits := func(s string) bool { return textWidth(s, boldFace, labelSize) <= widest }
	if fits(name) {
		return name, ""
	}
	// From the end: as much as fits, for the name alone may be that of others too.
	for _, sep := range []string{", ", " "} {
		for end := len(name); ; {
			if end = strings.LastIndex(name[:end], sep); end <= 0 {
				break
			}
			if fits(name[:end]) {
				return name[:end], name[end+len(sep):]
			}
		}
	}
	head = fitting(name, boldFace, labelSize, widest)
	return head, name[len(head):]
}

// width and height are the room that a label takes.
func (l label) width() float64 {
	w := textWidth(l.lines[0], boldFace, labelSize)
	for _, s := range l.lines[1:] {
		w = max(w, textWidth(s, plainFace, noteSize))
	}
	return w
}

func (l label) height() float64 {
	return labelHeight(len(l.lines) - 1)
}

// labelHeight is the height of a label with so many lines of notes.
func labelHeight(notes int) float64 { return labelSize*1.12 + float64(notes)*noteSize*1.12 }

// extent is the size of a column of labels: the widest, and all heights.
func extent(labels []label) (width, height float64) {
	for _, l := range labels {
		width, height = max(width, l.width()), height+l.height()
	}
	return width, height
}

// drawAt sets the label with its left edge at x, centred on y. The name is in
// the line's colour, darkened where letters need it; notes are grey, as they
// say what happened, not which line it is.
func (l label) drawAt(p *page, x, y float64) {
	y += l.height()/2 - 0.9*labelSize
	p.text(l.lines[0], Point{x, y}, textStyle{face: boldFace, size: labelSize, color: p.theme.ink(l.color)})
	for _, s := range l.lines[1:] {
		y -= noteSize * 1.12
		p.text(s, Point{x, y}, textStyle{size: noteSize, color: p.theme.soft})
	}
}

// dodge moves labels of the given heights, wanted at the centres, apart until
// none overlap, within lo and hi, keeping their order and the sum of squared
// moves least (isotonic regression by pooling neighbours). If they do not fit,
// they are set as close as fits, overlapping alike.
func dodge(want, heights []float64, lo, hi float64) []float64 {
	order := make([]int, len(want))
	total := 0.0
	for i := range order {
		order[i] = i
		total += heights[i]
	}
	// Stable, so that lines that end at one height keep the figure's order.
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case want[a] < want[b]:
			return -1
		case want[a] > want[b]:
			return 1
		}
		return 0
	})
	squeeze := 1.0
	if total > hi-lo {
		squeeze = (hi - lo) / total
	}
	// With the heights below it taken off, a label's place may only rise with
	// the order: pools of equal value, merged while one exceeds the next.
	type pool struct {
		sum float64
		n   int
	}
	offsets := make([]float64, len(want))
	var pools []pool
	stacked := 0.0
	for k, i := range order {
		h := squeeze * heights[i]
		offsets[k] = stacked + h/2
		stacked += h
		pools = append(pools, pool{want[i] - offsets[k], 1})
		for len(pools) > 1 {
			a, b := pools[len(pools)-2], pools[len(pools)-1]
			if a.sum/float64(a.n) <= b.sum/float64(b.n) {
				break
			}
			pools = append(pools[:len(pools)-2], pool{a.sum + b.sum, a.n + b.n})
		}
	}
	out := make([]float64, len(want))
	k := 0
	for _, pl := range pools {
		base := max(lo, min(hi-stacked, pl.sum/float64(pl.n)))
		for range pl.n {
			out[order[k]] = base + offsets[k]
			k++
		}
	}
	return out
}

// leaderRoom is the distance of the labels beside a frame from it.
const leaderRoom = 26

// leader draws what joins a label to its line. Grey and dotted, since a thin
// line in the path's colour would look like a part of the path.
func (p *page) leader(pts ...Point) {
	p.polyline(pts, p.theme.leader())
}

func (t *theme) leader() pen { return pen{Color: t.soft, Width: 0.8, Dash: []float64{0.9, 1.8}} }

// drawBeside sets labels in a column to the right of a frame, between the
// heights lo and hi, each joined to its line's end by a leader.
func drawBeside(p *page, labels []label, box Window, lo, hi float64) {
	want, heights := make([]float64, len(labels)), make([]float64, len(labels))
	for i, l := range labels {
		want[i], heights[i] = l.anchor.Y, l.height()
	}
	x := box.X1 + leaderRoom
	places := dodge(want, heights, lo, hi)
	for i, y := range places {
		if l := labels[i]; !l.loose {
			p.leader(Point{min(l.anchor.X, box.X1) + 1, l.anchor.Y}, Point{x - 9, y}, Point{x - 3, y})
		}
	}
	for i, y := range places {
		labels[i].drawAt(p, x, y)
	}
}
