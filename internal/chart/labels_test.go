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
		labels = append(labels, newLabel(name, "", color.NRGBA{A: 255}, Point{240, 160}, widestName)) // all end in one point
	}
	lines := newInked(panel)
	lines.add([][]Point{{{20, 280}, {100, 100}, {240, 160}}})
	places := placeLabels(labels, lines, []Point{{240, 160}}, panel)
	for i, a := range places {
		assert.False(t, a.beside, "there is room in the panel")
		assert.True(t, panel.contains(Point{a.box.X0, a.box.Y0}) && panel.contains(Point{a.box.X1, a.box.Y1}))
		for _, b := range places[i+1:] {
			apart := a.box.X1 <= b.box.X0 || b.box.X1 <= a.box.X0 || a.box.Y1 <= b.box.Y0 || b.box.Y1 <= a.box.Y0
			assert.True(t, apart, "%v %v", a.box, b.box)
		}
		assert.Zero(t, lines.within(a.box), "a label covers a line although there is room")
	}
}

func TestLabelsWithoutRoomStandBesideThePanel(t *testing.T) {
	panel := Window{0, 90, 0, 60}
	var labels []label
	for range 12 {
		labels = append(labels, newLabel("momentum", "", color.NRGBA{A: 255}, Point{45, 30}, widestName))
	}
	var inside []Window
	for _, place := range placeLabels(labels, newInked(panel), nil, panel) {
		if place.beside {
			continue
		}
		for _, b := range inside {
			assert.False(t, place.box.X0 < b.X1 && b.X0 < place.box.X1 && place.box.Y0 < b.Y1 && b.Y0 < place.box.Y1)
		}
		inside = append(inside, place.box)
	}
	assert.Less(t, len(inside), 5)
}

func TestLongLabelsGoOnInSmallPrint(t *testing.T) {
	for _, c := range []struct {
		name, note string
		widest     float64
		want       []string
	}{
		{"Adam, lr 0.05", "", 156, []string{"Adam, lr 0.05"}},
		{"Adam, lr 0.05", "out at step 3", 156, []string{"Adam, lr 0.05", "out at step 3"}},
		{"Adam, lr 0.05, eps 1e-08, weight_decay 0.01, global_clipnorm 0.5, torch", "", 156,
			[]string{"Adam, lr 0.05, eps 1e-08", "weight_decay 0.01,", "global_clipnorm 0.5, torch"}},
		{"Adam, lr 0.05", "", 40, []string{"Adam", "lr 0.05"}},
		{"Conjugate gradients", "", 80, []string{"Conjugate", "gradients"}},
		{"Lookahead(Adafactor)", "outside the frame; diverged, step 7", 90, []string{"Lookahead(Ad", "afactor)", "outside the frame;", "diverged, step 7"}},
	} {
		l := newLabel(c.name, c.note, color.NRGBA{A: 255}, Point{}, c.widest)
		assert.Equal(t, c.want, l.lines)
		assert.LessOrEqual(t, l.width(), c.widest)
	}
}

// TestLabelsAreInMoreLinesRatherThanLedAcrossOthers: where a name of one line would have
// to stand beside the panel, that of several may find a place in it.
func TestLabelsAreInMoreLinesRatherThanLedAcrossOthers(t *testing.T) {
	one, several := []string{"Momentum, lr 0.01", "out at step 120"}, []string{"Momentum", "lr 0.01", "out at step 120"}
	for _, panel := range []struct {
		width  float64
		lines  []string
		beside bool
	}{
		{320, one, false},
		{200, several, false}, // there is room for the name, but not for its rate
		{160, one, true},
	} {
		width := panel.width
		f := frame{box: Window{0, width, 0, 200}, x: axis{lo: 0, hi: width}, y: axis{lo: 0, hi: 200}}
		c := curve{name: "Momentum, lr 0.01", note: "out at step 120", width: lineWidth}
		for y := 0.0; y < 195; y += 3 { // all is covered up to the end
			c.pts = append(c.pts, Point{0, y}, Point{118, y})
		}
		c.pts = append(c.pts, Point{120, 195})
		labels, places := f.names(f.place([]curve{c}))
		assert.Equal(t, panel.lines, labels[0].lines)
		assert.Equal(t, panel.beside, places[0].beside)
		if !panel.beside {
			assert.Greater(t, places[0].box.X0, 118.0)
		}
	}
}

// TestBesideCostsWhatItsLeaderCrosses: a leader that crosses a line makes the column
// the worse.
func TestBesideCostsWhatItsLeaderCrosses(t *testing.T) {
	panel := Window{0, 200, 0, 100}
	lines := newInked(panel)
	free := costOfBeside(Point{50, 50}, lines, panel)
	lines.add([][]Point{{{100, 0}, {100, 100}}})
	assert.Greater(t, costOfBeside(Point{50, 50}, lines, panel), free)
	assert.InDelta(t, costOfBeside(Point{150, 50}, lines, panel), free-costDistance/2*100, 1e-9)
}

func TestLeadersAreNotTakenForPaths(t *testing.T) {
	leader := light.leader()
	assert.NotEmpty(t, leader.Dash)
	assert.Less(t, leader.Width, lineWidth/2)
	for i := range 8 {
		assert.Greater(t, deltaE(StyleAt(i).Color, leader.Color, sights["normal"]), 20.0)
	}
}
