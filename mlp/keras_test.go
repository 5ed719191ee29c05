package mlp

import (
	"encoding/json"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"descent/internal/vec"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// golden is testdata/keras.json, by testdata/make/layers.py.
type golden struct {
	Losses []struct {
		Loss        string
		Y, Gradient [][]float
		T           any // [n × k], or classes [n]
		Value       float
	}
	Activations []struct {
		Name              string
		X, W, Y, Gradient [][]float // Gradient is of Σ w·y
	}
	BatchNormalization []struct {
		X, Y, Inference [][]float
		Mean, Variance  []float
	} `json:"batch_normalization"`
	Initializers []struct {
		Name                          string
		Shape                         []int
		Draws                         int
		Min, Max, Mean, Std, Kurtosis float64
	}
}

// float is a number that may be "nan", "inf" or "-inf".
type float float64

func (f *float) UnmarshalJSON(text []byte) error {
	v, err := strconv.ParseFloat(strings.Trim(string(text), `"`), 64)
	*f = float(v)
	return err
}

func readGolden(t *testing.T) (g golden) {
	t.Helper()
	text, err := os.ReadFile("testdata/keras.json")
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, &g))
	return g
}

func matrixOf(rows [][]float) vec.Matrix {
	var all []float64
	for _, row := range rows {
		for _, e := range row {
			all = append(all, float64(e))
		}
	}
	return vec.MatrixOf(vec.Of64(all), len(rows), len(rows[0]))
}

// same tells whether two numbers are within tolerance of the larger of want and 1, or
// both are NaN or the same infinity.
func same(want, got, tolerance float64) bool {
	return want == got || want != want && got != got || math.Abs(got-want) <= tolerance*max(math.Abs(want), 1)
}

// assertSame compares the rows for which those of are finite.
func assertSame(t *testing.T, want [][]float, got, of vec.Matrix, tolerance float64, a ...any) {
	t.Helper()
	for i, row := range want {
		for j, e := range row {
			if !of.Row(i).Finite() {
				continue
			}
			if g := got.Row(i).At(j); !same(float64(e), g, tolerance) {
				assert.Fail(t, "not Keras's", "row %d, column %d: %v, want %v: %v", i, j, g, e, a)
			}
		}
	}
}

// TestLossesAreKeras compares values and gradients for all losses and options, of
// probabilities at the clips, logits of hundreds, rows that do not sum to 1, ties, NaN.
func TestLossesAreKeras(t *testing.T) {
	seen := map[string]bool{}
	for i, c := range readGolden(t).Losses {
		l, err := LossNamed(c.Loss)
		require.NoError(t, err)
		seen[strings.Split(l.String(), ":")[0]] = true
		y, n := matrixOf(c.Y), float64(len(c.Y))
		var of targets
		for _, row := range c.T.([]any) {
			switch row := row.(type) {
			case float64:
				of.labels = append(of.labels, int(row))
			case []any:
				if of.values.Data.Len() == 0 {
					of.values = vec.MatrixOf(vec.Make(vec.Float64, y.Rows*y.Cols), y.Rows, y.Cols)
				}
			}
		}
		if of.labels == nil {
			for r, row := range c.T.([]any) {
				for j, e := range row.([]any) {
					of.values.Row(r).Set(j, e.(float64))
				}
			}
		}
		assert.True(t, same(float64(c.Value), l.sum(y, of)/n, 1e-13), "%d, %s: %v, want %v", i, c.Loss, l.sum(y, of)/n, c.Value)
		dy := vec.MatrixOf(vec.Make(vec.Float64, y.Rows*y.Cols), y.Rows, y.Cols)
		dy.Data.Fill(99)
		l.derive(y, of, dy)
		assertSame(t, c.Gradient, dy, y, 1e-13, i, c.Loss)
	}
	for _, d := range Losses() {
		assert.True(t, seen[d.Name], d.Name)
	}
}

