package optim

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestExponential has the values of the example in Keras's documentation of
// ExponentialDecay (0.96 every 100,000 steps) and of its formula at halves.
func TestExponential(t *testing.T) {
	e := Exponential{Initial: 0.1, DecaySteps: 100000, DecayRate: 0.96}
	assert.Equal(t, 0.1, e.At(0))
	assert.InDelta(t, 0.096, e.At(100000), 1e-16)
	assert.InDelta(t, 0.09797958971132712, e.At(50000), 1e-16) // 0.1·√0.96
	e.Staircase = true
	assert.Equal(t, 0.1, e.At(99999))
	assert.InDelta(t, 0.096, e.At(199999), 1e-16)
	assert.Equal(t, "exponential(0.1,decay_steps=100000,decay_rate=0.96,staircase=true)", e.String())
	assert.Equal(t, 0.01, Constant(0.01).At(12345))
}
