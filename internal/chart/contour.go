package chart

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"gonum.org/v1/plot/vg"
)

// Contour is a figure of two panels: level lines of f with paths over them, at
// equal aspect, and beside it a positive quantity of each path (usually f − f*)
// against the iteration, on a logarithmic axis.
type Contour struct {
	Title, Subtitle string
	Recipe          []string // small print under the panels, an entry a line, in columns
	Note            string   // small print under that

	F          func(x, y float64) float64 // NaN leaves a hole
	Window     Window
	Minima     []Point // stars
	Start      Point   // ring
	Paths      []Path
	CurveLabel string // what Path.Curve is; empty: "f − f*"
}

// Path is an optimizer's way over the surface.
type Path struct {
	Label  string
	Short  string // its label among the paths, where room is scarce; empty: Label
	Style  Style
	Points []Point // by iteration, 0 being the start
	// Curve has the same length: the value of the panel on the right. Values
	// that are not positive or not finite are gaps. Nil: no curve.
	Curve []float64
	// Diverged is the iteration at which the path stopped being finite, 0 for
	// never; Points then end with the last finite one.
	Diverged int
}

// gridCells is the number of cells along the window's longer side on which the
// level lines are found: a cell is less than two pixels of the PNG then,
// and a narrow valley still has its walls.
const gridCells = 400

// Sizes of the panels in points. What shares the page with them, labels above
// all, may not press them smaller: the page grows instead.
const (
	minFrame   = 170.0 // of a panel's frame, in width and height
	maxGrown   = 500.0 // the longer side of a contour panel whose shorter one is to grow
	lowest     = 330.0 // of the panels with their axes: less looks squeezed on a page so wide
	curvesRoom = 280.0 // for the curves with their ticks, where labels leave it
	panelGap   = 14.0

	// On a page whose size is fixed they may be smaller.
	fixedFrame  = 140.0
	fixedLowest = 215.0
	fixedCurves = 190.0
)

// contourLayout is a Contour with what has to be known before its size is. From
// left to right, the page is divided into
//
//	y | contour panel | names | f − f* | curves | labels
//
// where the names have a column only if they find no place in the panel. The
// labels have theirs always, as most curves reach the right edge. The contour
// panel has the rest, and what it cannot use, its scale being the same in both
// directions, the curves do. On a narrow page the curves stand below it.
type contourLayout struct {
	Contour
	theme *theme
	axes  frame // of the contour panel, not placed yet
	see   func(f frame) view
	// turned is, of a surface in space that turns by so many degrees, the view
	// that is so many degrees from the last. Nil: it cannot be turned.
	turned        func(f frame, turn, before float64) view
	wide, high    float64 // its proportions
	marks         []int   // the iterations that carry markers, in both panels
	traces        []trace
	curves        curvePanel
	bare          bool    // no curves
	stacked       bool    // the curves under the contour panel
	curvesRoom    float64 // the least width of the curves
	nameColumn    float64 // width beside the contour panel, if names have to stand there
	brief         bool    // the names, as they would be higher than the panel
	sheet         sheet
	width, height float64
}

// layout implements Figure.
func (c Contour) layout(on setting) layout {
	out := c.prepare(on)
	out.axes, out.wide, out.high = c.contourAxes(), c.Window.dx(), c.Window.dy()
	out.see = func(f frame) view { return flat{f, c.drawLevels} }
	out.divide(on)
	return out
}

// prepare finds what the size depends on. It places nothing yet: with what the
// panels and their labels need at least divide finds the page, on which draw
// places them.
func (c Contour) prepare(on setting) contourLayout {
	c = c.themed(on.theme)
	out := contourLayout{Contour: c, theme: on.theme, marks: marks(c.longest()), bare: true}
	for _, path := range c.Paths {
		out.traces = append(out.traces, newTrace(path.Points, c.Window))
		out.bare = out.bare && path.Curve == nil
	}
	out.curves = out.curvePanel()
	return out
}

