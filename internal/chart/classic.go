package chart

import (
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"
)

// The Classic theme: the pictures of Alec Radford's animations (2014), in the
// look that matplotlib had then. They have thick translucent trails with a
// live dot at their ends, a large grey star at the optimum and a legend over
// the data. What they did not have is the line that says what they can tell.

// Lengths of the pictures, in points of a page 465 by 360 points, which is 620
// by 480 pixels.
const (
	classicWidth  = 465.0
	classicHeight = 360.0
	classicTrail  = 2.6
	classicDot    = 4.4
	classicStar   = 16.0
	classicType   = 14.2
	classicSmall  = 6.2 // the note's
)

// classicLines are matplotlib's colours of the time, in the palette's order.
var classicLines = [len(palette)]color.NRGBA{
	{255, 0, 0, 255}, {0, 127, 0, 255}, {191, 0, 191, 255}, {0, 0, 255, 255},
	{191, 191, 0, 255}, {0, 0, 0, 255}, {0, 191, 191, 255}, {127, 127, 127, 255},
}

// jet and coolwarm are the colour maps: the rainbow of Matlab, and K. Moreland's
// diverging map (2009).
var (
	jet = []color.NRGBA{
		{0, 0, 128, 255}, {0, 0, 255, 255}, {0, 128, 255, 255}, {32, 255, 223, 255}, {128, 255, 128, 255},
		{223, 255, 32, 255}, {255, 148, 0, 255}, {255, 20, 0, 255}, {128, 0, 0, 255},
	}
	coolwarm = []color.NRGBA{
		{59, 76, 192, 255}, {98, 130, 234, 255}, {141, 176, 254, 255}, {184, 208, 249, 255}, {221, 221, 221, 255},
		{245, 196, 173, 255}, {244, 154, 123, 255}, {222, 96, 77, 255}, {180, 4, 38, 255},
	}
)

// rampAt is the colour of a ramp at 0…1.
func rampAt(ramp []color.NRGBA, t float64) color.NRGBA {
	at := math.Max(0, math.Min(1, t)) * float64(len(ramp)-1)
	k := min(int(at), len(ramp)-2)
	return between(ramp[k], ramp[k+1], at-float64(k))
}

// classicLayout is a Contour or a Relief in the theme: one panel, which is the
// page.
type classicLayout struct {
	Contour
	width, height float64
	view          view
	reach         Window // as far as paths are followed
}

func (c classicLayout) size() (w, h float64) { return c.width, c.height }

// classic is the layout of the theme.
func (c Contour) classic(width, height float64) layout {
	w := c.Window
	f := frame{box: Window{0, width, 0, height}, x: axis{lo: w.X0, hi: w.X1}, y: axis{lo: w.Y0, hi: w.Y1}}
	return classicLayout{c.themed(&themes[Classic]), width, height, flat{f, c.drawClassicLevels}, c.Window}
}

// drawClassicLevels draws the level lines in the colours of the rainbow, at the
// quantiles 2, 4, … 98 % of f, so that equal areas lie between them.
func (c Contour) drawClassicLevels(p *page, f frame) {
	g := sample(c.F, c.Window, gridCells)
	m := newMarcher(g)
	levels := g.levels(49, leastApart/2)
	for k, level := range levels {
		var path vg.Path
		for _, line := range levelLines(m.region(level)) {
			path = append(path, linePath(simplify(f.all(line), lineTolerance), false)...)
		}
		if len(path) > 0 {
			p.stroke(path, pen{Color: rampAt(jet, float64(k)/float64(max(1, len(levels)-1))), Width: 0.75})
		}
	}
}

// classic is the layout of the theme.
func (r Relief) classic(width, height float64) layout {
	s := classicSpace{f: r.F}
	// A mesh of 59 cells along the longer side, in a cube. Its middle is at the
	// height 0 where f has both signs.
	g := sample(r.F, r.Window, 59)
	h := heightsOf(g.z)
	if h.lo < 0 && h.hi > 0 {
		most := math.Max(-h.lo, h.hi)
		h = heights{lo: -most, hi: most}
	}
	s.window = r.Window
	// The axes end at the next halves.
	out := func(v float64) float64 { return math.Ceil(2*v) / 2 }
	s.box = Window{-out(-r.Window.X0), out(r.Window.X1), -out(-r.Window.Y0), out(r.Window.Y1)}
	s.ground = g.terrain(s.box, h, vec{2 / s.box.dx(), 2 / s.box.dy(), 2})
	s.floor = -1
	s.camera = newCamera(r.Azimuth, r.Elevation, 20)
	s.camera.scale = 131 * height / 480
	s.camera.stretch = width / classicWidth * classicHeight / height * 1.29
	s.camera.middle = Point{width * 318 / 620, height * (1 - 234.0/480)}
	s.page = Window{0, width, 0, height}
	// From elsewhere the cube may not fit as it does from Radford's place.
	edge := 9 * height / classicHeight
	inner := Window{edge, width - edge, edge, height}
	if slices.ContainsFunc(s.corners(), func(c vec) bool { return !inner.contains(s.camera.at(c)) }) {
		s.camera.scale, s.camera.middle = 1, Point{}
		views := []camera{s.camera}
		aim(views, s.corners(), Window{6 * edge, width - 4*edge, 5 * edge, height - edge})
		s.camera = views[0]
	}
	return classicLayout{r.themed(&themes[Classic]), width, height, s, everywhere}
}

