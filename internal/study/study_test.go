package study

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"descent/internal/store"
	"descent/mlp"
	"descent/optim"
)

// twoBatches is a study of two batch sizes, with two optimizers and two seeds.
func twoBatches(t *testing.T) Study {
	a := plan(t, 2, "sgd", "adam:lr=0.005")
	b := a
	b.BatchSize = 50
	return Study{a, b}
}

func openStore(t *testing.T, dir string, part store.Shard) *store.Store {
	t.Helper()
	s, notices, err := store.Open(context.Background(), dir, kept, store.Options{Shard: part})
	require.NoError(t, err)
	require.Empty(t, notices)
	return s
}

func TestStudyRuns(t *testing.T) {
	s := twoBatches(t)
	require.NoError(t, s.Check())
	runs := s.Runs()
	require.Len(t, runs, s.Len())
	var got [][3]int
	for _, r := range runs {
		got = append(got, [3]int{r.Plan, r.Optimizer, int(r.Seed)})
	}
	assert.Equal(t, [][3]int{{0, 0, 1}, {0, 0, 2}, {0, 1, 1}, {0, 1, 2}, {1, 0, 1}, {1, 0, 2}, {1, 1, 1}, {1, 1, 2}}, got)

	assert.ErrorContains(t, Study{}.Check(), "has no runs")
	s[0].Seeds = MaxRuns
	assert.ErrorContains(t, s.Check(), "2000004 runs, 1000000 at most")
}

// TestStudyParts: whatever the parts are that a study is run in, and whoever was
// interrupted, the numbers are those of one process that keeps nothing.
func TestStudyParts(t *testing.T) {
	s := twoBatches(t)
	whole, err := s.Run(context.Background(), Execution{Workers: 2}, &watch{})
	require.NoError(t, err)
	want := string(s.CSV(whole))
	for _, n := range []int{1, 3} {
		dir := t.TempDir()
		for i := range n {
			ctx, cancel := context.WithCancel(context.Background())
			part := store.Shard{I: i + 1, N: n}
			kept := openStore(t, dir, part)
			_, err := s.Run(ctx, Execution{Workers: 1, Store: kept, Shard: part}, &watch{onFinish: cancel})
			require.ErrorIs(t, err, context.Canceled, "after the first of several runs")
			require.NoError(t, kept.Close())
		}
		kept := openStore(t, dir, store.Shard{})
		_, missing, err := s.Kept(&kept.Records, store.Shard{})
		require.NoError(t, err)
		assert.Equal(t, s.Len()-n, missing)
		var w watch
		runs, err := s.Run(context.Background(), Execution{Workers: 2, Store: kept}, &w)
		require.NoError(t, err)
		assert.Equal(t, s.Len()-n, w.starts, "finished runs are not run again")
		assert.Equal(t, want, string(s.CSV(runs)))
		again, missing, err := s.Kept(&kept.Records, store.Shard{})
		require.NoError(t, err)
		assert.Zero(t, missing)
		assert.Equal(t, want, string(s.CSV(again)))
		require.NoError(t, kept.Close())
	}
}

// TestHash: what changes a result changes the hash, how it was written does not.
func TestHash(t *testing.T) {
	base := plan(t, 1, "adam")
	hash := func(change func(*Training)) store.Hash {
		p := base
		change(&p)
		return p.Hash(Run{Seed: 3})
	}
	same := hash(func(*Training) {})
	assert.Equal(t, same, hash(func(p *Training) { p.Optimizers = []Optimizer{{"adam:lr=1e-3", optim.MustParse("adam:lr=1e-3")}} }))
	assert.Equal(t, same, hash(func(p *Training) { p.ValidationFreq = 1 }))
	assert.Equal(t, same, hash(func(p *Training) { p.Seeds = 7 }), "more seeds leave those that are there")
	seen := map[store.Hash]bool{same: true}
	for name, change := range map[string]func(*Training){
		"rate": func(p *Training) {
			p.Optimizers = []Optimizer{{"adam", optim.MustParse("adam:lr=0.0010000000000000002")}}
		},
		"form":    func(p *Training) { p.Optimizers = []Optimizer{{"adam", optim.MustParse("adam:form=torch,eps=1e-7")}} },
		"batch":   func(p *Training) { p.BatchSize = 17 },
		"epochs":  func(p *Training) { p.Epochs = 3 },
		"task":    func(p *Training) { p.Task.Name = "odd" },
		"loss":    func(p *Training) { p.Loss = "mean_squared_error" },
		"metrics": func(p *Training) { p.Metrics = []string{"accuracy", "mse"} },
		"freq":    func(p *Training) { p.ValidationFreq = 2 },
		"stop":    func(p *Training) { p.EarlyStopping = &mlp.EarlyStopping{} },
		"plateau": func(p *Training) { p.ReduceOnPlateau = &mlp.ReduceOnPlateau{Factor: 0.5} },
		"weights": func(p *Training) { p.loaded = "00" },
	} {
		h := hash(change)
		assert.False(t, seen[h], name)
		seen[h] = true
	}
	assert.NotEqual(t, same, base.Hash(Run{Seed: 4}))

	text := string(base.Configuration(Run{Seed: 3}))
	assert.True(t, json.Valid([]byte(text)))
	assert.True(t, strings.Contains(text, `"optimizer":"adam:lr=0.001,`), text)
}