// divide finds the size of the page, and how its panels share it.
func (c *contourLayout) divide(on setting) {
	nameWidth, nameHeight := extent(c.names())
	if nameHeight > lowest {
		c.brief = true
		nameWidth, nameHeight = extent(c.names())
	}
	c.nameColumn = leaderRoom + nameWidth
	least, low, column := minFrame, lowest, c.nameColumn
	c.curvesRoom = curvesRoom
	if on.fixed { // names that find no place in the panel make it smaller
		least, low, column, c.curvesRoom = fixedFrame, fixedLowest, 0, fixedCurves
	}
	// The smaller side of the contour panel decides, unless the window is so
	// long that the page would become a banner.
	scale := math.Min(least/math.Min(c.wide, c.high), maxGrown/math.Max(c.wide, c.high))
	labels, labelHeight := c.curves.labels()
	left := c.left() + scale*c.wide + column
	beside := 2*margin + left + panelGap + c.curvesRoom + labels
	panels := scale*c.high + c.below() + captionRoom
	c.width = max(on.width, beside)
	switch {
	case c.bare:
		c.width = 2*margin + left
		if on.fixed {
			c.width = max(c.width, on.width)
		} else {
			c.width = max(c.width, on.width*2/3)
		}
		labelHeight = 0
	case on.fixed && (on.width < beside || on.height > on.width):
		c.stacked = true
		c.width = max(on.width, 2*margin+max(left, c.curves.left()+fixedFrame+labels))
	}
	c.sheet = newSheet(c.Title, c.Subtitle, c.Recipe, c.Note, c.width)
	if c.stacked {
		// As high as it is wide, where the height is free.
		if on.height == 0 {
			inner := c.width - 2*margin
			panels = max(panels, math.Min(inner, c.high*(inner-c.left())/c.wide)+c.below()+captionRoom)
		}
		c.height = max(on.height, c.sheet.height(panels+c.curvesHeight()))
		return
	}
	c.height = max(on.height, c.sheet.height(max(low, labelHeight+50, nameHeight+captionRoom, panels)))
}

// curvesHeight is the height of the curves under the contour panel, at least.
func (c contourLayout) curvesHeight() float64 {
	_, labels := c.curves.labels()
	return max(fixedLowest, labels+50)
}

// left and below are what the axes of the contour panel take of the page.
func (c contourLayout) left() float64 {
	if c.axes.y.ticks == nil {
		return 0
	}
	return besides(c.axes.y.ticks, tickSize, "y")
}

func (c contourLayout) below() float64 {
	if c.axes.x.ticks == nil {
		return 0
	}
	return below(tickSize, "x")
}

// themed is the figure with the theme's colours.
func (c Contour) themed(t *theme) Contour {
	c.Paths = slices.Clone(c.Paths)
	for i := range c.Paths {
		c.Paths[i].Style.Color = t.line(c.Paths[i].Style.Color)
	}
	return c
}

// names are the paths' labels in the contour panel, to be placed.
func (c contourLayout) names() []label {
	var names []label
	for i, path := range c.Paths {
		names = append(names, c.traces[i].name(path, Point{}, c.brief))
	}
	return names
}

// size implements layout.
func (c contourLayout) size() (w, h float64) { return c.width, c.height }

// Size implements Figure.
func (c Contour) Size() (w, h vg.Length) { return sizeOf(c) }

// Description implements Figure.
func (c Contour) Description() (title, alt string) {
	// What a reader sees at a glance: the ends. From the data, so that it is
	// true of a figure whose author never looked at it.
	var b strings.Builder
	fmt.Fprintf(&b, "Left: level lines of a surface over x from %.4g to %.4g and y from %.4g to %.4g, with the paths of %d optimizers from (%.4g, %.4g). Right: %s against the iteration, logarithmic.",
		c.Window.X0, c.Window.X1, c.Window.Y0, c.Window.Y1, len(c.Paths), c.Start.X, c.Start.Y, c.curveLabel())
	for _, path := range c.Paths {
		if len(path.Points) == 0 {
			continue
		}
		last := len(path.Points) - 1
		fmt.Fprintf(&b, " %s: after %d steps at (%.3g, %.3g)", path.Label, last, path.Points[last].X, path.Points[last].Y)
		if last < len(path.Curve) {
			fmt.Fprintf(&b, ", %s = %.3g", c.curveLabel(), path.Curve[last])
		}
		if path.Diverged > 0 {
			fmt.Fprintf(&b, ", diverged at step %d", path.Diverged)
		}
		b.WriteByte('.')
	}
	if c.check() == nil {
		if share := c.holes(); share > 0 {
			fmt.Fprintf(&b, " The function has no finite value in %.2g %% of the window, which is hatched or left out.", 100*share)
		}
	}
	return c.Title, b.String()
}

// curveLabel names the axis of y on the right.
func (c Contour) curveLabel() string {
	if c.CurveLabel == "" {
		return "f − f*"
	}
	return c.CurveLabel
}

