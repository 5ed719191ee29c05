package chart

import (
	"image/color"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestDodgeKeepsOrderAndLeavesNoOverlap(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		n := 1 + r.IntN(12)
		want, heights := make([]float64, n), make([]float64, n)
		for i := range want {
			want[i], heights[i] = 300*r.Float64()-20, 10+12*r.Float64()
		}
		got := dodge(want, heights, 0, 300)
		for i := range got {
			assert.GreaterOrEqual(t, got[i]-heights[i]/2, -1e-9)
			assert.LessOrEqual(t, got[i]+heights[i]/2, 300+1e-9)
			for k := range got {
				if want[i] < want[k] {
					assert.GreaterOrEqual(t, got[k]-got[i], (heights[i]+heights[k])/2-1e-9)
				}
			}
		}
	}
}

func TestDodgeMovesNothingThatHasRoom(t *testing.T) {
	assert.Equal(t, []float64{50, 20, 80}, dodge([]float64{50, 20, 80}, []float64{10, 10, 10}, 0, 100))
	// Two at one place part by the same distance.
	assert.InDeltaSlice(t, []float64{45, 55}, dodge([]float64{50, 50}, []float64{10, 10}, 0, 100), 1e-9)
}

func TestDodgeWithoutRoomStaysInThePanel(t *testing.T) {
	got := dodge([]float64{5, 6, 7, 8}, []float64{10, 10, 10, 10}, 0, 20)
	assert.InDeltaSlice(t, []float64{2.5, 7.5, 12.5, 17.5}, got, 1e-9)
}

func TestPlacedLabelsNeitherOverlapNorLeaveThePanel(t *testing.T) {
	panel := Window{0, 300, 0, 300}
	var labels []label
	for _, name := range []string{"sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam"} {
		labels = append(labels, newLabel(name, "", color.NRGBA{A: 255}, Point{240, 160})) // all end in one point
	}
	busy := along([]Point{{20, 280}, {100, 100}, {240, 160}}, 4)
	places := placeLabels(labels, busy, []Point{{240, 160}}, panel, 0)
	for i, a := range places {
		assert.True(t, panel.contains(Point{a.box.X0, a.box.Y0}) && panel.contains(Point{a.box.X1, a.box.Y1}))
		for _, b := range places[i+1:] {
			apart := a.box.X1 <= b.box.X0 || b.box.X1 <= a.box.X0 || a.box.Y1 <= b.box.Y0 || b.box.Y1 <= a.box.Y0
			assert.True(t, apart, "%v %v", a.box, b.box)
		}
		for _, p := range busy {
			assert.False(t, a.box.contains(p), "a label covers a line although there is room")
		}
	}
}
