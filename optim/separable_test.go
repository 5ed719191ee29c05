package optim

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestSeparable: under a rule that is said to be separable, two problems in one
// vector are solved bit for bit as each alone; under some that are not, they are not.
func TestSeparable(t *testing.T) {
	steep := func(x, g Vec, i int) { // of a narrow bowl that is not round
		a, b := x.At(i), x.At(i+1)
		g.Set(i, float64(0.8*a)+float64(0.3*b)+float64(a*a*a))
		g.Set(i+1, float64(9*b)+float64(0.3*a))
	}
	alike := func(a, b float64) bool { return a == b || a != a && b != b }
	path := func(s Spec, start ...float64) []float64 {
		var out []float64
		o := s.New(Point(start...))
		for range 30 {
			o.Step(ObjectiveFunc(func(x, g Vec) float64 {
				for i := 0; i < x.Len(); i += 2 {
					steep(x, g, i)
				}
				return 0
			}))
			out = append(out, o.Point().Clone().Float64s()...)
		}
		return out
	}
	var specs []string
	for _, d := range Definitions() {
		switch {
		case d.IsWholeRun():
		case d.IsWrapper():
			specs = append(specs, d.Name+"(adam:lr=0.1)", d.Name+"(sgd:lr=0.1,clipnorm=0.5)")
		default:
			specs = append(specs, d.Name+":lr=0.1", d.Name+":lr=0.1,clipvalue=0.5", d.Name+":lr=0.1,clipnorm=0.5", d.Name+":lr=0.1,global_clipnorm=0.5")
		}
	}
	separable := 0
	for _, text := range specs {
		s, err := Parse(text, "")
		require.NoError(t, err, text)
		left, right, both := path(s, 1, 2), path(s, -3, 0.5), path(s, 1, 2, -3, 0.5)
		same := true
		for k := range 30 {
			for i := range 2 {
				same = same && alike(both[4*k+i], left[2*k+i]) && alike(both[4*k+2+i], right[2*k+i])
			}
		}
		if s.IsSeparable() {
			assert.True(t, same, text)
			separable++
		}
		if slices.Contains([]string{"adam:lr=0.1,clipnorm=0.5", "dog:lr=0.1", "dowg:lr=0.1", "prodigy:lr=0.1", "sam(adam:lr=0.1)", "lamb:lr=0.1"}, text) {
			assert.False(t, same, text)
		}
	}
	assert.Greater(t, separable, 60)
}

func TestWithLearningRate(t *testing.T) {
	for text, want := range map[string]string{
		"adam":                              "adam:lr=0.215",
		"adam:lr=0.005,beta1=0.5":           "adam:lr=0.215,beta1=0.5",
		"sgd:lr=cosine(0.1,decay_steps=30)": "sgd:lr=0.215",
		"ema(adam:lr=0.01):momentum=0.9":    "ema(adam:lr=0.215):momentum=0.9",
		"bfgs":                              "bfgs",
	} {
		s := MustParse(text)
		before := s.String()
		assert.Equal(t, want, s.WithLearningRate(0.215).String())
		assert.Equal(t, before, s.String(), "the spec itself stays")
	}
}
