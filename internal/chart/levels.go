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
	// Only the values near the quantiles have to be in order, and the ends.
	ranks := []int{0}
	for k := 1; k <= n; k++ {
		at := int(float64(k) / float64(n+1) * float64(len(values)-1))
		ranks = append(ranks, at, min(at+1, len(values)-1))
	}
	order(values, append(ranks, len(values)-1))
	out := make([]float64, 0, n)
	for k := 1; k <= n; k++ {
		out = append(out, quantile(values, float64(k)/float64(n+1)))
	}
	out = slices.Compact(out)
	// A level at the least value would be a line around nothing.
	return slices.DeleteFunc(out, func(v float64) bool { return v <= values[0] || v >= values[len(values)-1] })
}

// order puts the values of the ranks, which rise, where sorting would put them,
// smaller ones before and larger ones after each: Hoare's quickselect (1961) for
// several ranks at once. It is a sixth of the work of sorting a grid.
func order(values []float64, ranks []int) {
	from := 0
	for len(ranks) > 0 && len(values) > 24 {
		// Hoare's partition around the median of three.
		a, b, c := values[0], values[len(values)/2], values[len(values)-1]
		pivot := max(min(a, b), min(max(a, b), c))
		i, j := 0, len(values)-1
		for i <= j {
			for values[i] < pivot {
				i++
			}
			for values[j] > pivot {
				j--
			}
			if i <= j {
				values[i], values[j] = values[j], values[i]
				i, j = i+1, j-1
			}
		}
		// Up to j they are not above the pivot, from i on not below it.
		low, _ := slices.BinarySearch(ranks, from+j+1)
		order(values[:j+1], shift(ranks[:low], from))
		high, _ := slices.BinarySearch(ranks, from+i)
		ranks, values, from = ranks[high:], values[i:], from+i
	}
	if len(ranks) > 0 {
		slices.Sort(values)
	}
}

// shift counts ranks from another one.
func shift(ranks []int, from int) []int {
	out := make([]int, len(ranks))
	for i, r := range ranks {
		out[i] = r - from
	}
	return out
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
