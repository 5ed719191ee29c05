package main

import (
	"bytes"
	"context"
	"image/gif"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"descent/internal/chart"
)

// TestRadford: the two figures are of his size and under 3 MB, in his windows,
// and show his paths.
func TestRadford(t *testing.T) {
	for _, f := range radford {
		p := planOf(t, "--surface="+f.surface, "--theme=classic", "--format=gif")
		assert.Equal(t, f.window, p.window)
		assert.Equal(t, f.view, p.view.name)
		assert.Equal(t, 193, p.steps)
		assert.Equal(t, lessons[f.surface].optimizers, specsGiven(p))
		d, err := p.view.draw(context.Background(), p)
		require.NoError(t, err)
		var b bytes.Buffer
		require.NoError(t, p.output.Look.EncodeGIF(&b, d.figure, chart.Motion{}))
		assert.Less(t, b.Len(), 3_000_000)
		g, err := gif.DecodeAll(&b)
		require.NoError(t, err)
		assert.Equal(t, [2]int{620, 480}, [2]int{g.Config.Width, g.Config.Height})
		assert.Equal(t, -1, g.LoopCount, "it plays once")
	}
	// The command's own flags win.
	p := planOf(t, "--surface=saddle", "--theme=classic", "--azimuth=10", "--view=3d")
	assert.Equal(t, 10.0, p.camera.Azimuth)
	assert.Equal(t, 45.0, p.camera.Elevation)
}

func specsGiven(p plan) []string {
	var given []string
	for _, o := range p.optimizers {
		given = append(given, o.Given)
	}
	return given
}
