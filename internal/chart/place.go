package chart

import (
	"cmp"
	"math"
	"slices"
)

// placement is a label's place among the paths of a contour panel.
type placement struct {
	box    Window
	leader [2]Point // from the line's end to the box
	led    bool     // whether the box stands so far off that a leader is drawn
	cost   float64  // of the place alone
}

// How bad it is for a label, per unit: to stand far from its line, to cover a
// bit of a line, to lead across a line. Overlaps are out of the question.
const (
	costDistance = 0.5
	costCover    = 9.0
	costCross    = 12.0
	costOverlap  = 1e4
)

// placeLabels finds places for labels within the panel, or in a column to the
// right of it if one is given (column > 0, its width): near the end of their
// line, off all other labels and, as far as can be, off the lines. busy holds
// points along all lines at about even distances, marks points to stay clear
// of. Taking the best place for one label after the other depends on the
// order, so several orders are tried, each with second thoughts, and the
// cheapest result is kept.
func placeLabels(labels []label, busy, marks []Point, panel Window, column float64) []placement {
	busy = thinned(busy)
	choices := make([][]placement, len(labels))
	for i, l := range labels {
		c := candidates(l, panel, column)
		for k := range c {
			c[k].cost = c[k].costAlone(busy, marks)
		}
		slices.SortStableFunc(c, func(a, b placement) int { return cmp.Compare(a.cost, b.cost) })
		choices[i] = c[:min(len(c), 150)]
	}
	best, least := make([]placement, len(labels)), math.Inf(1)
	for start := range min(len(labels), 8) {
		for _, step := range []int{1, len(labels) - 1} { // forwards, backwards
			order := make([]int, len(labels))
			for k := range order {
				order[k] = (start + k*step) % len(labels)
			}
			if places, cost := placeInOrder(choices, order); cost < least {
				best, least = places, cost
			}
		}
	}
	return best
}

// placeInOrder takes the best choice for each label in the order, given those
// placed before it, then once more given all others.
func placeInOrder(choices [][]placement, order []int) (places []placement, total float64) {
	places = make([]placement, len(choices))
	placed := make([]bool, len(choices))
	for round := range 3 {
		total = 0
		for _, i := range order {
			best := math.Inf(1)
			var at placement
			for _, c := range choices[i] {
				if c.cost >= best {
					break // the choices are sorted by what they cost alone
				}
				cost := c.cost
				for k, o := range places {
					if k != i && placed[k] && cost < best {
						cost += conflict(c, o)
					}
				}
				if cost < best {
					best, at = cost, c
				}
			}
			places[i], placed[i] = at, true
			if round == 2 {
				total += best
			}
		}
	}
	return places, total
}

// thinned leaves one point in each square of 3 points: where lines lie on one
// another a label hides no more than where there is one.
func thinned(pts []Point) []Point {
	const side = 3
	out := make([]Point, len(pts))
	for i, p := range pts {
		out[i] = Point{math.Round(p.X/side) * side, math.Round(p.Y/side) * side}
	}
	slices.SortFunc(out, func(a, b Point) int { return cmp.Or(cmp.Compare(a.X, b.X), cmp.Compare(a.Y, b.Y)) })
	return slices.Compact(out)
}

// labelPad is the room kept around a label.
const labelPad = 3.0

