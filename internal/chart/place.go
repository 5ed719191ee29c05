package chart

import (
	"cmp"
	"math"
	"slices"
)

// placement is where a label stands: among the lines of a panel, or in the
// column beside it.
type placement struct {
	beside bool
	box    Window   // if not beside
	leader [2]Point // from the line's end to the box
	led    bool     // whether the box stands so far off that a leader is drawn
	cost   float64  // of the place alone
}

// anyBeside tells whether a label has no place in the panel.
func anyBeside(places []placement) bool {
	return slices.ContainsFunc(places, func(p placement) bool { return p.beside })
}

// How bad it is for a label, per unit: to stand far from its line, to cover a
// bit of a line, to lead across a line, to cover the sign at a line's end.
// Beside the panel it costs as much as nine covered bits, and more the farther
// the leader has to go through the panel, so labels go there when it is crowded,
// not when it is merely lively. Overlaps are out of the question: a label would
// sooner go beside the panel.
const (
	costDistance = 0.6
	costCover    = 9.0
	costCross    = 12.0
	costSign     = 180.0
	costBeside   = 81.0
	costOverlap  = 1e4
)

// placeLabels finds places for labels within the panel: near the end of their
// line, off all other labels and, as far as can be, off the lines and off the
// signs. Labels for which there is none get one beside the panel. Taking the
// best place for one label after the other depends on the order, so several
// orders are tried, each with second thoughts, and the cheapest result is kept.
func placeLabels(labels []label, lines *inked, signs []Point, panel Window) []placement {
	choices := make([][]placement, len(labels))
	for i, l := range labels {
		c := candidates(l, panel)
		for k := range c {
			c[k].cost = c[k].costAlone(lines, signs)
		}
		c = append(c, placement{beside: true, cost: costOfBeside(l.anchor, lines, panel)})
		slices.SortStableFunc(c, func(a, b placement) int { return cmp.Compare(a.cost, b.cost) })
		// What is worse than standing beside is never taken.
		end := slices.IndexFunc(c, func(p placement) bool { return p.beside })
		choices[i] = c[:end+1]
	}
	// A few orders find what all would: labels that are in each other's way are
	// mostly neighbours in the figure's order too.
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
// placed before it, then twice more given all others.
func placeInOrder(choices [][]placement, order []int) (places []placement, total float64) {
	places = make([]placement, len(choices))
	placed := make([]bool, len(choices))
	// In the first round a label does not know those placed after it, in the
	// later ones it can give way to them. Three rounds settle nearly all.
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

// labelPad is the room kept around a label.
const labelPad = 3.0

// candidates are the places to try: in 24 directions from the label's anchor
// at growing distances, pushed back into the panel where they would stick out.
// They end where a leader would be so long that nobody follows it. A label
// larger than the panel has none.
func candidates(l label, panel Window) []placement {
	w, h := l.width()+2*labelPad, l.height()+labelPad
	inner := Window{panel.X0 + w/2 + 2, panel.X1 - w/2 - 2, panel.Y0 + h/2 + 2, panel.Y1 - h/2 - 2}
	if inner.dx() < 0 || inner.dy() < 0 {
		return nil
	}
	var out []placement
	for _, r := range []float64{8, 14, 22, 32, 44, 58, 74, 92} {
		for d := range 24 {
			dir := around(Point{}, 1, float64(d)/24)
			c := inner.nearest(Point{l.anchor.X + dir.X*(r+w/2), l.anchor.Y + dir.Y*(r+h/2)})
			b := Window{c.X - w/2, c.X + w/2, c.Y - h/2, c.Y + h/2}
			end := b.nearest(l.anchor)
			far := squared(end.X-l.anchor.X, end.Y-l.anchor.Y) > 10*10
			out = append(out, placement{box: b, leader: [2]Point{l.anchor, end}, led: far && !l.loose})
		}
	}
	return out
}

// costAlone is what a place costs whatever the other labels do.
func (c placement) costAlone(lines *inked, signs []Point) float64 {
	cost := costDistance * math.Sqrt(squared(c.leader[1].X-c.leader[0].X, c.leader[1].Y-c.leader[0].Y))
	cost += costCover * float64(lines.within(c.box))
	if c.led {
		cost += costCross * float64(lines.across(c.leader))
	}
	// A sign is as wide as its radius, and may not be touched either.
	wide := Window{c.box.X0 - 6, c.box.X1 + 6, c.box.Y0 - 6, c.box.Y1 + 6}
	for _, p := range signs {
		if wide.contains(p) {
			cost += costSign
		}
	}
	return cost
}

// costOfBeside is what a label beside the panel costs, with a leader straight to it.
func costOfBeside(anchor Point, lines *inked, panel Window) float64 {
	way := panel.X1 - anchor.X
	return costBeside + costDistance/2*way + costCross*float64(lines.across([2]Point{anchor, {panel.X1, anchor.Y}}))
}

// conflict is what two labels cost each other. In the column there is room for
// all, and the leaders to it run under the labels in the panel.
func conflict(a, b placement) float64 {
	if a.beside || b.beside {
		return 0
	}
	cost := 0.0
	if a.box.X0 < b.box.X1 && b.box.X0 < a.box.X1 && a.box.Y0 < b.box.Y1 && b.box.Y0 < a.box.Y1 {
		cost += costOverlap
	}
	// A leader that passes behind another label seems to come from that one.
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

// inked tells which squares of a panel have a line in them. Where lines lie on
// one another a label hides no more than where there is one, and the squares
// are few however long the lines are.
type inked struct {
	box           Window
	columns, rows int
	cells         []bool
}

// cell is the side of a square: about the width of a line with its halo.
const cell = 3.0

func newInked(box Window) *inked {
	k := &inked{box: box, columns: int(box.dx()/cell) + 1, rows: int(box.dy()/cell) + 1}
	k.cells = make([]bool, k.columns*k.rows)
	return k
}

// column and row tell where a coordinate lies; beyond the panel, in the
// outermost squares.
func (k *inked) column(x float64) int {
	return max(0, min(k.columns-1, int((x-k.box.X0)/cell)))
}

func (k *inked) row(y float64) int {
	return max(0, min(k.rows-1, int((y-k.box.Y0)/cell)))
}

// add inks the lines' squares.
func (k *inked) add(lines [][]Point) {
	for _, line := range lines {
		for i := 1; i < len(line); i++ {
			k.walk(line[i-1], line[i], func(at int) { k.cells[at] = true })
		}
	}
}

// cover inks all squares of a box.
func (k *inked) cover(box Window) {
	for y := box.Y0; y <= box.Y1; y += cell {
		k.add([][]Point{{{box.X0, y}, {box.X1, y}}})
	}
}

// walk visits squares along the segment, at steps in which none of a line's
// width is passed over.
func (k *inked) walk(a, b Point, visit func(at int)) {
	steps := math.Ceil(math.Sqrt(squared(b.X-a.X, b.Y-a.Y)) / cell)
	for i := 0.0; i <= steps; i++ {
		t := i / math.Max(1, steps)
		visit(k.row(a.Y+t*(b.Y-a.Y))*k.columns + k.column(a.X+t*(b.X-a.X)))
	}
}

// within counts the inked squares that a box covers.
func (k *inked) within(box Window) int {
	n := 0
	for row := k.row(box.Y0); row <= k.row(box.Y1); row++ {
		for column := k.column(box.X0); column <= k.column(box.X1); column++ {
			if k.cells[row*k.columns+column] {
				n++
			}
		}
	}
	return n
}

// across counts the inked squares that a leader passes, without those at its
// start, which belong to its own line.
func (k *inked) across(leader [2]Point) int {
	a, b := leader[0], leader[1]
	length := math.Sqrt(squared(b.X-a.X, b.Y-a.Y))
	if length <= 8 {
		return 0
	}
	n := 0
	k.walk(Point{a.X + 8*(b.X-a.X)/length, a.Y + 8*(b.Y-a.Y)/length}, b, func(at int) {
		if k.cells[at] {
			n++
		}
	})
	return n
}

// setLabels draws labels at their places: those beside the panel between the
// heights lo and hi, those in it on a light ground that keeps them legible over
// lines.
func setLabels(p *page, labels []label, places []placement, panel Window, lo, hi float64) {
	var beside []label
	for i, place := range places {
		if place.beside {
			beside = append(beside, labels[i])
		}
	}
	drawBeside(p, beside, panel, lo, hi)
	for _, place := range places {
		if place.led {
			p.leader(place.leader[:]...)
		}
	}
	for i, place := range places {
		if !place.beside {
			p.rect(place.box, withAlpha(p.theme.ground, 0.75))
			labels[i].drawAt(p, place.box.X0+labelPad, (place.box.Y0+place.box.Y1)/2)
		}
	}
}
