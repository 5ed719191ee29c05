package chart

import "math"

// Scale is how an axis maps its values.
type Scale int

const (
	// Linear is the zero value.
	Linear Scale = iota
	// Log leaves gaps at values that are not positive.
	Log
)

// axis maps values to the unit interval.
type axis struct {
	lo, hi float64
	scale  Scale
	ticks  []tick
	cut    bool // some of what the panel is about lies beyond it
}

// aside says that an axis is cut: a reader who takes its end for the data's
// would take small differences for large ones.
func (a axis) aside() string {
	if a.cut {
		return "(axis cut)"
	}
	return ""
}

// unit maps lo to 0 and hi to 1; NaN where the axis has no place for v. Values
// far outside are brought nearer, since only the direction towards them
// matters, and in quarters the difference of two huge ends is still finite.
func (a axis) unit(v float64) float64 {
	if !finite(v) {
		return math.NaN()
	}
	u := 0.0
	if a.scale == Log {
		if v <= 0 {
			return math.NaN()
		}
		l := math.Log10(a.lo)
		u = (math.Log10(v) - l) / (math.Log10(a.hi) - l)
	} else {
		u = (v/4 - a.lo/4) / (a.hi/4 - a.lo/4)
	}
	return math.Max(-1e6, math.Min(1e6, u))
}

// frame is a panel's data rectangle on the page, with its axes.
type frame struct {
	box  Window
	x, y axis
}

// at is the place of a point of data on the page.
func (f frame) at(p Point) Point {
	return Point{f.box.X0 + f.box.dx()*f.x.unit(p.X), f.box.Y0 + f.box.dy()*f.y.unit(p.Y)}
}

// back is the point of data at a place on the page, of linear axes.
func (f frame) back(at Point) Point {
	return Point{
		f.x.lo + (at.X-f.box.X0)/f.box.dx()*(f.x.hi-f.x.lo),
		f.y.lo + (at.Y-f.box.Y0)/f.box.dy()*(f.y.hi-f.y.lo),
	}
}

// all places points of data on the page; those without a place become NaN.
func (f frame) all(pts []Point) []Point {
	out := make([]Point, len(pts))
	for i, p := range pts {
		out[i] = f.at(p)
	}
	return out
}

// drawGrid draws lines across the frame at the labelled ticks only: at all the
// small ones of a logarithmic axis they would be a veil over the data.
func (f frame) drawGrid(p *page) {
	thin := pen{Color: p.theme.grid, Width: 0.7}
	for _, t := range f.x.ticks {
		if x := f.at(Point{t.at, 0}).X; t.labelled() {
			p.polyline([]Point{{x, f.box.Y0}, {x, f.box.Y1}}, thin)
		}
	}
	for _, t := range f.y.ticks {
		if y := f.box.Y0 + f.box.dy()*f.y.unit(t.at); t.labelled() {
			p.polyline([]Point{{f.box.X0, y}, {f.box.X1, y}}, thin)
		}
	}
}

// drawAxes draws the border, the ticks and their labels in the size, and the
// axes' names, if any.
func (f frame) drawAxes(p *page, xName, yName string, size float64) {
	f.drawBorder(p)
	mark := pen{Color: p.theme.axis, Width: 0.9}
	for _, t := range f.x.ticks {
		x, length := f.box.X0+f.box.dx()*f.x.unit(t.at), 2.5
		if t.labelled() {
			length = 4.5
			p.tickLabelBelow(t, Point{x, f.box.Y0 - 6 - size}, size)
		}
		p.polyline([]Point{{x, f.box.Y0}, {x, f.box.Y0 - length}}, mark)
	}
	for _, t := range f.y.ticks {
		y, length := f.box.Y0+f.box.dy()*f.y.unit(t.at), 2.5
		if t.labelled() {
			length = 4.5
			p.tickLabel(t, Point{f.box.X0 - 7, y - 0.35*size}, size)
		}
		p.polyline([]Point{{f.box.X0, y}, {f.box.X0 - length, y}}, mark)
	}
	// The names keep clear of the ticks' labels, however wide these are.
	st := textStyle{size: axisSize, color: p.theme.text, align: center}
	p.text(xName, Point{(f.box.X0 + f.box.X1) / 2, f.box.Y0 - size - 9 - axisSize}, st)
	st.upright = true
	p.text(yName, Point{f.box.X0 - 14 - widestTick(f.y.ticks, size), (f.box.Y0 + f.box.Y1) / 2}, st)
}

// drawBorder draws the frame's edge.
func (f frame) drawBorder(p *page) { p.border(f.box, pen{Color: p.theme.axis, Width: 0.9}) }

// below and besides are the room that ticks and names take under a frame and
// to its left.
func below(size float64, name string) float64 {
	if name == "" {
		return size + 9
	}
	return size + 13 + axisSize
}

func besides(ticks []tick, size float64, name string) float64 {
	if name == "" {
		return widestTick(ticks, size) + 10
	}
	return widestTick(ticks, size) + 14 + axisSize
}

// supScale is the size of a superscript relative to its base.
const supScale = 0.72

// tickLabel sets a tick's label to the left of a position, its superscript
// raised: the numbers' ends are in line, whatever their powers.
func (p *page) tickLabel(t tick, at Point, size float64) {
	sup := textWidth(t.sup, plainFace, supScale*size)
	p.text(t.label, Point{at.X - sup, at.Y}, textStyle{size: size, color: p.theme.text, align: right})
	p.text(t.sup, Point{at.X, at.Y + 0.42*size}, textStyle{size: supScale * size, color: p.theme.text, align: right})
}

// tickLabelBelow sets a tick's label centred on a position, superscript included.
func (p *page) tickLabelBelow(t tick, at Point, size float64) {
	sup := textWidth(t.sup, plainFace, supScale*size)
	p.text(t.label, Point{at.X - sup/2, at.Y}, textStyle{size: size, color: p.theme.text, align: center})
	if t.sup != "" {
		width := textWidth(t.label, plainFace, size)
		p.text(t.sup, Point{at.X + (width-sup)/2, at.Y + 0.42*size}, textStyle{size: supScale * size, color: p.theme.text})
	}
}

// widestTick is the width that the labels of an axis of y take.
func widestTick(ticks []tick, size float64) float64 {
	w := 0.0
	for _, t := range ticks {
		w = max(w, textWidth(t.label, plainFace, size)+textWidth(t.sup, plainFace, supScale*size))
	}
	return w
}
