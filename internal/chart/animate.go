package chart

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"math"
)

// Motion is how a figure moves: the paths and curves of a Contour or Relief
// grow with the iterations, to the figure as it stands still.
type Motion struct {
	FPS    int     `json:"fps,omitempty"`    // frames a second; 0: 25, or 15 of what turns
	Frames int     `json:"frames,omitempty"` // 0: one for each iteration from 0 on, but no more than 120, or 60 of what turns
	Loop   bool    `json:"loop,omitempty"`   // play without end; else once, and hold the last frame
	Turn   float64 `json:"turn,omitempty"`   // degrees by which a Relief turns while it plays, to its Azimuth
}

// The bounds of a Motion. Delays in GIF are whole hundredths of a second, and
// viewers slow down below two of them.
const (
	MaxFPS    = 50
	MaxFrames = 1000
)

func (m Motion) check() error {
	switch {
	case m.FPS < 0 || m.FPS > MaxFPS:
		return fmt.Errorf("chart: %d frames a second are not 1 to %d", m.FPS, MaxFPS)
	case m.Frames < 0 || m.Frames == 1 || m.Frames > MaxFrames:
		return fmt.Errorf("chart: an animation has 2 to %d frames, not %d", MaxFrames, m.Frames)
	case !finite(m.Turn):
		return fmt.Errorf("chart: the turn of %g degrees is not finite", m.Turn)
	}
	return nil
}

// withDefaults fills in what is 0. Of a surface that turns each frame is new,
// and takes as much room as ten of the others.
func (m Motion) withDefaults() Motion {
	fps, frames := 25, 120
	if m.Turn != 0 {
		fps, frames = 15, 60
	}
	if m.FPS == 0 {
		m.FPS = fps
	}
	if m.Frames == 0 {
		m.Frames = frames
	}
	return m
}

// iterations are those at which the frames of a figure stand, the last being
// the figure's.
func (m Motion) iterations(longest int) []int {
	n := m.withDefaults().Frames
	if m.Frames == 0 && m.Turn == 0 {
		n = min(longest+1, n)
	}
	out := make([]int, n)
	for i := range out {
		out[i] = int(math.Round(float64(i) / float64(n-1) * float64(longest)))
	}
	return out
}

// moving is a layout that can be drawn at an iteration.
type moving interface {
	layout
	film(p *page, m Motion) film
}

// film are the frames of an animation, each drawn over what does not move. The
// last one is the figure standing still; it may be drawn at any time, the
// others only in their order.
type film struct {
	frames int
	base   func() // draws what lies under all frames
	more   func() // and over it what lies under all but the last
	frame  func(i int)
}

// moves tells whether a figure can be animated.
func (l Look) moves(f Figure, m Motion) (plate, moving, error) {
	if err := m.check(); err != nil {
		return plate{}, nil, err
	}
	dpi := screenDPI
	if m.Turn != 0 {
		dpi = turnDPI
	}
	s, err := l.place(f, dpi)
	if err != nil {
		return plate{}, nil, err
	}
	layout, ok := s.layout.(moving)
	if !ok {
		return plate{}, nil, fmt.Errorf("chart: only paths move: this figure has none")
	}
	return s, layout, nil
}

// shoot draws the frames and calls take with each, after start with what lies
// under all of them but the last, and with the last. The pictures are
// overwritten later.
func (l Look) shoot(f Figure, m Motion, start func(under, last *image.RGBA), take func(img *image.RGBA) error) error {
	s, layout, err := l.moves(f, m)
	if err != nil {
		return err
	}
	c := newRasterCanvas(s)
	img := c.Image().(*image.RGBA)
	copyOf := func() *image.RGBA {
		return &image.RGBA{Pix: bytes.Clone(img.Pix), Stride: img.Stride, Rect: img.Rect}
	}
	p := s.page(c)
	film := layout.film(p, m)
	film.base()
	base := copyOf()
	film.frame(film.frames - 1)
	last := copyOf()
	copy(img.Pix, base.Pix)
	film.more()
	copy(base.Pix, img.Pix)
	if p.err != nil {
		return p.err
	}
	start(base, last)
	for i := range film.frames - 1 {
		copy(img.Pix, base.Pix)
		film.frame(i)
		if err := take(img); err != nil {
			return err
		}
	}
	return take(last)
}

