package chart

import (
	"math"
	"slices"
)

// LevelRule chooses the level lines. The zero value is 24 lines by quantiles.
type LevelRule struct {
	Kind  LevelKind
	Count int // of lines; 0: 24
}

// LevelKind tells how levels are spaced. Evenly spaced ones are not offered:
// they hide the valleys that these figures are about.
type LevelKind int

const (
	// Quantile spaces the levels by quantiles of f over the window, so that
	// the bands between neighbouring lines have equal areas.
	Quantile LevelKind = iota
	// Logarithmic spaces them evenly in log(f − min f), min f being the least
	// value over the window's grid.
	Logarithmic
)

const defaultLevels = 24

func (r LevelRule) count() int {
	if r.Count > 0 {
		return r.Count
	}
	return defaultLevels
}

// levels returns the rule's levels for the values of f on the grid, rising and
// without repetitions; none when f is constant or nowhere finite.
func (r LevelRule) levels(z []float64) []float64 {
	values := make([]float64, 0, len(z))
	for _, v := range z {
		if finite(v) {
			values = append(values, v)
		}
	}
	if len(values) == 0 {
		return nil
	}
	slices.Sort(values)
	n := r.count()
	out := make([]float64, 0, n)
	for k := 1; k <= n; k++ {
		q := quantile(values, float64(k)/float64(n+1))
		if r.Kind == Logarithmic {
			q = logLevel(values, float64(k-1)/float64(n))
		}
		out = append(out, q)
	}
	out = slices.Compact(out)
	// A level at the least value would be a line around nothing.
	return slices.DeleteFunc(out, func(v float64) bool { return v <= values[0] || v >= values[len(values)-1] })
}

// quantile interpolates between the order statistics; the values are sorted.
func quantile(values []float64, q float64) float64 {
	at := q * float64(len(values)-1)
	k := int(at)
	if k+1 >= len(values) {
		return values[len(values)-1]
	}
	return values[k] + (at-float64(k))*(values[k+1]-values[k])
}

// logLevel is the level at share t of the way, in logarithms, from the lowest
// values (those of a thousandth of the window's area) to the greatest.
func logLevel(values []float64, t float64) float64 {
	least, most := values[0], values[len(values)-1]
	low := quantile(values, 0.001) - least
	if !(low > 0) || !(most-least > low) {
		return quantile(values, t)
	}
	return least + low*math.Pow((most-least)/low, t)
}