// candidates are the places to try: in 24 directions from the label's anchor
// at growing distances, pushed back into the panel where they would stick out;
// and in the column, at heights every 4 points.
func candidates(l label, panel Window, column float64) []placement {
	w, h := l.width()+2*labelPad, l.height()+labelPad
	place := func(c Point) placement {
		b := Window{c.X - w/2, c.X + w/2, c.Y - h/2, c.Y + h/2}
		end := b.nearest(l.anchor)
		length := math.Hypot(end.X-l.anchor.X, end.Y-l.anchor.Y)
		return placement{box: b, leader: [2]Point{l.anchor, end}, led: length > 10}
	}
	var out []placement
	inner := Window{panel.X0 + w/2 + 2, panel.X1 - w/2 - 2, panel.Y0 + h/2 + 2, panel.Y1 - h/2 - 2}
	for _, r := range []float64{8, 14, 22, 32, 44, 58, 74, 92, 112, 134, 158, 184} {
		for d := range 24 {
			dir := around(Point{}, 1, float64(d)/24)
			out = append(out, place(inner.nearest(Point{l.anchor.X + dir.X*(r+w/2), l.anchor.Y + dir.Y*(r+h/2)})))
		}
	}
	if column < w {
		return out
	}
	for y := inner.Y0; y <= inner.Y1; y += 4 {
		out = append(out, place(Point{panel.X1 + 6 + w/2, y}))
	}
	return out
}

// costAlone is what a place costs whatever the other labels do.
func (c placement) costAlone(busy, marks []Point) float64 {
	cost := costDistance * math.Hypot(c.leader[1].X-c.leader[0].X, c.leader[1].Y-c.leader[0].Y)
	for _, p := range busy {
		if c.box.contains(p) {
			cost += costCover
		}
		if c.led && distance(p, c.leader[0], c.leader[1]) < 2.2 && math.Hypot(p.X-c.leader[0].X, p.Y-c.leader[0].Y) > 8 {
			cost += costCross
		}
	}
	wide := Window{c.box.X0 - 6, c.box.X1 + 6, c.box.Y0 - 6, c.box.Y1 + 6}
	for _, p := range marks {
		if wide.contains(p) {
			cost += 20 * costCover
		}
	}
	return cost
}

// conflict is what two labels cost each other.
func conflict(a, b placement) float64 {
	cost := 0.0
	if a.box.X0 < b.box.X1 && b.box.X0 < a.box.X1 && a.box.Y0 < b.box.Y1 && b.box.Y0 < a.box.Y1 {
		cost += costOverlap
	}
	if a.led {
		if _, _, hit := clipSegment(a.leader[0], a.leader[1], b.box); hit {
			cost += costOverlap / 10
		}
	}
	if b.led {
		if _, _, hit := clipSegment(b.leader[0], b.leader[1], a.box); hit {
			cost += costOverlap / 10
		}
	}
	if a.led && b.led && crosses(a.leader, b.leader) {
		cost += costOverlap / 50
	}
	return cost
}

// crosses tells whether two segments cross.
func crosses(a, b [2]Point) bool {
	side := func(s [2]Point, p Point) float64 {
		return (s[1].X-s[0].X)*(p.Y-s[0].Y) - (s[1].Y-s[0].Y)*(p.X-s[0].X)
	}
	return side(a, b[0])*side(a, b[1]) < 0 && side(b, a[0])*side(b, a[1]) < 0
}

// along returns points on the line about every step, for counting what a label
// would cover.
func along(line []Point, step float64) []Point {
	var out []Point
	rest := 0.0
	for i := 1; i < len(line); i++ {
		a, b := line[i-1], line[i]
		length := math.Hypot(b.X-a.X, b.Y-a.Y)
		for ; rest < length; rest += step {
			t := rest / length
			out = append(out, Point{a.X + t*(b.X-a.X), a.Y + t*(b.Y-a.Y)})
		}
		rest -= length
	}
	return out
}

// drawPlaced draws labels at their places, on a light ground that keeps them
// legible over lines, with leaders where they were moved.
func drawPlaced(p *page, labels []label, places []placement) {
	for i, place := range places {
		if place.led {
			p.polyline(place.leader[:], pen{Color: withAlpha(white, 0.8), Width: 2.4})
			p.polyline(place.leader[:], pen{Color: labels[i].color, Width: 0.9})
		}
	}
	for i, place := range places {
		p.rect(place.box, withAlpha(white, 0.75))
		labels[i].drawAt(p, place.box.X0+labelPad, (place.box.Y0+place.box.Y1)/2)
	}
}
