package chart

import (
	"math"
	"slices"
)

// xAxis spans the series' X, on a logarithmic axis those above zero, ticks at whole numbers where there is room for
// them, n labels at most.
func (n Panel) xAxis(labels int) axis {
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, s := range n.Series {
		for _, x := range s.X {
			if x > 0 || n.XScale == Linear {
				lo, hi = math.Min(lo, x), math.Max(hi, x)
			}
		}
	}
	if n.XScale == Log {
		if !(lo < hi) || !finite(hi) {
			lo, hi = 0.1, 1
		}
		return axis{lo: lo, hi: hi, scale: Log, ticks: logTicks(lo, hi, labels)}
	}
	if !(lo < hi) { // a single epoch stands in the middle
		lo, hi = lo-0.5, lo+0.5
	}
	if !finite(lo) || !finite(hi) {
		lo, hi = 0, 1 // no series: the figure is refused later
	}
	a := axis{lo: lo, hi: hi}
	if a.ticks = integerTicks(lo, hi, labels); len(a.ticks) < 2 {
		a.ticks = linearTicks(lo, hi, labels, false)
	}
	return a
}

// yAxis spans what is to be seen of the series, with about so many labels.
func (n Panel) yAxis(labels int) axis {
	lo, hi := n.extent(func(Series, int) bool { return true })
	least, most := lo, hi
	if n.Zoom {
		lo, hi = n.zoom(lo, hi)
	}
	if !(lo <= hi) { // nothing to be seen
		lo, hi = 0.1, 1
	}
	a := axis{scale: n.Scale}
	if n.Scale == Log {
		// A share of the decades, as much as it looks on the page.
		air := math.Max(math.Pow(hi/lo, 0.04), 1.02)
		a.lo, a.hi = lo/air, hi*air
		a.cut = least < a.lo || most > a.hi
		a.ticks = logTicks(a.lo, a.hi, labels)
		return a
	}
	air := 0.05 * (hi - lo)
	if hi == lo { // a constant gets a range of its size
		air = 0.05 * math.Abs(lo)
	}
	if air == 0 {
		air = 0.5
	}
	a.lo, a.hi = lo-air, hi+air
	// The air must not make room for what cannot be.
	if n.Percent { // nothing is above 100 % or below 0 %
		a.lo, a.hi = math.Max(a.lo, math.Min(lo, 0)-0.02), math.Min(a.hi, math.Max(hi, 1)+0.02*(hi-lo))
	}
	a.cut = least < a.lo || most > a.hi
	a.ticks = linearTicks(a.lo, a.hi, labels, n.Percent)
	return a
}

// shows tells whether the panel's scale has a place for v.
func (n Panel) shows(v float64) bool { return finite(v) && (n.Scale == Linear || v > 0) }

// extent is the range of the values that the axis can show among those chosen
// by series and index. What diverges does not count after its start: it would
// press the others flat.
func (n Panel) extent(chosen func(s Series, i int) bool) (lo, hi float64) {
	lo, hi = math.Inf(1), math.Inf(-1)
	// Unless all diverge: then that is what there is to see.
	any := slices.ContainsFunc(n.Series, func(s Series) bool { return !s.diverges() })
	for _, s := range n.Series {
		for i, v := range s.Y {
			if !n.shows(v) || any && s.diverges() && i > 0 || !chosen(s, i) {
				continue
			}
			lo, hi = math.Min(lo, v), math.Max(hi, v)
		}
	}
	return lo, hi
}

// zoom narrows a range at the side where the series start: to their ends, and
// to where half of them are at their second point. The first point is that of
// weights nobody trained, and on one axis with it accuracies of 97 and 98 %
// are one line. The other side stays: the best values are what it is about.
func (n Panel) zoom(lo, hi float64) (float64, float64) {
	endLo, endHi := n.extent(func(s Series, i int) bool { return !s.diverges() && i == len(s.Y)-1 })
	var first, second []float64
	for _, s := range n.Series {
		if !s.diverges() && len(s.Y) > 2 && n.shows(s.Y[0]) && n.shows(s.Y[1]) {
			first, second = append(first, s.Y[0]), append(second, s.Y[1])
		}
	}
	if len(second) == 0 {
		return lo, hi
	}
	// Medians, so that neither one slow nor one quick start decides for all.
	slices.Sort(first)
	slices.Sort(second)
	middle := second[len(second)/2]
	if first[len(first)/2] <= endHi { // they rise
		return math.Min(endLo, middle), hi
	}
	return lo, math.Max(endHi, middle)
}
