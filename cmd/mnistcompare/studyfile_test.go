package main

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestStudyFile: a file sets what its flags would.
func TestStudyFile(t *testing.T) {
	var o, same options
	require.NoError(t, setStudy("s", `
opt = ["adam", "sgd:lr=0.05"]
batch = [32, "full"]
model = "dense:8,relu"
rates = [0.001, 1e-2]
tune_by = "loss"
early_stopping = { patience = 3, restore_best_weights = true }
`, newCommandOf(&o).Flags()))
	require.NoError(t, newCommandOf(&same).ParseFlags([]string{"--opt", "adam", "--opt", "sgd:lr=0.05", "--batch", "32,full",
		"--model", "dense:8,relu", "--rates", "0.001,0.01", "--tune-by", "loss", "--early-stopping", "patience=3,restore_best_weights=true"}))
	assert.Equal(t, same.Opt, o.Opt)
	assert.Equal(t, same.batch, o.batch)
	assert.Equal(t, same.model, o.model)
	assert.Equal(t, same.rates, o.rates)
	assert.Equal(t, "loss", o.tuneBy)
	assert.Equal(t, same.earlyStopping.set, o.earlyStopping.set)
	assert.Equal(t, 5, o.seeds.N)
}

// TestStudyKeys: every key is a flag.
func TestStudyKeys(t *testing.T) {
	flags := newCommand().Flags()
	for _, key := range studyKeys {
		assert.NotNil(t, flags.Lookup(key), key)
	}
}

// FuzzStudyFile: whatever a file has in it, it is read or refused in one line.
func FuzzStudyFile(f *testing.F) {
	for _, text := range []string{
		"opt = [\"adam\"]\nbatch = [1, \"full\"]", "seeds = 3\nrates = [1e-3, 2]", "[early_stopping]\npatience = 3",
		"opt = = 1", "opt = []", "epochs = 1979-05-27T07:32:00Z", "a.b = 1", "opt = [[\"adam\"]]", "seeds = true", "\"\" = 1",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var o options
		cmd := newCommandOf(&o)
		if setStudy("s.toml", text, cmd.Flags()) == nil {
			o.resolve()
		}
	})
}

// TestStudies: the files beside the command are studies.
func TestStudies(t *testing.T) {
	files, err := filepath.Glob("studies/*.toml")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, path := range files {
		o := options{}
		require.NoError(t, readStudy(path, newCommandOf(&o).Flags()), path)
		p, err := o.resolve()
		require.NoError(t, err, path)
		assert.NoError(t, p.try(), path)
	}
}
