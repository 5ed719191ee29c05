package optim

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

//go:generate go test -run TestReadme . -update

var update = flag.Bool("update", false, "write README.md")

// proof counts the paths of a framework that an optimizer in a form is held to.
type proof struct {
	framework string
	count     int
}

// proofs reads all goldens: those along recorded gradients here, and the paths
// over surfaces. The key is a title, which sgd:momentum=0.9 shares with momentum,
// and a form.
func proofs(t *testing.T) map[string][]proof {
	t.Helper()
	found := map[string][]proof{}
	add := func(framework, text string, form Form) {
		s, err := Parse(text, form)
		require.NoError(t, err)
		for ok := true; ok; s, ok = s.Inner() {
			key := title(s) + " " + string(s.Form())
			i := slices.IndexFunc(found[key], func(p proof) bool { return p.framework == framework })
			if i < 0 {
				i = len(found[key])
				found[key] = append(found[key], proof{framework, 0})
			}
			found[key][i].count++
		}
	}
	files, err := filepath.Glob("testdata/goldens/*.json")
	require.NoError(t, err)
	paths, err := filepath.Glob("../surfaces/testdata/*.json")
	require.NoError(t, err)
	for _, file := range append(files, paths...) {
		data, err := os.ReadFile(file)
		require.NoError(t, err)
		var g struct {
			Framework string
			Form      Form
			Cases     []struct{ Spec string }
			Paths     []struct{ Spec string }
		}
		require.NoError(t, json.Unmarshal(data, &g), file)
		for _, c := range append(g.Cases, g.Paths...) {
			add(g.Framework, c.Spec, g.Form)
		}
	}
	return found
}

// title is that of the optimizer itself, not of what it stands around.
func title(s Spec) string {
	if s.Definition().IsWrapper() {
		return s.Definition().Title
	}
	return s.Title()
}

// readme is the text of README.md.
func readme(t *testing.T) string {
	found := proofs(t)
	var b strings.Builder
	fmt.Fprintf(&b, "# Optimizers\n\nWritten by `go generate ./optim`; a test keeps it true. A proof is a path of the framework's own optimizer that the\n"+
		"rule follows at every step: along recorded gradients (each number within 1e-10, float64), or over a surface (1e-8).\n"+
		"`list NAME` of either command prints the formula and how the forms differ.\n\n"+
		"| optimizer | what it is | form | proof |\n|---|---|---|---|\n")
	for _, d := range Definitions() {
		for i, form := range d.Forms {
			name, summary := "", ""
			if i == 0 {
				name, summary = "`"+d.Name+"`", d.Summary+" ("+d.Source+")"
			}
			var parts []string
			for _, p := range found[d.Title+" "+string(form)] {
				parts = append(parts, fmt.Sprintf("%d × %s", p.count, p.framework))
			}
			if d.IsWholeRun() {
				parts = []string{"gonum's own code"}
			}
			fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", name, summary, form, strings.Join(parts, ", "))
		}
	}
	return b.String()
}

func TestReadme(t *testing.T) {
	want := readme(t)
	if *update {
		require.NoError(t, os.WriteFile("README.md", []byte(want), 0o644))
	}
	got, err := os.ReadFile("README.md")
	require.NoError(t, err)
	assert.True(t, want == string(got), "README.md is not what the definitions and goldens say: go generate ./optim writes it anew")
	assert.False(t, strings.Contains(want, "|  |\n"), "each has a proof")
}