// check refuses what cannot be drawn; numbers that are not finite can.
func (c Contour) check() error {
	w := c.Window
	switch {
	case c.F == nil:
		return errors.New("chart: the contour figure has no function")
	case !finite(w.X0) || !finite(w.X1) || !finite(w.Y0) || !finite(w.Y1) || !(w.X0 < w.X1) || !(w.Y0 < w.Y1):
		return fmt.Errorf("chart: the window x %g…%g, y %g…%g is empty or not finite", w.X0, w.X1, w.Y0, w.Y1)
	case len(c.Paths) == 0:
		return errors.New("chart: the contour figure has no paths")
	}
	for _, p := range c.Paths {
		if len(p.Points) == 0 {
			return fmt.Errorf("chart: the path %q has no points", p.Label)
		}
		if p.Curve != nil && len(p.Curve) != len(p.Points) {
			return fmt.Errorf("chart: the path %q has %d points, but a curve of %d", p.Label, len(p.Points), len(p.Curve))
		}
	}
	return nil
}

// draw implements layout.
func (c contourLayout) draw(p *page) {
	on := c.put(p)
	c.drawBase(p, on, true)
	c.drawFinish(p, on)
}

// onPage is a contourLayout's panels, placed on the page.
type onPage struct {
	surface surfacePanel
	curves  frame
	lines   []placed
}

// put places the panels.
func (c contourLayout) put(p *page) onPage {
	var on onPage
	var room Window
	on.surface, room = c.panels(c.sheet.body(p))
	if !c.bare {
		on.curves = c.curves.frame(room)
		on.lines = on.curves.place(c.curves.curves)
	}
	return on
}

// drawBase draws what lies under the paths, with the surface or without, and
// under the curves.
func (c contourLayout) drawBase(p *page, on onPage, ground bool) {
	c.sheet.draw(p)
	c.drawKey(p, on.surface.box)
	if ground {
		on.surface.view.drawGround(p)
	}
	if !c.bare {
		c.curves.drawBase(p, on.curves)
	}
}

// drawFinish draws, over the base, the paths and the curves to their ends.
func (c contourLayout) drawFinish(p *page, on onPage) {
	s := on.surface
	c.drawPaths(p, s, s.lines, c.longest(), true)
	setLabels(p, s.names, s.places, s.box, s.floor, s.box.Y1+3)
	if !c.bare {
		c.curves.drawLines(p, on.curves, on.lines)
	}
}

// panels parts the body between the contour panel and the curves.
func (c contourLayout) panels(body Window) (surface surfacePanel, curves Window) {
	surface = c.surface(c.upper(body))
	if c.stacked {
		return surface, Window{body.X0, body.X1, body.Y0, surface.box.Y0 - c.below() - panelGap}
	}
	x := surface.box.X1 + panelGap
	if surface.crowded() {
		x += c.nameColumn
	}
	return surface, Window{x, body.X1, body.Y0, body.Y1}
}

// upper is the part of the body that holds the contour panel: all of it but
// for curves below, which get the rest where the panel is too wide to use it.
func (c contourLayout) upper(body Window) Window {
	if c.stacked {
		body.Y0 += max(c.curvesHeight(), 0.36*body.dy())
	}
	return body
}

// surface places the contour panel, with a column beside it only if the names
// find no place among the paths: what it takes is taken from the panel.
func (c contourLayout) surface(body Window) surfacePanel {
	s := c.placeSurface(c.frame(body, 0), body.Y0)
	if s.crowded() {
		s = c.placeSurface(c.frame(body, c.nameColumn), body.Y0)
	}
	return s
}

// contourAxes are the axes of the contour panel, with ticks at like distances
// in both directions, as the scale is the same.
func (c Contour) contourAxes() frame {
	ticksAlong := func(lo, hi float64) []tick {
		longer := math.Max(c.Window.dx(), c.Window.dy())
		return linearTicks(lo, hi, max(3, int(7*(hi-lo)/longer)), false)
	}
	w := c.Window
	return frame{
		x: axis{lo: w.X0, hi: w.X1, ticks: ticksAlong(w.X0, w.X1)},
		y: axis{lo: w.Y0, hi: w.Y1, ticks: ticksAlong(w.Y0, w.Y1)},
	}
}

