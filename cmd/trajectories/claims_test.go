package main

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"descent/internal/study"
	"descent/surfaces"
)

// arrives lists for a lesson's optimizers, in its order, which of them are in the end
// within a distance of a minimum, those of Minima being counted before those of Local;
// −1 for none.
func arrives(t *testing.T, name string, within float64) []int {
	t.Helper()
	s, err := surfaces.Lookup(name)
	require.NoError(t, err)
	var reached []int
	for _, r := range traced(t, name) {
		end, at := r.Points[len(r.Points)-1], -1
		for i, m := range append(append([]surfaces.Minimum(nil), s.Minima...), s.Local...) {
			if math.Hypot(end.X-m.X, end.Y-m.Y) < within {
				at = i
			}
		}
		reached = append(reached, at)
	}
	return reached
}

// TestWhereLessonsEnd: the titles of lessons about minima are true. The order is SGD,
// momentum, Nesterov, Adagrad, RMSprop, Adam, unless the lesson has another.
func TestWhereLessonsEnd(t *testing.T) {
	for name, want := range map[string][]int{
		"mccormick":        {1, 1, 1, 1, 1, 1},
		"three_hump_camel": {2, 0, 2, 2, 2, 2},
		"six_hump_camel":   {4, 0, 1, 4, 4, 1},
		"styblinski_tang":  {2, 0, 2, 2, 2, 2},
		"goldstein_price":  {1, 0, 0, 1, 1, 1},
		"hills":            {1, 0, 1, 1, 1, 1},
		"sharp_flat":       {0, 1, 0, 1, 0, 0}, // SGD at two rates, momentum at two
		"levy":             {-1, 0, -1, -1, -1, -1},
		"noisy_bowl":       {-1, 0, -1, -1, -1, -1},
		"rastrigin":        {-1, -1, -1, -1, -1, -1},
		"griewank":         {-1, -1, -1, -1, -1, -1},
		"schwefel":         {-1, -1, -1, -1, -1, -1},
		"easom":            {-1, -1, -1, -1, 0, 0},
		"michalewicz":      {-1, -1, -1, 0, 0, 0},
		"plateau":          {-1, -1, -1, 0, 0, 0},
	} {
		assert.Equal(t, want, arrives(t, name, 0.1), name)
	}
}

func end(r study.Trajectory) surfaces.Point { return r.Points[len(r.Points)-1] }

// TestSlants: across a slant momentum is fastest, and rates per coordinate win nothing.
func TestSlants(t *testing.T) {
	for _, name := range []string{"booth", "matyas"} {
		runs := traced(t, name)
		for _, r := range runs[3:] {
			for _, m := range runs[1:3] {
				assert.Less(t, end(m).F, 1e-6*end(r).F, name)
			}
		}
	}
	for _, r := range traced(t, "matyas")[3:] {
		assert.Greater(t, end(r).F, end(traced(t, "matyas")[0]).F)
	}
}

func TestRavine(t *testing.T) {
	runs := traced(t, "ravine")
	assert.Greater(t, end(runs[1]).X, -2.5)
	assert.Less(t, end(runs[0]).X, -4.0)
	for _, r := range append(runs[:1:1], runs[2:]...) {
		assert.Greater(t, end(r).F, end(runs[1]).F, r.Given)
	}
}

// TestMonkeySaddle: SGD is slower at every step and stays near the middle, the others leave.
func TestMonkeySaddle(t *testing.T) {
	runs := traced(t, "monkey_saddle")
	assert.Less(t, math.Hypot(end(runs[0]).X, end(runs[0]).Y), 0.2)
	for _, r := range runs[1:] {
		assert.NotZero(t, r.Left, r.Given)
	}
	for _, r := range runs[3:] {
		assert.Greater(t, end(r).Y, 2.0, r.Given)
	}
}

// TestAckley: the rules of small steps end together near the start, the two of large ones
// about the middle.
func TestAckley(t *testing.T) {
	for i, r := range traced(t, "ackley") {
		far := math.Hypot(end(r).X, end(r).Y)
		if i == 1 || i == 4 {
			assert.Less(t, far, 1.0, r.Given)
		} else {
			assert.InDelta(t, 0, math.Hypot(end(r).X+3.979, end(r).Y-2.984), 0.1, r.Given)
		}
	}
}

// TestEggholder: six ends, all apart.
func TestEggholder(t *testing.T) {
	runs := traced(t, "eggholder")
	for i, a := range runs {
		for _, b := range runs[:i] {
			assert.Greater(t, math.Hypot(end(a).X-end(b).X, end(a).Y-end(b).Y), 20.0, "%s, %s", a.Given, b.Given)
		}
	}
}
