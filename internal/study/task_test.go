package study

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"descent/mlp"
	"descent/optim"
)

// TestTasksTrain: each task's problem as it stands learns something of the images.
func TestTasksTrain(t *testing.T) {
	for _, task := range Tasks() {
		p := plan(t, 1, "adam:lr=0.003")
		var err error
		p.Problem, err = NewProblem(task.Name, "dense:30,relu", "", nil)
		require.NoError(t, err)
		require.NoError(t, p.Try())
		p, err = p.Prepared()
		require.NoError(t, err)
		p.Epochs = 5
		runs, err := runAll(context.Background(), p, 1, &watch{})
		require.NoError(t, err)
		loss := runs[0].History.Values["val_loss"]
		assert.Less(t, loss[5], 0.9*loss[0], task.Name)
		for _, m := range task.Metrics {
			assert.Len(t, runs[0].History.Values["val_"+m], 6, task.Name)
			assert.Contains(t, runs[0].Test, m, task.Name)
		}
		assert.Len(t, runs[0].Confusion, len(task.Classes), task.Name)
	}
}

// TestTasksForm: the labels of a seven.
func TestTasksForm(t *testing.T) {
	for name, want := range map[string][]float32{
		"digits": {}, "digits-onehot": {0, 0, 0, 0, 0, 0, 0, 1, 0, 0}, "odd": {1}, "regression": {7},
	} {
		task, err := TaskNamed(name)
		require.NoError(t, err)
		d, err := task.form(blobs(t, 10))
		require.NoError(t, err)
		assert.ElementsMatch(t, want, d.Target(7), name)
		assert.Equal(t, 7, d.Label(7), name)
	}
	task, err := TaskNamed("autoencoder")
	require.NoError(t, err)
	d, err := task.form(blobs(t, 10))
	require.NoError(t, err)
	assert.Equal(t, d.Row(7), d.Target(7))
}

// TestEveryLossHasATask: each of the table runs on real data, and the losses that an
// error says would fit do.
func TestEveryLossHasATask(t *testing.T) {
	for _, l := range mlp.Losses() {
		var names []string
		for _, task := range Tasks() {
			p, err := NewProblem(task.Name, "dense:8,relu", l.Name, nil)
			if err == nil {
				names = append(names, task.Name)
				m, err := p.compiled("sgd")
				require.NoError(t, err)
				_, err = m.Fit(context.Background(), task.sample(), mlp.FitOptions{Epochs: 1, BatchSize: 5})
				assert.NoError(t, err, "%s on %s", l.Name, task.Name)
				continue
			}
			_, list, found := strings.Cut(err.Error(), "losses that fit: ")
			require.True(t, found, err)
			for _, name := range strings.Split(list, ", ") {
				_, err := NewProblem(task.Name, "dense:8,relu", name, nil)
				assert.NoError(t, err, "%s on %s", name, task.Name)
			}
		}
		assert.NotEmpty(t, names, l.Name)
	}
}

func TestNewProblem(t *testing.T) {
	p := DefaultProblem()
	assert.True(t, p.IsDefault())
	assert.Equal(t, mlp.TutorialWords, p.Model.String())
	p, err := NewProblem("odd", "", "mse", []string{"recall", "mae"})
	require.NoError(t, err)
	assert.Equal(t, "dense:300,relu dense:200,relu dense:100,relu dense:1,sigmoid", p.Model.String())
	assert.Equal(t, "mean_squared_error", p.Loss)
	assert.Equal(t, []string{"accuracy", "precision", "recall", "mae"}, p.Metrics)
	assert.False(t, p.IsDefault())
	p, err = NewProblem("regression", "", "mae", nil)
	require.NoError(t, err)
	assert.Equal(t, []string{"mse"}, p.Metrics, "the loss is no metric beside itself")
	p, err = NewProblem("digits", "dense:9", "sparse_categorical_crossentropy:from_logits=true", nil)
	require.NoError(t, err)
	assert.Equal(t, "dense:9,linear dense:10,linear", p.Model.String())
	_, err = NewProblem("digits", "dense:10,relu", "", nil)
	assert.ErrorContains(t, err, "no loss does: end the model in dense:10,softmax")
}

// TestStoppedRuns: what a stopped run is left with goes on over the other epochs.
func TestStoppedRuns(t *testing.T) {
	p := plan(t, 1, "adam:lr=0.3")
	p.Epochs, p.EarlyStopping = 20, &mlp.EarlyStopping{Patience: 1, RestoreBestWeights: true}
	runs, err := runAll(context.Background(), p, 1, &watch{})
	require.NoError(t, err)
	h := runs[0].History
	require.Positive(t, h.StoppedEpoch)
	column := Summarize(runs)[0].Column("val_loss", 20)[0]
	require.Len(t, column, 21)
	assert.Equal(t, h.Values["val_loss"], column[:h.StoppedEpoch+1])
	assert.Equal(t, h.Values["val_loss"][h.BestEpoch], column[20])
	assert.Equal(t, column[20], Summarize(runs)[0].Final("val_loss"))
}

// TestTry refuses what a run would stumble over.
func TestTry(t *testing.T) {
	p := plan(t, 1, "sgd")
	p.EarlyStopping = &mlp.EarlyStopping{Monitor: "val_los"}
	assert.ErrorContains(t, p.Try(), `unknown column "val_los": did you mean "val_loss"?`)
	p = plan(t, 1, "sgd", "lbfgs")
	p.ReduceOnPlateau = &mlp.ReduceOnPlateau{}
	if _, ok := optim.MustParse("lbfgs").New(optim.Point(1)).(optim.Scalable); !ok {
		assert.ErrorContains(t, p.Try(), "chooses its rate itself")
	}
}