// everywhere is the window of all numbers that can be reckoned with.
var everywhere = Window{-1e300, 1e300, -1e300, 1e300}

// classicSpace is the surface in space as a mesh with black lines. Paths go on
// beyond it, at the heights that f has there.
type classicSpace struct {
	space
	f    func(x, y float64) float64
	page Window
}

// at implements view.
func (s classicSpace) at(p Point) (Point, bool) {
	if s.window.contains(p) {
		return s.space.at(p)
	}
	return s.camera.at(s.ground.place(p, s.f(p.X, p.Y))), true
}

// drape implements view.
func (s classicSpace) drape(line []Point) []stretch {
	var out []stretch
	for _, piece := range clipPolyline(line, s.window) {
		out = append(out, s.space.drape(piece)...)
	}
	var beyond []Point
	flush := func() {
		for _, piece := range clipPolyline(beyond, s.page) {
			out = append(out, stretch{points: piece})
		}
		beyond = nil
	}
	for i := 1; i < len(line); i++ {
		if s.window.contains(line[i-1]) && s.window.contains(line[i]) {
			flush()
			continue
		}
		// In short steps, as the surface between two points is curved.
		const steps = 16
		for k := range steps + 1 {
			t := float64(k) / steps
			q := Point{line[i-1].X + t*(line[i].X-line[i-1].X), line[i-1].Y + t*(line[i].Y-line[i-1].Y)}
			if s.window.contains(q) {
				beyond = nil
			}
			v := s.ground.place(q, s.f(q.X, q.Y))
			if !(v.dot(v) < 36) { // out of the picture, and perhaps behind the eye
				flush()
				return out
			}
			beyond = append(beyond, s.camera.at(v))
		}
	}
	flush()
	return out
}

// drawGround implements view.
func (s classicSpace) drawGround(p *page) {
	s.drawBox(p)
	lo, hi := 1.0, 0.0
	patches := s.ground.patches(s.camera)
	for _, q := range patches {
		lo, hi = math.Min(lo, q.height), math.Max(hi, q.height)
	}
	for _, q := range patches {
		p.polygon(q.grown(0.2), rampAt(coolwarm, (q.height-lo)/math.Max(hi-lo, 1e-9)))
		p.stroke(linePath(q.corners[:], true), pen{Color: color.NRGBA{0, 0, 0, 255}, Width: 0.3})
	}
}

// drawBox draws the walls and the axes.
func (s classicSpace) drawBox(p *page) {
	b := s.sides()
	wall := gray(0xf2)
	floor := s.floor
	p.polygon(s.on(vec{b.lo.x, b.lo.y, floor}, vec{b.hi.x, b.lo.y, floor}, vec{b.hi.x, b.hi.y, floor}, vec{b.lo.x, b.hi.y, floor}), wall)
	p.polygon(s.on(vec{b.farX, b.lo.y, floor}, vec{b.farX, b.hi.y, floor}, vec{b.farX, b.hi.y, 1}, vec{b.farX, b.lo.y, 1}), wall)
	p.polygon(s.on(vec{b.lo.x, b.farY, floor}, vec{b.hi.x, b.farY, floor}, vec{b.hi.x, b.farY, 1}, vec{b.lo.x, b.farY, 1}), wall)
	black := color.NRGBA{0, 0, 0, 255}
	k := s.page.Y1 / classicHeight
	ticks, _ := s.ground.height.ticks()
	along := func(lo, hi float64) []tick { return linearTicks(lo, hi, 7, false) }
	for _, m := range s.marks(along(s.box.X0, s.box.X1), along(s.box.Y0, s.box.Y1), ticks) {
		p.polyline(s.on(m.grid...), pen{Color: gray(0xe0), Width: 0.75})
		on, d := s.camera.at(m.at), s.away(m.at, m.outwards)
		p.polyline([]Point{{on.X - 2*d.X, on.Y - 2*d.Y}, {on.X + 3*d.X, on.Y + 3*d.Y}}, pen{Color: black, Width: 0.75})
		if at := (Point{on.X + 18*k*d.X, on.Y + (18*d.Y-4)*k}); at.Y > 2*k { // or it is cut
			st := textStyle{size: 11.5 * k, color: black, align: center}
			p.text(m.label, at, st)
			at.X += textWidth(m.label, plainFace, st.size) / 2
			p.text(m.sup, Point{at.X, at.Y + 0.42*st.size}, textStyle{size: supScale * st.size, color: black})
		}
	}
	edge := pen{Color: black, Width: 0.75}
	p.polyline(s.on(vec{b.nearX, b.farY, floor}, vec{b.nearX, b.nearY, floor}, vec{b.farX, b.nearY, floor}), edge)
	p.polyline(s.on(b.foot, vec{b.foot.x, b.foot.y, 1}), edge)
}

