package chart

import (
	"math"
	"slices"
)

// levelCount is the number of level lines: enough to see a slope's direction
// everywhere, few enough to see the paths.
const levelCount = 24

// leastApart is how far apart level lines lie on average, at least, as a share of
// the window's longer side: on a surface of many hills more lines are a grey in
// which no hill is seen, and a file of megabytes.
const leastApart = 0.01

// levels returns the levels for f on the grid, rising and without repetitions;
// none when f is constant or nowhere finite. They are the quantiles of f over the
// window, so that the bands between neighbouring lines have equal areas: evenly
// spaced ones crowd on the walls and leave the valleys empty that these figures
// are about, and logarithmic ones crowd so on a valley's floor that it cannot be
// told from its walls. They are n, or as many as leave the lines that far apart.
func (g grid) levels(n int, apart float64) []float64 {
	levels := quantiles(g.z, n)
	share := g.apart(levels) / (apart * float64(max(g.nx, g.ny)-1))
	if share >= 1 {
		return levels
	}
	return quantiles(g.z, max(fewestLevels, int(share*float64(n))))
}

// fewestLevels are drawn of any surface.
const fewestLevels = 6

// apart is the mean distance of the level lines, in cells: the area by their
// length, which Crofton's formula (1868) tells from how often they cut the lines
// of the grid: π/4 cells of length for each cut.
func (g grid) apart(levels []float64) float64 {
	band := make([]int, len(g.z))
	for i, v := range g.z {
		if band[i], _ = slices.BinarySearch(levels, v); !finite(v) {
			band[i] = -1
		}
	}
	cuts := 0
	between := func(a, b int) {
		if a >= 0 && b >= 0 {
			cuts += max(a-b, b-a)
		}
	}
	for i := range band {
		if (i+1)%g.nx != 0 {
			between(band[i], band[i+1])
		}
		if i+g.nx < len(band) {
			between(band[i], band[i+g.nx])
		}
	}
	return float64((g.nx-1)*(g.ny-1)) / (math.Pi / 4 * float64(cuts))
}

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