// frame places the contour panel: at the left, with the same scale for x and
// y, as large as the height allows, and as the other panel and a column of the
// given width leave room.
func (c contourLayout) frame(body Window, column float64) frame {
	f := c.axes
	x0, y0, y1 := body.X0+c.left(), body.Y0+c.below(), body.Y1-captionRoom
	width := body.X1 - x0 - column
	if !c.bare && !c.stacked {
		labels, _ := c.curves.labels()
		width -= panelGap + c.curvesRoom + labels
	}
	scale := math.Min(width/c.wide, (y1-y0)/c.high)
	// Low panels hang from the top, where the other one starts as well.
	f.box = Window{x0, x0 + scale*c.wide, y1 - scale*c.high, y1}
	return f
}

// longest is the last iteration of the longest path, at least 1.
func (c Contour) longest() int {
	longest := 1
	for _, p := range c.Paths {
		longest = max(longest, len(p.Points)-1)
	}
	return longest
}

// styles are those of the paths.
func (c Contour) styles() []Style {
	var out []Style
	for _, p := range c.Paths {
		out = append(out, p.Style)
	}
	return out
}

// curvePanel makes the panel on the right.
func (c contourLayout) curvePanel() curvePanel {
	longest := c.longest()
	out := curvePanel{
		caption: "markers at iterations " + joinInts(c.marks, 8),
		xName:   "iteration", yName: c.curveLabel(),
		x: axis{lo: 0, hi: float64(longest), ticks: integerTicks(0, float64(longest), 6)},
		y: axis{scale: Log},
	}
	out.y.lo, out.y.hi = c.curveRange()
	out.y.ticks = logTicks(out.y.lo, out.y.hi, 8)
	for i, path := range c.Paths {
		out.curves = append(out.curves, c.curve(path, c.traces[i]))
	}
	return out
}

// curve is a path's line in the panel on the right. It ends, with its ×, where
// the path left the window of the other panel for good, so that the two tell
// the same; what follows is faint. A path that was never there does not leave.
func (c contourLayout) curve(path Path, t trace) curve {
	line := curve{
		style: path.Style, color: path.Style.Color, width: c.theme.weight * lineWidth,
		name: path.Label, note: t.fate(path), ends: path.Diverged > 0 || t.left > 0,
	}
	if len(path.Curve) > 0 && slices.Max(path.Curve) <= 0 {
		line.note = "never above 0" // where the logarithmic axis has no place
	}
	// The point at which it left belongs to both parts, so that they join.
	for i, v := range path.Curve {
		line.pts = append(line.pts, Point{float64(i), v})
	}
	if t.left > 0 && t.left < len(line.pts) {
		line.pts, line.after = line.pts[:t.left+1], line.pts[t.left:]
	}
	for _, k := range c.marks {
		if k < len(line.pts) && (t.left == 0 || k < t.left) {
			line.marks = append(line.marks, line.pts[k])
		}
	}
	return line
}

// curveRange is the range of the logarithmic axis. It reaches up to the
// greatest value of a path within the window, so that the two panels show the
// same part of each path, and down to the least, but no more than 16 decades:
// below that is only rounding.
func (c Contour) curveRange() (lo, hi float64) {
	lo = math.Inf(1)
	for _, p := range c.Paths {
		for i, v := range p.Curve {
			if !(v > 0) || !finite(v) {
				continue
			}
			lo = math.Min(lo, v)
			if i == 0 || i < len(p.Points) && c.Window.contains(p.Points[i]) {
				hi = math.Max(hi, v)
			}
		}
	}
	if hi == 0 {
		return 0.1, 10 // nothing positive: an empty frame
	}
	lo = math.Max(math.Min(lo, hi), hi*1e-16)
	// Some air above and below, in proportion on a logarithmic axis, and a
	// range even of a constant.
	air := math.Max(math.Pow(hi/lo, 0.04), 1.05)
	return lo / air, hi * air
}

// marks are the marked iterations up to the last: about evenly spaced on a
// logarithmic scale, as most happens early, and round, to be named in a caption.
func marks(last int) []int {
	out := []int{0}
	for decade := 10; decade <= last; decade *= 10 {
		for _, k := range []int{decade, 2 * decade, 5 * decade} {
			if k <= last {
				out = append(out, k)
			}
		}
	}
	return out
}

// joinInts lists numbers, at most so many: the caption has to end before the
// labels do, and the rule is plain after the first few.
func joinInts(numbers []int, most int) string {
	var parts []string
	for i, k := range numbers {
		if i == most {
			parts = append(parts, "…")
			break
		}
		parts = append(parts, strconv.Itoa(k))
	}
	return strings.Join(parts, ", ")
}
