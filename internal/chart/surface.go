package chart

import (
	"image/color"
	"math"
	"strconv"

	"gonum.org/v1/plot/vg"
)

// The single hue of the level lines and of the tones between them, which must
// not compete with the paths: low ground is white, high ground a pale blue grey.
var (
	levelColor = color.NRGBA{0xa6, 0xb1, 0xc0, 255}
	highGround = color.NRGBA{0xdc, 0xe3, 0xec, 255}
	lowGround  = color.NRGBA{0xff, 0xff, 0xff, 255}
)

// between mixes two colours.
func between(a, b color.NRGBA, t float64) color.NRGBA {
	mix := func(a, b uint8) uint8 { return uint8(math.Round(float64(a) + t*(float64(b)-float64(a)))) }
	return color.NRGBA{mix(a.R, b.R), mix(a.G, b.G), mix(a.B, b.B), 255}
}

// drawSurface draws the contour panel.
func (c Contour) drawSurface(p *page, f frame) {
	c.drawKey(p, f)
	c.drawLevels(p, f)
	traces := make([]trace, len(c.Paths))
	for i, path := range c.Paths {
		traces[i] = newTrace(path.Points, f)
	}
	// All halos first: where paths lie on one another, as in a valley, the
	// lower ones show through the gaps of the upper ones' dashes.
	for _, t := range traces {
		for _, piece := range t.pieces {
			p.polyline(simplify(piece, lineTolerance), pen{Color: white, Width: lineWidth + 2.6})
		}
	}
	for i, path := range c.Paths {
		// And each is a little thinner than the one below it.
		width := lineWidth * (1.45 - 0.6*float64(i)/float64(len(c.Paths)))
		for _, piece := range traces[i].pieces {
			p.polyline(simplify(piece, lineTolerance), path.Style.pen(width))
		}
	}
	f.drawAxes(p, "x", "y", tickSize)
	var clear []Point
	for _, m := range c.Minima {
		if c.Window.contains(m) {
			clear = append(clear, f.at(m))
			p.star(f.at(m), 9)
		}
	}
	c.drawMarkers(p, f)
	if c.Window.contains(c.Start) {
		clear = append(clear, f.at(c.Start))
		p.ring(f.at(c.Start), 5.5)
	}
	c.drawNames(p, f, traces, clear)
}

// drawKey explains the signs over the panel.
func (c Contour) drawKey(p *page, f frame) {
	y := f.box.Y1 + 9
	x := f.box.X0
	st := textStyle{size: captionSize, color: textColor}
	item := func(width float64, symbol func(at Point), name string) {
		symbol(Point{x + width/2, y + 0.36*captionSize})
		p.text(name, Point{x + width + 3, y}, st)
		x += width + 3 + textWidth(name, plainFace, captionSize) + 11
	}
	item(10, func(at Point) { p.ring(at, 4) }, "start")
	if len(c.Minima) > 0 {
		name := "minimum"
		if len(c.Minima) > 1 {
			name = "minima"
		}
		item(13, func(at Point) { p.star(at, 6.5) }, name)
	}
	for _, path := range c.Paths {
		if len(newTrace(path.Points, f).exits) > 0 {
			item(8, func(at Point) { p.cross(at, 3.4, textColor) }, "leaves the frame")
			break
		}
	}
}

// drawLevels draws the tones of the ground and the level lines over them.
func (c Contour) drawLevels(p *page, f frame) {
	g := sample(c.F, c.Window, gridCells)
	levels := c.Levels.levels(g.z)
	m := newMarcher(g)
	// The region below each level is painted over that below the next higher
	// one: bands that overlap leave no hairlines between them.
	if ground := m.region(math.MaxFloat64); len(ground) > 0 {
		p.fill(f.regionPath(ground), highGround)
	}
	var lines [][]Point
	for k := len(levels) - 1; k >= 0; k-- {
		loops := m.region(levels[k])
		t := float64(k) / float64(len(levels))
		p.fill(f.regionPath(loops), between(lowGround, highGround, t))
		for _, line := range levelLines(loops) {
			lines = append(lines, simplify(f.all(line), lineTolerance))
		}
	}
	var path vg.Path
	for _, line := range lines {
		path = append(path, linePath(line, false)...)
	}
	if len(path) > 0 {
		p.stroke(path, pen{Color: levelColor, Width: 0.5})
	}
}

