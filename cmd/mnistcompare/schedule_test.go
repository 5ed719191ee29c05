package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"descent/optim"
)

// TestScheduleFigure draws the rates themselves, also of more steps than the
// page can show.
func TestScheduleFigure(t *testing.T) {
	half, err := optim.ParseSchedule("step(0.4,step_size=500,gamma=0.5)")
	require.NoError(t, err)
	fig := scheduleFigure([]optim.Schedule{half, optim.Constant(0.1)}, 1000)
	require.Len(t, fig.Panels, 1)
	s := fig.Panels[0].Series[0]
	assert.Equal(t, "step", s.Label)
	require.Len(t, s.Y, 1001)
	assert.Equal(t, []float64{0.4, 0.4, 0.2, 0.1}, []float64{s.Y[0], s.Y[499], s.Y[500], s.Y[1000]})
	assert.Equal(t, []string{"step(0.4,step_size=500,gamma=0.5)", "0.1"}, fig.Recipe)

	s = scheduleFigure([]optim.Schedule{half}, 10_000).Panels[0].Series[0]
	require.Len(t, s.X, 1001)
	assert.Equal(t, 10_000.0, s.X[1000])
}
