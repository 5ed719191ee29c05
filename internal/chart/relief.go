package chart

import (
	"fmt"
	"math"
	"strings"

	"gonum.org/v1/plot/vg"
)

// Relief is a Contour whose first panel shows the surface in space: a shaded
// mesh with the paths on it, over a floor with the level lines. What the
// mesh hides of a path is faint, and nothing else of it is.
type Relief struct {
	Contour
	// Azimuth and Elevation of the eye in degrees: counter-clockwise from the
	// axis of x, and above the ground, 0 to 90.
	Azimuth, Elevation float64
	Cells              int // of the mesh along the window's longer side; 0: 50
}

// The azimuth and elevation from which most surfaces are seen well.
const (
	DefaultAzimuth   = -60.0
	DefaultElevation = 35.0
)

var _ Figure = Relief{}

// meshCells is the usual number of cells along the window's longer side of the
// mesh: a hill is round then, and an SVG of it still small. With more than
// maxCells a cell is smaller than a pixel.
const (
	meshCells = 50
	maxCells  = 500
)

// layout implements Figure: a Contour's, with another panel.
func (r Relief) layout(on setting) layout {
	cells := r.Cells
	if cells == 0 {
		cells = meshCells
	}
	out := r.prepare(on)
	out.wide, out.high = 1.22, 1
	var ground *terrain // made once, when it is drawn first
	out.turned = func(f frame, turn, before float64) view {
		if ground == nil {
			ground = newTerrain(r.F, r.Window, cells)
		}
		return r.space(ground, f.box, turn, before)
	}
	out.see = func(f frame) view { return out.turned(f, 0, 0) }
	out.divide(on)
	return out
}

// Size implements Figure.
func (r Relief) Size() (w, h vg.Length) { return sizeOf(r) }

// Description implements Figure.
func (r Relief) Description() (title, alt string) {
	title, alt = r.Contour.Description()
	space := fmt.Sprintf("Left: a surface in space, seen from azimuth %.4g° and elevation %.4g°, and its level lines on the floor,", r.Azimuth, r.Elevation)
	return title, strings.Replace(alt, "Left: level lines of a surface", space, 1)
}

func (r Relief) check() error {
	if !finite(r.Azimuth) || !(r.Elevation >= 0 && r.Elevation <= 90) {
		return fmt.Errorf("chart: the azimuth %g is not finite, or the elevation %g not from 0 to 90 degrees", r.Azimuth, r.Elevation)
	}
	if r.Cells < 0 || r.Cells > maxCells {
		return fmt.Errorf("chart: a mesh of %d cells is not one of 1 to %d", r.Cells, maxCells)
	}
	return r.Contour.check()
}

// space is the view of the surface in space.
type space struct {
	camera
	ground *terrain
	window Window
	box    Window // that the axes span: the window
	f      func(x, y float64) float64
	floor  float64 // height
	left   float64 // of the panel
}

// The room around the box for the axes' numbers and names, in points.
const (
	spaceSide   = 44.0
	spaceBottom = 30.0
	spaceTop    = 4.0
)

// space is the view in a panel, so many degrees before the last one of a turn.
// All views of a turn have one scale, so that nothing swells or shrinks.
func (r Relief) space(ground *terrain, panel Window, turn, before float64) space {
	s := space{camera: newCamera(r.Azimuth-before, r.Elevation, eyeDistance), ground: ground, window: r.Window, box: r.Window, f: r.F}
	s.floor, s.left = -0.5*reliefHeight-0.28, panel.X0
	cameras := []camera{s.camera}
	if turn != 0 {
		const views = 24
		for k := range views + 1 {
			cameras = append(cameras, newCamera(r.Azimuth-turn*float64(k)/views, r.Elevation, eyeDistance))
		}
	}
	aim(cameras, s.corners(), Window{panel.X0 + spaceSide, panel.X1 - spaceSide, panel.Y0 + spaceBottom, panel.Y1 - spaceTop})
	s.camera = cameras[0]
	return s
}

