package optim

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestScheduleFreePoint: under a constant gradient the fast iterate goes down in
// a straight line, and the result is its mean without the start.
func TestScheduleFreePoint(t *testing.T) {
	for _, text := range []string{
		"schedulefree_sgd:lr=0.5", "schedulefree_sgd:lr=0.5,weight_lr_power=0", "schedulefree_adamw:lr=0.5", "schedulefree_adamw:lr=0.5,form=optax",
	} {
		p := Point(0)
		o := MustParse(text).New(p)
		assert.Equal(t, 0.0, o.Point().At(0), text)
		for step := 1; step <= 10; step++ {
			o.Step(ObjectiveFunc(func(_, g Vec) float64 { g.Fill(1); return 0 }))
			mean, z := -0.5*float64(step+1)/2, -0.5*float64(step)
			assert.InDelta(t, mean, o.Point().At(0), 1e-7, "%s, step %d", text, step)
			assert.InDelta(t, 0.9*mean+0.1*z, p.X.At(0), 1e-7, "%s, step %d", text, step)
		}
	}
}
