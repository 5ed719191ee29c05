package study

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"descent/mlp"
	"descent/optim"
)

// TestFamilies: every optimizer has the same number of rates, around its own, and is
// run at its own too; none twice.
func TestFamilies(t *testing.T) {
	given := plan(t, 1, "sgd", "adam:lr=0.005")
	p, families, err := given.WithGrids(3)
	require.NoError(t, err)
	var names []string
	for _, o := range p.Optimizers {
		names = append(names, o.Given)
	}
	assert.Equal(t, []string{"sgd", "sgd:lr=0.00464", "sgd:lr=0.0215", "adam:lr=0.005", "adam:lr=0.00215", "adam:lr=0.00464", "adam:lr=0.01"}, names)
	require.Len(t, families, 2)
	assert.Equal(t, []int{1, 0, 2}, families[0].Members)
	assert.Equal(t, 0, families[0].Own, "its own rate is in the grid")
	assert.Equal(t, []int{4, 5, 6}, families[1].Members)
	assert.Equal(t, 3, families[1].Own)

	_, _, err = plan(t, 1, "sgd:lr=cosine(0.1,decay_steps=10)").WithGrids(3)
	assert.EqualError(t, err, "sgd:lr=cosine(0.1,decay_steps=10) cannot be tuned: a grid of rates needs a number above 0 in its middle, not cosine(0.1,decay_steps=10)")
}

// scored is a run of which only the last scores count.
func scored(optimizer int, seed uint64, accuracy, loss, test float64) Run {
	r := run(optimizer, seed, 0, 0.1, accuracy)
	r.History.Values["val_loss"] = []float64{2.3, loss}
	r.Test = mlp.Scores{"accuracy": test}
	return r
}

// TestChoose: by the median over the seeds on the validation data, whatever the test
// data say; a rate at which the median run diverged is not chosen.
func TestChoose(t *testing.T) {
	p := Training{Optimizers: []Optimizer{{"a", optim.MustParse("sgd")}, {"b", optim.MustParse("sgd:lr=0.1")}, {"c", optim.MustParse("sgd:lr=1")}}}
	families := []Family{{Own: 0, Grid: Grid{N: 3}, Members: []int{0, 1, 2}}}
	runs := []Run{
		scored(0, 1, 0.90, 0.1, 0.99), scored(0, 2, 0.91, 0.1, 0.99), scored(0, 3, 0.99, 0.1, 0.99),
		scored(1, 1, 0.92, 0.3, 0.10), scored(1, 2, 0.93, 0.3, 0.10), scored(1, 3, 0.10, 0.3, 0.10),
		run(2, 1, 7, 0.1, math.NaN()), run(2, 2, 7, 0.1, math.NaN()), run(2, 3, 0, 0.1, 0.999),
	}
	c := p.Choose(families, runs, "val_accuracy")[0]
	assert.Equal(t, []float64{0.91, 0.92}, c.Scores[:2])
	assert.True(t, math.IsNaN(c.Scores[2]))
	assert.Equal(t, 1, c.Best)
	assert.Equal(t, 1, c.Chosen())
	assert.False(t, c.AtEdge())
	assert.Equal(t, 0.91, c.OwnScore)
	assert.Nil(t, families[0].Scores, "the argument stays")

	c = p.Choose(families, runs, "val_loss")[0]
	assert.Equal(t, 0, c.Best)
	assert.True(t, c.AtEdge())

	c = p.Choose(families, runs[6:8], "val_accuracy")[0]
	assert.Equal(t, -1, c.Best, "all diverged, or were interrupted")
	assert.Equal(t, 0, c.Chosen(), "at its own")

	some, theirs := p.Of([]int{1}, runs)
	assert.Equal(t, "b", some.Optimizers[0].Given)
	require.Len(t, theirs, 3)
	assert.Equal(t, 0, theirs[0].Optimizer)
	assert.Len(t, p.Optimizers, 3)

	hidden := WithoutTests(runs, []int{1})
	assert.Empty(t, hidden[0].Test)
	assert.Equal(t, mlp.Scores{"accuracy": 0.1}, hidden[3].Test)
	assert.NotEmpty(t, runs[0].Test)
}
