package chart

import (
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"
)

// Marker is a filled shape that marks an iteration on a line. No marker is a
// star, a ring or a cross: those mark minima, the start and a line's exit.
type Marker int

// The markers; Circle is the zero value.
const (
	Circle Marker = iota
	Square
	TriangleUp
	Diamond
	TriangleDown
	Pentagon
	Hexagon
	Bar

	markerCount = iota
)

// polygons gives each marker's corners: number, direction of the first in
// quarter turns, and radius for an area like that of the circle of radius 1: none
// is to look more important than another.
var polygons = [...]struct {
	corners int
	first   float64
	radius  float64
}{
	Square:       {4, 0.5, 1.25},
	TriangleUp:   {3, 1, 1.45},
	Diamond:      {4, 1, 1.35},
	TriangleDown: {3, 3, 1.45},
	Pentagon:     {5, 1, 1.2},
	Hexagon:      {6, 0, 1.15},
}

// marker draws a marker with a white edge, which lifts it off the lines.
func (p *page) marker(m Marker, at Point, r float64, c color.NRGBA) {
	outline := markerPath(m, at, r*math.Sqrt(p.theme.weight))
	p.stroke(outline, pen{Color: p.theme.halo, Width: 1.6})
	p.fill(outline, c)
}

func markerPath(m Marker, at Point, r float64) vg.Path {
	switch m {
	case Circle:
		return circlePath(at, r)
	case Bar:
		return linePath(Window{at.X - 0.5*r, at.X + 0.5*r, at.Y - 1.5*r, at.Y + 1.5*r}.corners(), true)
	}
	shape := polygons[m]
	pts := make([]Point, shape.corners)
	for i := range pts {
		pts[i] = around(at, r*shape.radius, shape.first/4+float64(i)/float64(shape.corners))
	}
	return linePath(pts, true)
}

// around is the point at distance r from c in the direction of so many turns,
// counter-clockwise from the right.
func around(c Point, r, turns float64) Point {
	sin, cos := math.Sincos(2 * math.Pi * turns)
	return Point{c.X + r*cos, c.Y + r*sin}
}

// circlePath is a circle of four cubic arcs: vg's own arcs are drawn apart
// from the path by some formats.
func circlePath(c Point, r float64) vg.Path {
	const k = 0.5522847498 // 4/3·(√2−1), the usual length of a quarter's tangents
	at := func(x, y float64) vg.Point { return vgPoint(Point{c.X + r*x, c.Y + r*y}) }
	var p vg.Path
	p.Move(at(1, 0))
	p.CubeTo(at(1, k), at(k, 1), at(0, 1))
	p.CubeTo(at(-k, 1), at(-1, k), at(-1, 0))
	p.CubeTo(at(-1, -k), at(-k, -1), at(0, -1))
	p.CubeTo(at(k, -1), at(1, -k), at(1, 0))
	p.Close()
	return p
}

// star draws the five-pointed star of a minimum. It is larger than the markers,
// since paths end on it and their markers lie on top.
func (p *page) star(at Point, r float64) {
	pts := make([]Point, 10)
	for i := range pts {
		radius := r
		if i%2 == 1 {
			radius = 0.42 * r
		}
		pts[i] = around(at, radius, 0.25+float64(i)/10)
	}
	outline := linePath(pts, true)
	p.stroke(outline, pen{Color: p.theme.halo, Width: 2.6})
	p.fill(outline, color.NRGBA{0xF0, 0xE4, 0x42, 255}) // Okabe and Ito's yellow, within a dark edge
	p.stroke(outline, pen{Color: p.theme.text, Width: 0.8})
}

// ring draws the open circle of a start: open, so that it hides no path.
func (p *page) ring(at Point, r float64) {
	p.stroke(circlePath(at, r), pen{Color: p.theme.halo, Width: 4})
	p.stroke(circlePath(at, r), pen{Color: p.theme.text, Width: 1.8})
}

// cross draws the × of a line that leaves the frame or ends, on a white one,
// since several often stand close together at an edge.
func (p *page) cross(at Point, r float64, c color.NRGBA) {
	for _, pen := range []pen{{Color: p.theme.halo, Width: 4}, {Color: c, Width: 2}} {
		p.polyline([]Point{{at.X - r, at.Y - r}, {at.X + r, at.Y + r}}, pen)
		p.polyline([]Point{{at.X - r, at.Y + r}, {at.X + r, at.Y - r}}, pen)
	}
}
