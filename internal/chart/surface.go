package chart

import (
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"
)

// between mixes two colours, t being the share of the second.
func between(a, b color.NRGBA, t float64) color.NRGBA {
	mix := func(a, b uint8) uint8 { return uint8(math.Round(float64(a) + t*(float64(b)-float64(a)))) }
	return color.NRGBA{mix(a.R, b.R), mix(a.G, b.G), mix(a.B, b.B), 255}
}

// view is how the panel shows the plane: flat, or in space.
type view interface {
	// at is where a point of the window is seen, and whether it is: false if
	// the surface hides it.
	at(p Point) (on Point, seen bool)
	// drape lays a line within the window onto the surface.
	drape(line []Point) []stretch
	// drawGround draws all that lies under the paths, drawOver what lies over
	// their lines: all of it, or what they may have touched.
	drawGround(p *page)
	drawOver(p *page, all bool)
	// obstacles are what names must not cover beside lines and signs.
	obstacles() []Window
}

// stretch is a part of a line on the page that is visible or hidden as a whole.
type stretch struct {
	points []Point
	hidden bool
}

// flat is the view from above: level lines, and nothing hidden.
type flat struct {
	frame
	ground func(p *page, f frame)
}

func (f flat) at(p Point) (Point, bool) { return f.frame.at(p), true }

func (f flat) drape(line []Point) []stretch {
	return []stretch{{points: simplify(f.all(line), lineTolerance)}}
}

func (f flat) drawGround(p *page) { f.ground(p, f.frame) }

func (f flat) obstacles() []Window { return nil }

// drawOver draws the axes over the lines, so that the border is whole.
func (f flat) drawOver(p *page, all bool) {
	if all {
		f.drawAxes(p, "x", "y", tickSize)
	} else {
		f.drawBorder(p)
	}
}

// drawPaths draws the paths' lines and the signs on them up to an iteration;
// still is whether the picture is to stay as it is.
func (c contourLayout) drawPaths(p *page, s surfacePanel, lines [][]stretch, last int, still bool) {
	// The halo lifts the paths off the level lines. All halos first: where paths lie on one another, as in a valley, the
	// lower ones show through the gaps of the upper ones' dashes.
	for _, line := range lines {
		for _, piece := range line {
			if !piece.hidden {
				p.polyline(piece.points, pen{Color: p.theme.halo, Width: p.theme.weight*lineWidth + 2.6})
			}
		}
	}
	for i, path := range c.Paths {
		// And each is a little thinner than the one below it.
		width := p.theme.weight * lineWidth * (1.45 - 0.6*float64(i)/float64(len(c.Paths)))
		for _, piece := range lines[i] {
			p.seen(!piece.hidden).polyline(piece.points, path.Style.pen(width))
		}
	}
	// The signs lie over the paths: stars under the markers, so that it is seen
	// who arrived, and the ring over the markers, since all start in it.
	s.view.drawOver(p, still)
	for _, m := range c.minimaShown() {
		at, seen := s.view.at(m)
		p.seen(seen).star(at, 9)
	}
	c.drawMarkers(p, s.view, last)
	if c.Window.contains(c.Start) {
		at, seen := s.view.at(c.Start)
		p.seen(seen).ring(at, 5.5)
	}
}

// surfacePanel is the panel, placed on the page.
type surfacePanel struct {
	view   view
	box    Window
	lines  [][]stretch // of each path
	names  []label
	places []placement // of the names
	floor  float64     // how far down names may stand beside the panel
}

// crowded tells whether names stand beside the panel.
func (s surfacePanel) crowded() bool { return anyBeside(s.places) }

// placeSurface places the paths and finds places for their names, in a frame
// that leaves a column for them beside it or does not.
func (c contourLayout) placeSurface(f frame, floor float64) surfacePanel {
	s := surfacePanel{view: c.see(f), box: f.box, floor: floor}
	lines := newInked(f.box)
	var signs []Point // what no name may cover
	for i, t := range c.traces {
		var pieces []stretch
		for _, piece := range t.pieces {
			pieces = append(pieces, s.view.drape(piece)...)
		}
		for _, piece := range pieces {
			lines.add([][]Point{piece.points})
		}
		s.lines = append(s.lines, pieces)
		end, _ := s.view.at(t.end)
		s.names = append(s.names, t.name(c.Paths[i], end, c.brief))
		for _, e := range t.exits {
			at, _ := s.view.at(e.at)
			signs = append(signs, at)
		}
	}
	for _, m := range append(c.minimaShown(), c.Start) {
		if c.Window.contains(m) {
			at, _ := s.view.at(m)
			signs = append(signs, at)
		}
	}
	for _, o := range s.view.obstacles() {
		lines.cover(o)
	}
	s.places = placeLabels(s.names, lines, apart(signs), f.box)
	return s
}

// apart drops signs that stand almost where one before does: a path that
// swings in and out leaves many exits at one place.
func apart(signs []Point) []Point {
	var kept []Point
	for _, p := range signs {
		if n := len(kept); n == 0 || squared(p.X-kept[n-1].X, p.Y-kept[n-1].Y) >= 9*crossRadius*crossRadius {
			kept = append(kept, p)
		}
	}
	return kept
}

func (c Contour) minimaShown() []Point {
	var shown []Point
	for _, m := range c.Minima {
		if c.Window.contains(m) {
			shown = append(shown, m)
		}
	}
	return shown
}

