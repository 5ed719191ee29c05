package chart

import (
	"image/color"
	"strings"
)

// curve is a line of a curve panel.
type curve struct {
	style Style
	color color.NRGBA // of the line: the style's, or grey behind others
	width float64
	pts   []Point // in the units of the axes; NaN interrupts
	after []Point // how it goes on after its end, faint; may be empty
	marks []Point
	band  [][]Point // polygons of the quartile band
	runs  [][]Point // thin lines behind
	ends  bool      // ends for a reason before the others: an × stands at its end
	name  string
	note  string
}

func (c curve) label(end Point) label { return newLabel(c.name, c.note, c.color, end, widestLabel) }

// curvePanel is a panel of curves over a frame, labelled at their ends: a legend
// would have to be matched line by line, by colours that not all can tell apart.
type curvePanel struct {
	caption, aside string // the aside in small print after the caption
	xName, yName   string
	x, y           axis
	curves         []curve
}

// labels is the room that the labels take beside the panel, all of them: where
// a line ends before the others, its label may find no place in the panel.
func (c curvePanel) labels() (width, height float64) {
	var all []label
	for _, line := range c.curves {
		all = append(all, line.label(Point{}))
	}
	width, height = extent(all)
	return leaderRoom + width, height
}

// minWidth is the width without which the panel's frame would be too small.
func (c curvePanel) minWidth() float64 {
	labels, _ := c.labels()
	return c.left() + minFrame + labels
}

// left is what the axis takes to the left of the panel's frame.
func (c curvePanel) left() float64 { return besides(c.y.ticks, tickSize, c.yName) }

// draw draws the panel into a room that holds axes and labels too.
func (c curvePanel) draw(p *page, room Window) {
	f := c.frame(room)
	c.drawBase(p, f)
	c.drawLines(p, f, f.place(c.curves))
}

// drawBase draws what lies under the lines.
func (c curvePanel) drawBase(p *page, f frame) {
	p.caption(c.caption, c.aside, Point{f.box.X0, f.box.Y1 + 9})
	f.drawGrid(p)
}

// drawLines draws the lines, the axes over them, so that the border is whole
// where lines touch it, and the signs over the axes, as a × at an edge lies half
// outside.
func (c curvePanel) drawLines(p *page, f frame, lines []placed) {
	f.drawCurves(p, lines)
	f.drawAxes(p, c.xName, c.yName, tickSize)
	drawEnds(p, lines)
	drawLabels(p, f, lines)
}

// frame is what axes and labels leave of the room.
func (c curvePanel) frame(room Window) frame {
	labels, _ := c.labels()
	return frame{x: c.x, y: c.y, box: Window{
		X0: room.X0 + c.left(),
		X1: room.X1 - labels,
		Y0: room.Y0 + below(tickSize, c.xName),
		Y1: room.Y1 - captionRoom,
	}}
}

// placed is a curve in a frame, on the page.
type placed struct {
	curve
	pieces [][]Point // what is to be seen
	after  [][]Point
	end    Point // where its label points
	cross  bool  // an × stands there
	shown  bool
}

// place finds what is to be seen of the curves, once for all that is drawn of
// them.
func (f frame) place(curves []curve) []placed {
	var out []placed
	for _, c := range curves {
		out = append(out, f.placeOne(c))
	}
	return out
}

func (f frame) placeOne(c curve) placed {
	on := f.all(c.pts)
	out := placed{curve: c, pieces: visible(on, f.box), after: visible(f.all(c.after), f.box)}
	end, last, latest := endOf(on, f.box)
	out.end, out.shown = end, last >= 0
	// Where it leaves for good through the top, for larger values are worse
	// ones. What falls through the bottom of a logarithmic axis converges, and
	// what enters through it is on its way.
	rises := out.shown && end.Y >= f.box.Y1 && last != latest
	// And where it ends, even if all that is to be seen of it lies outside, as
	// in a zoomed panel: a name without a line or a sign would be a riddle.
	out.cross = rises || c.ends && len(c.pts) > 0
	if latest < 0 && out.cross {
		// It ended before it had a value: at the iteration where that was.
		out.end = f.box.nearest(Point{f.box.X0 + f.box.dx()*f.x.unit(c.pts[0].X), f.box.Y0})
	}
	return out
}

// visible returns the pieces of a line on the page that lie in the box.
func visible(on []Point, box Window) [][]Point {
	pieces := clipPolyline(on, box)
	for i, piece := range pieces {
		pieces[i] = simplify(piece, lineTolerance)
	}
	return pieces
}

