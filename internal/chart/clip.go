package chart

import "math"

// Clipping happens in float64 and in the coordinates of the data, before
// anything reaches a canvas: a diverging path has points at 1e300, and the
// rasterizer counts in 32-bit fixed point.

// farAway is how many widths of the frame a segment may reach beyond it on
// both sides. Further out the rounding of its ends is as large as the frame,
// so where it would cross is not known.
const farAway = 1e12

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// finite tells whether a point has a place at all, be it far away.
func (p Point) finite() bool { return finite(p.X) && finite(p.Y) }

// clipSegment returns the part of the segment from a to b that lies in the
// frame, by Liang and Barsky's method (1984); ok is false when none does or
// an end is not finite.
func clipSegment(a, b Point, frame Window) (p, q Point, ok bool) {
	if !a.finite() || !b.finite() {
		return p, q, false
	}
	in, out := frame.contains(a), frame.contains(b)
	if in && out {
		return a, b, true
	}
	if !in && !out && (frame.beyond(a) || frame.beyond(b)) {
		return p, q, false
	}
	// From the end inside, so that the crossing is exact near it however far
	// the other end lies.
	if out {
		q, p, ok = clipFrom(b, a, frame)
		return p, q, ok
	}
	return clipFrom(a, b, frame)
}

// clipFrom is Liang and Barsky's method: the segment is a + t·(b − a), each side
// of the frame bounds t from below (where the line enters through it) or from
// above (where it leaves), and what is left of 0…1 lies inside.
func clipFrom(a, b Point, frame Window) (p, q Point, ok bool) {
	// In quarters, so that the difference of two huge numbers is finite.
	dx, dy := b.X/4-a.X/4, b.Y/4-a.Y/4
	t0, t1 := 0.0, 1.0
	for _, side := range [4]struct{ d, room float64 }{
		{-dx, a.X/4 - frame.X0/4}, {dx, frame.X1/4 - a.X/4},
		{-dy, a.Y/4 - frame.Y0/4}, {dy, frame.Y1/4 - a.Y/4},
	} {
		switch t := side.room / side.d; {
		case side.d == 0: // along the side: all of it outside, or none
			if side.room < 0 {
				return p, q, false
			}
		case side.d < 0:
			t0 = math.Max(t0, t)
		default:
			t1 = math.Min(t1, t)
		}
	}
	if t0 > t1 {
		return p, q, false
	}
	// The ends as they are: a point inside is to stay where it is to the last
	// bit, so that the pieces of a line join.
	at := func(t float64) Point {
		if t == 0 {
			return a
		}
		if t == 1 {
			return b
		}
		return frame.nearest(Point{a.X + 4*(t*dx), a.Y + 4*(t*dy)})
	}
	return at(t0), at(t1), true
}

// beyond tells whether p lies too far from the frame to know where a line
// from it crosses.
func (w Window) beyond(p Point) bool {
	return math.Abs(p.X/2-w.X0/2) > farAway*w.dx() || math.Abs(p.Y/2-w.Y0/2) > farAway*w.dy()
}

// nearest is the point of the window that is nearest to p.
func (w Window) nearest(p Point) Point {
	return Point{math.Max(w.X0, math.Min(w.X1, p.X)), math.Max(w.Y0, math.Min(w.Y1, p.Y))}
}

// clipPolyline returns the pieces of the line through the points that lie in
// the frame. A point that is not finite interrupts the line.
func clipPolyline(pts []Point, frame Window) [][]Point {
	var pieces [][]Point
	var piece []Point
	flush := func() {
		if len(piece) > 1 {
			pieces = append(pieces, piece)
		}
		piece = nil
	}
	for i := 1; i < len(pts); i++ {
		a, b, ok := clipSegment(pts[i-1], pts[i], frame)
		if !ok {
			flush()
			continue
		}
		// The line was outside in between: it came in again somewhere else.
		if len(piece) > 0 && piece[len(piece)-1] != a {
			flush()
		}
		if len(piece) == 0 {
			piece = append(piece, a)
		}
		piece = append(piece, b)
	}
	flush()
	return pieces
}

