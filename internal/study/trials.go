package study

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"runtime"
	"slices"
	"sync"

	"descent/optim"
	"descent/surfaces"
)

// Trials are what is varied between the runs of an optimizer. The zero value is
// one run, exact, from the start.
type Trials struct {
	Noise  float64 // standard deviation of what is added to each coordinate of each gradient
	Seeds  int     // of the noise: 1…Seeds; 0 is 1
	Starts int     // from how many points; 0 is 1: the start alone
	Spread float64 // within which distance of the start the others lie
}

// FewestForBand is how many runs a quartile band takes.
const FewestForBand = 5

// Runs is the number of runs of each optimizer: every start with every seed, in
// this order.
func (t Trials) Runs() int { return max(1, t.Seeds) * max(1, t.Starts) }

// starts lists the points to start from: the start itself first, the others
// drawn from the disc around it.
func (t Trials) starts(s *surfaces.Surface, start [2]float64) ([][2]float64, error) {
	all := [][2]float64{start}
	d := newDraws(1, drawStarts)
	for len(all) < t.Starts {
		x, y := d.disc()
		p := [2]float64{start[0] + float64(t.Spread*x), start[1] + float64(t.Spread*y)}
		if !s.Finite(p[0], p[1]) {
			return nil, fmt.Errorf("a start within %g of (%g, %g) is at (%g, %g), where %s or its gradient is not finite", t.Spread, start[0], start[1], p[0], p[1], s.Name)
		}
		all = append(all, p)
	}
	return all, nil
}

// Check refuses starts at which the surface or its gradient is not finite.
func (t Trials) Check(s *surfaces.Surface, start [2]float64) error {
	_, err := t.starts(s, start)
	return err
}

// walk is how the run of a seed goes. The noise depends on the seed and on how
// many gradients have been asked for, so it is the same for all optimizers.
func (t Trials) walk(run int) surfaces.Walk {
	if t.Noise == 0 {
		return surfaces.Walk{}
	}
	seed := run%max(1, t.Seeds) + 1
	d := newDraws(uint64(seed), drawNoise)
	return surfaces.Walk{Noise: func() (dx, dy float64) {
		dx = float64(t.Noise * d.normal())
		return dx, float64(t.Noise * d.normal())
	}}
}

// Gaps returns the gap of each point of a path: how much is left to do there.
func Gaps(s *surfaces.Surface, p surfaces.Path) []float64 {
	gaps := make([]float64, len(p.Points))
	for i, q := range p.Points {
		gaps[i], _ = s.GapAt(q.X, q.Y)
	}
	return gaps
}

// finalGap is the gap at a path's end, NaN if it diverged.
func finalGap(s *surfaces.Surface, p surfaces.Path) float64 {
	if p.Diverged > 0 {
		return math.NaN()
	}
	end := p.Points[len(p.Points)-1]
	gap, _ := s.GapAt(end.X, end.Y)
	return gap
}

// middle returns the index of the path that ends at the median height, of an even
// number the lower one of the two in the middle. A path that diverged counts as
// the worst.
func middle(paths []surfaces.Path) int {
	order := make([]int, len(paths))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		p, q := paths[a], paths[b]
		if p.Diverged > 0 || q.Diverged > 0 {
			return cmp.Compare(min(p.Diverged, 1), min(q.Diverged, 1))
		}
		return cmp.Compare(p.Points[len(p.Points)-1].F, q.Points[len(q.Points)-1].F)
	})
	return order[(len(order)-1)/2]
}

// Bands returns the quartiles of the gap over the runs at each step; from where
// a run has diverged on it is the worst.
func (t Trajectory) Bands(s *surfaces.Surface, steps int) (low, median, high []float64) {
	columns := make([][]float64, len(t.Runs))
	for i, p := range t.Runs {
		columns[i] = Gaps(s, p)
		for len(columns[i]) < steps+1 {
			columns[i] = append(columns[i], math.NaN())
		}
	}
	return Bands(columns, true)
}

// DivergedRuns counts the runs that diverged.
func (t Trajectory) DivergedRuns() int {
	n := 0
	for _, p := range t.Runs {
		if p.Diverged > 0 {
			n++
		}
	}
	return n
}

// each calls f for 0…n−1 on all cores, until all are done or ctx is: then it
// returns ctx's error. What f does for one must not depend on the others.
func each(ctx context.Context, n int, f func(i int)) error {
	next := make(chan int)
	var group sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		group.Add(1)
		go func() {
			defer group.Done()
			for i := range next {
				if ctx.Err() == nil {
					f(i)
				}
			}
		}()
	}
	for i := range n {
		next <- i
	}
	close(next)
	group.Wait()
	return ctx.Err()
}

// run is the way of an optimizer in one of the runs.
func (t Trials) run(s *surfaces.Surface, starts [][2]float64, run int, spec optim.Spec, steps int) surfaces.Path {
	return t.walk(run).Descend(s, starts[run/max(1, t.Seeds)], spec, steps)
}

// FinalGap is the median over an optimizer's runs of the gap after the last step,
// NaN if it is that of a run that diverged.
func (t Trajectories) FinalGap(i int) float64 {
	var gaps []float64
	for _, p := range t.Runs[i].Runs {
		gaps = append(gaps, finalGap(t.Surface, p))
	}
	return Quantile(gaps, 0.5, true)
}
