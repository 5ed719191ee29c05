package main

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestReadme: the README's commands are right.
func TestReadme(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	commands := regexp.MustCompile(`(?m)^go run ./cmd/mnistcompare (--.*)$`).FindAllStringSubmatch(string(readme), -1)
	require.NotEmpty(t, commands)
	for _, c := range commands {
		o := options{}
		cmd := newCommandOf(&o)
		require.NoError(t, cmd.ParseFlags(strings.Fields(c[1])), c[0])
		assert.NoError(t, o.Check(), c[0])
		_, err := o.Optimizers(o.Opt)
		assert.NoError(t, err, c[0])
	}
}
