package study

import (
	"context"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"descent/optim"
)

// TestLine: at the line that fits best the gradient is zero, and the gradient is
// that of central differences of the sum of squares.
func TestLine(t *testing.T) {
	x, y := points(500)
	l := newLine(x, y)
	da, db := l.gradient(l.a, l.b, nil)
	assert.InDelta(t, 0, da, 1e-12)
	assert.InDelta(t, 0, db, 1e-12)
	assert.InDelta(t, trueSlope, l.a, 5*scatter/math.Sqrt(500))
	f := func(a, b float64) float64 {
		sum := 0.0
		for i := range x {
			sum += square(a*x[i] + b - y[i])
		}
		return sum / 1000
	}
	const h = 1e-5
	da, db = l.gradient(0.3, 0.7, nil)
	assert.InDelta(t, (f(0.3+h, 0.7)-f(0.3-h, 0.7))/(2*h), da, 1e-8)
	assert.InDelta(t, (f(0.3, 0.7+h)-f(0.3, 0.7-h))/(2*h), db, 1e-8)
	all := make([]int, 500)
	for i := range all {
		all[i] = i
	}
	ea, eb := l.gradient(0.3, 0.7, all)
	assert.InDelta(t, da, ea, 1e-12)
	assert.InDelta(t, db, eb, 1e-12)
}

// TestFullBatchIsLinear: the distance shrinks by I − η·H a step, H being the
// points' second moments.
func TestFullBatchIsLinear(t *testing.T) {
	x, y := points(200)
	l := newLine(x, y)
	var sx, sxx float64
	for _, v := range x {
		sx, sxx = sx+v/200, sxx+v*v/200
	}
	fit := l.fit(optim.MustParse("sgd:lr=0.3"), 0, 200*10)
	require.Equal(t, 10, len(fit.Samples))
	ea, eb := -l.a, -l.b
	for k := range 10 {
		ea, eb = ea-0.3*(sxx*ea+sx*eb), eb-0.3*(sx*ea+eb)
		assert.InEpsilon(t, math.Hypot(ea, eb), fit.Distance[k], 1e-9)
		assert.Equal(t, 200*(k+1), fit.Samples[k])
	}
}

// TestMiniBatchFloor: at a fixed rate η the distance settles where noise and
// descent balance: E‖θ − θ*‖² = 2·η·σ²/(B·(2 − η)), as H is near I.
func TestMiniBatchFloor(t *testing.T) {
	x, y := points(100_000)
	l := newLine(x, y)
	fit := l.fit(optim.MustParse("sgd:lr=0.1"), 32, 10_000_000)
	sum, n := 0.0, 0
	for i, s := range fit.Samples {
		if s > 100_000 {
			sum, n = sum+square(fit.Distance[i]), n+1
		}
	}
	want := 2 * 0.1 * square(scatter) / (32 * 1.9)
	assert.InEpsilon(t, want, sum/float64(n), 0.5, "of %d points", n)
}

// TestCostGrows: a full step costs what there is; batches do not care.
func TestCostGrows(t *testing.T) {
	c, err := CompareCosts(context.Background(), optim.MustParse("sgd:lr=0.3"), []optim.Spec{optim.MustParse("sgd:lr=0.3")}, []int{100, 10_000, 100_000}, 32, 1_000_000)
	require.NoError(t, err)
	for i := 1; i < 3; i++ {
		growth := float64(c.Sizes[i]) / float64(c.Sizes[i-1])
		assert.InEpsilon(t, growth, c.Full[i].SamplesTo(0.3)/c.Full[i-1].SamplesTo(0.3), 0.01)
	}
	for i := range 3 {
		assert.Less(t, c.Mini[0][i].SamplesTo(0.3), 1000.0)
	}
}
