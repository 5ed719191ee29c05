package study

import (
	"math"
	"strconv"
	"strings"
)

// MaxRates is the most rates that a grid has.
const MaxRates = 24

// thirds part a decade: 1, ∛10 and ∛100 to three digits, so that a rate is as
// short to write as it is to read.
var thirds = [3]string{"1", "2.15", "4.64"}

// Grid is a set of learning rates in thirds of a decade: …, 0.1, 0.215, 0.464,
// 1, 2.15, …. It knows nothing of what is trained with them.
type Grid struct {
	First int // the lowest rate, in thirds of a decade from 1
	N     int // how many
}

// GridAround returns the grid of n rates with the one in its middle that is
// nearest to a rate > 0, by their ratio; of an even number the one below the middle.
func GridAround(rate float64, n int) Grid {
	// By decimal digits: logarithms differ by machine.
	digits, exponent, _ := strings.Cut(strconv.FormatFloat(rate, 'e', -1, 64), "e")
	m, _ := strconv.ParseFloat(digits, 64)
	decade, _ := strconv.Atoi(exponent)
	third := 0
	for _, bound := range []float64{1.4677992676220695, 3.1622776601683795, 6.812920690579613} { // 10^(1/6), 10^(1/2), 10^(5/6)
		if m >= bound {
			third++
		}
	}
	return Grid{First: 3*decade + third - (n-1)/2, N: n}
}

// Middle returns the rate that is as many times the least of some as the
// greatest is times it: where a grid for all of them is centred. Rates that are
// not above zero do not count; without any it is 1.
func Middle(rates []float64) float64 {
	least, most := 0.0, 0.0
	for _, r := range rates {
		if !(r > 0) || math.IsInf(r, 0) {
			continue
		}
		if least == 0 || r < least {
			least = r
		}
		most = max(most, r)
	}
	if least == 0 {
		return 1
	}
	return float64(math.Sqrt(least) * math.Sqrt(most))
}

// Rates lists the rates, rising.
func (g Grid) Rates() []float64 {
	rates := make([]float64, g.N)
	for i := range rates {
		k := g.First + i
		decade := k / 3
		if k < 3*decade {
			decade--
		}
		// Parsed, not multiplied: 2.15·10⁻² is to be the number 0.0215.
		rates[i], _ = strconv.ParseFloat(thirds[k-3*decade]+"e"+strconv.Itoa(decade), 64)
	}
	return rates
}

// Score is how well a rate did.
type Score struct {
	Loss  float64 // what is to be small; NaN if the run diverged
	Steps float64 // in which the run came to a tolerance; +Inf if it did not
}

// Best returns the index of the best score: of the least loss, of equal ones
// that of fewest steps, of equal ones the first. Losses up to tolerance are
// equal: below it, it is rounding that decides. It is −1 if all have diverged.
func Best(scores []Score, tolerance float64) int {
	best := -1
	for i, s := range scores {
		if math.IsNaN(s.Loss) {
			continue
		}
		if best < 0 {
			best = i
			continue
		}
		b := scores[best]
		mine, its := max(s.Loss, tolerance), max(b.Loss, tolerance)
		if mine < its || mine == its && s.Steps < b.Steps {
			best = i
		}
	}
	return best
}

// AtEdge tells whether the i-th rate is the grid's lowest or highest, beyond
// which a better one may lie.
func (g Grid) AtEdge(i int) bool { return i == 0 || i == g.N-1 }
