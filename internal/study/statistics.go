package study

import (
	"math"
	"slices"

	"descent/mlp"
)

// Summary is what the runs of one optimizer have in common.
type Summary struct {
	Optimizer int // index in the plan
	Runs      []Run
	Diverged  int // how many of them
}

// Summarize groups finished runs by optimizer; those without a finished run are
// left out.
func Summarize(runs []Run) []Summary {
	var all []Summary
	for _, r := range runs {
		if n := len(all); n == 0 || all[n-1].Optimizer != r.Optimizer {
			all = append(all, Summary{Optimizer: r.Optimizer})
		}
		s := &all[len(all)-1]
		s.Runs = append(s.Runs, r)
		if r.History.Diverged > 0 {
			s.Diverged++
		}
	}
	return all
}

// RunsEach returns the least and the most runs that an optimizer has, which
// differ where a study was interrupted.
func RunsEach(all []Summary) (least, most int) {
	for i, s := range all {
		if n := len(s.Runs); i == 0 || n < least {
			least = n
		}
		most = max(most, len(s.Runs))
	}
	return least, most
}

// Column returns a column of each run's history, over all the plan's epochs. From
// where a run diverged on it is NaN; from where it was stopped it is what the
// model stays at. Epochs that were not validated are NaN in columns of validation.
func (s Summary) Column(name string, epochs int) [][]float64 {
	var columns [][]float64
	for _, r := range s.Runs {
		column := slices.Clone(r.History.Values[name])
		stays := r.stays(column)
		for len(column) < epochs+1 {
			column = append(column, stays)
		}
		columns = append(columns, column)
	}
	return columns
}

// stays is the score of a column that the model is left with.
func (r Run) stays(column []float64) float64 {
	switch h := r.History; {
	case h.Diverged > 0 || len(column) == 0:
		return math.NaN()
	case h.BestEpoch > 0:
		return column[h.BestEpoch]
	}
	last := len(column) - 1
	for last > 0 && math.IsNaN(column[last]) {
		last--
	}
	return column[last]
}

// Final returns a column's median over the runs, of the score that each is left with.
func (s Summary) Final(name string) float64 {
	return Quantile(s.Finals(name), 0.5, IsLoss(name))
}

// Finals returns a column's score that each run is left with.
func (s Summary) Finals(name string) []float64 {
	var values []float64
	for _, r := range s.Runs {
		values = append(values, r.stays(r.History.Values[name]))
	}
	return values
}

// Test returns the median of a score of the test set.
func (s Summary) Test(name string) float64 { return Quantile(s.Tests(name), 0.5, IsLoss(name)) }

// Tests returns each run's score of the test set.
func (s Summary) Tests(name string) []float64 {
	var values []float64
	for _, r := range s.Runs {
		values = append(values, r.Test[name])
	}
	return values
}

// EpochsTo returns the median number of epochs after which a score of the
// history first reaches a target; a run that does not reach it counts as
// infinite.
func (s Summary) EpochsTo(name string, target float64) float64 {
	var values []float64
	for _, r := range s.Runs {
		values = append(values, r.EpochsTo(name, target))
	}
	return Quantile(values, 0.5, true)
}

// EpochsTo returns after how many epochs a score of the history first reaches a
// target, infinite if it never does: AlgoPerf's time to result (Dahl and others
// 2023, arXiv:2306.07179), counted in epochs.
func (r Run) EpochsTo(name string, target float64) float64 {
	if i := slices.IndexFunc(r.History.Values[name], func(v float64) bool { return v >= target }); i >= 0 {
		return float64(i)
	}
	return math.Inf(1)
}

// SecondsTo is EpochsTo in seconds of training, evaluations apart.
func (r Run) SecondsTo(name string, target float64) float64 {
	epochs := r.EpochsTo(name, target)
	if math.IsInf(epochs, 1) {
		return epochs
	}
	return r.Elapsed()[int(epochs)]
}

// Elapsed returns the seconds of training up to the end of each epoch.
func (r Run) Elapsed() []float64 {
	sum := 0.0
	var all []float64
	for _, s := range r.History.Seconds {
		sum += s
		all = append(all, sum)
	}
	return all
}

// Seconds returns the median time of training a run, evaluations apart.
func (s Summary) Seconds() float64 {
	var values []float64
	for _, r := range s.Runs {
		all := r.Elapsed()
		values = append(values, all[len(all)-1])
	}
	return Quantile(values, 0.5, true)
}

// Elapsed returns the median seconds of training up to the end of each epoch. A run
// that ended early takes no more from there on.
func (s Summary) Elapsed(epochs int) []float64 {
	var all []float64
	for epoch := range epochs + 1 {
		var values []float64
		for _, r := range s.Runs {
			elapsed := r.Elapsed()
			values = append(values, elapsed[min(epoch, len(elapsed)-1)])
		}
		all = append(all, Quantile(values, 0.5, true))
	}
	return all
}

// Bands returns the lower quartile, median and upper quartile at each epoch.
func Bands(columns [][]float64, ascending bool) (low, median, high []float64) {
	for epoch := range columns[0] {
		at := across(columns, epoch)
		low = append(low, Quantile(at, 0.25, ascending))
		median = append(median, Quantile(at, 0.5, ascending))
		high = append(high, Quantile(at, 0.75, ascending))
	}
	return low, median, high
}

func across(columns [][]float64, epoch int) []float64 {
	var values []float64
	for _, c := range columns {
		values = append(values, c[epoch])
	}
	return values
}

// IsLoss tells whether less is better of a column.
func IsLoss(name string) bool { return !mlp.MoreIsBetter(name) }

// Quantile returns the q-th quantile by linear interpolation (type 7 of Hyndman
// and Fan 1996, as numpy and R have it). A NaN, which is a run that diverged,
// counts as the worst: above all others where less is better, else below all
// others. A quantile that falls on or beside such a run is NaN.
func Quantile(values []float64, q float64, lessIsBetter bool) float64 {
	sorted, nan := rank(values, lessIsBetter)
	at := float64(q * float64(len(sorted)-1))
	i := int(at)
	v := sorted[i]
	if fraction := at - float64(i); fraction > 0 && sorted[i+1] != v {
		v += float64(fraction * (sorted[i+1] - v))
	}
	if nan && math.IsInf(v, 0) || math.IsNaN(v) {
		return math.NaN()
	}
	return v
}

// rank returns the values sorted, in which a run that diverged has the worst, and
// whether there is such a run.
func rank(values []float64, lessIsBetter bool) (sorted []float64, diverged bool) {
	sorted = slices.Clone(values)
	for i, v := range sorted {
		if math.IsNaN(v) {
			sorted[i], diverged = math.Inf(worst(lessIsBetter)), true
		}
	}
	slices.Sort(sorted)
	return sorted, diverged
}

// worst is the sign of the infinity that is worse than all numbers.
func worst(lessIsBetter bool) int {
	if lessIsBetter {
		return 1
	}
	return -1
}
