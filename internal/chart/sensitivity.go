package chart

import (
	"errors"
	"fmt"
	"image/color"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
)

// Sensitivity is a figure of how well each of several methods did over the values
// of a setting, both logarithmic: a curve that is low over many values forgives
// a bad choice, one with a narrow dip does not.
type Sensitivity struct {
	Title, Subtitle string
	Recipe          []string
	Note            string
	XLabel, YLabel  string
	Lines           []Response
	Failed          string // what a NaN means: "diverged"
	// Floor is the least Y that means anything: what is below is drawn there.
	Floor float64
}

// Response is a line of a Sensitivity.
type Response struct {
	Label string
	Style Style
	X, Y  []float64 // X > 0, rising; Y is NaN where it failed
	Given Point     // the setting as it was given, with a ring; X is 0 if there is none
	Best  int       // the index of the best, with a star; −1: all failed
}

// sensitivityLayout is a Sensitivity on its page. Over the panel, a row for each
// line has the × of the values at which it failed.
type sensitivityLayout struct {
	Sensitivity
	theme         *theme
	panel         curvePanel
	sheet         sheet
	width, height float64
}

// failedRow is the height of a row of ×.
const failedRow = 11.0

// layout implements Figure.
func (s Sensitivity) layout(on setting) layout {
	s.Lines = slices.Clone(s.Lines)
	for i := range s.Lines {
		s.Lines[i].Style.Color = on.theme.line(s.Lines[i].Style.Color)
	}
	out := sensitivityLayout{Sensitivity: s, theme: on.theme}
	out.panel = curvePanel{xName: s.XLabel, yName: s.YLabel, x: s.xAxis(), y: s.yAxis()}
	for _, l := range s.Lines {
		line := curve{style: l.Style, color: l.Style.Color, width: on.theme.weight * lineWidth, name: l.Label}
		for i := range l.X {
			line.pts = append(line.pts, Point{l.X[i], s.shown(l.Y[i])})
		}
		line.marks = line.pts
		if l.Best < 0 {
			line.note = s.Failed + " at every value"
		}
		out.panel.curves = append(out.panel.curves, line)
	}
	labels, labelHeight := out.panel.labels()
	out.width = max(on.width, 2*margin+out.panel.left()+minFrame+labels)
	out.sheet = newSheet(s.Title, s.Subtitle, s.Recipe, s.Note, out.width)
	least := lowest
	if on.fixed {
		least = fixedLowest
	}
	out.height = max(on.height, out.sheet.height(out.rows()+max(least, labelHeight+50)))
	return out
}

// shown is a value where the axis has a place for it.
func (s Sensitivity) shown(y float64) float64 {
	if y < s.Floor {
		return s.Floor
	}
	return y
}

// rows is the height of the rows of ×.
func (s Sensitivity) rows() float64 { return failedRow*float64(len(s.Lines)) + 6 }

func (s Sensitivity) xAxis() axis {
	lo, hi := math.Inf(1), 0.0
	for _, l := range s.Lines {
		for _, x := range append(slices.Clone(l.X), l.Given.X) {
			if x > 0 {
				lo, hi = math.Min(lo, x), math.Max(hi, x)
			}
		}
	}
	if !(lo <= hi) {
		lo, hi = 0.1, 1
	}
	lo, hi = lo/1.3, hi*1.3
	return axis{lo: lo, hi: hi, scale: Log, ticks: logTicks(lo, hi, 10)}
}

func (s Sensitivity) yAxis() axis {
	lo, hi := math.Inf(1), 0.0
	for _, l := range s.Lines {
		for _, y := range append(slices.Clone(l.Y), l.Given.Y) {
			if y = s.shown(y); y > 0 && finite(y) {
				lo, hi = math.Min(lo, y), math.Max(hi, y)
			}
		}
	}
	if !(lo <= hi) {
		lo, hi = 0.1, 1
	}
	air := math.Max(math.Pow(hi/lo, 0.05), 1.2)
	lo, hi = lo/air, hi*air
	return axis{lo: lo, hi: hi, scale: Log, ticks: logTicks(lo, hi, 8)}
}

// size implements layout.
func (s sensitivityLayout) size() (w, h float64) { return s.width, s.height }

// Size implements Figure.
func (s Sensitivity) Size() (w, h vg.Length) { return sizeOf(s) }

