package optim

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/optimize"
)

// TestWholeRuns: gonum's methods are named like rules, but make no steps.
func TestWholeRuns(t *testing.T) {
	for text, want := range map[string]optimize.Method{
		"bfgs:grad_stop_threshold=1e-06": &optimize.BFGS{GradStopThreshold: 1e-6},
		"newton:increase=3":              &optimize.Newton{Increase: 3, GradStopThreshold: 1e-12},
		"cg:variant=dai_yuan,angle_restart_threshold=-0.5": &optimize.CG{
			Variant: &optimize.DaiYuan{}, IterationRestartFactor: 6, AngleRestartThreshold: -0.5, GradStopThreshold: 1e-12,
		},
	} {
		s, err := Parse(text, Torch) // a form from outside is none of theirs
		require.NoError(t, err)
		assert.Equal(t, text, s.String())
		assert.True(t, s.Definition().IsWholeRun())
		assert.NotEmpty(t, s.Definition().Needs())
		assert.Equal(t, Constant(0), s.LearningRate())
		m, ok := s.Method()
		assert.True(t, ok)
		assert.Equal(t, want, m)
		assert.Panics(t, func() { s.New(Point(1, 2)) })
	}
	_, ok := MustParse("lbfgs").Method()
	assert.False(t, ok)
	assert.False(t, lbfgs.IsWholeRun())

	for text, want := range map[string]string{
		"ema(newton)":         "ema stands around an optimizer of steps, and newton runs whole minimizations",
		"newton:lr=0.1":       `unknown key of newton "lr"`,
		"cg:variant=dai_yuen": `did you mean "dai_yuan"?`,
		"bfgs:form=torch":     "bfgs has no form torch, only paper",
	} {
		_, err := Parse(text, "")
		assert.ErrorContains(t, err, want)
	}
}
