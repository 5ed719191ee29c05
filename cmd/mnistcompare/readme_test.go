package main

import (
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
		plan, err := o.plan()
		require.NoError(t, err, flags)
		assert.NoError(t, plan.Try(), flags)
	}
}
