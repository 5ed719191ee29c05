package main

import (
	"context"
	"runtime"

	"descent/internal/cli"
)

// drawn is what came of a plan.
type drawn struct {
	drawing
	files cli.Files
	err   error
}

// The figures that are in hand. Two at once keep two cores busy, which a drawing
// and the encoding of its picture do not; each more would take its room in memory.
// Those that wait for one before them are only their files.
const (
	figuresAtOnce = 2
	figuresAhead  = 8
)

// drawAhead draws the plans, several at once, and hands over what comes of each
// in their order. When ctx is done it ends, with its error in what is not drawn yet.
func drawAhead(ctx context.Context, plans []plan) <-chan chan drawn {
	queue := make(chan chan drawn, figuresAhead)
	free := make(chan struct{}, min(figuresAtOnce, runtime.GOMAXPROCS(0)))
	go func() {
		defer close(queue)
		for _, p := range plans {
			result := make(chan drawn, 1)
			select {
			case queue <- result:
			case <-ctx.Done():
				return
			}
			free <- struct{}{}
			go func() {
				defer func() { <-free }()
				result <- p.draw(ctx)
			}()
		}
	}()
	return queue
}

// draw draws a plan's figure.
func (p plan) draw(ctx context.Context) (d drawn) {
	if d.drawing, d.err = p.view.draw(ctx, p); d.err != nil {
		d.err = cli.Usage(d.err)
		return d
	}
	d.files, d.err = p.output.DrawFigure(ctx, p.name, d.figure, d.record)
	d.figure, d.record = nil, nil // while it waits
	return d
}
