package chart

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"gonum.org/v1/plot/vg"
)

// Dots is a figure of rows, one for each entrant, in panels side by side: a small dot
// for each run and a mark at their median; or a mark and the ring that it moved from,
// with a line between (a dumbbell). What was not reached stands apart at the right:
// it is infinite, and has no place on an axis.
type Dots struct {
	Title, Subtitle string
	Recipe          []string // as a Contour's
	Note            string
	Rows            []DotRow
	Panels          []DotPanel
	Unreached       string // what an infinite value means: "not reached"
	From            string // what a ring means: "at its default rate"; empty: there are none
	To              string // and the mark
}

// DotRow is an entrant.
type DotRow struct {
	Label string
	Style Style
}

// DotPanel is one quantity of all entrants.
type DotPanel struct {
	Title, XLabel string
	Scale         Scale
	Percent       bool
	Dots          []Dot // by row
}

// Dot is an entrant's values in a panel.
type Dot struct {
	Median float64   // NaN: there is none; +Inf: not reached
	Runs   []float64 // single runs likewise; may be nil
	From   float64   // where a dumbbell begins, NaN likewise; of use if Dots.From is set
	Text   string    // how the median is written, beside the panel
}

const (
	dotRow       = 26.0 // height of a row
	unreachRoom  = 64.0 // the column of what was not reached
	dotTextSpace = 12.0
	dotKey       = 26.0 // the line that explains the signs
	ringRadius   = 7.0  // around the mark, where both are the same
)

// dotsLayout is a Dots on its page:
//
//	label | axis | not reached | text    axis | not reached | text
type dotsLayout struct {
	Dots
	sheet          sheet
	labels         float64   // width of the rows' names
	texts          []float64 // of the values beside each panel
	axes           []axis
	apart          []bool // there is a column of what was not reached
	width, height  float64
	rowHeight, key float64
}

// layout implements Figure.
func (d Dots) layout(on setting) layout {
	out := dotsLayout{Dots: d}
	out.Rows = nil
	for _, r := range d.Rows {
		r.Style.Color = on.theme.line(r.Style.Color)
		out.Rows = append(out.Rows, r)
		out.labels = max(out.labels, textWidth(r.Label, plainFace, labelSize))
	}
	if d.From != "" {
		out.key = dotKey
	}
	least := 2*margin + out.labels + 14
	for _, p := range d.Panels {
		text := 0.0
		for _, dot := range p.Dots {
			text = max(text, textWidth(dot.Text, plainFace, labelSize))
		}
		apart := p.anyUnreached()
		out.texts, out.apart, out.axes = append(out.texts, text), append(out.apart, apart), append(out.axes, p.axis())
		least += minFrame + dotTextSpace + text + trainingGap
		if apart {
			least += unreachRoom
		}
	}
	out.width = max(on.width, least)
	out.sheet = newSheet(d.Title, d.Subtitle, d.Recipe, d.Note, out.width)
	rest := out.sheet.height(captionRoom + out.key + below(tickSize, "x"))
	out.rowHeight = max(dotRow, (on.height-rest)/float64(len(d.Rows)))
	if !on.fixed {
		out.rowHeight = min(out.rowHeight, 2.2*dotRow) // two rows need no page
	}
	out.height = rest + out.rowHeight*float64(len(d.Rows))
	return out
}

// size implements layout.
func (d dotsLayout) size() (w, h float64) { return d.width, d.height }

// Size implements Figure.
func (d Dots) Size() (w, h vg.Length) { return sizeOf(d) }

func (n DotPanel) anyUnreached() bool {
	for _, d := range n.Dots {
		for _, v := range d.values() {
			if math.IsInf(v, 1) {
				return true
			}
		}
	}
	return false
}

// values are all numbers of a dot.
func (d Dot) values() []float64 { return append([]float64{d.Median, d.From}, d.Runs...) }

// axis spans what is finite.
func (n DotPanel) axis() axis {
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, d := range n.Dots {
		for _, v := range d.values() {
			if finite(v) && (n.Scale == Linear || v > 0) {
				lo, hi = math.Min(lo, v), math.Max(hi, v)
			}
		}
	}
	if !(lo <= hi) {
		lo, hi = 1, 1 // nothing was reached
	}
	if n.Scale == Log {
		air := math.Max(math.Pow(hi/lo, 0.06), 1.1)
		a := axis{lo: lo / air, hi: hi * air, scale: Log}
		a.ticks = logTicks(a.lo, a.hi, 6)
		return a
	}
	air := math.Max(0.06*(hi-lo), 0.02*math.Abs(hi))
	if air == 0 {
		air = 0.5
	}
	a := axis{lo: lo - air, hi: hi + air}
	a.ticks = linearTicks(a.lo, a.hi, 6, n.Percent)
	return a
}

