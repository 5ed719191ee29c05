package surfaces

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

//go:generate go test -run TestReadme . -update

var update = flag.Bool("update", false, "write README.md")

// readme is the text of README.md.
func readme() string {
	var b strings.Builder
	b.WriteString("# Surfaces\n\nWritten by `go generate ./surfaces`; a test keeps it true. Every gradient and second derivative is held to\n" +
		"central differences and to mpmath, every surface to 100 steps of ten of PyTorch's optimizers (1e-8). `list NAME` prints\n" +
		"all of one. Any expression in x and y is a surface too: `--surface '(1-x)^2+100*(y-x^2)^2' --window -2,2,-1,3`.\n\n" +
		"| surface | f(x, y) | what it teaches | start | minimum | source |\n|---|---|---|---|---|---|\n")
	for _, s := range All() {
		minimum := "none"
		if len(s.Minima) > 0 {
			var points []string
			for _, m := range s.Minima {
				points = append(points, fmt.Sprintf("(%.5g, %.5g)", m.X, m.Y))
			}
			minimum = fmt.Sprintf("%.6g at %s", s.Minima[0].F, strings.Join(points, ", "))
		}
		if n := len(s.Local); n > 0 {
			minimum += fmt.Sprintf("; %d local", n)
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | (%g, %g) | %s | %s |\n",
			s.Name, strings.ReplaceAll(s.Formula, "|", `\|`), s.Lesson, s.Start[0], s.Start[1], minimum, s.Source)
	}
	return b.String()
}

func TestReadme(t *testing.T) {
	want := readme()
	if *update {
		require.NoError(t, os.WriteFile("README.md", []byte(want), 0o644))
	}
	got, err := os.ReadFile("README.md")
	require.NoError(t, err)
	assert.True(t, want == string(got), "README.md is not what the surfaces say: go generate ./surfaces writes it anew")
}
