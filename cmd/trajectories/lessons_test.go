package main

import (
	"context"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"descent/internal/study"
	"descent/surfaces"
)

// traced returns the paths of a surface's lesson, in its order.
func traced(t *testing.T, name string) []study.Trajectory {
	t.Helper()
	p := planOf(t, "--surface="+name)
	require.NotEmpty(t, p.optimizers)
	traced, err := p.trajectories().Trace(context.Background(), p.optimizers)
	require.NoError(t, err)
	return traced.Runs
}

func TestEverySurfaceHasALesson(t *testing.T) {
	for _, s := range surfaces.All() {
		assert.Contains(t, lessons, s.Name)
	}
	assert.Len(t, lessons, len(surfaces.All()))
}

// TestSaddle asserts what is to be seen in Radford's animation of the saddle.
func TestSaddle(t *testing.T) {
	runs := traced(t, "saddle")
	sgd, momentum, nesterov, adagrad, adadelta, rmsprop := runs[0], runs[1], runs[2], runs[3], runs[4], runs[5]

	for _, p := range sgd.Points { // SGD halts at the origin
		assert.Less(t, math.Abs(p.Y), 1e-3)
	}
	assert.Less(t, math.Abs(sgd.Points[193].X), 1e-6)

	// Momentum and Nesterov overshoot, and escape only after about 100 steps.
	assert.InDelta(t, -0.19, momentum.Points[9].X, 0.02)
	assert.InDelta(t, -0.13, nesterov.Points[9].X, 0.02)
	assert.Greater(t, momentum.Left, 100)
	assert.Greater(t, nesterov.Left, 100)

	// The order of escape.
	assert.Less(t, adadelta.Left, nesterov.Left)
	assert.Less(t, nesterov.Left, momentum.Left)
	assert.Less(t, momentum.Left, rmsprop.Left)
	assert.Zero(t, adagrad.Left)
	assert.Zero(t, sgd.Left)

	// The adaptive rules move in y from the first step.
	for _, r := range []study.Trajectory{adagrad, rmsprop} {
		assert.Greater(t, math.Abs(r.Points[1].Y), 0.01)
	}
	assert.InDelta(t, 36, adadelta.Left, 2)
	assert.InDelta(t, 136, rmsprop.Left, 5)
	assert.InDelta(t, -1.94, adagrad.Points[193].Y, 0.03)
}

// TestBeale asserts where Radford's paths pass.
func TestBeale(t *testing.T) {
	runs := traced(t, "beale")
	sgd, momentum, nesterov, adagrad := runs[0], runs[1], runs[2], runs[3]
	lowest := func(r study.Trajectory) float64 {
		y := math.Inf(1)
		for _, p := range r.Points {
			y = min(y, p.Y)
		}
		return y
	}
	assert.InDelta(t, -2.05, lowest(momentum), 0.05)
	assert.InDelta(t, 3.28, momentum.Points[193].X, 0.01)
	assert.InDelta(t, 0.56, momentum.Points[193].Y, 0.01)
	assert.InDelta(t, -1.43, lowest(nesterov), 0.05)
	assert.InDelta(t, 1.66, sgd.Points[193].X, 0.05)
	assert.InDelta(t, 0.1, sgd.Points[193].Y, 0.05)
	assert.InDelta(t, 0, adagrad.Points[1].X, 1e-12) // its first step is (−1, −1)
	assert.InDelta(t, 0.6, adagrad.Points[1].Y, 1e-12)
	// Adadelta as its dot stands in frames 10, 40 and 110, of which every 29th
	// repeats the one before.
	for step, at := range map[int][2]float64{9: {1.03, 0.46}, 39: {2.48, 0.35}, 106: {2.95, 0.49}} {
		assert.InDelta(t, at[0], runs[4].Points[step].X, 0.11)
		assert.InDelta(t, at[1], runs[4].Points[step].Y, 0.07)
	}
	for _, r := range runs[3:] { // adaptive rates turn at once
		assert.Greater(t, lowest(r), -0.1)
	}
}

// TestHimmelblau: SGD, momentum, Nesterov and the adaptive rules end in four minima.
func TestHimmelblau(t *testing.T) {
	s, err := surfaces.Lookup("himmelblau")
	require.NoError(t, err)
	var reached []int
	for _, r := range traced(t, "himmelblau") {
		end := r.Points[len(r.Points)-1]
		for i, m := range s.Minima {
			if math.Hypot(end.X-m.X, end.Y-m.Y) < 0.05 {
				reached = append(reached, i)
			}
		}
	}
	require.Len(t, reached, 6)
	assert.ElementsMatch(t, []int{0, 1, 2, 3}, reached[:4])
	assert.Equal(t, reached[3], reached[4])
	assert.Equal(t, reached[3], reached[5])
}

// TestRosenbrock: all are on the valley's floor after a tenth of the steps;
// momentum, Nesterov and Adam reach its end.
func TestRosenbrock(t *testing.T) {
	for i, r := range traced(t, "rosenbrock") {
		p := r.Points[100]
		assert.Less(t, math.Abs(p.Y-p.X*p.X), 0.05, r.Given)
		gap := r.Points[1000].F
		if i == 1 || i == 2 || i == 5 {
			assert.Less(t, gap, 1e-4, r.Given)
		} else {
			assert.Greater(t, gap, 1e-2, r.Given)
		}
	}
}

// TestQuadratic: SGD changes sides at every step, and momentum ends far lower.
func TestQuadratic(t *testing.T) {
	crossings := func(r study.Trajectory) int {
		n := 0
		for i := 1; i <= 20; i++ {
			if r.Points[i].Y*r.Points[i-1].Y < 0 {
				n++
			}
		}
		return n
	}
	runs := traced(t, "quadratic")
	assert.Equal(t, 20, crossings(runs[0]))
	for _, r := range runs[1:3] {
		assert.Less(t, r.Points[100].F, 1e-6*runs[0].Points[100].F, r.Given)
	}
}