// clipPolygon returns the polygon cut to the frame, by Sutherland and
// Hodgman's method (1974): at one side after the other. Where the polygon leaves
// and comes back, the cut runs along the side, which a filled band shows
// nothing of. The points must be finite.
func clipPolygon(pts []Point, frame Window) []Point {
	for _, side := range []struct {
		inside func(Point) bool
		cut    func(a, b Point) Point
	}{
		{func(p Point) bool { return p.X >= frame.X0 }, func(a, b Point) Point { return cutX(a, b, frame.X0) }},
		{func(p Point) bool { return p.X <= frame.X1 }, func(a, b Point) Point { return cutX(a, b, frame.X1) }},
		{func(p Point) bool { return p.Y >= frame.Y0 }, func(a, b Point) Point { return cutY(a, b, frame.Y0) }},
		{func(p Point) bool { return p.Y <= frame.Y1 }, func(a, b Point) Point { return cutY(a, b, frame.Y1) }},
	} {
		var kept []Point
		for i, p := range pts {
			before := pts[(i+len(pts)-1)%len(pts)]
			if side.inside(before) != side.inside(p) {
				kept = append(kept, side.cut(before, p))
			}
			if side.inside(p) {
				kept = append(kept, p)
			}
		}
		pts = kept
	}
	return pts
}

// cutX and cutY are where the line through a and b has a coordinate. The
// quotient is between 0 and 1.
func cutX(a, b Point, x float64) Point { return Point{x, a.Y + (b.Y-a.Y)*((x-a.X)/(b.X-a.X))} }
func cutY(a, b Point, y float64) Point { return Point{a.X + (b.X-a.X)*((y-a.Y)/(b.Y-a.Y)), y} }

// block is the number of points that douglasPeucker looks at together. Its time
// grows with the square of it where a line swings to and fro, as an optimizer
// with too large a rate does for a million steps; in blocks it grows with their
// number, for the price of two points kept in each.
const block = 256

// simplify drops points of the line that the page cannot show: marching squares
// and slow optimizers make far more. What is dropped lies within 2·tol of the
// line that is kept: tol from a point that thin keeps, and that one tol from
// the result.
func simplify(pts []Point, tol float64) []Point {
	if len(pts) < 3 {
		return pts
	}
	kept := thin(pts, tol)
	last := len(kept) - 1
	var out []Point
	for from := 0; from < last; from += block {
		out = douglasPeucker(out, kept[from:min(from+block, last)+1], tol)
	}
	return append(out, kept[last])
}

// thin drops the points nearer than tol to the one kept before them. The ends
// stay, so that pieces of a line still meet.
func thin(pts []Point, tol float64) []Point {
	kept := []Point{pts[0]}
	for _, p := range pts[1 : len(pts)-1] {
		if q := kept[len(kept)-1]; squared(p.X-q.X, p.Y-q.Y) >= tol*tol {
			kept = append(kept, p)
		}
	}
	return append(kept, pts[len(pts)-1])
}

// douglasPeucker appends to out the points of the line, without its last one,
// that are needed for all others to lie within tol of it (Douglas and Peucker
// 1973).
func douglasPeucker(out, pts []Point, tol float64) []Point {
	keep := make([]bool, len(pts))
	keep[0] = true
	stack := [][2]int{{0, len(pts) - 1}} // not recursion: a spiral goes deep
	for len(stack) > 0 {
		from, to := stack[len(stack)-1][0], stack[len(stack)-1][1]
		stack = stack[:len(stack)-1]
		far, at := tol*tol, -1
		for i := from + 1; i < to; i++ {
			if d := distance2(pts[i], pts[from], pts[to]); d > far {
				far, at = d, i
			}
		}
		if at >= 0 {
			keep[at] = true
			stack = append(stack, [2]int{from, at}, [2]int{at, to})
		}
	}
	for i, p := range pts[:len(pts)-1] {
		if keep[i] {
			out = append(out, p)
		}
	}
	return out
}

// distance2 is the square of the distance of p from the segment from a to b:
// without the root, which is most of the work.
func distance2(p, a, b Point) float64 {
	dx, dy := b.X-a.X, b.Y-a.Y
	t := 0.0
	if l := squared(dx, dy); l > 0 {
		t = math.Max(0, math.Min(1, ((p.X-a.X)*dx+(p.Y-a.Y)*dy)/l))
	}
	return squared(p.X-a.X-t*dx, p.Y-a.Y-t*dy)
}

func squared(x, y float64) float64 { return x*x + y*y }