// corners are those of the box around the surface: below and above by turns.
func (s space) corners() []vec {
	var out []vec
	for _, c := range s.box.corners() {
		p := s.ground.place(c, 0)
		out = append(out, vec{p.x, p.y, s.floor}, vec{p.x, p.y, 0.5 * s.ground.scale.z})
	}
	return out
}

// at implements view.
func (s space) at(p Point) (Point, bool) {
	on := s.ground.ground(s.window.nearest(p))
	if math.IsNaN(on.z) { // over a hole: on the floor below it
		on.z = s.floor
		return s.camera.at(on), true
	}
	return s.camera.at(on), s.ground.sees(s.camera, on)
}

// drape implements view.
func (s space) drape(line []Point) []stretch { return s.ground.stretches(s.camera, line) }

// drawOver implements view: nothing lies over the paths.
func (s space) drawOver(*page, bool) {}

// obstacles implements view: the axes' numbers and names.
func (s space) obstacles() []Window {
	rooms := s.numbers(nil)
	for _, n := range s.names() {
		w := textWidth(n.text, plainFace, axisSize)
		x := n.at.X - w*float64(n.align)/2
		rooms = append(rooms, Window{x, x + w, n.at.Y, n.at.Y + 0.7*axisSize})
	}
	return rooms
}

// BestAzimuth is the azimuth from which the most of the paths is seen, of those
// at least 30 degrees off both axes, as along an axis nothing is read from the
// other; of several the one nearest to DefaultAzimuth.
func (c Contour) BestAzimuth(elevation float64) float64 {
	if c.check() != nil {
		return DefaultAzimuth
	}
	ground := newTerrain(c.F, c.Window, meshCells)
	best, most := DefaultAzimuth, -1.0
	for _, off := range []float64{0, 15, 30, 90, -60, -75, -90, 105, 120, 180, -150, -165} {
		azimuth := DefaultAzimuth + off
		eye := newCamera(azimuth, elevation, eyeDistance)
		seen := 0.0
		for _, path := range c.Paths {
			length, visible := 0.0, 0.0
			for _, piece := range newTrace(path.Points, c.Window).pieces {
				for _, s := range ground.stretches(eye, simplify(piece, c.Window.dx()/500)) {
					for i := 1; i < len(s.points); i++ {
						l := math.Sqrt(squared(s.points[i].X-s.points[i-1].X, s.points[i].Y-s.points[i-1].Y))
						if length += l; !s.hidden {
							visible += l
						}
					}
				}
			}
			if length > 0 { // the same weight to each path, however long
				seen += visible / length
			}
		}
		for _, m := range c.Minima {
			if c.Window.contains(m) && ground.sees(eye, ground.ground(m)) {
				seen++
			}
		}
		if seen > most*1.02 { // clearly more
			best, most = azimuth, seen
		}
	}
	return best
}

// onFloor is where a point of the window lies on the floor.
func (s space) onFloor(p Point) Point {
	at := s.ground.place(p, 0)
	at.z = s.floor
	return s.camera.at(at)
}

// drawGround implements view.
func (s space) drawGround(p *page) {
	s.drawBox(p)
	s.drawFloor(p)
	for _, q := range s.ground.patches(s.camera) {
		c := shade(p.theme.ramp, q.height, q.light)
		p.polygon(q.grown(0.3), c)
		for _, side := range q.ruled {
			p.polyline([]Point{q.corners[side], q.corners[(side+1)%4]}, pen{Color: between(c, p.theme.rule, 0.3), Width: 0.4})
		}
	}
	// Over the mesh, which from some sides hangs over its axes.
	s.numbers(p)
	for _, n := range s.names() {
		p.text(n.text, n.at, textStyle{size: axisSize, color: p.theme.text, align: n.align})
	}
}

