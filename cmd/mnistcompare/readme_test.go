package main

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"descent/internal/cli/clitest"
)

// TestReadme: the commands of the README and of mlp's are right.
func TestReadme(t *testing.T) {
	for _, flags := range clitest.ReadmeCommands(t, "mnistcompare", "mlp/README.md") {
		o := options{}
		require.NoError(t, newCommandOf(&o).ParseFlags(flags), flags)
		plan, err := o.resolve()
		require.NoError(t, err, flags)
		assert.NoError(t, plan.try(), flags)
	}
}

// TestReadmeStudy: the README's file of a study is one.
func TestReadmeStudy(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	_, block, ok := strings.Cut(string(readme), "```toml\n")
	require.True(t, ok)
	block, _, _ = strings.Cut(block, "```")
	o := options{}
	require.NoError(t, setStudy("study.toml", block, newCommandOf(&o).Flags()))
	p, err := o.resolve()
	require.NoError(t, err)
	assert.NoError(t, p.try())
	assert.Len(t, p.Study, 2)
}
