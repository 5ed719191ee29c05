package chart

import "strconv"

// trace is what the window of a contour panel shows of a path. It is in the
// units of the surface, so that it is found once, before it is known how large
// the panel is: the other panel, the labels and the key ask for it too.
type trace struct {
	pieces [][]Point
	exits  []exit
	end    Point // where its label points: its last point, or its last exit
	left   int   // the iteration at which it left for good, 0 if it did not
	shown  bool  // whether anything of it lies in the window
}

// exit is where a path leaves the window, on the way to an iteration.
type exit struct {
	at        Point
	iteration int
}

// newTrace follows the path once. Whether it left for good is known only at its
// end, so each exit says so until the path is back.
func newTrace(points []Point, window Window) trace {
	if len(points) == 0 {
		return trace{}
	}
	t := trace{pieces: clipPolyline(points, window)}
	latest := window.nearest(points[0])
	if window.contains(points[0]) {
		t.end, t.shown = points[0], true
	}
	for i := 1; i < len(points); i++ {
		p := points[i]
		if p.finite() {
			latest = window.nearest(p)
		}
		if window.contains(p) {
			t.end, t.left, t.shown = p, 0, true
			continue
		}
		_, q, ok := clipSegment(points[i-1], p, window)
		if ok {
			t.end, t.shown = q, true
			t.exits = append(t.exits, exit{q, i})
		}
		// Once out it stays out until a point lies in the window again: a step
		// that only passes through is no return.
		if t.left == 0 && (ok || window.contains(points[i-1])) {
			t.left = i
		}
	}
	if !t.shown {
		t.end = latest // the edge on its side
	}
	return t
}

// fate says what became of a path that does not end in the window, as both
// panels do: the step at which it left is where the other's curve has its ×.
func (t trace) fate(p Path) string {
	note := ""
	if t.left > 0 {
		note = "out at step " + strconv.Itoa(t.left)
	}
	if p.Diverged == 0 {
		return note
	}
	if note != "" {
		note += "; "
	}
	return note + "diverged, step " + strconv.Itoa(p.Diverged)
}

// name is a path's label among the paths; a brief one leaves to the label of
// its curve, in the same colour, what does not fit the first line.
func (t trace) name(p Path, at Point, brief bool) label {
	name, note := p.Short, t.fate(p)
	if name == "" {
		name = p.Label
	}
	if head, rest := split(name, widestName-textWidth(" …", boldFace, labelSize)); brief && rest != "" {
		name = head + " …"
	}
	if !t.shown {
		if note = "outside the frame"; p.Diverged > 0 {
			note += "; " + t.fate(p)
		}
	}
	l := newLabel(name, note, p.Style.Color, at, widestName)
	l.loose = !t.shown
	return l
}

// endsInside tells whether a path breaks off in the window, its next value
// being none: there is no exit then to carry the ×.
func (t trace) endsInside(p Path) bool { return p.Diverged > 0 && t.shown && t.left == 0 }
