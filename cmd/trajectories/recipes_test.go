package main

import (
	"context"
	"encoding/json"
	"math"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"descent/internal/study"
	"descent/surfaces"
)

// tuningOf is the tuning of a recipe, with the paths at the best rates.
func tuningOf(t *testing.T, name string) (study.Tuning, study.Trajectories, study.Trajectories) {
	t.Helper()
	tuned, given, best, err := planOf(t, "--from="+name).tunedRuns(context.Background())
	require.NoError(t, err)
	return tuned, given, best
}

// TestNoisySaddle: every run leaves the frame, to both sides; without noise none does.
func TestNoisySaddle(t *testing.T) {
	p := planOf(t, "--from=noisy-saddle")
	noisy, err := p.trajectories().Trace(context.Background(), p.optimizers)
	require.NoError(t, err)
	sides := map[bool]int{}
	for _, run := range noisy.Runs[0].Runs {
		assert.NotZero(t, run.Left)
		sides[run.Points[400].Y > 0]++
	}
	assert.Greater(t, sides[true], 4)
	assert.Greater(t, sides[false], 4)
	still := surfaces.Descend(p.surface, p.start, p.optimizers[0].Spec, p.steps)
	assert.Zero(t, still.Left)
	assert.Less(t, math.Hypot(still.Points[400].X, still.Points[400].Y), 0.01)
}

// TestTurnedRavine: SGD's and momentum's paths are the straight ones, turned;
// those of the rules with rates per coordinate are not.
func TestTurnedRavine(t *testing.T) {
	d, err := drawTurned(context.Background(), planOf(t, "--from=turned-ravine"))
	require.NoError(t, err)
	for i, o := range d.record.(turnedRecord).Optimizers {
		assert.Equal(t, i < 2, o.Turns, o.Spec)
		if i < 2 {
			assert.Less(t, *o.Apart, 1e-9)
		} else {
			assert.Greater(t, *o.Apart, 0.5)
		}
	}
}

// TestTunedRosenbrock: the ranking flips.
func TestTunedRosenbrock(t *testing.T) {
	tuned, given, best := tuningOf(t, "tuned-rosenbrock")
	before, after := ranks(given, tuned.Tolerance()), ranks(best, tuned.Tolerance())
	assert.True(t, math.IsNaN(given.FinalGap(1)), "momentum diverges at its default")
	assert.Equal(t, 5, before[1])
	assert.Equal(t, 2, after[1])
	assert.Equal(t, 1, before[4], "RMSprop leads at default rates")
	assert.Greater(t, after[4], 2)
	momentum := tuned.Tuned[1]
	assert.True(t, math.IsNaN(momentum.Scores[momentum.Best+1].Loss), "and diverges again one step above its best rate")
}

// TestFourProblems: who is stuck, and who is not, when all have the same rates to
// choose from.
func TestFourProblems(t *testing.T) {
	tuned, _, best := tuningOf(t, "local-minimum")
	gap := func(i int) float64 { return best.FinalGap(i) }
	for _, s := range tuned.Tuned[0].Scores {
		assert.False(t, s.Loss < 1.29, "SGD gets lower at a rate: %g", s.Loss)
	}
	s := best.Surface
	assert.InDelta(t, s.Local[0].F-s.Minima[0].F, gap(0), 0.01, "it stays in the local minimum")
	for i := 1; i < 5; i++ {
		assert.Less(t, gap(i), 0.5, best.Runs[i].Given)
	}
	assert.Greater(t, gap(3), 0.1, "RMSprop swings")

	tuned, _, best = tuningOf(t, "plateau")
	assert.Greater(t, gap(0), 0.5)
	for i := 1; i < 5; i++ {
		assert.Less(t, gap(i), 0.01, best.Runs[i].Given)
	}
	for i, r := range tuned.Rates() {
		if score := tuned.Tuned[0].Scores[i].Loss; r < tuned.Rates()[tuned.Tuned[0].Best] {
			assert.Greater(t, score, 0.5, "SGD at %g", r)
		}
	}

	tuned, _, best = tuningOf(t, "zigzag")
	sgd := best.Runs[0].Points
	for k := 1; k <= 30; k++ {
		assert.Negative(t, sgd[k].Y*sgd[k-1].Y, "SGD crosses the valley at step %d", k)
	}
	for i := 1; i < 5; i++ {
		assert.Less(t, gap(i), gap(0)/20, best.Runs[i].Given)
	}
	for i, r := range tuned.Rates() {
		if r > 2.0/41 {
			assert.False(t, tuned.Tuned[0].Scores[i].Loss < 10)
		}
	}

	d, err := drawCost(context.Background(), planOf(t, "--from=cost"))
	require.NoError(t, err)
	for _, run := range d.record.(costRecord).Runs {
		switch {
		case run.StepCost == run.N:
			assert.GreaterOrEqual(t, *run.SamplesTo, 4*float64(run.N))
		case run.N >= 1000:
			assert.Less(t, *run.SamplesTo, float64(run.N), "mini-batches are near before one step of all data")
		}
	}
}

// TestInsideAdam: y is the steep coordinate, at every step.
func TestInsideAdam(t *testing.T) {
	p := planOf(t, "--from=inside-adam")
	in := study.LookInside(p.surface, p.start, p.optimizers[0].Spec, p.steps)
	v := in.States[1].Values
	for k := 1; k <= p.steps; k++ {
		assert.Greater(t, v[k][1], v[k][0])
		assert.Less(t, in.Rate[k][1], in.Rate[k][0])
	}
}

// TestGalleryIsRecipes: the JSON of each figure of the gallery is its recipe.
func TestGalleryIsRecipes(t *testing.T) {
	for _, name := range gallery() {
		text, err := os.ReadFile("../../out/" + name + ".json")
		require.NoError(t, err)
		var figure struct{ Recipe recipe }
		require.NoError(t, json.Unmarshal(text, &figure))
		assert.Equal(t, planOf(t, "--from="+name).recipe, figure.Recipe)
	}
}
