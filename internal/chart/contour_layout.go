package chart

import "math"

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
	under         float64 // the least height of curves there; 0: as their labels want
	highest       float64 // where they may begin; 0: right under the panel
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
	if c.under > 0 {
		return c.under
	}
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

// draw implements layout.
func (c contourLayout) draw(p *page) {
	on := c.widened(c.put(p), p.width-margin)
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
func (c contourLayout) put(p *page) onPage { return c.putInto(c.sheet.body(p)) }

// putInto places the panels in a part of a page.
func (c contourLayout) putInto(body Window) onPage {
	var on onPage
	var room Window
	on.surface, room = c.panels(body)
	if !c.bare {
		on.curves = c.curves.frame(room)
		on.lines = on.curves.place(c.curves.curves)
	}
	return on
}

// widened gives the curves the labels' column, up to the right edge of the page's
// body, if all of them end in the panel and their names have places there. (In an
// animation the names stand in the column until the end.)
func (c contourLayout) widened(on onPage, right float64) onPage {
	if c.bare {
		return on
	}
	f := on.curves
	f.box.X1 = right
	lines := f.place(c.curves.curves)
	if _, places := f.names(lines); !anyBeside(places) {
		on.curves, on.lines = f, lines
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
		c.drawClouds(p, on.surface.view)
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
		top := surface.box.Y0 - c.below() - panelGap
		if c.highest > 0 {
			top = math.Min(top, c.highest)
		}
		return surface, Window{body.X0, body.X1, body.Y0, top}
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
