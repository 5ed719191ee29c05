package tensorboard

import (
	"math"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestGolden compares with a file that TensorBoard's own writer has written, and its
// loader has read (testdata/golden.py).
func TestGolden(t *testing.T) {
	want, err := os.ReadFile("testdata/golden.tfevents")
	require.NoError(t, err)
	assert.Equal(t, want, Encode([]Scalar{
		{"val/loss", 0, 2.302585, 0},
		{"val/loss", 1, 0.25, 1.5},
		{"val/loss", 300, 1e-30, 3},
		{"val/accuracy", 0, 0, 0},
		{"val/accuracy", 1, math.NaN(), 1.5},
		{"τ", 1 << 40, math.Inf(-1), 4},
	}))
}

// TestEmpty: a run without points is a file with a version.
func TestEmpty(t *testing.T) {
	want, err := os.ReadFile("testdata/golden.tfevents")
	require.NoError(t, err)
	empty := Encode(nil)
	assert.Equal(t, want[:len(empty)], empty)
}

// TestNaN: whichever NaN a processor makes, the same one is written.
func TestNaN(t *testing.T) {
	of := func(nan float64) []byte { return Encode([]Scalar{{"loss", 1, nan, nan}}) }
	assert.Equal(t, of(math.NaN()), of(math.Float64frombits(0xfff8123400000000)))
}