// draw implements layout.
func (s sensitivityLayout) draw(p *page) {
	s.sheet.draw(p)
	room := s.sheet.body(p)
	room.Y1 -= s.rows()
	s.panel.draw(p, room)
	f := s.panel.frame(room)
	s.drawFailed(p, f)
	for _, l := range s.Lines {
		if l.Best >= 0 {
			p.star(f.at(Point{l.X[l.Best], s.shown(l.Y[l.Best])}), 8)
		}
	}
	for _, l := range s.Lines {
		if l.Given.X > 0 && finite(l.Given.Y) {
			p.ringIn(f.at(Point{l.Given.X, s.shown(l.Given.Y)}), 5.5, l.Style.Color)
		}
	}
	s.drawKey(p, f)
}

// drawFailed draws the rows over the panel: one × for each value that failed.
func (s sensitivityLayout) drawFailed(p *page, f frame) {
	for k, l := range s.Lines {
		y := f.box.Y1 + s.rows() - failedRow*(float64(k)+0.5)
		p.polyline([]Point{{f.box.X0, y}, {f.box.X1, y}}, pen{Color: p.theme.grid, Width: 0.7})
		p.marker(l.Style.Marker, Point{f.box.X0 - 9, y}, markerRadius, l.Style.Color)
		at := func(x float64) Point { return Point{f.at(Point{x, 1}).X, y} }
		for i, x := range l.X {
			if !finite(l.Y[i]) {
				p.cross(at(x), 3, l.Style.Color)
			}
		}
		if l.Given.X > 0 && !finite(l.Given.Y) {
			p.ringIn(at(l.Given.X), 5, l.Style.Color)
		}
	}
}

// drawKey explains the signs, above the rows.
func (s sensitivityLayout) drawKey(p *page, f frame) {
	at := Point{f.box.X0, f.box.Y1 + s.rows() + 9}
	st := textStyle{size: captionSize, color: p.theme.text}
	for _, item := range []struct {
		draw func(at Point)
		name string
	}{
		{func(at Point) { p.ringIn(at, 4.5, p.theme.text) }, "rate as given"},
		{func(at Point) { p.star(at, 6.5) }, "best rate"},
		{func(at Point) { p.cross(at, 3.4, p.theme.text) }, s.Failed},
	} {
		item.draw(Point{at.X + 6, at.Y + 0.36*captionSize})
		p.text(item.name, Point{at.X + 15, at.Y}, st)
		at.X += 15 + textWidth(item.name, plainFace, captionSize) + 14
	}
}

// ringIn is a ring in a colour: it marks one of several lines.
func (p *page) ringIn(at Point, r float64, c color.NRGBA) {
	p.stroke(circlePath(at, r), pen{Color: p.theme.halo, Width: 4})
	p.stroke(circlePath(at, r), pen{Color: c, Width: 1.8})
}

// Description implements Figure.
func (s Sensitivity) Description() (title, alt string) {
	var b strings.Builder
	fmt.Fprintf(&b, "%s against %s, both logarithmic.", s.YLabel, s.XLabel)
	for _, l := range s.Lines {
		failed := 0
		for _, y := range l.Y {
			if !finite(y) {
				failed++
			}
		}
		if l.Best < 0 {
			fmt.Fprintf(&b, " %s: %s at all %d.", l.Label, s.Failed, len(l.X))
			continue
		}
		fmt.Fprintf(&b, " %s: best %.3g at %g; %s at %d of %d.", l.Label, l.Y[l.Best], l.X[l.Best], s.Failed, failed, len(l.X))
	}
	return s.Title, b.String()
}

// check refuses lines whose columns do not belong together.
func (s Sensitivity) check() error {
	if len(s.Lines) == 0 {
		return errors.New("chart: the sensitivity figure has no lines")
	}
	for _, l := range s.Lines {
		if len(l.X) == 0 || len(l.X) != len(l.Y) || l.Best >= len(l.X) ||
			slices.ContainsFunc(l.X, func(x float64) bool { return !(x > 0) || !finite(x) }) {
			return fmt.Errorf("chart: the line %q is empty, or its lengths differ, or an X is not above zero", l.Label)
		}
	}
	return nil
}

var _ Figure = Sensitivity{}