// regionPath is the outline of a region on the page.
func (f frame) regionPath(loops [][]vertex) vg.Path {
	var path vg.Path
	for _, loop := range loops {
		pts := make([]Point, len(loop))
		for i, v := range loop {
			pts[i] = f.at(v.Point)
		}
		path = append(path, linePath(simplify(pts, lineTolerance), true)...)
	}
	return path
}

// trace is the visible part of a path on the page.
type trace struct {
	pieces [][]Point
	exits  []exit
	end    Point // where its label points: its last point, or its last exit
}

// exit is where a path leaves the frame, on the way to an iteration.
type exit struct {
	at        Point
	iteration int
}

func newTrace(points []Point, f frame) trace {
	window := Window{f.x.lo, f.x.hi, f.y.lo, f.y.hi}
	var t trace
	for _, piece := range clipPolyline(points, window) {
		t.pieces = append(t.pieces, f.all(piece))
	}
	t.end = f.at(window.nearest(points[0]))
	for i := 1; i < len(points); i++ {
		if window.contains(points[i]) {
			t.end = f.at(points[i])
			continue
		}
		if _, q, ok := clipSegment(points[i-1], points[i], window); ok && window.contains(points[i-1]) {
			t.end = f.at(q)
			t.exits = append(t.exits, exit{t.end, i})
		}
	}
	return t
}

// drawMarkers draws every path's marker at the same iterations, but for the
// common start, which has the ring; and a × at its exits.
func (c Contour) drawMarkers(p *page, f frame) {
	longest := 0
	for _, path := range c.Paths {
		longest = max(longest, len(path.Points)-1)
	}
	for _, k := range c.marks(longest) {
		for _, path := range c.Paths {
			if k < len(path.Points) && c.Window.contains(path.Points[k]) && path.Points[k] != c.Start {
				p.marker(path.Style.Marker, f.at(path.Points[k]), markerRadius, path.Style.Color)
			}
		}
	}
	for _, path := range c.Paths {
		var last Point
		for i, e := range newTrace(path.Points, f).exits {
			// A path that swings in and out leaves many at one place.
			if i > 0 && math.Hypot(e.at.X-last.X, e.at.Y-last.Y) < 3*crossRadius {
				continue
			}
			p.cross(e.at, crossRadius, path.Style.Color)
			last = e.at
		}
	}
}

// drawNames sets the paths' names at their ends.
func (c Contour) drawNames(p *page, f frame, traces []trace, clear []Point) {
	labels := make([]label, len(c.Paths))
	var busy []Point
	for i, path := range c.Paths {
		labels[i] = c.nameOf(path, traces[i].end)
		for _, piece := range traces[i].pieces {
			busy = append(busy, along(piece, 4)...)
		}
		for _, e := range traces[i].exits {
			clear = append(clear, e.at)
		}
	}
	drawPlaced(p, labels, placeLabels(labels, busy, clear, f.box, c.nameColumn()))
}

// nameOf is a path's label among the paths.
func (c Contour) nameOf(path Path, anchor Point) label {
	name := path.Short
	if name == "" {
		name = path.Label
	}
	return newLabel(name, c.surfaceNote(path), path.Style.Color, anchor)
}

// nameColumn is the width of the column beside the panel that takes the names
// for which there is no room in it.
func (c Contour) nameColumn() float64 {
	w := 0.0
	for _, path := range c.Paths {
		w = max(w, c.nameOf(path, Point{}).width())
	}
	return w + 2*labelPad + 4
}

// surfaceNote says what became of a path that does not end in the frame.
func (c Contour) surfaceNote(path Path) string {
	if path.Diverged > 0 {
		return path.note()
	}
	out := 0
	for i := len(path.Points) - 1; i > 0 && !c.Window.contains(path.Points[i]); i-- {
		out = i
	}
	if out == 0 {
		return ""
	}
	return "out at step " + strconv.Itoa(out)
}
