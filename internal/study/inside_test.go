package study

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"descent/optim"
	"descent/surfaces"
)

// TestInsideAdam: the moments are those of Kingma and Ba's formulas, and so is
// the rate of each coordinate.
func TestInsideAdam(t *testing.T) {
	s, err := surfaces.Lookup("beale")
	require.NoError(t, err)
	in := LookInside(s, s.Start, optim.MustParse("adam:lr=0.1,form=torch"), 40)
	require.Len(t, in.States, 2)
	require.Zero(t, in.Moment)
	assert.Equal(t, "first moment", in.RateOf)
	var m, v [2]float64
	for k := 1; k <= 40; k++ {
		bc1, bc2 := 1-math.Pow(0.9, float64(k)), 1-math.Pow(0.999, float64(k))
		for i := range 2 {
			g := in.Gradient[k-1][i]
			m[i], v[i] = 0.9*m[i]+0.1*g, 0.999*v[i]+0.001*g*g
			assert.InEpsilon(t, m[i], in.States[0].Values[k][i], 1e-9)
			assert.InEpsilon(t, v[i], in.States[1].Values[k][i], 1e-9)
			assert.InEpsilon(t, 0.1/bc1/(math.Sqrt(v[i]/bc2)+1e-8), in.Rate[k][i], 1e-6)
		}
	}
	assert.Equal(t, surfaces.Descend(s, s.Start, optim.MustParse("adam:lr=0.1,form=torch"), 40), in.Path)
}

// TestInsideOthers: rules say what they have.
func TestInsideOthers(t *testing.T) {
	s, err := surfaces.Lookup("beale")
	require.NoError(t, err)
	for text, want := range map[string][]string{
		"sgd:lr=0.001":                          nil,
		"momentum:lr=0.001":                     {"velocity"},
		"momentum:lr=0.001,form=torch":          {"first moment"},
		"rmsprop:lr=0.01":                       {"second moment"},
		"adagrad:lr=0.1":                        {"second moment"},
		"rprop":                                 {"step size", "gradient before"},
		"bfgs":                                  nil,
		"ema(adamax:lr=0.01):momentum=0.9":      {"first moment", "second moment"},
		"sgd:lr=cosine(0.001,decay_steps=30)":   nil,
		"lookahead(amsgrad:lr=0.01)":            {"first moment", "second moment", "second moment"},
		"rmsprop:lr=0.01,momentum=0.5":          {"second moment", "state"},
		"rmsprop:lr=0.01,centered=true,rho=0.5": {"second moment", "state"},
	} {
		in := LookInside(s, s.Start, optim.MustParse(text), 20)
		var got []string
		for _, state := range in.States {
			got = append(got, state.Meaning.String())
			assert.Len(t, state.Values, 21)
		}
		assert.Equal(t, want, got, text)
		assert.Len(t, in.Rate, 21, text)
	}
	in := LookInside(s, s.Start, optim.MustParse("sgd:lr=cosine(0.001,decay_steps=30)"), 20)
	assert.InEpsilon(t, 0.001, in.Rate[1][0], 1e-6)
	assert.InEpsilon(t, -in.Step[20][0]/in.Gradient[19][0], in.Rate[20][0], 1e-9)
}