// draw implements layout.
func (d dotsLayout) draw(p *page) {
	d.sheet.draw(p)
	body := d.sheet.body(p)
	body.Y1 -= d.key
	if d.From != "" {
		d.drawKey(p, Point{body.X0, body.Y1 + 10})
	}
	for i, r := range d.Rows {
		y := body.Y1 - captionRoom - d.rowHeight*(float64(i)+0.5)
		p.text(r.Label, Point{body.X0 + d.labels, y - 0.35*labelSize}, textStyle{size: labelSize, color: p.theme.ink(r.Style.Color), align: right})
	}
	free := body.dx() - d.labels - 14 - trainingGap*float64(len(d.Panels)-1)
	for k := range d.Panels {
		free -= d.texts[k] + dotTextSpace + d.apartRoom(k)
	}
	x := body.X0 + d.labels + 14
	for k := range d.Panels {
		width := free / float64(len(d.Panels))
		d.drawPanel(p, k, Window{x, x + width, body.Y1 - captionRoom - d.rowHeight*float64(len(d.Rows)), body.Y1 - captionRoom})
		x += width + d.apartRoom(k) + dotTextSpace + d.texts[k] + trainingGap
	}
}

func (d dotsLayout) apartRoom(panel int) float64 {
	if d.apart[panel] {
		return unreachRoom
	}
	return 0
}

// drawPanel draws one quantity: the runs, then the marks over them.
func (d dotsLayout) drawPanel(p *page, k int, box Window) {
	panel := d.Panels[k]
	n := float64(len(d.Rows))
	f := frame{box: box, x: d.axes[k], y: axis{lo: n - 0.5, hi: -0.5}} // downwards, as a table
	p.caption(panel.Title, "", Point{box.X0, box.Y1 + 9})
	f.drawGrid(p)
	thin := pen{Color: p.theme.grid, Width: 0.7}
	edge := box.X1 + d.apartRoom(k)
	for i := range d.Rows {
		y := f.at(Point{f.x.hi, float64(i)}).Y
		p.polyline([]Point{{box.X0, y}, {edge, y}}, thin)
	}
	if d.apart[k] {
		p.border(Window{box.X1, edge, box.Y0, box.Y1}, pen{Color: p.theme.axis, Width: 0.9, Dash: []float64{2, 2}})
		p.text(d.Unreached, Point{(box.X1 + edge) / 2, box.Y0 - 6 - noteSize}, textStyle{size: noteSize, color: p.theme.soft, align: center})
	}
	f.drawAxes(p, panel.XLabel, "", tickSize)
	for i, dot := range panel.Dots {
		style := d.Rows[i].Style
		at := func(v float64) Point {
			q := f.at(Point{v, float64(i)})
			if math.IsInf(v, 1) {
				q.X = (box.X1 + edge) / 2
			}
			return Point{q.X, f.box.Y0 + f.box.dy()*f.y.unit(float64(i))}
		}
		for j, v := range dot.Runs {
			if q := at(v); q.finite() {
				q.Y += 3 * (float64(j%3) - 1) // runs that agree would hide one another
				p.marker(Circle, q, 1.9, withAlpha(style.Color, 0.45))
			}
		}
		median, from := at(dot.Median), at(dot.From)
		if d.From != "" && from.finite() {
			if median.finite() {
				start := Point{from.X + math.Copysign(math.Min(ringRadius, math.Abs(median.X-from.X)), median.X-from.X), from.Y} // the ring is empty
				p.polyline([]Point{start, median}, pen{Color: withAlpha(style.Color, 0.6), Width: 2.4})
			}
			p.ringIn(from, ringRadius, style.Color)
		}
		if median.finite() {
			p.marker(style.Marker, median, 5, style.Color)
		}
		p.text(dot.Text, Point{edge + dotTextSpace, at(f.x.hi).Y - 0.35*labelSize}, textStyle{size: labelSize, color: p.theme.text})
	}
}

// drawKey explains ring and mark.
func (d dotsLayout) drawKey(p *page, at Point) {
	st := textStyle{size: captionSize, color: p.theme.text}
	p.ringIn(Point{at.X + 6, at.Y + 0.36*captionSize}, ringRadius, p.theme.text)
	p.text(d.From, Point{at.X + 16, at.Y}, st)
	at.X += 16 + textWidth(d.From, plainFace, captionSize) + 16
	p.marker(Circle, Point{at.X + 6, at.Y + 0.36*captionSize}, 5, p.theme.text)
	p.text(d.To, Point{at.X + 16, at.Y}, st)
}

// Description implements Figure.
func (d Dots) Description() (title, alt string) {
	var b strings.Builder
	for k, panel := range d.Panels {
		if k > 0 {
			b.WriteByte(' ')
		}
		fmt.Fprintf(&b, "%s, medians:", panel.Title)
		for i, dot := range panel.Dots {
			sep := ","
			if i == 0 {
				sep = ""
			}
			fmt.Fprintf(&b, "%s %s %s", sep, d.Rows[i].Label, dot.Text)
			if d.From != "" {
				from := d.Unreached
				if finite(dot.From) {
					from = minus(fmt.Sprintf("%.4g", dot.From))
				}
				fmt.Fprintf(&b, " (%s %s)", d.From, from)
			}
		}
		b.WriteByte('.')
	}
	return d.Title, b.String()
}

// check refuses panels that do not have a dot for each row.
func (d Dots) check() error {
	if len(d.Rows) == 0 || len(d.Panels) == 0 {
		return errors.New("chart: the figure of dots has no rows or no panels")
	}
	for _, p := range d.Panels {
		if len(p.Dots) != len(d.Rows) {
			return fmt.Errorf("chart: the panel %q has %d dots for %d rows", p.Title, len(p.Dots), len(d.Rows))
		}
	}
	return nil
}

var _ Figure = Dots{}
