package optim

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestVarianceNotNegative: a gradient that stays has no variance, and rounding
// takes none from it.
func TestVarianceNotNegative(t *testing.T) {
	for _, precision := range []Precision{Float32, Float64} {
		for _, text := range []string{
			"rmsprop:centered=true,rho=0.5", "rmsprop:centered=true,rho=0.5,form=torch",
			"rmsprop:centered=true,bias_correction=true,form=optax",
			"rmsprop:centered=true,bias_correction=true,eps_in_sqrt=false,form=optax",
		} {
			p := NewParams(precision, Shape{"theta", []int{100}})
			o := MustParse(text).New(p)
			for range 200 {
				o.Step(ObjectiveFunc(func(_, g Vec) float64 {
					for i := range g.Len() {
						g.Set(i, float64(i+1)*1000/7)
					}
					return 0
				}))
			}
			assert.True(t, p.X.Finite(), "%v, %s", precision, text)
		}
	}
}