// film implements moving.
func (c contourLayout) film(p *page, m Motion) film {
	turns := m.Turn != 0 && c.turned != nil
	if turns {
		c.see = func(f frame) view { return c.turned(f, m.Turn, 0) }
	}
	on := c.put(p)
	steps := m.iterations(c.longest())
	last := len(steps) - 1
	grown := make([]growing, len(c.Paths))
	return film{
		frames: len(steps),
		base:   func() { c.drawBase(p, on, !turns) },
		more: func() {
			if !turns {
				on.surface.view.drawOver(p, true)
			}
			if !c.bare {
				on.curves.drawAxes(p, c.curves.xName, c.curves.yName, tickSize)
				c.drawLegend(p, on)
			}
		},
		frame: func(i int) {
			if i == last {
				if turns {
					on.surface.view.drawGround(p)
				}
				c.drawFinish(p, on)
				return
			}
			s := on.surface
			if turns {
				s.view = c.turned(frame{box: s.box}, m.Turn, m.Turn*(1-float64(i)/float64(last)))
				s.view.drawGround(p)
				clear(grown) // what is visible is another with each view
			}
			c.drawAt(p, onPage{s, on.curves, on.lines}, steps[i], grown)
		},
	}
}

// drawAt draws the paths and curves as they stand at an iteration.
func (c contourLayout) drawAt(p *page, on onPage, k int, grown []growing) {
	lines := make([][]stretch, len(c.Paths))
	for i, path := range c.Paths {
		grown[i].to(path.Points, k, c.Window, on.surface.view)
		lines[i] = grown[i].parts
	}
	c.drawPaths(p, on.surface, lines, k, false)
	for _, path := range c.Paths {
		if k < len(path.Points) && c.Window.contains(path.Points[k]) { // one that has diverged has its ×
			dot, seen := on.surface.view.at(path.Points[k])
			p.seen(seen).dot(dot, path.Style.Color)
		}
	}
	if c.bare {
		return
	}
	f := on.curves
	lengths := make([]placed, len(on.lines))
	for i, line := range on.lines {
		lengths[i] = line.until(f, k)
	}
	f.drawCurves(p, lengths)
	f.drawBorder(p)
	drawEnds(p, lengths)
	for i, line := range lengths {
		if curve := c.Paths[i].Curve; k < len(curve) {
			if at := f.at(Point{float64(k), curve[k]}); f.box.contains(at) {
				p.dot(at, line.color)
			}
		}
	}
}

// growing are the stretches of a path up to an iteration. Each part of the path
// is laid on the surface once, in whatever frame it is new.
type growing struct {
	last  int
	parts []stretch
}

func (g *growing) to(points []Point, k int, w Window, v view) {
	k = min(k, len(points)-1)
	for _, piece := range clipPolyline(points[g.last:k+1], w) {
		for _, s := range v.drape(piece) {
			// Joined, so that dashes run on from one part to the next.
			if n := len(g.parts) - 1; n >= 0 && g.parts[n].hidden == s.hidden && g.parts[n].points[len(g.parts[n].points)-1] == s.points[0] {
				g.parts[n].points = append(g.parts[n].points, s.points[1:]...)
			} else {
				g.parts = append(g.parts, s)
			}
		}
	}
	g.last = k
}

// until is a curve up to an iteration, which is a place on the axis of x.
func (c placed) until(f frame, k int) placed {
	cut := f.box
	cut.X1 = f.at(Point{float64(k), 1}).X
	cutAll := func(pieces [][]Point) [][]Point {
		var out [][]Point
		for _, piece := range pieces {
			if piece[0].X < cut.X1 {
				out = append(out, clipPolyline(piece, cut)...)
			}
		}
		return out
	}
	c.pieces, c.after = cutAll(c.pieces), cutAll(c.after)
	var marks []Point
	for _, m := range c.marks {
		if m.X <= float64(k) {
			marks = append(marks, m)
		}
	}
	c.marks = marks
	c.cross = c.cross && c.end.X <= cut.X1
	return c
}

// drawLegend sets the curves' labels in the column where most of them will end:
// until then they have no line to stand at.
func (c contourLayout) drawLegend(p *page, on onPage) {
	box := on.curves.box
	want, heights := make([]float64, len(on.lines)), make([]float64, len(on.lines))
	labels := make([]label, len(on.lines))
	for i, line := range on.lines {
		line.note = "" // tells the end
		labels[i] = line.label(line.end)
		want[i], heights[i] = line.end.Y, labels[i].height()
	}
	for i, y := range dodge(want, heights, box.Y0-14, box.Y1+3) {
		x := box.X1 + leaderRoom
		p.polyline([]Point{{x - 18, y}, {x - 4, y}}, pen{Color: on.lines[i].color, Width: on.lines[i].width})
		labels[i].drawAt(p, x, y)
	}
}

// dotRadius is that of the dot at a path's present end.
const dotRadius = 4.2

// dot draws the present end of a line.
func (p *page) dot(at Point, c color.NRGBA) {
	r := dotRadius * math.Sqrt(p.theme.weight)
	p.fill(circlePath(at, r+1.2), p.theme.halo)
	p.fill(circlePath(at, r), p.theme.text)
	p.fill(circlePath(at, r-1), c)
}
