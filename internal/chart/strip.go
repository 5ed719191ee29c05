package chart

import "slices"

// The strip of small multiples: each series alone in colour before all others
// in grey, eight to a row. In one panel more than six lines hide one another
// where it matters, at the end, and nobody can follow one of them; alone before
// the others, each can be followed and still be compared.

const (
	perRow      = 8
	multipleRow = 104.0 // height of a row
	multipleGap = 15.0
	smallTick   = 9.0
)

// stripHeight is the height of the strip, 0 when there are few series.
func (t Training) stripHeight() float64 {
	if len(t.Panels) == 0 {
		return 0
	}
	n := len(t.Panels[len(t.Panels)-1].Series)
	if n <= overlaid {
		return 0
	}
	return multipleRow*float64((n+perRow-1)/perRow) + 20
}

// drawStrip draws the small multiples of the panel. All share their axes; only
// the first of a row names the values of y.
func (n Panel) drawStrip(p *page, room Window) {
	panel := n.curves(p.theme)
	panel.y = n.yAxis(4)
	panel.x = n.xAxis(3)
	p.caption(n.Title+": each alone, the others in grey", panel.y.aside(), Point{room.X0, room.Y1 - 14})
	rows := (len(panel.curves) + perRow - 1) / perRow
	// Rows of about equal length rather than a full one and a single panel.
	columns := min(perRow, (len(panel.curves)+rows-1)/rows)
	left := besides(panel.y.ticks, smallTick, "")
	width := (room.dx() - left - multipleGap*float64(columns-1)) / float64(columns)
	for i, c := range panel.curves {
		x := room.X0 + left + float64(i%columns)*(width+multipleGap)
		y := room.Y1 - 20 - multipleRow*float64(i/columns+1)
		f := frame{x: panel.x, y: panel.y, box: Window{x, x + width, y + below(smallTick, ""), y + multipleRow - 17}}
		f.drawGrid(p)
		// The same axis all along the row: its numbers stand once.
		if i%columns > 0 {
			f.y.ticks = slices.Clone(f.y.ticks) // shared by all
			for k := range f.y.ticks {
				f.y.ticks[k].label = ""
			}
		}
		lines := f.place(panel.curves)
		f.drawOne(p, lines, i)
		f.drawAxes(p, "", "", smallTick)
		drawEnds(p, lines[i:i+1])
		// The names are repeated from the panels above: cut short they still tell
		// which, as the colour and the marker are theirs.
		p.text(fit(n.Series[i].Label, width), Point{x, y + multipleRow - 13},
			textStyle{face: boldFace, size: noteSize, color: p.theme.ink(c.color)})
		// The note lies where lines of a rising quantity seldom are, on a ground
		// for when they are.
		if w := textWidth(c.note, plainFace, smallTick); w > 0 {
			p.rect(Window{x + width - 7 - w, x + width - 1, f.box.Y0 + 2, f.box.Y0 + 15}, withAlpha(p.theme.paper, 0.85))
		}
		p.text(c.note, Point{x + width - 4, f.box.Y0 + 5}, textStyle{size: smallTick, color: p.theme.soft, align: right})
	}
}

// drawOne draws curve i in colour and the others thin and grey behind it.
func (f frame) drawOne(p *page, curves []placed, i int) {
	for k, c := range curves {
		if k == i {
			continue
		}
		for _, piece := range c.pieces {
			p.polyline(piece, pen{Color: p.theme.back, Width: 0.8})
		}
	}
	f.drawCurves(p, curves[i:i+1])
}

// fit shortens a text to the width, with an ellipsis.
func fit(s string, width float64) string {
	if textWidth(s, boldFace, noteSize) <= width {
		return s
	}
	letters := []rune(s)
	for len(letters) > 1 && textWidth(string(letters)+"…", boldFace, noteSize) > width {
		letters = letters[:len(letters)-1]
	}
	return string(letters) + "…"
}