// endOf is where the label of a line on the page points, and the index of its
// last point in the box: that point, or the exit behind it if the line goes on
// outside. The index is −1 for a line that never shows: its label points to
// the edge nearest to its latest point, or if no point has a place, to the
// lower right corner.
func endOf(on []Point, box Window) (end Point, last, latest int) {
	latest = len(on) - 1
	for latest >= 0 && !on[latest].finite() {
		latest--
	}
	for i := latest; i >= 0; i-- {
		if !box.contains(on[i]) {
			continue
		}
		if i+1 < len(on) {
			if _, exit, ok := clipSegment(on[i], on[i+1], box); ok {
				return exit, i, latest
			}
		}
		return on[i], i, latest
	}
	if latest >= 0 {
		return box.nearest(on[latest]), -1, latest
	}
	return Point{box.X1, box.Y0}, -1, -1
}

// drawCurves draws bands, runs, lines and markers, in this order over all
// curves, so that no band hides a line.
func (f frame) drawCurves(p *page, curves []placed) {
	for _, c := range curves {
		for _, polygon := range c.band {
			p.polygon(clipPolygon(f.all(polygon), f.box), withAlpha(c.color, 0.16))
		}
	}
	for _, c := range curves {
		for _, r := range c.runs {
			for _, piece := range visible(f.all(r), f.box) {
				p.polyline(piece, pen{Color: withAlpha(c.color, 0.35), Width: 0.6})
			}
		}
		for _, piece := range c.after {
			p.polyline(piece, pen{Color: withAlpha(c.color, 0.35), Width: 1})
		}
	}
	for _, c := range curves {
		// Each with a light edge, which shows where lines cross which is on top.
		for _, piece := range c.pieces {
			p.polyline(piece, pen{Color: withAlpha(p.theme.halo, 0.8), Width: c.width + 1.6})
			p.polyline(piece, pen{Color: c.color, Width: c.width, Dash: c.style.pen(c.width).Dash})
		}
	}
	for _, c := range curves {
		for _, m := range f.all(c.marks) {
			if f.box.contains(m) {
				p.marker(c.style.Marker, m, markerRadius, c.color)
			}
		}
	}
}

// drawEnds marks with a × where a curve leaves the frame for good, or ends.
func drawEnds(p *page, curves []placed) {
	for _, c := range curves {
		if c.cross {
			p.cross(c.end, crossRadius, c.color)
		}
	}
}

// names are the labels with their places: of the lines that reach the right edge in
// a column beside it, of those that end before at their end in the panel.
func (f frame) names(curves []placed) ([]label, []placement) {
	var beside, within, narrow []label
	var signs []Point
	// All lines before the first label is placed: it must not cover any.
	lines := newInked(f.box)
	for _, c := range curves {
		lines.add(c.pieces)
		lines.add(c.after)
		if len(c.pts) == 0 {
			continue
		}
		l := c.label(c.end)
		if c.end.X >= f.box.X1-1 {
			beside = append(beside, l)
			continue
		}
		within, signs = append(within, l), append(signs, c.end)
		// No narrower than its name, which is not to be parted from its end.
		name, _, _ := strings.Cut(c.name, ", ")
		widest := max(f.box.dx()/3, textWidth(name, boldFace, labelSize))
		narrow = append(narrow, newLabel(c.name, c.note, c.color, c.end, min(widestLabel, widest)))
	}
	places := placeLabels(within, lines, apart(signs), f.box)
	if anyBeside(places) { // rather in more lines than with leaders across those of others
		if among := placeLabels(narrow, lines, apart(signs), f.box); !anyBeside(among) {
			within, places = narrow, among
		}
	}
	for range beside {
		places = append(places, placement{beside: true})
	}
	return append(within, beside...), places
}

// drawLabels sets the names.
func drawLabels(p *page, f frame, curves []placed) {
	labels, places := f.names(curves)
	// A little beyond the frame on both sides, where the ticks' labels and the
	// caption leave room.
	setLabels(p, labels, places, f.box, f.box.Y0-14, f.box.Y1+3)
}

// Sizes of what is drawn on lines, in points; lineTolerance is the tolerance of
// simplify, a sixth of a pixel of the PNG.
const (
	markerRadius  = 3.1
	crossRadius   = 4.2
	lineWidth     = 2.0
	lineTolerance = 0.08
)
