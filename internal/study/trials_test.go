package study

import (
	"context"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"descent/optim"
	"descent/surfaces"
)

// TestNoise: on a bowl, SGD's runs are an autoregression x ← (1−η)·x − η·σ·z,
// whose stationary variance is η²σ²/(1−(1−η)²).
func TestNoise(t *testing.T) {
	plan := planOn(t, "quadratic", 200)
	plan.Trials = Trials{Noise: 2, Seeds: 400}
	traced, err := plan.Trace(context.Background(), optimizers("sgd:lr=0.05"))
	require.NoError(t, err)
	sum := 0.0
	for _, run := range traced.Runs[0].Runs {
		sum += square(run.Points[200].X)
	}
	want := square(0.05*2) / (1 - square(0.95))
	assert.InEpsilon(t, want, sum/400, 5*math.Sqrt(2.0/400))
}

// TestNoiseHasItsSigma: what SGD's steps have beside the gradient has the standard
// deviation that was asked for, in both coordinates.
func TestNoiseHasItsSigma(t *testing.T) {
	plan := planOn(t, "quadratic", 20_000)
	plan.Trials = Trials{Noise: 2, Seeds: 1}
	traced, err := plan.Trace(context.Background(), optimizers("sgd:lr=0.01"))
	require.NoError(t, err)
	points := traced.Runs[0].Points
	var sum [2]float64
	for k := 1; k < len(points); k++ {
		p, q := points[k-1], points[k]
		dx, dy := plan.Surface.Gradient(p.X, p.Y)
		sum[0] += square((p.X-q.X)/0.01 - dx)
		sum[1] += square((p.Y-q.Y)/0.01 - dy)
	}
	for i := range sum {
		assert.InEpsilon(t, 4, sum[i]/20_000, 5*math.Sqrt(2.0/20_000))
	}
}

// TestNoiseIsTheSameForAll: the gradients that two optimizers see differ from the
// surface's by the same numbers, which a run does not share with another.
func TestNoiseIsTheSameForAll(t *testing.T) {
	trials := Trials{Noise: 1, Seeds: 2}
	s, err := surfaces.Lookup("quadratic")
	require.NoError(t, err)
	seen := func(run int, text string) []float64 {
		var noise []float64
		x, y := 1.0, 1.0
		walk := trials.walk(run)
		walk.Watch = func(_ int, o optim.Optimizer) {}
		path := walk.Descend(s, [2]float64{x, y}, optim.MustParse(text), 20)
		require.Len(t, path.Points, 21)
		lr := optim.MustParse(text).LearningRate().At(0)
		for i := 1; i < 21; i++ { // of SGD and of momentum from rest at its first step
			dx, _ := s.Gradient(path.Points[i-1].X, path.Points[i-1].Y)
			noise = append(noise, (path.Points[i-1].X-path.Points[i].X)/lr-dx)
		}
		return noise
	}
	a, b := seen(0, "sgd:lr=0.01"), seen(0, "sgd:lr=0.03")
	for i := range a {
		assert.InDelta(t, a[i], b[i], 1e-9)
	}
	assert.NotEqual(t, a[0], seen(1, "sgd:lr=0.01")[0])
	assert.InDelta(t, a[0], seen(0, "momentum:lr=0.01")[0], 1e-9)
}

// TestNoiseLeavesTheSaddle: without noise plain SGD halts on the ridge; with it,
// every run leaves.
func TestNoiseLeavesTheSaddle(t *testing.T) {
	plan := planOn(t, "saddle", 400)
	still, err := plan.Trace(context.Background(), optimizers("sgd:lr=0.01"))
	require.NoError(t, err)
	assert.Zero(t, still.Runs[0].Left)
	plan.Trials = Trials{Noise: 2, Seeds: 20}
	moved, err := plan.Trace(context.Background(), optimizers("sgd:lr=0.01"))
	require.NoError(t, err)
	for _, run := range moved.Runs[0].Runs {
		assert.NotZero(t, run.Left)
	}
}

// TestStarts: the first is the start itself, all lie within the spread, and they
// are the same for every optimizer.
func TestStarts(t *testing.T) {
	plan := planOn(t, "beale", 3)
	plan.Trials = Trials{Starts: 50, Spread: 0.2}
	traced, err := plan.Trace(context.Background(), optimizers("sgd", "adam"))
	require.NoError(t, err)
	for i, run := range traced.Runs[0].Runs {
		p := run.Points[0]
		assert.LessOrEqual(t, math.Hypot(p.X-plan.Start[0], p.Y-plan.Start[1]), 0.2)
		assert.Equal(t, p, traced.Runs[1].Runs[i].Points[0])
	}
	assert.Equal(t, plan.Start, [2]float64{traced.Runs[0].Runs[0].Points[0].X, traced.Runs[0].Runs[0].Points[0].Y})

	plan.Trials = Trials{Starts: 3, Spread: 1e200}
	_, err = plan.Trace(context.Background(), optimizers("sgd"))
	assert.ErrorContains(t, err, "is not finite")
}

// TestMedianRun: half of the runs end no better than the one that is shown, half
// no worse; one that diverged counts as the worst.
func TestMedianRun(t *testing.T) {
	plan := planOn(t, "beale", 30)
	plan.Trials = Trials{Noise: 3, Seeds: 21}
	traced, err := plan.Trace(context.Background(), optimizers("sgd:lr=0.003"))
	require.NoError(t, err)
	r := traced.Runs[0]
	shown := finalGap(plan.Surface, r.Path)
	better := 0
	for _, run := range r.Runs {
		if finalGap(plan.Surface, run) < shown {
			better++
		}
	}
	assert.Equal(t, 10, better)
	_, median, _ := r.Bands(plan.Surface, 30)
	assert.Equal(t, shown, median[30])

	good, bad := r.Runs[0], r.Runs[1]
	bad.Diverged = 5
	assert.Equal(t, 0, middle([]surfaces.Path{good, bad}))
	assert.Equal(t, 0, middle([]surfaces.Path{bad, good, bad}), "of good, bad, bad")
}

func square(x float64) float64 { return x * x }
