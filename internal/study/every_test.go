package study

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"descent/mlp/mnist"
	"descent/optim"
	"descent/surfaces"
)

// every lists each optimizer in each of its forms.
func every(t *testing.T) []Optimizer {
	t.Helper()
	var all []Optimizer
	for _, d := range optim.Definitions() {
		for _, form := range d.Forms {
			text := d.Name
			if d.IsWrapper() {
				text += "(sgd)"
			}
			s, err := optim.Parse(text+":form="+string(form), "")
			require.NoError(t, err)
			all = append(all, Optimizer{text, s})
		}
	}
	return all
}

// TestEveryOptimizerOnASurface takes 50 steps with each, at its defaults, in a
// bowl so flat that the largest default rate, 1, does not lead out of it.
func TestEveryOptimizerOnASurface(t *testing.T) {
	bowl := &surfaces.Surface{
		Name: "bowl", Window: surfaces.Window{X0: -100, X1: 100, Y0: -100, Y1: 100}, Minima: []surfaces.Minimum{{}},
		F:        func(x, y float64) float64 { return (x*x + 2*y*y) / 20 },
		Gradient: func(x, y float64) (dx, dy float64) { return x / 10, y / 5 },
		Hessian:  func(_, _ float64) (xx, xy, yy float64) { return 0.1, 0, 0.2 },
	}
	traced, err := Trajectories{Surface: bowl, Start: [2]float64{3, 2}, Steps: 50}.Trace(context.Background(), every(t))
	require.NoError(t, err)
	for _, r := range traced.Runs {
		assert.Zero(t, r.Diverged, r.Given)
		if !r.Definition().IsWholeRun() { // these end where they have arrived
			assert.Len(t, r.Points, 51, r.Given)
		}
		assert.NotEqual(t, r.Points[0], r.Points[len(r.Points)-1], "%s moves", r.Given)
	}
}

// TestEveryOptimizerTrains takes 50 steps with each on the network, at its defaults.
func TestEveryOptimizerTrains(t *testing.T) {
	if testing.Short() {
		t.Skip("trains the whole network some eighty times")
	}
	p := Training{Problem: DefaultProblem(), Seeds: 1, Epochs: 1, BatchSize: 2,
		Data: mnist.Split{Train: blobs(t, 100), Validation: blobs(t, 20), Test: blobs(t, 20)}}
	for _, o := range every(t) {
		if !o.Definition().IsWholeRun() {
			p.Optimizers = append(p.Optimizers, o)
		}
	}
	runs, err := runAll(context.Background(), p, 2, &watch{})
	require.NoError(t, err)
	require.Len(t, runs, len(p.Optimizers))
	for _, r := range runs {
		text := p.Optimizers[r.Optimizer].Recipe()
		assert.Zero(t, r.History.Diverged, text)
		assert.NotEqual(t, r.History.Values["val_loss"][0], r.History.Values["val_loss"][1], "%s learns something", text)
	}
}
