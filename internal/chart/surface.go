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

// drawSurface draws the contour panel.
func (c contourLayout) drawSurface(p *page, s surfacePanel) {
	f := s.frame
	c.drawKey(p, f)
	c.drawLevels(p, f)
	// The halo lifts the paths off the level lines. All halos first: where paths lie on one another, as in a valley, the
	// lower ones show through the gaps of the upper ones' dashes.
	for _, pieces := range s.pieces {
		for _, piece := range pieces {
			p.polyline(piece, pen{Color: p.theme.halo, Width: p.theme.weight*lineWidth + 2.6})
		}
	}
	for i, path := range c.Paths {
		// And each is a little thinner than the one below it.
		width := p.theme.weight * lineWidth * (1.45 - 0.6*float64(i)/float64(len(c.Paths)))
		for _, piece := range s.pieces[i] {
			p.polyline(piece, path.Style.pen(width))
		}
	}
	// The signs lie over the paths: stars under the markers, so that it is seen
	// who arrived, and the ring over the markers, since all start in it.
	f.drawAxes(p, "x", "y", tickSize)
	for _, m := range c.minimaShown() {
		p.star(f.at(m), 9)
	}
	c.drawMarkers(p, f)
	if c.Window.contains(c.Start) {
		p.ring(f.at(c.Start), 5.5)
	}
	setLabels(p, s.names, s.places, f.box, s.floor, f.box.Y1+3)
}

// surfacePanel is the contour panel, placed on the page.
type surfacePanel struct {
	frame  frame
	pieces [][][]Point // of each path
	names  []label
	places []placement // of the names
	floor  float64     // how far down names may stand beside the panel
}

// crowded tells whether names stand beside the panel.
func (s surfacePanel) crowded() bool {
	for _, place := range s.places {
		if place.beside {
			return true
		}
	}
	return false
}

// placeSurface places the paths and finds places for their names, in a frame
// that leaves a column for them beside it or does not.
func (c contourLayout) placeSurface(f frame, floor float64) surfacePanel {
	s := surfacePanel{frame: f, floor: floor}
	lines := newInked(f.box)
	var signs []Point // what no name may cover
	for i, t := range c.traces {
		var pieces [][]Point
		for _, piece := range t.pieces {
			pieces = append(pieces, simplify(f.all(piece), lineTolerance))
		}
		lines.add(pieces)
		s.pieces = append(s.pieces, pieces)
		s.names = append(s.names, t.name(c.Paths[i], f.at(t.end), c.brief))
		for _, e := range t.exits {
			signs = append(signs, f.at(e.at))
		}
	}
	for _, m := range append(c.minimaShown(), c.Start) {
		if c.Window.contains(m) {
			signs = append(signs, f.at(m))
		}
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
func (c contourLayout) drawKey(p *page, f frame) {
	y := f.box.Y1 + 9
	x := f.box.X0
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
	levels := quantileLevels(g.z)
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
	// In one stroke: where lines touch, a thin one over another would be darker.
	var path vg.Path
	for _, line := range lines {
		path = append(path, linePath(line, false)...)
	}
	if len(path) > 0 {
		p.stroke(path, pen{Color: p.theme.level, Width: 0.5})
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

// drawMarkers draws every path's marker at the same iterations, but for the
// common start, which has the ring; and a × at its exits.
func (c contourLayout) drawMarkers(p *page, f frame) {
	// By iteration first, so that at each the last path lies on top, as the
	// lines do.
	for _, k := range c.marks {
		for _, path := range c.Paths {
			if k < len(path.Points) && c.Window.contains(path.Points[k]) && path.Points[k] != c.Start {
				p.marker(path.Style.Marker, f.at(path.Points[k]), markerRadius, path.Style.Color)
			}
		}
	}
	for i, t := range c.traces {
		var at []Point
		for _, e := range t.exits {
			at = append(at, f.at(e.at))
		}
		if t.endsInside(c.Paths[i]) {
			at = append(at, f.at(t.end))
		}
		for _, e := range apart(at) {
			p.cross(e, crossRadius, c.Paths[i].Style.Color)
		}
	}
}
