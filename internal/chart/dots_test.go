package chart

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

// raceFigure has an entrant that reached nothing, and one that some runs reached.
func raceFigure() Dots {
	inf := math.Inf(1)
	return Dots{
		Title: "Epochs to a target", Subtitle: "five runs each", Recipe: []string{"a", "b", "c"}, Note: "note", Unreached: "not reached",
		Rows: []DotRow{{"A, lr 0.01", StyleAt(0)}, {"B, lr 0.001", StyleAt(1)}, {"C, lr 0.1", StyleAt(2)}},
		Panels: []DotPanel{
			{Title: "97 %", XLabel: "epochs", Dots: []Dot{
				{Median: 2, Runs: []float64{2, 2, 3, 1, 2}, Text: "2"}, {Median: 5, Runs: []float64{4, 5, 5, 6, inf}, Text: "5"},
				{Median: inf, Runs: []float64{inf, inf, inf, inf, inf}, Text: "not reached"},
			}},
			{Title: "98 %", XLabel: "epochs", Dots: []Dot{
				{Median: 7, Runs: []float64{7, 7, 8, 6, 9}, Text: "7"}, {Median: inf, Runs: []float64{inf, inf, 10, inf, inf}, Text: "not reached"},
				{Median: math.NaN(), Text: "–"},
			}},
		},
	}
}

// dumbbellFigure has an entrant that diverged where it began.
func dumbbellFigure() Dots {
	return Dots{
		Title: "Default against tuned", From: "at its own rate", To: "at the rate that was chosen", Unreached: "diverged",
		Rows: []DotRow{{"A", StyleAt(0)}, {"B", StyleAt(1)}},
		Panels: []DotPanel{{Title: "validation accuracy", XLabel: "accuracy", Percent: true, Dots: []Dot{
			{From: 0.95, Median: 0.98, Text: "98.00 %"}, {From: math.Inf(1), Median: 0.97, Text: "97.00 %"},
		}}},
	}
}

func heatFigure() Heatmap {
	return Heatmap{Title: "Optimizers and metrics", Note: "note", Rows: []string{"A", "B", "C"}, Columns: []HeatColumn{
		{Name: "validation\nloss", LessIsBetter: true, Values: []float64{0.1, 0.3, math.NaN()}, Texts: []string{"0.1", "0.3", "–"}},
		{Name: "epochs to 97 %", LessIsBetter: true, Values: []float64{3, 3, math.Inf(1)}, Texts: []string{"3", "3", "not reached"}},
		{Name: "test accuracy", Values: []float64{0.97, 0.98, 0.96}, Texts: []string{"97 %", "98 %", "96 %"}},
	}}
}

func TestDotsDescription(t *testing.T) {
	_, alt := raceFigure().Description()
	assert.Equal(t, "97 %, medians: A, lr 0.01 2, B, lr 0.001 5, C, lr 0.1 not reached. "+
		"98 %, medians: A, lr 0.01 7, B, lr 0.001 not reached, C, lr 0.1 –.", alt)
	_, alt = dumbbellFigure().Description()
	assert.Contains(t, alt, "A 98.00 % (at its own rate 0.95), B 97.00 % (at its own rate diverged).")
}

// TestDotsAxis spans what was reached; the rest has a column of its own.
func TestDotsAxis(t *testing.T) {
	race := raceFigure()
	a := race.Panels[0].axis()
	assert.Less(t, a.lo, 1.0)
	assert.Greater(t, a.hi, 6.0)
	assert.Less(t, a.hi, 7.0)
	assert.True(t, race.Panels[0].anyUnreached())
	assert.True(t, dumbbellFigure().Panels[0].anyUnreached(), "at its own rate it diverged")
	race.Panels[0].Dots = race.Panels[0].Dots[:2]
	assert.ErrorContains(t, race.check(), "2 dots for 3 rows")
}

// TestHeatRanks: equal values share a place, what has no value has none.
func TestHeatRanks(t *testing.T) {
	h := heatFigure()
	assert.Equal(t, []float64{0, 1}, h.Columns[0].ranks()[:2])
	assert.True(t, math.IsNaN(h.Columns[0].ranks()[2]))
	assert.Equal(t, []float64{0, 0}, h.Columns[1].ranks()[:2])
	assert.Equal(t, []float64{0.5, 0, 1}, h.Columns[2].ranks())
	_, alt := h.Description()
	assert.Contains(t, alt, "validation loss: A 0.1, B 0.3, C –. epochs to 97 %: A 3,")
	h.Columns[0].Texts = nil
	assert.ErrorContains(t, h.check(), "3 values and 0 texts for 3 rows")
}
