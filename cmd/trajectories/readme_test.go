package main

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"descent/internal/cli/clitest"
)

// TestReadme: the commands of both READMEs are right, the gallery's all stand in the
// command's own, and the Go code stands in the examples that are run as tests.
func TestReadme(t *testing.T) {
	told := map[string]bool{}
	for _, flags := range clitest.ReadmeCommands(t, "trajectories", "cmd/trajectories/README.md") {
		if flags[0] == "--from" {
			told[flags[1]] = true
		}
		o := options{}
		require.NoError(t, newCommandOf(&o).ParseFlags(flags), flags)
		_, err := o.plans()
		assert.NoError(t, err, flags)
	}
	for _, name := range gallery() {
		assert.True(t, told[name], "the README has no command for %s", name)
	}

	readme, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	var examples strings.Builder
	for _, path := range []string{"../../optim/example_test.go", "../../surfaces/example_test.go", "../../mlp/example_test.go"} {
		source, err := os.ReadFile(path)
		require.NoError(t, err)
		examples.Write(source)
	}
	blocks := regexp.MustCompile("(?s)```go\n(.*?)```").FindAllStringSubmatch(string(readme), -1)
	require.Len(t, blocks, 3)
	for _, b := range blocks {
		assert.Contains(t, examples.String(), b[1])
	}
}
