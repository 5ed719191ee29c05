package chart

import (
	"image/color"
	"slices"
)

// label is the name of a line at its end: the first line in its colour, notes
// below in small print.
type label struct {
	lines  []string
	color  color.NRGBA
	anchor Point // the end of the line
}

func newLabel(name, note string, c color.NRGBA, anchor Point) label {
	l := label{lines: []string{name}, color: c, anchor: anchor}
	if note != "" {
		l.lines = append(l.lines, note)
	}
	return l
}

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

// drawAt sets the label with its left edge at x, centred on y.
func (l label) drawAt(p *page, x, y float64) {
	y += l.height()/2 - 0.9*labelSize
	p.text(l.lines[0], Point{x, y}, textStyle{face: boldFace, size: labelSize, color: ink(l.color)})
	for _, s := range l.lines[1:] {
		y -= noteSize * 1.12
		p.text(s, Point{x, y}, textStyle{size: noteSize, color: softColor})
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

// drawBeside sets labels in a column to the right of a frame, each joined to
// its line's end by a leader.
func drawBeside(p *page, labels []label, box Window) {
	want, heights := make([]float64, len(labels)), make([]float64, len(labels))
	for i, l := range labels {
		want[i], heights[i] = l.anchor.Y, l.height()
	}
	x := box.X1 + leaderRoom
	for i, y := range dodge(want, heights, box.Y0-14, box.Y1+3) {
		l := labels[i]
		thin := pen{Color: l.color, Width: 0.8}
		p.polyline([]Point{{box.X1 + 1, l.anchor.Y}, {x - 9, y}, {x - 3, y}}, thin)
		l.drawAt(p, x, y)
	}
}

// leaderRoom is the distance of the labels from the frame.
const leaderRoom = 26