func TestActivationsAreKeras(t *testing.T) {
	g := readGolden(t)
	require.Len(t, g.Activations, len(activations))
	for _, c := range g.Activations {
		a, err := ActivationNamed(c.Name)
		require.NoError(t, err)
		z := matrixOf(c.X)
		y := vec.MatrixOf(z.Data.Clone(), z.Rows, z.Cols)
		a.apply(y)
		assertSame(t, c.Y, y, z, 1e-15, c.Name)
		broken := vec.MatrixOf(vec.Of64([]float64{1, math.NaN()}), 1, 2)
		a.apply(broken)
		assert.True(t, math.IsNaN(broken.Data.At(1)), c.Name)
		dy := matrixOf(c.W)
		a.derive(z, y, dy)
		assertSame(t, c.Gradient, dy, z, 1e-14, c.Name, "derivative")
		low, high := a.span()
		for i := range y.Data.Len() {
			if e := y.Data.At(i); e == e {
				assert.True(t, low <= e && e <= high, "%s: %v", c.Name, e)
			}
		}
	}
}

func TestBatchNormalizationIsKeras(t *testing.T) {
	n, err := BatchNormalization(Momentum(0.9), Epsilon(0.01)).build([]int{3})
	require.NoError(t, err)
	n.reserve(vec.Float64, 5)
	w := vec.Of64([]float64{1.5, -0.5, 2, 0.1, 0.2, -0.3})
	p := pass{state: vec.Of64([]float64{0, 0, 0, 1, 1, 1})}
	for i, step := range readGolden(t).BatchNormalization {
		p.training, p.first = true, true
		assertSame(t, step.Y, n.forward(w, matrixOf(step.X), &p), matrixOf(step.X), 2e-13, i)
		p.first = false // a second evaluation of the step moves nothing
		n.forward(w, matrixOf(step.X), &p)
		for j := range 3 {
			assert.InEpsilon(t, float64(step.Mean[j]), p.state.At(j), 1e-14, i)
			assert.InEpsilon(t, float64(step.Variance[j]), p.state.At(3+j), 1e-13, i)
		}
		p.training = false
		assertSame(t, step.Inference, n.forward(w, matrixOf(step.X), &p), matrixOf(step.X), 2e-13, i)
	}
}

// TestInitializersAreKeras compares bounds and moments with those of Keras's draws: a
// mean of n has the standard error σ/√n, a standard deviation about σ·√((κ−1)/4n) and a
// kurtosis about √(24/n), all of both samples.
func TestInitializersAreKeras(t *testing.T) {
	for _, c := range readGolden(t).Initializers {
		in, err := InitializerNamed(c.Name)
		require.NoError(t, err)
		v := vec.Make(vec.Float64, c.Shape[0]*c.Shape[1])
		var r source
		r.seed(11, drawWeights)
		in.fill(v, c.Shape, &r)
		n, sum, low, high := float64(v.Len()), 0.0, math.Inf(1), math.Inf(-1)
		for _, e := range v.Float64s() {
			sum, low, high = sum+e, min(low, e), max(high, e)
		}
		mean, second, fourth := sum/n, 0.0, 0.0
		for _, e := range v.Float64s() {
			d := (e - mean) * (e - mean)
			second, fourth = second+d/n, fourth+d*d/n
		}
		std := math.Sqrt(second)
		if c.Std == 0 {
			assert.Equal(t, []float64{c.Min, c.Max}, []float64{low, high}, c.Name)
			continue
		}
		of := 1/math.Sqrt(n) + 1/math.Sqrt(float64(c.Draws))
		assert.InDelta(t, c.Mean, mean, 4*c.Std*of, c.Name)
		assert.InEpsilon(t, c.Std, std, 4*of*math.Sqrt((c.Kurtosis-1)/4), c.Name)
		assert.InDelta(t, c.Kurtosis, fourth/second/second, 4*of*math.Sqrt(24), c.Name)
		// The extremes of so many draws are nearly the bounds.
		assert.InEpsilon(t, c.Max, high, 2e-3, c.Name)
		assert.InEpsilon(t, c.Min, low, 2e-3, c.Name)
	}
}

// TestSummaryIsKeras compares the table to the last character.
func TestSummaryIsKeras(t *testing.T) {
	text, err := os.ReadFile("testdata/summary.txt")
	require.NoError(t, err)
	cases := strings.Split(strings.TrimSpace(string(text)), "\n\n")
	require.Len(t, cases, 4)
	for _, c := range cases {
		words, want, _ := strings.Cut(c, "\n")
		a, err := ParseModel(words)
		require.NoError(t, err)
		m, err := a.Build([]int{28, 28})
		require.NoError(t, err)
		assert.Equal(t, want+"\n", m.Summary(), words)
	}
}
