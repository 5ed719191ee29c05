package mlp

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"descent/internal/vec"
)

// TestPredictKeras: a model with the weights of a file that Keras's were saved to
// has Keras's outputs, in inference mode.
func TestPredictKeras(t *testing.T) {
	m, err := Sequential([]int{2, 2}, Flatten(), Dense(5, ReLU), BatchNormalization(), Dropout(0.5), Dense(3, Softmax))
	require.NoError(t, err)
	require.NoError(t, m.LoadWeights("testdata/weights/keras.npz"))
	contents, err := os.ReadFile("testdata/weights/outputs.txt")
	require.NoError(t, err)
	var rows [][]float64
	var inputs []float32
	for line := range strings.Lines(string(contents)) {
		var row []float64
		for _, field := range strings.Fields(line) {
			v, err := strconv.ParseFloat(field, 64)
			require.NoError(t, err)
			row = append(row, v)
		}
		rows = append(rows, row)
		for _, v := range row[:4] {
			inputs = append(inputs, float32(v))
		}
	}
	d, err := NewData(inputs, 4, make([]uint8, len(rows)))
	require.NoError(t, err)
	y, err := m.Predict(d)
	require.NoError(t, err)
	require.Len(t, y, len(rows))
	for i, row := range rows {
		for j, want := range row[4:] {
			assert.InDelta(t, want, y[i][j], 2e-7, "example %d, output %d", i, j)
		}
	}
}

// TestPredictInBatches: an example's outputs do not depend on the others.
func TestPredictInBatches(t *testing.T) {
	m := compiled(t, "sgd", []int{4}, Dense(5, ReLU), Dense(3, Softmax))
	m.Initialize(1, vec.Float32)
	d := randomData(t, 2*evaluationBatch+3, 4, 3, 1)
	all, err := m.Predict(d)
	require.NoError(t, err)
	require.Len(t, all, d.Len())
	for _, i := range []int{0, evaluationBatch, d.Len() - 1} {
		one, err := m.Predict(d.Select([]int32{int32(i)}))
		require.NoError(t, err)
		assert.Equal(t, one[0], all[i])
	}
}

// TestConfusion: the diagonal is the accuracy, whatever form the classes have.
func TestConfusion(t *testing.T) {
	d := randomData(t, 300, 4, 3, 1)
	m := compiled(t, "adam", []int{4}, Dense(3, Softmax))
	fitted(t, m, d, FitOptions{Epochs: 3, Seed: 1})
	counts, err := m.Confusion(d)
	require.NoError(t, err)
	scores, err := m.Evaluate(d)
	require.NoError(t, err)
	assert.Equal(t, scores["accuracy"], float64(counts[0][0]+counts[1][1]+counts[2][2])/300)
	rows := [3]int{}
	for i := range d.Len() {
		rows[d.Label(i)]++
	}
	for i, row := range counts {
		assert.Equal(t, rows[i], row[0]+row[1]+row[2])
	}
	hot, err := d.OneHot(3)
	require.NoError(t, err)
	same, err := m.Confusion(hot)
	require.NoError(t, err)
	assert.Equal(t, counts, same)

	_, err = m.Confusion(d.InputsAsTargets())
	assert.EqualError(t, err, "mlp: example 0 with 4 targets each is of none of the classes of a model with 3 outputs")
	_, err = m.Confusion(randomData(t, 10, 3, 3, 1))
	assert.ErrorContains(t, err, "data of 3 features")
}

// TestConfusionOfOneOutput: by hand, with outputs 0.4, 0.5 and 0.6.
func TestConfusionOfOneOutput(t *testing.T) {
	m, err := Sequential([]int{1}, Dense(1, Linear))
	require.NoError(t, err)
	m.Initialize(1, vec.Float64)
	copy(m.params.X.Float64s(), []float64{1, 0})
	d, err := NewDataWithTargets([]float32{0.4, 0.5, 0.6, 0.4, 0.6, 0.6}, 1, []float32{0, 0, 0, 1, 1, 1}, 1)
	require.NoError(t, err)
	counts, err := m.Confusion(d)
	require.NoError(t, err)
	assert.Equal(t, [][]int{{2, 1}, {1, 2}}, counts)
}
