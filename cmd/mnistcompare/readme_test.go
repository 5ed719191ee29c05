package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"descent/internal/cli/clitest"
)

// TestReadme: the README's commands are right.
func TestReadme(t *testing.T) {
	for _, flags := range clitest.ReadmeCommands(t, "mnistcompare") {
		o := options{}
		require.NoError(t, newCommandOf(&o).ParseFlags(flags), flags)
		assert.NoError(t, o.Check(), flags)
		_, err := o.Optimizers(o.Opt)
		assert.NoError(t, err, flags)
	}
}