// draw implements layout.
func (c classicLayout) draw(p *page) {
	c.view.drawGround(p)
	c.drawAt(p, make([]growing, len(c.Paths)), c.longest(), c.words())
}

// film implements moving.
func (c classicLayout) film(p *page, m Motion) film {
	steps := m.iterations(c.longest())
	paths, words := make([]growing, len(c.Paths)), c.words()
	return film{
		frames: len(steps),
		base:   func() { c.view.drawGround(p) },
		more:   func() {},
		frame: func(i int) {
			if i == len(steps)-1 {
				c.drawAt(p, make([]growing, len(c.Paths)), steps[i], words)
				return
			}
			c.drawAt(p, paths, steps[i], words)
		},
	}
}

// unit is the length of a point of the original pictures.
func (c classicLayout) unit() float64 {
	return math.Min(c.width/classicWidth, c.height/classicHeight)
}

// drawAt draws all that lies over the ground at an iteration.
func (c classicLayout) drawAt(p *page, paths []growing, k int, words []*still) {
	k1 := c.unit()
	for i, path := range c.Paths {
		paths[i].to(path.Points, k, c.reach, c.view)
		for _, piece := range paths[i].parts {
			p.seen(!piece.hidden).polyline(piece.points, pen{Color: withAlpha(path.Style.Color, 0.7), Width: classicTrail * k1})
		}
	}
	for _, m := range c.minimaShown() {
		at, seen := c.view.at(m)
		p.seen(seen).classicStar(at, classicStar*k1)
	}
	page := Window{0, c.width, 0, c.height}
	for _, path := range c.Paths {
		at, seen := c.view.at(path.Points[min(k, len(path.Points)-1)])
		if page.contains(at) {
			p.seen(seen).fill(circlePath(at, classicDot*k1), color.NRGBA{0, 0, 0, 255})
			p.seen(seen).fill(circlePath(at, (classicDot-0.75)*k1), path.Style.Color)
		}
	}
	for _, s := range words {
		p.still(s)
	}
	p.border(Window{0.4, c.width - 0.4, 0.4, c.height - 0.4}, pen{Color: color.NRGBA{0, 0, 0, 255}, Width: 0.75})
}

// classicStar draws the grey star of an optimum.
func (p *page) classicStar(at Point, r float64) {
	pts := make([]Point, 10)
	for i := range pts {
		radius := r
		if i%2 == 1 {
			radius = 0.38 * r
		}
		pts[i] = around(at, radius, 0.25+float64(i)/10)
	}
	p.fill(linePath(pts, true), withAlpha(gray(0x66), 0.75))
	p.stroke(linePath(pts, true), pen{Color: withAlpha(gray(0x33), 0.75), Width: 0.16 * r})
}

// words are the names in the upper right corner, and the note in the left.
func (c classicLayout) words() []*still {
	k := c.unit()
	size, row := classicType*k, 21.6*k
	if fit := 0.8 * c.height / float64(len(c.Paths)); row > fit {
		size, row = size*fit/row, fit
	}
	names := make([]string, len(c.Paths))
	wide := 0.0
	for i, path := range c.Paths {
		if names[i] = path.Short; names[i] == "" {
			names[i] = path.Label
		}
		wide = math.Max(wide, textWidth(names[i], plainFace, size))
	}
	left := c.width - 8*k - wide - 52*k
	box := Window{left, c.width - 8*k, c.height - 10*k - row*float64(len(c.Paths)) - 2*k, c.height - 8*k}
	legend := func(p *page) {
		p.rect(box, white)
		black := color.NRGBA{0, 0, 0, 255}
		p.border(box, pen{Color: black, Width: 0.75})
		for i, path := range c.Paths {
			y := box.Y1 - 2*k - row*(float64(i)+0.5)
			p.polyline([]Point{{left + 10*k, y}, {left + 32*k, y}}, pen{Color: withAlpha(path.Style.Color, 0.7), Width: classicTrail * k})
			p.text(names[i], Point{left + 45*k, y - 0.35*size}, textStyle{size: size, color: black})
		}
	}
	// At the top, as the axes' numbers are at the bottom.
	lines := wrap(c.Note, plainFace, classicSmall*k, left-12*k)
	note := func(p *page) {
		for i, line := range lines {
			y := c.height - (4+classicSmall+1.25*classicSmall*float64(i))*k
			p.rect(Window{3 * k, 9*k + textWidth(line, plainFace, classicSmall*k), y - 2*k, y + classicSmall*k}, withAlpha(white, 0.85))
			p.text(line, Point{6 * k, y}, textStyle{size: classicSmall * k, color: gray(0x26)})
		}
	}
	under := (4 + 1.25*classicSmall*float64(len(lines)+1)) * k
	return []*still{{at: box, draw: legend}, {at: Window{0, left, c.height - under, c.height}, draw: note}}
}