// drawKey explains over the panel the signs that it has, and no others: a
// reader would look for them.
func (c contourLayout) drawKey(p *page, box Window) {
	y := box.Y1 + 9
	x := box.X0
	st := textStyle{size: captionSize, color: p.theme.text}
	item := func(width float64, symbol func(at Point), name string) {
		symbol(Point{x + width/2, y + 0.36*captionSize})
		p.text(name, Point{x + width + 3, y}, st)
		x += width + 3 + textWidth(name, plainFace, captionSize) + 11
	}
	if c.Window.contains(c.Start) {
		item(10, func(at Point) { p.ring(at, 4) }, "start")
	} else {
		item(-3, func(Point) {}, "start outside") // no sign, and no room for one
	}
	switch n := len(c.minimaShown()); {
	case n == 1:
		item(13, func(at Point) { p.star(at, 6.5) }, "minimum")
	case n > 1:
		item(13, func(at Point) { p.star(at, 6.5) }, "minima")
	}
	if c.holes() > 0 {
		item(11, func(at Point) {
			b := Window{at.X - 5.5, at.X + 5.5, at.Y - 4, at.Y + 4}
			p.hatch(hatching(b, func(Point) bool { return true }))
			p.border(b, pen{Color: p.theme.axis, Width: 0.7})
		}, "f undefined")
	}
	exits, breaks := false, false
	for i, t := range c.traces {
		exits, breaks = exits || len(t.exits) > 0, breaks || t.endsInside(c.Paths[i])
	}
	cross := func(at Point) { p.cross(at, 3.4, p.theme.text) }
	switch {
	case exits:
		item(8, cross, "leaves the frame")
	case breaks:
		item(8, cross, "diverges")
	}
}

// drawLevels draws the tones of the ground and the level lines over them. The
// tones tell up from down, which lines alone do not.
func (c Contour) drawLevels(p *page, f frame) {
	g := sample(c.F, c.Window, gridCells)
	levels := g.levels(levelCount, leastApart)
	m := newMarcher(g)
	// The region below each level is painted over that below the next higher
	// one: bands that overlap leave no hairlines between them.
	if ground := m.region(math.MaxFloat64); len(ground) > 0 {
		p.fill(f.regionPath(ground), p.theme.high)
	}
	var lines [][]Point
	for k := len(levels) - 1; k >= 0; k-- {
		loops := m.region(levels[k])
		t := float64(k) / float64(len(levels))
		p.fill(f.regionPath(loops), between(p.theme.low, p.theme.high, t))
		for _, line := range levelLines(loops) {
			lines = append(lines, simplify(f.all(line), lineTolerance))
		}
	}
	if c.holes() > 0 {
		p.hatch(hatching(f.box, func(at Point) bool { return !finite(g.nearest(f.back(at))) }))
	}
	// In one stroke: where lines touch, a thin one over another would be darker.
	var path vg.Path
	for _, line := range lines {
		path = append(path, linePath(line, false)...)
	}
	if len(path) > 0 {
		p.stroke(path, pen{Color: p.theme.level, Width: 0.5})
	}
}

// holes is the share of the window in which f has no finite value, as far as
// a coarse grid can tell.
func (c Contour) holes() float64 {
	n := 0
	g := sample(c.F, c.Window, 100)
	for _, z := range g.z {
		if !finite(z) {
			n++
		}
	}
	return float64(n) / float64(len(g.z))
}

// hatching are slanting lines over the part of a box that is inside.
func hatching(box Window, inside func(Point) bool) [][]Point {
	const apart, step = 4.0, 0.75
	var lines [][]Point
	for from := box.X0 - box.dy(); from < box.X1; from += apart {
		var line []Point
		for y := box.Y0; y <= box.Y1; y += step {
			at := Point{from + (y - box.Y0), y}
			switch {
			case !box.contains(at) || !inside(at):
				if len(line) > 1 {
					lines = append(lines, line)
				}
				line = nil
			case len(line) < 2:
				line = append(line, at)
			default:
				line[1] = at
			}
		}
		if len(line) > 1 {
			lines = append(lines, line)
		}
	}
	return lines
}

// hatch draws the lines of a hatching.
func (p *page) hatch(lines [][]Point) {
	var path vg.Path
	for _, line := range lines {
		path = append(path, linePath(line, false)...)
	}
	if len(path) > 0 {
		p.stroke(path, pen{Color: p.theme.back, Width: 0.6})
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

// drawMarkers draws every path's marker at the same iterations, up to the last
// one, but for the common start, which has the ring; and a × at its exits.
func (c contourLayout) drawMarkers(p *page, v view, last int) {
	// By iteration first, so that at each the last path lies on top, as the
	// lines do.
	for _, k := range c.marks {
		for _, path := range c.Paths {
			if k > last || k >= len(path.Points) || !c.Window.contains(path.Points[k]) || path.Points[k] == c.Start {
				continue
			}
			if at, seen := v.at(path.Points[k]); seen { // a hidden one would be taken for another on the slope before it
				p.marker(path.Style.Marker, at, markerRadius, path.Style.Color)
			}
		}
	}
	for i, t := range c.traces {
		var at []Point
		for _, e := range t.exits {
			if e.iteration <= last {
				on, _ := v.at(e.at)
				at = append(at, on)
			}
		}
		if t.endsInside(c.Paths[i]) && c.Paths[i].Diverged <= last {
			on, _ := v.at(t.end)
			at = append(at, on)
		}
		for _, e := range apart(at) {
			p.cross(e, crossRadius, c.Paths[i].Style.Color)
		}
	}
}
