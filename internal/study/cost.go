package study

import (
	"context"
	"math"

	"descent/optim"
)

// Cost compares gradients of all data with gradients of a few: a line is fitted
// to n points by least squares,
//
//	f(a, b) = 1/(2n)·Σ (a·x + b − y)²,
//
// from (0, 0), and what counts is how many points have been looked at.
type Cost struct {
	Sizes   []int // n, rising
	Batch   int   // of the mini-batches, drawn with replacement
	Samples int   // that each run may look at
	Full    []Fit // by size
	Mini    [][]Fit
}

// Fit is how near a run came to the line that fits best.
type Fit struct {
	Samples  []int // looked at so far, rising
	Distance []float64
}

// The line that the points scatter around, and how far.
const (
	trueSlope, trueOffset = 2.0, -1.0
	scatter               = 0.5
)

// line is n points and the line that fits them best.
type line struct {
	x, y []float64
	a, b float64
}

// points draws n points: x is standard normal, y lies around the line.
func points(n int) (x, y []float64) {
	d := newDraws(1, drawData)
	x, y = make([]float64, n), make([]float64, n)
	for i := range n {
		x[i] = d.normal()
		y[i] = float64(trueSlope*x[i]) + trueOffset + float64(scatter*d.normal())
	}
	return x, y
}

// newLine solves the normal equations of the points.
func newLine(x, y []float64) line {
	var sx, sy, sxx, sxy float64
	for i := range x {
		sx, sy = sx+x[i], sy+y[i]
		sxx, sxy = sxx+float64(x[i]*x[i]), sxy+float64(x[i]*y[i])
	}
	n := float64(len(x))
	det := float64(n*sxx) - float64(sx*sx)
	a := (float64(n*sxy) - float64(sx*sy)) / det
	return line{x, y, a, (sy - float64(a*sx)) / n}
}

// gradient returns that of the points with the indices, of all if there are none.
func (l line) gradient(a, b float64, indices []int) (da, db float64) {
	n := len(indices)
	if n > 0 {
		for _, i := range indices {
			e := float64(a*l.x[i]) + b - l.y[i]
			da, db = da+float64(e*l.x[i]), db+e
		}
	} else {
		n = len(l.x)
		for i, x := range l.x {
			e := float64(a*x) + b - l.y[i]
			da, db = da+float64(e*x), db+e
		}
	}
	return da / float64(n), db / float64(n)
}

// arrived is the distance at which a run ends: nearer, it is rounding.
const arrived = 1e-9

// fit runs an optimizer on the line until it has arrived or looked at so many
// points, with gradients of all or of batches. It notes the distance after about 24 numbers of
// samples a decade.
func (l line) fit(spec optim.Spec, batch, samples int) Fit {
	d := newDraws(1, drawData+1)
	indices := make([]int, batch)
	per := batch
	if batch == 0 {
		per = len(l.x)
	}
	params := optim.Point(0, 0)
	o := spec.New(params)
	objective := optim.ObjectiveFunc(func(x, g optim.Vec) float64 {
		for i := range indices {
			indices[i] = d.below(len(l.x))
		}
		da, db := l.gradient(x.At(0), x.At(1), indices)
		g.Set(0, da)
		g.Set(1, db)
		return 0 // not asked for
	})
	var f Fit
	next := 0
	for seen, far := per, math.Inf(1); seen <= samples && far > arrived; seen += per {
		o.Step(objective)
		if seen < next {
			continue
		}
		x := o.Point()
		far = distance(l.a, l.b, x.At(0), x.At(1))
		f.Samples, f.Distance = append(f.Samples, seen), append(f.Distance, far)
		next = seen + seen/10
	}
	return f
}

// CompareCosts runs one optimizer with the gradient of all points on each size,
// and each of some with batches. The error is ctx's.
func CompareCosts(ctx context.Context, full optim.Spec, mini []optim.Spec, sizes []int, batch, samples int) (Cost, error) {
	c := Cost{Sizes: sizes, Batch: batch, Samples: samples, Full: make([]Fit, len(sizes)), Mini: make([][]Fit, len(mini))}
	for i := range mini {
		c.Mini[i] = make([]Fit, len(sizes))
	}
	x, y := points(sizes[len(sizes)-1])
	err := each(ctx, len(sizes)*(1+len(mini)), func(job int) {
		k, i := job%len(sizes), job/len(sizes)-1
		l := newLine(x[:sizes[k]], y[:sizes[k]])
		if i < 0 {
			c.Full[k] = l.fit(full, 0, samples)
		} else {
			c.Mini[i][k] = l.fit(mini[i], batch, samples)
		}
	})
	return c, err
}

// SamplesTo is after how many samples a run first comes within a distance,
// infinite if it does not.
func (f Fit) SamplesTo(distance float64) float64 {
	for i, d := range f.Distance {
		if d <= distance {
			return float64(f.Samples[i])
		}
	}
	return math.Inf(1)
}
