package mlp

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"descent/internal/vec"
)

func TestWeightsRoundTrip(t *testing.T) {
	path := filepath.Join(t.TempDir(), "weights.npz")
	d := randomData(t, 64, 4, 3, 1)
	for _, p := range []vec.Precision{vec.Float32, vec.Float64} {
		// EMA scores at its average, which is what is saved.
		layers := []Layer{Dense(5, ReLU), BatchNormalization(), Dense(3, Softmax)}
		m := compiled(t, "ema(adam)", []int{4}, layers...)
		m.Initialize(1, p)
		fitted(t, m, d, FitOptions{Epochs: 2, Seed: 1})
		want, err := m.Evaluate(d)
		require.NoError(t, err)
		require.NoError(t, m.SaveWeights(path))

		other := compiled(t, "sgd", []int{4}, layers...)
		other.Initialize(7, p)
		require.NoError(t, other.LoadWeights(path))
		got, err := other.Evaluate(d)
		require.NoError(t, err)
		assert.Equal(t, want, got, p)
	}
}

// TestLoadContinues: a model with loaded weights trains as one that was
// initialized with them.
func TestLoadContinues(t *testing.T) {
	path := filepath.Join(t.TempDir(), "weights.npz")
	d := randomData(t, 64, 4, 3, 1)
	a := compiled(t, "adam", []int{4}, Dense(3, Softmax))
	a.Initialize(5, vec.Float32)
	require.NoError(t, a.SaveWeights(path))
	b := compiled(t, "adam", []int{4}, Dense(3, Softmax))
	fitted(t, b, d, FitOptions{Epochs: 2, Seed: 9}) // has an optimizer with a state
	require.NoError(t, b.LoadWeights(path))
	assert.Equal(t, fitted(t, a, d, FitOptions{Epochs: 2, Seed: 1}).Values["loss"][1:],
		fitted(t, b, d, FitOptions{Epochs: 2, Seed: 1}).Values["loss"][1:])
}

// TestLoadRefuses leaves a model as it was, one without weights without.
func TestLoadRefuses(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "weights.npz")
	m := compiled(t, "sgd", []int{4}, Dense(5, ReLU), Dense(3, Softmax))
	assert.EqualError(t, m.SaveWeights(path), "mlp: the model has no weights yet: Fit, Initialize or LoadWeights comes first")
	assert.NoFileExists(t, path)
	assert.EqualError(t, m.LoadWeights(path), "cannot load the weights of "+path+": no such file or directory")

	m.Initialize(1, vec.Float32)
	require.NoError(t, m.SaveWeights(path))
	before := m.params.X.Clone()
	for want, other := range map[string]*Model{
		`its tensor "dense/kernel" has the shape [4 5], [4 6] is needed`:                                compiled(t, "sgd", []int{4}, Dense(6, ReLU), Dense(3, Softmax)),
		`it lacks the tensor "dense_2/kernel" [3 2]`:                                                    compiled(t, "sgd", []int{4}, Dense(5, ReLU), Dense(3, ReLU), Dense(2, Softmax)),
		`unknown tensor "dense_1/kernel": did you mean "dense/kernel"? Known: dense/kernel, dense/bias`: compiled(t, "sgd", []int{4}, Dense(5, Softmax)),
	} {
		assert.EqualError(t, other.LoadWeights(path), "cannot load the weights of "+path+": "+want)
		assert.Nil(t, other.Weights())
	}
	contents, err := os.ReadFile(path)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(path, contents[:100], 0o644))
	assert.EqualError(t, m.LoadWeights(path), "cannot load the weights of "+path+": it is not an .npz file, or ends early")
	assert.Equal(t, before, m.params.X)
}
