package study

import (
	"bytes"
	"context"
	"encoding/csv"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"descent/mlp"
	"descent/mlp/mnist"
	"descent/optim"
)

// blobs are n pictures of which the label's pixels are bright.
func blobs(t *testing.T, n int) mlp.Data {
	t.Helper()
	inputs, labels := make([]float32, n*784), make([]uint8, n)
	for i := range n {
		labels[i] = uint8(i % 10)
		for j := range 40 {
			inputs[784*i+(i%10)*70+j] = float32(1+(i*7+j*3)%5) / 5
		}
	}
	d, err := mlp.NewData(inputs, 784, labels)
	require.NoError(t, err)
	return d
}

func plan(t *testing.T, seeds int, texts ...string) Training {
	p := Training{Problem: DefaultProblem(), Seeds: seeds, Epochs: 2, BatchSize: 16,
		Data: mnist.Split{Train: blobs(t, 100), Validation: blobs(t, 50), Test: blobs(t, 30)}}
	for _, text := range texts {
		p.Optimizers = append(p.Optimizers, Optimizer{text, optim.MustParse(text)})
	}
	return p
}

// runAll runs a study of one plan.
func runAll(ctx context.Context, p Training, workers int, w Watcher) ([]Run, error) {
	runs, err := Study{p}.Run(ctx, Execution{Workers: workers}, w)
	return runs[0], err
}

func csvOf(p Training, runs []Run) string { return string(Study{p}.CSV([][]Run{runs})) }

// watch counts what it is told.
type watch struct {
	sync.Mutex
	starts, steps, epochs, finished int
	onFinish                        func()
}

func (w *watch) Start(Run)                  { w.Lock(); w.starts++; w.Unlock() }
func (w *watch) Step(Run, mlp.Batch)        { w.Lock(); w.steps++; w.Unlock() }
func (w *watch) Epoch(Run, int, mlp.Scores) { w.Lock(); w.epochs++; w.Unlock() }
func (w *watch) Finish(Run) {
	w.Lock()
	defer w.Unlock()
	w.finished++
	if w.onFinish != nil {
		w.onFinish()
	}
}

func TestTrainingRuns(t *testing.T) {
	p := plan(t, 2, "sgd", "adam:lr=0.005", "sgd:lr=1e30")
	var w watch
	one, err := runAll(context.Background(), p, 1, &w)
	require.NoError(t, err)
	three, err := runAll(context.Background(), p, 3, &watch{})
	require.NoError(t, err)
	assert.Equal(t, csvOf(p, one), csvOf(p, three))
	assert.Equal(t, 6, w.starts)
	assert.Equal(t, 6, w.finished)
	assert.Greater(t, w.steps, 4*2*7, "four runs of two epochs of seven batches, and two that diverge")

	rows, err := csv.NewReader(strings.NewReader(csvOf(p, one))).ReadAll()
	require.NoError(t, err)
	assert.Equal(t, "task,model,optimizer,batch,seed,epoch,train_loss,train_accuracy,val_loss,val_accuracy,test_loss,test_accuracy", strings.Join(rows[0], ","))
	require.Len(t, rows, 1+4*3+2*2)
	// Optimizers start from the same weights.
	assert.Equal(t, rows[1][4:], rows[7][4:])
	assert.NotEqual(t, rows[1][6:], rows[4][6:], "the seeds' differ")
	last := rows[len(rows)-1]
	assert.Equal(t, []string{"digits", mlp.TutorialWords, "sgd:lr=1e30", "16", "2", "1", "NaN", "NaN", "NaN", "NaN", "NaN", "NaN"}, last)

	times, err := csv.NewReader(bytes.NewReader(Study{p}.TimesCSV([][]Run{one}))).ReadAll()
	require.NoError(t, err)
	assert.Len(t, times, 1+4*2+2*1)
}

// TestTrainingStops keeps what was finished when the context ends.
func TestTrainingStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	p := plan(t, 1, "sgd", "adam", "rmsprop", "adagrad")
	runs, err := runAll(ctx, p, 1, &watch{onFinish: cancel})
	require.ErrorIs(t, err, context.Canceled)
	require.Len(t, runs, 1)
	assert.Equal(t, 0, runs[0].Optimizer)
	assert.Equal(t, 3, runs[0].Rows())
}
