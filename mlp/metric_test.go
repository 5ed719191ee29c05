package mlp

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"descent/optim"
)

// TestMetrics: every metric over two batches has the value that Keras's has, from
// testdata/metrics.
func TestMetrics(t *testing.T) {
	contents, err := os.ReadFile("testdata/metrics/cases.json")
	require.NoError(t, err)
	var cases []struct {
		Metric, Form string
		Outputs      [][]float
		Targets      json.RawMessage
		Value        float64
	}
	require.NoError(t, json.Unmarshal(contents, &cases))
	require.NotEmpty(t, cases)
	seen := map[string]bool{}
	for _, c := range cases {
		m, err := MetricNamed(c.Metric)
		require.NoError(t, err)
		assert.Equal(t, c.Metric, m.String())
		seen[m.(metric).Name] = true
		var total fraction
		for _, rows := range [][2]int{{0, 5}, {5, len(c.Outputs)}} {
			y := matrixOf(c.Outputs[rows[0]:rows[1]])
			var all targets
			if c.Form == "labels" {
				var labels []float64
				require.NoError(t, json.Unmarshal(c.Targets, &labels))
				for _, l := range labels[rows[0]:rows[1]] {
					all.labels = append(all.labels, int(l))
				}
				require.NoError(t, m.check(classLabels, y.Cols))
			} else {
				var values [][]float
				require.NoError(t, json.Unmarshal(c.Targets, &values))
				all.values = matrixOf(values[rows[0]:rows[1]])
				require.NoError(t, m.check(realValues, y.Cols))
			}
			total.add(m.count(y, all))
		}
		assert.InDelta(t, c.Value, total.value(), 1e-14, "%s of %v", c.Metric, c.Outputs)
	}
	for _, d := range Metrics() {
		assert.True(t, seen[d.Name], "a case of %s", d.Name)
	}
}

func TestMetricNamedRefuses(t *testing.T) {
	for name, want := range map[string]string{
		"acuracy":                        `unknown metric "acuracy": did you mean "accuracy"?`,
		"precison":                       `unknown metric "precison": did you mean "precision"?`,
		"accuracy:k=3":                   `metric accuracy has no options, "k=3" is given`,
		"precision:k=3":                  `metric precision: unknown option "k"`,
		"precision:threshold=1":          "metric precision: threshold=1, it must be in [0, 1)",
		"recall:threshold=NaN":           "metric recall: threshold=NaN, it must be in [0, 1)",
		"top_k_categorical_accuracy:k=0": "metric top_k_categorical_accuracy: k=0, it must be a whole number of 1 or more",
		"top_k_categorical_accuracy:k":   "metric top_k_categorical_accuracy: k=, it must be a whole number of 1 or more",
	} {
		_, err := MetricNamed(name)
		assert.ErrorContains(t, err, want)
	}
}

// TestCompileRefusesMetrics that do not fit the loss, and says which do.
func TestCompileRefusesMetrics(t *testing.T) {
	model := func(units int, a Activation) *Model {
		m, err := Sequential([]int{4}, Dense(units, a))
		require.NoError(t, err)
		return m
	}
	metrics := func(names ...string) (all []Metric) {
		for _, name := range names {
			all = append(all, must(MetricNamed(name)))
		}
		return all
	}
	for _, c := range []struct {
		model   *Model
		loss    Loss
		metrics []Metric
		want    string
	}{
		{model(3, Softmax), SparseCategoricalCrossentropy, metrics("accuracy", "mse"),
			"mlp: metric mse takes a number for each output, the loss takes class labels; metrics that fit: accuracy, sparse_categorical_accuracy, sparse_top_k_categorical_accuracy"},
		{model(3, Softmax), CategoricalCrossentropy, metrics("sparse_categorical_accuracy"),
			"mlp: metric sparse_categorical_accuracy takes class labels, the loss takes a number for each output; metrics that fit: accuracy, binary_accuracy, categorical_accuracy, top_k_categorical_accuracy, mean_squared_error, mean_absolute_error, precision, recall"},
		{model(1, Sigmoid), BinaryCrossentropy, metrics("categorical_accuracy"),
			"mlp: metric categorical_accuracy takes at least 2 outputs, the model has 1; metrics that fit: accuracy, binary_accuracy, mean_squared_error, mean_absolute_error, precision, recall"},
		{model(1, Sigmoid), BinaryCrossentropy, metrics("recall", "recall"), "mlp: metric recall is given twice"},
		{model(1, Sigmoid), BinaryCrossentropy, metrics("recall", "recall:threshold=0.3"), ""},
	} {
		err := c.model.Compile("sgd", c.loss, c.metrics...)
		if c.want == "" {
			assert.NoError(t, err)
			continue
		}
		assert.EqualError(t, err, c.want)
	}
}

// TestHistoryHasEveryMetric: in each of its three forms, and Evaluate the same.
func TestHistoryHasEveryMetric(t *testing.T) {
	d, err := randomData(t, 64, 4, 2, 1).MapLabels([][]float32{{0}, {1}})
	require.NoError(t, err)
	m, err := Sequential([]int{4}, Dense(1, Sigmoid))
	require.NoError(t, err)
	require.NoError(t, m.Compile("adam", BinaryCrossentropy, Accuracy, must(MetricNamed("precision")), must(MetricNamed("mse"))))
	h := fitted(t, m, d, FitOptions{Epochs: 2, Validation: d, TrainSample: 64, Seed: 1})
	scores, err := m.Evaluate(d)
	require.NoError(t, err)
	require.Len(t, h.Values, 12)
	for _, name := range []string{"loss", "accuracy", "precision", "mse"} {
		assert.Equal(t, scores[name], h.Values["val_"+name][2], name)
		assert.Equal(t, scores[name], h.Values["train_"+name][2], name)
		assert.Len(t, h.Values[name], 3)
	}
	assert.Equal(t, optim.Float32, m.params.X.Precision())
}

// FuzzMetricNamed: a name that is understood is given back so that it is
// understood again.
func FuzzMetricNamed(f *testing.F) {
	for _, name := range []string{"accuracy", "mse", "precision:threshold=0.7", "top_k_categorical_accuracy:k=3", "recall:threshold=-0", "top_k_categorical_accuracy:k=5"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		m, err := MetricNamed(name)
		if err != nil {
			return
		}
		again, err := MetricNamed(m.String())
		require.NoError(t, err, name)
		assert.Equal(t, m.String(), again.String(), name)
	})
}
