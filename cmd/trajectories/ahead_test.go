package main

import (
	"context"
	"runtime"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

type numbered int

func (n numbered) Error() string { return strconv.Itoa(int(n)) }

// TestDrawAhead: plans are drawn a few at a time, however many cores there are, and
// handed over in their order, however long each takes.
func TestDrawAhead(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4))
	var inHand, most atomic.Int32
	var plans []plan
	for i := range 30 {
		plans = append(plans, plan{view: view{draw: func(context.Context, plan) (drawing, error) {
			n := inHand.Add(1)
			for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
			}
			time.Sleep(time.Duration(i%3) * time.Millisecond)
			inHand.Add(-1)
			return drawing{}, numbered(i)
		}}})
	}
	next := 0
	for d := range drawAhead(t.Context(), plans) {
		assert.ErrorIs(t, (<-d).err, numbered(next))
		next++
	}
	assert.Equal(t, len(plans), next)
	assert.LessOrEqual(t, int(most.Load()), figuresAtOnce)
}

// TestDrawAheadEnds: nothing is begun after the context is done, and what is not
// waited for hinders nobody.
func TestDrawAheadEnds(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	var begun atomic.Int32
	var plans []plan
	for range 100 {
		plans = append(plans, plan{view: view{draw: func(ctx context.Context, _ plan) (drawing, error) {
			begun.Add(1)
			return drawing{}, ctx.Err()
		}}})
	}
	queue := drawAhead(ctx, plans)
	<-<-queue
	stop()
	for range queue { // ends
	}
	assert.LessOrEqual(t, int(begun.Load()), figuresAhead+figuresAtOnce+3)
}
