package cli

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"descent/optim"
)

func list(t *testing.T, args ...string) string {
	t.Helper()
	var out bytes.Buffer
	c := NewList()
	c.SetArgs(args)
	c.SetOut(&out)
	c.SetErr(&out)
	require.NoError(t, c.Execute())
	return out.String()
}

func TestListSchedules(t *testing.T) {
	all := list(t, "schedules")
	for _, d := range optim.Schedules() {
		assert.Contains(t, all, d.Usage()+"\n")
	}
}

func TestListSchedule(t *testing.T) {
	assert.Equal(t, `step: falls by a factor every so many steps
lr·γ^⌊t/step_size⌋
PyTorch, StepLR

step(initial,step_size=…[,gamma=0.1])

initial    needed  lr, the rate at step 0; in [0, ∞)
step_size  needed  steps from one fall to the next; in [1, ∞)
gamma      0.1     γ, the factor; in [0, ∞)
`, list(t, "step"))
	assert.Contains(t, list(t, "cyclic"), "in {triangular, triangular2, exp_range}")
	assert.Contains(t, list(t, "linear"), "also total_iters")
}

// TestListRates: a schedule with its keys is printed as rates by step.
func TestListRates(t *testing.T) {
	assert.Equal(t, `step(0.1,step_size=10,gamma=0.5)
  step  rate
     0  0.1
     1  0.1
     2  0.1
     5  0.1
    10  0.05
    20  0.025
    50  0.003125
   100  9.76563e-05
   200  9.53674e-08
   500  8.88178e-17
  1000  7.88861e-32
`, list(t, "step( 0.1 , gamma=0.50, step_size=10)"))
	c := NewList()
	c.SetArgs([]string{"cosine(0.1)"})
	c.SilenceUsage, c.SilenceErrors = true, true
	assert.ErrorContains(t, c.Execute(), "cosine needs decay_steps")
}
