package main

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"descent/internal/chart"
)

// TestFigure: the picture shows the paths, the gap and the recipe.
func TestFigure(t *testing.T) {
	p := planOf(t, "--surface=rosenbrock", "--opt=sgd:lr=0.001", "--opt=adam:lr=0.1,form=torch", "--steps=30")
	tr, err := p.trajectories().Trace(context.Background(), p.optimizers)
	require.NoError(t, err)
	fig := figure(p, tr)

	assert.Equal(t, "Rosenbrock's valley: SGD, Adam", fig.Title)
	assert.Contains(t, fig.Subtitle, "from (−1.2, 1), 30 steps")
	assert.Equal(t, []string{"sgd:lr=0.001,form=keras", "adam:lr=0.1,beta1=0.9,beta2=0.999,eps=1e-08,form=torch"}, fig.Recipe)
	assert.Contains(t, fig.Note, "The learning rates differ by a factor of 100")
	assert.Equal(t, []chart.Point{{X: 1, Y: 1}}, fig.Minima)
	assert.Equal(t, chart.Point{X: -1.2, Y: 1}, fig.Start)
	require.Len(t, fig.Paths, 2)
	for i, path := range fig.Paths {
		require.Len(t, path.Points, 31)
		for k, q := range path.Points {
			at := tr.Runs[i].Points[k]
			assert.Equal(t, chart.Point{X: at.X, Y: at.Y}, q)
			assert.Equal(t, at.F, path.Curve[k], "f − f*, and f* is 0")
		}
	}
	assert.True(t, strings.HasPrefix(fig.Paths[1].Label, "Adam, lr 0.1"))
	assert.Equal(t, "Adam", fig.Paths[1].Short)

	assert.Equal(t, p.steps, p.common(fig).Steps)
	assert.Equal(t, tr.Runs[1].Points[30], optimizerRecords(tr, fig)[1].End)
}

// TestTitle claims what is to be seen only of the lesson as it stands.
func TestTitle(t *testing.T) {
	assert.Contains(t, planOf(t, "--surface=saddle").title, "SGD halts")
	p := planOf(t, "--surface=saddle", "--start=0.25,0")
	assert.Equal(t, "A saddle: 6 optimizers", p.title)
	assert.Empty(t, p.note, "what is said of the lesson's start")

	assert.Contains(t, planOf(t, "--surface=saddle", "--view=3d").title, "SGD halts", "the same paths")
	assert.Contains(t, planOf(t, "--from=zigzag", "--view=3d").title, "Zigzag")
	assert.NotContains(t, planOf(t, "--surface=saddle", "--view=starts").title, "SGD halts")
	assert.NotContains(t, planOf(t, "--from=inside-adam", "--view=3d").title, "Inside")
}

// TestRulesForTensorsSaySo: two numbers show little of them.
func TestRulesForTensorsSaySo(t *testing.T) {
	assert.Contains(t, note(planOf(t, "--surface=beale", "--opt=lamb", "--opt=adam")), "LAMB is made for the tensors of a network; of two numbers it shows this: one trust ratio")
	assert.NotContains(t, note(planOf(t, "--surface=beale", "--opt=adam")), "tensors")
}

// planOf is the one plan of a command line.
func planOf(t *testing.T, flags ...string) plan {
	t.Helper()
	o := &options{}
	require.NoError(t, newCommandOf(o).ParseFlags(flags))
	plans, err := o.plans()
	require.NoError(t, err)
	require.Len(t, plans, 1)
	return plans[0]
}

// TestSVGOfManyHillsIsSmall on the surfaces with the longest level lines.
func TestSVGOfManyHillsIsSmall(t *testing.T) {
	for _, surface := range []string{"rastrigin", "eggholder", "ackley"} {
		for _, view := range []string{"contour", "3d"} {
			p := planOf(t, "--surface="+surface, "--view="+view)
			d, err := p.view.draw(context.Background(), p)
			require.NoError(t, err)
			var b bytes.Buffer
			require.NoError(t, chart.Encode(&b, d.figure, "svg"))
			assert.Less(t, b.Len(), 500_000, "%s %s", surface, view)
		}
	}
}
