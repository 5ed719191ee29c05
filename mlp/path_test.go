package mlp

import (
	"testing"

	"descent/internal/vec/vectest"
)

// TestMain refuses to test another kernel path than the one that was asked for.
func TestMain(m *testing.M) { vectest.Main(m) }
