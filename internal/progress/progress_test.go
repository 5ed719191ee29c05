package progress

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestLines(t *testing.T) {
	var b bytes.Buffer
	board := New(&b, false, []string{"adam"})
	j := board.Start("adam", 2)
	j.Note("epoch 0")
	j.Step()
	j.Note("epoch 1")
	j.Step()
	j.Note("epoch 2")
	j.Finish("97 %")
	board.Close()
	lines := strings.Split(b.String(), "\n")
	assert.Equal(t, "adam: epoch 0", lines[0])
	assert.Regexp(t, `^adam: epoch 1, \d+s left$`, lines[1])
	assert.Equal(t, []string{"adam: epoch 2", "adam: 97 %", ""}, lines[2:])
}

func TestQuiet(t *testing.T) {
	var b bytes.Buffer
	board := New(&b, true, nil)
	j := board.Start("adam", 1)
	j.Step()
	j.Note("epoch 1")
	j.Finish("97 %")
	board.Close()
	assert.Empty(t, b.String())
}
