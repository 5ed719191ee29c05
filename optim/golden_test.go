package optim

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// golden is a file of optimizer paths that a framework took in float64 along
// given gradients.
type golden struct {
	Framework string
	Form      Form
	Streams   map[string]struct {
		Tensors []struct {
			Name  string
			Shape []int
		}
		Params []float64
		Grads  [][]float64
	}
	Cases []struct {
		Spec, Stream string
		Path         [][]float64
		EvalPath     [][]float64 `json:"eval_path"`
	}
}

// replay is an objective that gives recorded gradients, one a step.
type replay struct {
	grads [][]float64
	t     int
}

func (r *replay) Eval(_, g Vec) float64 {
	copy(g.Float64s(), r.grads[r.t])
	r.t++
	return 0
}

func TestGoldens(t *testing.T) {
	files, err := filepath.Glob("testdata/goldens/*.json")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		data, err := os.ReadFile(file)
		require.NoError(t, err)
		var g golden
		require.NoError(t, json.Unmarshal(data, &g), file)
		require.NotEmpty(t, g.Cases, file)
		t.Run(strings.TrimSuffix(filepath.Base(file), ".json"), func(t *testing.T) {
			for _, c := range g.Cases {
				t.Run(c.Spec, func(t *testing.T) {
					spec, err := Parse(c.Spec, g.Form)
					require.NoError(t, err)
					stream := g.Streams[c.Stream]
					var shapes []Shape
					for _, s := range stream.Tensors {
						shapes = append(shapes, Shape{s.Name, s.Shape})
					}
					p := NewParams(Float64, shapes...)
					copy(p.X.Float64s(), stream.Params)
					o := spec.New(p)
					objective := &replay{grads: stream.Grads}
					require.Len(t, c.Path, len(stream.Grads))
					moved := 0.0
					for step := range c.Path {
						o.Step(objective)
						requireNear(t, step+1, c.Path[step], p.X)
						if parameterFree[spec.Definition().Name] {
							moved = math.Max(moved, distance(c.Path[step], stream.Params))
							requireWithin(t, step+1, c.Path[step], p.X, 1e-7*moved)
						}
						if c.EvalPath != nil {
							requireNear(t, step+1, c.EvalPath[step], o.Point())
						}
					}
				})
			}
		})
	}
}

// parameterFree are rules whose first steps are so short that a wrong one would
// be within the usual tolerance: they must be right to 1e-7 of the way so far.
var parameterFree = map[string]bool{"dog": true, "dowg": true, "cocob": true, "prodigy": true, "dadapt_adamw": true}

// distance is the largest difference between the elements of a and b.
func distance(a, b []float64) float64 {
	d := 0.0
	for i := range a {
		d = math.Max(d, math.Abs(a[i]-b[i]))
	}
	return d
}

func requireWithin(t *testing.T, step int, want []float64, got Vec, tolerance float64) {
	t.Helper()
	for i, w := range want {
		require.InDelta(t, w, got.At(i), tolerance, "step %d, element %d", step, i)
	}
}

func requireNear(t *testing.T, step int, want []float64, got Vec) {
	t.Helper()
	require.Equal(t, len(want), got.Len())
	for i, w := range want {
		require.InDelta(t, w, got.At(i), 1e-10*math.Max(1, math.Abs(w)), "step %d, element %d", step, i)
	}
}
