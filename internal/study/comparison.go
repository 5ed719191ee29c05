package study

import (
	"math"
	"math/big"
	"slices"
	"strconv"

	"github.com/aclements/go-moremath/stats"
)

const (
	// Significance is the level at which a difference counts as one.
	Significance = 0.05
	// LeastRuns is how many runs an entrant needs for a test.
	LeastRuns = 5
)

// Comparison tells which of several entrants' scores is best, and of which others
// the runs show that they are worse.
type Comparison struct {
	// Leader is the entrant with the best median, the first if there are several.
	Leader int
	// P has, for each entrant, the p-value of the hypothesis that its runs and the
	// leader's are draws from one distribution: of the exact two-sided Mann–Whitney
	// test, adjusted by Holm for the number of entrants. The leader's is 1. It is nil
	// if there is no test, since an entrant has under [LeastRuns] runs.
	P []float64
	// Attainable is the smallest value that all of P can have at once with so many
	// runs and entrants. Above [Significance] no winner can be found: five runs each
	// are enough for seven entrants, six for 24.
	Attainable float64
}

// Compare compares entrants by their runs' final scores. A NaN, which is a run that
// diverged, is worse than all numbers.
func Compare(values [][]float64, lessIsBetter bool) Comparison {
	ranked := make([][]float64, len(values))
	for i, v := range values {
		ranked[i], _ = rank(v, lessIsBetter)
	}
	c := Comparison{Leader: leader(ranked, lessIsBetter)}
	if len(values) < 2 || slices.ContainsFunc(values, func(v []float64) bool { return len(v) < LeastRuns }) {
		return c
	}
	var p []float64
	for i, v := range ranked {
		if i != c.Leader {
			p = append(p, MannWhitney(ranked[c.Leader], v))
			least := 2 / choose(len(ranked[c.Leader])+len(v), len(v))
			c.Attainable = max(c.Attainable, min(1, least*float64(len(values)-1)))
		}
	}
	c.P = slices.Insert(Holm(p), c.Leader, 1)
	return c
}

// leader returns the index of the best median of ranked values.
func leader(ranked [][]float64, lessIsBetter bool) int {
	best, at := math.NaN(), 0
	for i, v := range ranked {
		median := Quantile(v, 0.5, lessIsBetter)
		if math.IsNaN(best) || lessIsBetter && median < best || !lessIsBetter && median > best {
			best, at = median, i
		}
	}
	return at
}

// Behind tells whether the runs show that an entrant is worse than the leader.
func (c Comparison) Behind(entrant int) bool { return c.P != nil && c.P[entrant] <= Significance }

// Winner tells whether the runs show that all others are worse than the leader.
func (c Comparison) Winner() bool {
	for i := range c.P {
		if i != c.Leader && !c.Behind(i) {
			return false
		}
	}
	return c.P != nil
}

// MannWhitney returns the two-sided p-value of Mann and Whitney's test (Annals of
// Mathematical Statistics 18, 1947) that neither of two samples tends to larger
// values: twice the probability, over all ways to deal the values out, of a rank sum
// as far to this side. It is exact, with ties too (Klotz 1966), for up to 25 values in
// each, and up to 50 without ties; beyond, it is the normal approximation with both
// corrections. Infinite values are values, and tie.
func MannWhitney(a, b []float64) float64 {
	less, err := stats.MannWhitneyUTest(a, b, stats.LocationLess)
	if err != nil {
		return 1 // all values are equal, or there are none
	}
	// The distribution is not symmetric if there are ties and the samples are of
	// unequal size, so the other side has its own.
	greater, err := stats.MannWhitneyUTest(b, a, stats.LocationLess)
	if err != nil {
		return 1
	}
	return portable(min(1, 2*min(less.P, greater.P)))
}

// portable rounds to twelve digits. What is beyond differs by machine, since there
// the library's sums may be fused.
func portable(p float64) float64 {
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(p, 'e', 11, 64), 64)
	if err != nil {
		return p
	}
	return rounded
}

// Holm adjusts p-values for their number, so that the chance of finding even one
// difference where there is none stays below the level (Scandinavian Journal of
// Statistics 6, 1979): the smallest of m is multiplied by m, the next by m−1, …, and
// none is less than one before it.
func Holm(p []float64) []float64 {
	order := make([]int, len(p))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		switch {
		case p[i] < p[j]:
			return -1
		case p[i] > p[j]:
			return 1
		}
		return 0
	})
	adjusted := make([]float64, len(p))
	least := 0.0
	for k, i := range order {
		least = max(least, min(1, float64(len(p)-k)*p[i]))
		adjusted[i] = least
	}
	return adjusted
}

// MedianInterval returns an interval that has the median in it with a probability
// of at least 95 %, whatever the distribution is: from the k-th smallest value to the
// k-th largest, with the largest k for which fewer than k heads in n tosses are
// rarer than 2.5 %. Under six values there is none. A bound that is a run that
// diverged is NaN, as in [Quantile].
func MedianInterval(values []float64, lessIsBetter bool) (low, high float64, ok bool) {
	n := len(values)
	k := 0
	// In whole numbers: 40·Σ C(n,i) for i < k against 2ⁿ.
	limit := new(big.Int).Lsh(big.NewInt(1), uint(n))
	sum, term := new(big.Int), big.NewInt(1)
	for ; ; k++ {
		sum.Add(sum, term)
		if new(big.Int).Mul(sum, big.NewInt(40)).Cmp(limit) > 0 {
			break
		}
		term.Mul(term, big.NewInt(int64(n-k))).Quo(term, big.NewInt(int64(k+1)))
	}
	if k == 0 {
		return math.NaN(), math.NaN(), false
	}
	ranked, diverged := rank(values, lessIsBetter)
	bound := func(v float64) float64 {
		if diverged && math.IsInf(v, worst(lessIsBetter)) {
			return math.NaN()
		}
		return v
	}
	return bound(ranked[k-1]), bound(ranked[n-k]), true
}

// choose returns the number of ways to take k of n.
func choose(n, k int) float64 {
	c, _ := new(big.Float).SetInt(new(big.Int).Binomial(int64(n), int64(k))).Float64()
	return c
}
