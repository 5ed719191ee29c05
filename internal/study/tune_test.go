package study

import (
	"context"
	"fmt"
	"math"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"descent/optim"
	"descent/surfaces"
)

func planOn(t *testing.T, name string, steps int) Trajectories {
	t.Helper()
	s, err := surfaces.Lookup(name)
	require.NoError(t, err)
	return Trajectories{Surface: s, Start: s.Start, Steps: steps}
}

func optimizers(texts ...string) []Optimizer {
	var all []Optimizer
	for _, text := range texts {
		all = append(all, Optimizer{text, optim.MustParse(text)})
	}
	return all
}

// TestTuneQuadratic: gradient descent on a bowl with curvatures 1 and 25 is best
// at 2/(1+25) (Polyak 1964), and diverges from 2/25 on.
func TestTuneQuadratic(t *testing.T) {
	tuned, err := Tune(context.Background(), planOn(t, "quadratic", 60), optimizers("sgd", "bfgs"), GridAround(0.01, MaxRates))
	require.NoError(t, err)
	sgd := tuned.Tuned[0]
	rates := tuned.Rates()
	best := 2.0 / 26
	assert.Less(t, math.Abs(math.Log(rates[sgd.Best]/best)), math.Log(10)/3, "within a step of the grid")
	for i, r := range rates {
		if r > 2.0/25 { // grows without bound; in 60 steps it need not be infinite
			assert.True(t, math.IsNaN(sgd.Scores[i].Loss) || sgd.Scores[i].Loss > 1e3, r)
		}
	}
	assert.Equal(t, "sgd:lr=0.0464", sgd.Spec.Given)
	assert.False(t, tuned.AtEdge(sgd.Best))
	assert.Equal(t, -1, tuned.Tuned[1].Best, "a whole run has no rate")
	assert.Equal(t, "bfgs", tuned.Tuned[1].Spec.Given)
}

// TestTunedIsWhatItSays: drawn again at the rate of the spec that is printed, the
// path ends where the score says.
func TestTunedIsWhatItSays(t *testing.T) {
	plan := planOn(t, "beale", 100)
	tuned, err := Tune(context.Background(), plan, optimizers("momentum", "adam", "lookahead(rmsprop)"), GridAround(0.05, 12))
	require.NoError(t, err)
	for _, o := range tuned.Tuned {
		s := optim.MustParse(o.Spec.Given)
		path := surfaces.Descend(plan.Surface, plan.Start, s, plan.Steps)
		assert.Equal(t, o.Scores[o.Best].Loss, finalGap(plan.Surface, path), o.Given)
		for _, score := range o.Scores {
			assert.False(t, score.Loss < o.Scores[o.Best].Loss && o.Scores[o.Best].Loss > plan.Tolerance())
		}
	}
}

// TestSameForAnyCores: paths and scores do not depend on how many run at once.
func TestSameForAnyCores(t *testing.T) {
	plan := planOn(t, "beale", 50)
	plan.Trials = Trials{Noise: 0.5, Seeds: 3, Starts: 2, Spread: 0.1}
	var before Trajectories
	var scores []Tuned
	for _, cores := range []int{1, 4} {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
		traced, err := plan.Trace(context.Background(), optimizers("sgd:lr=0.001", "adam:lr=0.1"))
		require.NoError(t, err)
		tuned, err := Tune(context.Background(), plan, optimizers("sgd", "adam"), GridAround(0.01, 5))
		require.NoError(t, err)
		if cores == 1 {
			before, scores = traced, tuned.Tuned
			continue
		}
		assert.Equal(t, before.Runs, traced.Runs)
		assert.Equal(t, fmt.Sprint(scores), fmt.Sprint(tuned.Tuned)) // some scores are NaN
	}
}
