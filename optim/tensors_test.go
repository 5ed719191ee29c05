package optim

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestOnVector: every rule that works tensor by tensor says what is left of it on
// a vector, and no other does.
func TestOnVector(t *testing.T) {
	for _, d := range Definitions() {
		_, tensorwise := d.config.(Tensorwise)
		assert.Equal(t, tensorwise, d.onVector != "" || d.standIn != "", d.Name)
	}
	s, err := Parse("ema(lamb)", "")
	require.NoError(t, err)
	assert.Contains(t, s.OnVector(), "trust ratio")
}

// TestStandIn: on a vector Muon takes, bit for bit, the steps of the rule that is
// said to stand in for it.
func TestStandIn(t *testing.T) {
	path := func(text string) []float64 {
		s, err := Parse(text, "")
		require.NoError(t, err)
		o := s.New(Point(1, 2))
		for range 10 {
			o.Step(ObjectiveFunc(func(x, g Vec) float64 {
				g.Set(0, 3*x.At(0))
				g.Set(1, x.At(1))
				return 0
			}))
		}
		return o.Point().Clone().Float64s()
	}
	s, err := Parse("lookahead(muon)", "")
	require.NoError(t, err)
	assert.Equal(t, "Adam", s.StandIn())
	assert.Equal(t, path("adam:lr=0.1,form=keras"), path("muon:lr=0.1,weight_decay=0,adam_weight_decay=0,form=keras"))
}
