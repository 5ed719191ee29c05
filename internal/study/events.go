package study

import (
	"maps"
	"math"
	"slices"

	"descent/internal/tensorboard"
	"descent/mlp"
)

// Events returns a run's history and its test scores as a TensorBoard event file: a curve
// for each column, under its name in the CSV, over epochs. What has no score has no point;
// only the epoch in which a run diverged has NaN, which TensorBoard marks. Epochs stand
// for seconds too, since the file is to have the same bytes each time.
func Events(h mlp.History, test mlp.Scores) []byte {
	var points []tensorboard.Scalar
	last := len(h.Seconds) - 1
	add := func(tag string, epoch int, v float64) {
		if !math.IsNaN(v) || h.Diverged > 0 && epoch == last {
			points = append(points, tensorboard.Scalar{Tag: tag, Step: int64(epoch), Value: v, Seconds: float64(epoch)})
		}
	}
	names := slices.Sorted(maps.Keys(h.Values))
	for epoch := range h.Seconds {
		for _, name := range names {
			add(name, epoch, h.Values[name][epoch])
		}
	}
	for _, name := range slices.Sorted(maps.Keys(test)) {
		add("test_"+name, last, test[name])
	}
	return tensorboard.Encode(points)
}
