package study

import (
	"context"
	"errors"
	"time"

	"descent/mlp"
)

// EpochTime estimates how long an epoch of a plan's optimizer takes on one core of
// this machine: it trains for about the given time, and takes an epoch as so many
// such steps and one evaluation. The plan must be prepared.
func (t Training) EpochTime(ctx context.Context, optimizer int, d time.Duration) (time.Duration, error) {
	model, err := t.compiled(t.Optimizers[optimizer].String())
	if err != nil {
		return 0, err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var steps int
	var evaluation, training time.Duration
	start := time.Now()
	_, err = model.Fit(ctx, t.Data.Train, mlp.FitOptions{
		Epochs: 1, BatchSize: t.BatchSize, Seed: 1, Validation: t.Data.Validation, TrainSample: TrainSample,
		OnEpoch: func(epoch int, _ mlp.Scores) {
			if epoch == 0 {
				evaluation, start = time.Since(start), time.Now()
			}
		},
		OnBatch: func(mlp.Batch) {
			steps++
			if training = time.Since(start); training >= d {
				cancel()
			}
		},
	})
	if err != nil && (steps == 0 || !errors.Is(err, context.Canceled)) {
		return 0, err
	}
	perEpoch := (t.Data.Train.Len() + t.BatchSize - 1) / t.BatchSize
	return evaluation + training*time.Duration(perEpoch)/time.Duration(max(1, steps)), nil
}