// drawFloor draws the level lines on the floor.
func (s space) drawFloor(p *page) {
	g := sample(s.f, s.window, 200)
	m := newMarcher(g)
	var path vg.Path
	for _, level := range g.levels(levelCount, 1.5*leastApart) { // seen aslant, they are nearer
		for _, line := range levelLines(m.region(level)) {
			on := make([]Point, len(line))
			for i, q := range line {
				on[i] = s.onFloor(q)
			}
			path = append(path, linePath(simplify(on, 3*lineTolerance), false)...)
		}
	}
	if len(path) > 0 {
		p.stroke(path, pen{Color: p.theme.level, Width: 0.5})
	}
	// Holes are hatched on the floor below them, on a map of it of about its size.
	const side = 300.0
	plan := frame{box: Window{0, side, 0, side}, x: axis{lo: s.window.X0, hi: s.window.X1}, y: axis{lo: s.window.Y0, hi: s.window.Y1}}
	holes := hatching(plan.box, func(at Point) bool { return !finite(g.nearest(plan.back(at))) })
	for _, line := range holes {
		for i, at := range line {
			line[i] = s.onFloor(plan.back(at))
		}
	}
	p.hatch(holes)
}

// sides are the planes of the box around the surface, in front and behind, by
// where the eye stands, and the foot of the axis of heights, at the left.
type sides struct {
	lo, hi                   vec
	nearX, farX, nearY, farY float64
	foot, outwards           vec
}

func (s space) sides() sides {
	b := sides{lo: s.ground.place(Point{s.box.X0, s.box.Y0}, 0), hi: s.ground.place(Point{s.box.X1, s.box.Y1}, 0)}
	b.nearX, b.farX, b.nearY, b.farY = b.lo.x, b.hi.x, b.lo.y, b.hi.y
	if s.eye.x > 0 {
		b.nearX, b.farX = b.farX, b.nearX
	}
	if s.eye.y > 0 {
		b.nearY, b.farY = b.farY, b.nearY
	}
	b.foot, b.outwards = vec{b.farX, b.nearY, s.floor}, vec{0, b.nearY - b.farY, 0}
	if other := (vec{b.nearX, b.farY, s.floor}); s.camera.at(other).X < s.camera.at(b.foot).X {
		b.foot, b.outwards = other, vec{b.nearX - b.farX, 0, 0}
	}
	return b
}

// mark is a tick of an axis in space.
type mark struct {
	tick
	at, outwards vec   // at the axis, and where its label stands
	grid         []vec // its line over the floor and up a wall, or along both walls
}

// ticks are the marks of the three axes.
func (s space) ticks() []mark {
	longer := math.Max(s.window.dx(), s.window.dy())
	along := func(from, to float64) []tick { return linearTicks(from, to, max(3, int(6*(to-from)/longer)), false) }
	heights, _ := s.ground.height.ticks()
	return s.marks(along(s.window.X0, s.window.X1), along(s.window.Y0, s.window.Y1), heights)
}

// marks are the marks at the ticks of x, y and the heights.
func (s space) marks(alongX, alongY, heights []tick) []mark {
	b, top := s.sides(), 0.5*s.ground.scale.z
	var out []mark
	for _, t := range alongX {
		x := s.ground.place(Point{t.at, 0}, 0).x
		line := []vec{{x, b.nearY, s.floor}, {x, b.farY, s.floor}, {x, b.farY, top}}
		out = append(out, mark{t, line[0], vec{0, b.nearY - b.farY, 0}, line})
	}
	for _, t := range alongY {
		y := s.ground.place(Point{0, t.at}, 0).y
		line := []vec{{b.nearX, y, s.floor}, {b.farX, y, s.floor}, {b.farX, y, top}}
		out = append(out, mark{t, line[0], vec{b.nearX - b.farX, 0, 0}, line})
	}
	for _, t := range heights {
		z := (s.ground.height.at(t.at) - 0.5) * s.ground.scale.z
		out = append(out, mark{t, vec{b.foot.x, b.foot.y, z}, b.outwards, []vec{{b.farX, b.nearY, z}, {b.farX, b.farY, z}, {b.nearX, b.farY, z}}})
	}
	return out
}

// on places points of space on the page.
func (s space) on(points ...vec) []Point {
	out := make([]Point, len(points))
	for i, q := range points {
		out[i] = s.camera.at(q)
	}
	return out
}

