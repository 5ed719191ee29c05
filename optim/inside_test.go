package optim

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestStates: each state that a spec is said to keep is visited, and means what
// it says: on a slope that stays, averages of gradients point up it, velocities
// down, and what steps are divided by is not negative.
func TestStates(t *testing.T) {
	var specs []string
	for _, d := range Definitions() {
		for _, form := range d.Forms {
			if d.IsWholeRun() || d.IsWrapper() {
				continue
			}
			specs = append(specs, d.Name+":form="+string(form)+",lr=0.01")
		}
	}
	specs = append(specs, "ema(adam)", "rmsprop:momentum=0.9", "rmsprop:centered=true", "sgd:momentum=0.5", "amsgrad", "sgd")
	named := 0
	for _, text := range specs {
		s := MustParse(text)
		o := s.New(Point(0, 0))
		for range 5 {
			o.Step(ObjectiveFunc(func(_, g Vec) float64 {
				g.Set(0, 2)
				g.Set(1, -3)
				return 0
			}))
		}
		visited := map[string][]float64{}
		o.Visit(func(name string, v Vec) { visited[name] = v.Clone().Float64s() })
		for _, state := range s.States() {
			v := visited[state.Name]
			require.Len(t, v, 2, "%s: %s", text, state.Name)
			if state.Meaning != Unnamed {
				named++
			}
			switch state.Meaning {
			case Average, Before:
				assert.True(t, v[0] >= 0 && v[1] <= 0, "%s: %s = %v", text, state.Name, v)
			case Velocity:
				assert.True(t, v[0] <= 0 && v[1] >= 0, "%s: %s = %v", text, state.Name, v)
			case Squares, StepSize:
				assert.True(t, v[0] >= 0 && v[1] >= 0, "%s: %s = %v", text, state.Name, v)
			}
		}
	}
	assert.Greater(t, named, 80)
	assert.Empty(t, MustParse("sgd").States())
	assert.Empty(t, MustParse("bfgs").States())
	assert.Equal(t, []State{{"adam.m", "m", Average}, {"adam.v", "v", Squares}}, MustParse("ema(adam)").States())
	assert.Equal(t, []State{{"momentum.b", "b", Velocity}}, MustParse("momentum").States())
	assert.Equal(t, Average, MustParse("momentum:form=torch").States()[0].Meaning)
}
