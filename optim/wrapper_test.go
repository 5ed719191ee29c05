package optim

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var unitSlope = ObjectiveFunc(func(_, g Vec) float64 { g.Fill(1); return 0 })

// TestLookahead: the slow weights go half the way to where four fast steps led.
func TestLookahead(t *testing.T) {
	p := Point(0)
	o := MustParse("lookahead(sgd:lr=1):k=4,alpha=0.5").New(p)
	for step, want := range [][2]float64{{-1, 0}, {-2, 0}, {-3, 0}, {-2, -2}, {-3, -2}, {-4, -2}, {-5, -2}, {-4, -4}} {
		o.Step(unitSlope)
		assert.Equal(t, want, [2]float64{p.X.At(0), o.Point().At(0)}, "step %d", step+1)
	}
}

// TestLookaheadResets: with reset_state what is inside starts again at a slow
// step, its schedule too.
func TestLookaheadResets(t *testing.T) {
	p := Point(0)
	o := MustParse("lookahead(swa(sgd:lr=piecewise(1,0=10))):k=2,alpha=1,reset_state=true").New(p)
	for step, want := range []float64{-1, -11, -12, -22} {
		o.Step(unitSlope)
		assert.Equal(t, want, p.X.At(0), "step %d", step+1)
	}
	p = Point(0)
	o = MustParse("lookahead(lookahead(sgd:lr=1):k=2):k=3,alpha=1,reset_state=true").New(p)
	// The inner slow steps are the second, from 0, and the fifth, from the −1 before the third.
	for step, want := range []float64{-1, -1, -2, -3, -2.5, -3.5} {
		o.Step(unitSlope)
		assert.Equal(t, want, p.X.At(0), "step %d", step+1)
	}
}

// TestSWA: the average counts the points after steps 3, 5 and 7.
func TestSWA(t *testing.T) {
	p := Point(0)
	o := MustParse("swa(sgd:lr=1):start=1,every=2").New(p)
	for step, want := range []float64{-1, -2, -3, -3, -4, -4, -5} {
		o.Step(unitSlope)
		assert.Equal(t, want, o.Point().At(0), "step %d", step+1)
	}
}

// TestScaleRate: a scaled rate scales the schedule from then on, through
// wrappers too, and is kept by save and restore.
func TestScaleRate(t *testing.T) {
	const text = "ema(lookahead(swa(sam(sgd:lr=piecewise(1,2=0.5)))):k=50)"
	p := Point(0)
	o := MustParse(text).New(p)
	s, ok := o.(Scalable)
	require.True(t, ok)
	o.Step(unitSlope)
	assert.Equal(t, 1.0, s.LearningRate())
	s.ScaleRate(0.5)
	assert.Equal(t, 0.5, s.LearningRate())
	o.Step(unitSlope)
	o.Step(unitSlope)
	assert.Equal(t, -2.0, p.X.At(0))
	s.ScaleRate(0.5)
	assert.Equal(t, 0.125, s.LearningRate())
	var saved bytes.Buffer
	require.NoError(t, Save(&saved, o))
	q := Point(7)
	r := MustParse(text).New(q)
	require.NoError(t, Restore(&saved, r))
	r.Step(unitSlope)
	assert.Equal(t, -2.125, q.X.At(0))
}

// TestOuterForm: a form from outside binds a wrapper only if it has it.
func TestOuterForm(t *testing.T) {
	s, err := Parse("lookahead(adam)", Torch)
	require.NoError(t, err)
	assert.Equal(t, "lookahead(adam:form=torch)", s.String())
	again, err := Parse(s.String(), "")
	require.NoError(t, err)
	assert.Equal(t, s, again)
	_, err = Parse("lookahead(adam):form=torch", "")
	assert.ErrorContains(t, err, "lookahead has no form torch, only optax")
}

// TestEveryOptimizerScales: the rate of each can be scaled, and at scale zero
// it is zero.
func TestEveryOptimizerScales(t *testing.T) {
	for _, text := range everySpec() {
		o, ok := MustParse(text).New(Point(1)).(Scalable)
		if !assert.True(t, ok, text) {
			continue
		}
		rate := MustParse(text).LearningRate().At(0)
		assert.Equal(t, rate, o.LearningRate(), text)
		o.ScaleRate(0)
		assert.Zero(t, o.LearningRate(), text)
	}
}
