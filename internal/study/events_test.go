package study

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"descent/internal/tensorboard"
	"descent/mlp"
)

func point(tag string, epoch int, v float64) tensorboard.Scalar {
	return tensorboard.Scalar{Tag: tag, Step: int64(epoch), Value: v, Seconds: float64(epoch)}
}

func TestEvents(t *testing.T) {
	nan := math.NaN()
	h := mlp.History{Values: map[string][]float64{"val_loss": {2.3, nan, 0.5}, "loss": {nan, 1, 0.75}}, Seconds: []float64{0, 0.3, 0.4}}
	want := []tensorboard.Scalar{point("val_loss", 0, 2.3), point("loss", 1, 1), point("loss", 2, 0.75), point("val_loss", 2, 0.5),
		point("test_accuracy", 2, 0.9), point("test_loss", 2, 0.4)}
	assert.Equal(t, tensorboard.Encode(want), Events(h, mlp.Scores{"loss": 0.4, "accuracy": 0.9}))

	h = mlp.History{Values: map[string][]float64{"val_loss": {2.3, nan}}, Seconds: []float64{0, 0.3}, Diverged: 4}
	want = []tensorboard.Scalar{point("val_loss", 0, 2.3), point("val_loss", 1, nan), point("test_loss", 1, nan)}
	assert.Equal(t, tensorboard.Encode(want), Events(h, mlp.Scores{"loss": nan}))
}
