package mlp_test

import (
	"context"
	"fmt"
	"testing"

	"descent/mlp"
	"descent/mlp/mnist"

	"github.com/stretchr/testify/require"
)

// BenchmarkEpoch trains the tutorial's model for one epoch on its 55,000
// images, shuffled, without validation.
func BenchmarkEpoch(b *testing.B) {
	data, err := mnist.Load()
	require.NoError(b, err)
	for _, optimizer := range []string{"sgd", "momentum", "adam"} {
		for _, size := range []int{32, 128, 512} {
			b.Run(fmt.Sprintf("opt=%s/batch=%d", optimizer, size), func(b *testing.B) {
				model := mlp.Tutorial()
				require.NoError(b, model.Compile(optimizer, mlp.SparseCategoricalCrossentropy, mlp.Accuracy))
				b.ReportAllocs()
				for b.Loop() {
					h, err := model.Fit(context.Background(), data.Train, mlp.FitOptions{Epochs: 1, BatchSize: size, Seed: 1})
					require.NoError(b, err)
					require.Zero(b, h.Diverged)
				}
			})
		}
	}
}