// drawBox draws the floor, the two walls behind and the axes at the edges in
// front, with their ticks.
func (s space) drawBox(p *page) {
	b, top := s.sides(), 0.5*reliefHeight
	for _, wall := range [][]Point{
		s.on(vec{b.lo.x, b.lo.y, s.floor}, vec{b.hi.x, b.lo.y, s.floor}, vec{b.hi.x, b.hi.y, s.floor}, vec{b.lo.x, b.hi.y, s.floor}),
		s.on(vec{b.farX, b.lo.y, s.floor}, vec{b.farX, b.hi.y, s.floor}, vec{b.farX, b.hi.y, top}, vec{b.farX, b.lo.y, top}),
		s.on(vec{b.lo.x, b.farY, s.floor}, vec{b.hi.x, b.farY, s.floor}, vec{b.hi.x, b.farY, top}, vec{b.lo.x, b.farY, top}),
	} {
		p.polygon(wall, p.theme.wall)
	}
	for _, m := range s.ticks() {
		p.polyline(s.on(m.grid...), pen{Color: p.theme.grid, Width: 0.7})
	}
	edge := pen{Color: p.theme.axis, Width: 0.9}
	p.polyline(s.on(vec{b.nearX, b.farY, s.floor}, vec{b.nearX, b.nearY, s.floor}, vec{b.farX, b.nearY, s.floor}), edge)
	p.polyline(s.on(b.foot, vec{b.foot.x, b.foot.y, top}), edge)
}

// axisName is an axis's name on the page.
type axisName struct {
	text  string
	at    Point
	align align
}

// names are the axes' names, beyond their ticks' labels.
func (s space) names() []axisName {
	b := s.sides()
	beyond := func(name string, at, outwards vec) axisName {
		on, d := s.camera.at(at), s.away(at, outwards)
		off := 24 + 8*math.Abs(d.X)
		return axisName{name, Point{on.X + off*d.X, on.Y + off*d.Y - 0.35*axisSize}, center}
	}
	top := s.camera.at(vec{b.foot.x, b.foot.y, 0.5 * reliefHeight})
	_, height := s.ground.height.ticks()
	return []axisName{
		beyond("x", vec{(b.lo.x + b.hi.x) / 2, b.nearY, s.floor}, vec{0, b.nearY - b.farY, 0}),
		beyond("y", vec{b.nearX, (b.lo.y + b.hi.y) / 2, s.floor}, vec{b.nearX - b.farX, 0, 0}),
		// Not out of the panel, if it is a long one.
		{height, Point{math.Max(top.X-8, s.left+textWidth(height, plainFace, axisSize)), top.Y + 4}, right},
	}
}

// numbers draws the ticks and their labels, on a page if there is one, and
// returns the room that they take.
func (s space) numbers(p *page) []Window {
	var rooms []Window
	for _, m := range s.ticks() {
		on, d := s.camera.at(m.at), s.away(m.at, m.outwards)
		// The label's middle stands so far off that its box just clears the mark.
		base := textWidth(m.label, plainFace, tickSize)
		w := base + textWidth(m.sup, plainFace, supScale*tickSize)
		off := 7 + math.Abs(d.X)*w/2 + math.Abs(d.Y)*0.35*tickSize
		x, y := on.X+off*d.X-w/2, on.Y+off*d.Y-0.35*tickSize
		rooms = append(rooms, Window{x, x + w, y, y + 0.7*tickSize})
		if p == nil {
			continue
		}
		p.polyline([]Point{on, {on.X + 4*d.X, on.Y + 4*d.Y}}, pen{Color: p.theme.axis, Width: 0.9})
		p.text(m.label, Point{x, y}, textStyle{size: tickSize, color: p.theme.text})
		p.text(m.sup, Point{x + base, y + 0.42*tickSize}, textStyle{size: supScale * tickSize, color: p.theme.text})
	}
	return rooms
}

// away is the direction on the page, of length 1, in which something leads out
// of the box.
func (s space) away(at, outwards vec) Point {
	a, b := s.camera.at(at), s.camera.at(at.plus(outwards.times(0.1)))
	l := math.Sqrt(squared(b.X-a.X, b.Y-a.Y))
	if l == 0 {
		return Point{0, -1}
	}
	return Point{(b.X - a.X) / l, (b.Y - a.Y) / l}
}
