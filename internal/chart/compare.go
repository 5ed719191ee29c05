package chart

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
)

// Compare is a figure of several contour panels side by side, each with its
// curves below it: one thing changes from side to side, and all else is the same.
// The curves share their axes.
type Compare struct {
	Title, Subtitle string
	Recipe          []string
	Note            string
	Sides           []Contour // of each, Title stands over its panel; Subtitle, Recipe and Note do not
}

// compareLayout is a Compare on its page: in columns of equal width, in one where
// that is not wide enough
//
//	title of the side
//	contour panel
//	curves | labels
type compareLayout struct {
	Compare
	sides         []contourLayout
	columns       int // as many as there are sides, or one on a narrow page
	sheet         sheet
	width, height float64
}

// Room of a side, in points.
const (
	sideGap     = 24.0
	sideTitle   = 22.0
	sideContour = 250.0 // of the contour panel with its axes, in height
	sideCurves  = 200.0 // of the curves with theirs
)

// layout implements Figure.
func (c Compare) layout(on setting) layout {
	out := compareLayout{Compare: c}
	lo, hi := math.Inf(1), 0.0
	longest, width, labelHeight := 1, 0.0, 0.0
	for _, side := range c.Sides {
		l := side.prepare(on)
		l.axes, l.wide, l.high, l.stacked = side.contourAxes(), side.Window.dx(), side.Window.dy(), true
		l.see = func(f frame) view { return flat{f, side.drawLevels} }
		names, _ := extent(l.names())
		l.nameColumn = leaderRoom + names
		least, most := l.curveRange()
		lo, hi, longest = math.Min(lo, least), math.Max(hi, most), max(longest, side.longest())
		labels, height := l.curves.labels()
		width = max(width, l.curves.left()+fixedFrame+labels)
		labelHeight = max(labelHeight, height)
		out.sides = append(out.sides, l)
	}
	for i := range out.sides {
		curves := &out.sides[i].curves
		curves.y = axis{lo: lo, hi: hi, scale: Log, ticks: logTicks(lo, hi, 6)}
		curves.x = axis{lo: 0, hi: float64(longest), ticks: integerTicks(0, float64(longest), 5)}
	}
	out.columns = len(c.Sides)
	if n := float64(out.columns); on.fixed && on.width < 2*margin+n*width+(n-1)*sideGap {
		out.columns = 1
	}
	n := float64(out.columns)
	out.width = max(on.width, 2*margin+n*width+(n-1)*sideGap)
	out.sheet = newSheet(c.Title, c.Subtitle, c.Recipe, c.Note, out.width)
	// A window that is wide needs less height, one that is not has no use for more
	// than the column is wide.
	column := (out.width-2*margin-(n-1)*sideGap)/n - 40
	surface := 0.0
	for _, side := range out.sides {
		surface = max(surface, math.Min(column*side.high/side.wide, 1.1*sideContour))
	}
	panels := sideTitle + captionRoom + surface + below(tickSize, "x") + panelGap + max(sideCurves, labelHeight+50)
	out.height = max(on.height, out.sheet.height(panels*float64(out.rows())))
	for i := range out.sides {
		out.sides[i].under = max(sideCurves, labelHeight+50)
	}
	return out
}

func (c compareLayout) rows() int { return (len(c.sides) + c.columns - 1) / c.columns }

// size implements layout.
func (c compareLayout) size() (w, h float64) { return c.width, c.height }

// Size implements Figure.
func (c Compare) Size() (w, h vg.Length) { return sizeOf(c) }

// draw implements layout.
func (c compareLayout) draw(p *page) {
	c.sheet.draw(p)
	body := c.sheet.body(p)
	n := float64(c.columns)
	width, height := (body.dx()-sideGap*(n-1))/n, body.dy()/float64(c.rows())
	room := func(i int) Window {
		x := body.X0 + float64(i%c.columns)*(width+sideGap)
		y := body.Y1 - float64(i/c.columns)*height
		return Window{x, x + width, y - height, y - sideTitle}
	}
	// Side by side, the curves are of one height, under the lowest of the panels.
	top := math.Inf(1)
	for i, side := range c.sides {
		_, below := side.panels(room(i))
		top = math.Min(top, below.Y1)
	}
	for i, side := range c.sides {
		p.text(side.Title, Point{room(i).X0, room(i).Y1 + sideTitle - 13}, textStyle{face: boldFace, size: subtitleSize, color: p.theme.text})
		if c.columns > 1 {
			side.highest = top
		}
		on := side.putInto(room(i))
		side.drawBase(p, on, true)
		side.drawFinish(p, on)
	}
}

// Description implements Figure.
func (c Compare) Description() (title, alt string) {
	var b strings.Builder
	for i, side := range c.Sides {
		_, text := side.Description()
		fmt.Fprintf(&b, "Side %d, %s: %s ", i+1, side.Title, text)
	}
	return c.Title, strings.TrimSpace(b.String())
}

// check refuses a side that cannot be drawn, and a figure without sides.
func (c Compare) check() error {
	if len(c.Sides) == 0 {
		return errors.New("chart: the comparison has no sides")
	}
	for _, side := range c.Sides {
		if err := side.check(); err != nil {
			return err
		}
		if slices.ContainsFunc(side.Paths, func(p Path) bool { return p.Curve == nil }) {
			return fmt.Errorf("chart: a path of the side %q has no curve", side.Title)
		}
	}
	return nil
}

var _ Figure = Compare{}
