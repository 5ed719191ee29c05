package optim

import (
	"encoding/json"
	"math"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestLBFGSFit compares with PyTorch's way through a least-squares fit
// (1/n)·Σ(tanh(x·w) + x·v − y)², from which testdata/lbfgs.json has x and y.
func TestLBFGSFit(t *testing.T) {
	data, err := os.ReadFile("testdata/lbfgs.json")
	require.NoError(t, err)
	var g struct {
		X        [][]float64
		Y, Start []float64
		Cases    []struct {
			Spec   string
			Losses []float64
			Path   [][]float64
		}
	}
	require.NoError(t, json.Unmarshal(data, &g))
	require.NotEmpty(t, g.Cases)
	fit := ObjectiveFunc(func(theta, grad Vec) float64 {
		const n = 6
		f := 0.0
		grad.Fill(0)
		for i, x := range g.X {
			wx, vx := 0.0, 0.0
			for k, e := range x {
				wx += e * theta.At(k)
				vx += e * theta.At(n+k)
			}
			h := math.Tanh(wx)
			e := h + vx - g.Y[i]
			f += e * e / float64(len(g.X))
			for k, xk := range x {
				d := 2 * e * xk / float64(len(g.X))
				grad.Set(k, grad.At(k)+d*(1-h*h))
				grad.Set(n+k, grad.At(n+k)+d)
			}
		}
		return f
	})
	for _, c := range g.Cases {
		t.Run(c.Spec, func(t *testing.T) {
			p := NewParams(Float64, Shape{"w", []int{6}}, Shape{"v", []int{6}})
			copy(p.X.Float64s(), g.Start)
			o := MustParse(c.Spec).New(p)
			for step, want := range c.Path {
				assert.InDelta(t, c.Losses[step], o.Step(fit), 1e-8, "step %d", step+1)
				for i, w := range want {
					require.InDelta(t, w, p.X.At(i), 1e-7*math.Max(1, math.Abs(w)), "step %d, element %d", step+1, i)
				}
			}
		})
	}
}

// TestLBFGSStops: at a minimum a step evaluates once and moves nothing.
func TestLBFGSStops(t *testing.T) {
	p := Point(0, 0)
	evaluations := 0
	o := MustParse("lbfgs:line_search=strong_wolfe").New(p)
	o.Step(ObjectiveFunc(func(x, g Vec) float64 { evaluations++; return bowl(x, g) }))
	assert.Equal(t, 1, evaluations)
	assert.Equal(t, []float64{0, 0}, p.X.Float64s())
}
