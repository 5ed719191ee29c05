package chart

import "image/color"

// curve is a line of a curve panel.
type curve struct {
	style Style
	color color.NRGBA // of the line: the style's, or grey behind others
	width float64
	pts   []Point // in the units of the axes; NaN interrupts
	marks []Point
	band  [][]Point // polygons of the quartile band
	runs  [][]Point // thin lines behind
	ends  bool      // ends for a reason before the others: an × stands at its end
	name  string
	note  string
}

// curvePanel is a panel of curves over a frame, labelled at their ends.
type curvePanel struct {
	caption      string
	xName, yName string
	x, y         axis
	curves       []curve
}

// labelColumn is the room that the labels take beside the panel.
func (c curvePanel) labelColumn() float64 {
	w := 0.0
	for _, line := range c.curves {
		w = max(w, newLabel(line.name, line.note, line.color, Point{}).width())
	}
	return leaderRoom + w
}

// labelsHeight is the height that the labels need.
func (c curvePanel) labelsHeight() float64 {
	h := 0.0
	for _, line := range c.curves {
		h += newLabel(line.name, line.note, line.color, Point{}).height()
	}
	return h
}

// draw draws the panel into a room that holds axes and labels too.
func (c curvePanel) draw(p *page, room Window) {
	f := frame{x: c.x, y: c.y, box: Window{
		X0: room.X0 + besides(c.y.ticks, tickSize, c.yName),
		X1: room.X1 - c.labelColumn(),
		Y0: room.Y0 + below(tickSize, c.xName),
		Y1: room.Y1 - captionSize - 9,
	}}
	p.text(c.caption, Point{f.box.X0, f.box.Y1 + 9}, textStyle{size: captionSize, color: textColor})
	f.drawGrid(p)
	f.drawCurves(p, c.curves)
	f.drawAxes(p, c.xName, c.yName, tickSize)
	f.drawEnds(p, c.curves)
	c.drawLabels(p, f)
}

// drawLabels sets the names: of the lines that reach the right edge in a
// column beside it, of those that end before at their end in the panel.
func (c curvePanel) drawLabels(p *page, f frame) {
	var beside, within []label
	var busy []Point
	for _, line := range c.curves {
		for _, piece := range clipPolyline(f.all(line.pts), f.box) {
			busy = append(busy, along(piece, 4)...)
		}
		if len(line.pts) == 0 {
			continue
		}
		end, _ := f.end(line)
		l := newLabel(line.name, line.note, line.color, end)
		if end.X < f.box.X1-1 {
			within = append(within, l)
		} else {
			beside = append(beside, l)
		}
	}
	var marks []Point
	for _, l := range within {
		marks = append(marks, l.anchor)
	}
	drawPlaced(p, within, placeLabels(within, busy, marks, f.box, 0))
	drawBeside(p, beside, f.box)
}

// drawCurves draws bands, runs, lines and markers, in this order over all
// curves, so that no band hides a line.
func (f frame) drawCurves(p *page, curves []curve) {
	for _, c := range curves {
		for _, polygon := range c.band {
			p.polygon(clipPolygon(f.all(polygon), f.box), withAlpha(c.color, 0.16))
		}
	}
	for _, c := range curves {
		for _, r := range c.runs {
			for _, piece := range clipPolyline(f.all(r), f.box) {
				p.polyline(simplify(piece, lineTolerance), pen{Color: withAlpha(c.color, 0.35), Width: 0.6})
			}
		}
	}
	for _, c := range curves {
		for _, piece := range clipPolyline(f.all(c.pts), f.box) {
			piece = simplify(piece, lineTolerance)
			p.polyline(piece, pen{Color: withAlpha(white, 0.8), Width: c.width + 1.6})
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

// drawEnds marks with a × where a curve leaves the frame for good through its
// top, or ends. What falls through the bottom of a logarithmic axis converges,
// and what enters through it is on its way.
func (f frame) drawEnds(p *page, curves []curve) {
	for _, c := range curves {
		end, last := f.end(c)
		rises := end.Y >= f.box.Y1 && last != lastPlaced(f.all(c.pts))
		if last >= 0 && (c.ends || rises) {
			p.cross(end, crossRadius, c.color)
		}
	}
}

// end is where the label of a curve points, and the index of its last point in
// the frame: that point, or the exit behind it if the curve goes on outside.
// The index is −1 for a curve that never shows: its label points to the edge
// nearest to its last point, or if the axis has no place for any, to the lower
// right corner.
func (f frame) end(c curve) (end Point, last int) {
	pts := f.all(c.pts)
	for i := len(pts) - 1; i >= 0; i-- {
		if !f.box.contains(pts[i]) {
			continue
		}
		if i+1 < len(pts) {
			if _, exit, ok := clipSegment(pts[i], pts[i+1], f.box); ok {
				return exit, i
			}
		}
		return pts[i], i
	}
	if i := lastPlaced(pts); i >= 0 {
		return f.box.nearest(pts[i]), -1
	}
	return Point{f.box.X1, f.box.Y0}, -1
}

// lastPlaced is the index of the last point that the axes have a place for.
func lastPlaced(pts []Point) int {
	for i := len(pts) - 1; i >= 0; i-- {
		if pts[i].finite() {
			return i
		}
	}
	return -1
}

// Sizes of what is drawn on lines, in points; lineTolerance is what a line may
// be off by, a sixth of a pixel of the PNG.
const (
	markerRadius  = 3.1
	crossRadius   = 4.2
	lineWidth     = 2.0
	lineTolerance = 0.08
)
