package chart

import "slices"

// levelCount is the number of level lines: enough to see a slope's direction
// everywhere, few enough to see the paths.
const levelCount = 24

// quantileLevels returns the levels for the values of f on the grid, rising and
// without repetitions; none when f is constant or nowhere finite. They are the
// quantiles of f over the window, so that the bands between neighbouring lines
// have equal areas: evenly spaced ones crowd on the walls and leave the valleys
// empty that these figures are about, and logarithmic ones crowd so on a
// valley's floor that it cannot be told from its walls.
func quantileLevels(z []float64) []float64 { return quantiles(z, levelCount) }

// quantiles are n levels.
func quantiles(z []float64, n int) []float64 {
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
	out := make([]float64, 0, n)
	for k := 1; k <= n; k++ {
		out = append(out, quantile(values, float64(k)/float64(n+1)))
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
