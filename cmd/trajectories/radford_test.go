package main

import (
	"bytes"
	"context"
	"image/gif"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"descent/internal/chart"
	"descent/internal/study"
)

// TestRadford: the two figures are of his size and under 3 MB, in his windows,
// and show his paths.
func TestRadford(t *testing.T) {
	o := &options{}
	o.Look.Theme, o.Motion = chart.Classic, &o.look.motion
	for _, f := range radford {
		o.surfaces, o.Formats = []string{f.surface}, []string{"gif"}
		plans, err := o.plans()
		require.NoError(t, err)
		p := plans[0]
		assert.Equal(t, f.window, p.window)
		assert.Equal(t, f.view, p.view.Name)
		assert.Equal(t, 193, p.steps)
		assert.Equal(t, lessons[f.surface].optimizers, specsGiven(p))
		tr, err := study.Trace(context.Background(), p.surface, p.start, p.optimizers, p.steps)
		require.NoError(t, err)
		var b bytes.Buffer
		require.NoError(t, o.Look.EncodeGIF(&b, p.view.of(figure(p, tr)), chart.Motion{}))
		assert.Less(t, b.Len(), 3_000_000)
		g, err := gif.DecodeAll(&b)
		require.NoError(t, err)
		assert.Equal(t, [2]int{620, 480}, [2]int{g.Config.Width, g.Config.Height})
		assert.Equal(t, -1, g.LoopCount, "it plays once")
	}
	// The command's own flags win.
	require.NoError(t, newCommandOf(o).ParseFlags([]string{"--surface", "saddle", "--theme", "classic", "--azimuth", "10", "--view", "3d"}))
	plans, err := o.plans()
	require.NoError(t, err)
	assert.Equal(t, 10.0, plans[0].view.Azimuth)
	assert.Equal(t, 45.0, plans[0].view.Elevation)
}

func specsGiven(p plan) []string {
	var given []string
	for _, o := range p.optimizers {
		given = append(given, o.Given)
	}
	return given
}
