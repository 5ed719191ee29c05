package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestRecipes: every named recipe is of one figure, which records flags that
// resolve to the same figure.
func TestRecipes(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range recipes() {
		assert.False(t, seen[r.Name], r.Name)
		seen[r.Name] = true
		p := planOf(t, "--from="+r.Name)
		assert.Equal(t, r.Name, p.name)
		text, err := json.Marshal(map[string]recipe{"recipe": p.recipe})
		require.NoError(t, err)
		again, err := parseRecipe(text)
		require.NoError(t, err)
		o := &options{}
		newCommandOf(o)
		plans, err := o.fromRecipe(again)
		require.NoError(t, err, r.Name)
		require.Len(t, plans, 1)
		assert.Equal(t, p.recipe, plans[0].recipe)
		assert.Equal(t, p.title, plans[0].title)
		assert.Equal(t, p.start, plans[0].start)
	}
	for _, name := range gallery() {
		assert.True(t, seen[name], name)
	}
}

// FuzzParseRecipe: whatever is in a file, it is a recipe that can be written and
// read again, or one line says what is wrong.
func FuzzParseRecipe(f *testing.F) {
	for _, text := range []string{
		`{"recipe": {"name": "beale", "title": "t", "flags": ["--surface=beale", "--steps=3"]}}`,
		`{"recipe": {"name": "../x"}}`, `{"recipe": 3}`, `{"recipe": {"name": "x", "flags": ["--out=a"]}}`, `[`, `null`,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		r, err := parseRecipe(text)
		if err != nil {
			assert.NotContains(t, err.Error(), "\n")
			return
		}
		again, err := json.Marshal(map[string]recipe{"recipe": r})
		require.NoError(t, err)
		s, err := parseRecipe(again)
		require.NoError(t, err)
		assert.Equal(t, len(r.Flags), len(s.Flags))
		assert.False(t, strings.Contains(r.Name, "/"))
		o := &options{}
		newCommandOf(o)
		_, err = o.fromRecipe(r)
		_ = err // any, but no panic
	})
}
