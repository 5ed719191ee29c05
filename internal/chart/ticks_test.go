package chart

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

func labelsOf(ticks []tick) []string {
	out := []string{}
	for _, t := range ticks {
		if t.labelled() {
			s := t.label
			if t.sup != "" {
				s += "^" + t.sup
			}
			out = append(out, s)
		}
	}
	return out
}

func TestLogTickLabels(t *testing.T) {
	for _, c := range []struct {
		lo, hi float64
		n      int
		want   []string
	}{
		{1, 1000, 7, []string{"1", "10", "100", "1000"}},
		{1e-6, 1e3, 12, []string{"10^−6", "10^−5", "10^−4", "10^−3", "10^−2", "10^−1", "10^0", "10^1", "10^2", "10^3"}},
		{1e-30, 1, 7, []string{"10^−30", "10^−25", "10^−20", "10^−15", "10^−10", "10^−5", "10^0"}},
		{0.05, 2.5, 7, []string{"0.05", "0.1", "0.2", "0.5", "1", "2"}},
		{0.15, 0.9, 7, []string{"0.2", "0.3", "0.5"}},
		{2.2, 4.5, 7, []string{"2.5", "3.0", "3.5", "4.0", "4.5"}}, // between two of the usual digits: round steps
		{1.2e-9, 6e-9, 7, []string{"2·10^−9", "3·10^−9", "5·10^−9"}},
		{0.971, 0.983, 5, []string{"0.9725", "0.9750", "0.9775", "0.9800", "0.9825"}},
	} {
		assert.Equal(t, c.want, labelsOf(logTicks(c.lo, c.hi, c.n)), "%g…%g", c.lo, c.hi)
	}
}

func TestEveryAxisHasTwoLabelsWithinItsRange(t *testing.T) {
	for lo := 1e-18; lo < 1e12; lo *= 3.7 {
		for _, ratio := range []float64{1.001, 1.1, 1.9, 2.3, 7, 12, 99, 1e4, 1e9, 1e25} {
			hi := lo * ratio
			for name, ticks := range map[string][]tick{"log": logTicks(lo, hi, 7), "linear": linearTicks(lo, hi, 7, false)} {
				labels := labelsOf(ticks)
				assert.GreaterOrEqual(t, len(labels), 2, "%s %g…%g", name, lo, hi)
				assert.LessOrEqual(t, len(labels), 10, "%s %g…%g: %v", name, lo, hi, labels)
				seen := map[string]bool{}
				for _, l := range labels {
					assert.False(t, seen[l], "%s %g…%g has %q twice", name, lo, hi, l)
					seen[l] = true
				}
				for _, tk := range ticks {
					assert.True(t, tk.at >= lo-1e-6*(hi-lo) && tk.at <= hi+1e-6*(hi-lo), "%s %g in %g…%g", name, tk.at, lo, hi)
				}
			}
		}
	}
}

func TestLinearTickLabels(t *testing.T) {
	assert.Equal(t, []string{"−4", "−2", "0", "2", "4"}, labelsOf(linearTicks(-5, 5, 6, false)))
	assert.Equal(t, []string{"95 %", "96 %", "97 %", "98 %"}, labelsOf(linearTicks(0.945, 0.984, 5, true)))
	assert.Equal(t, []string{"97.6 %", "97.8 %", "98.0 %"}, labelsOf(linearTicks(0.975, 0.981, 4, true)))
	assert.Equal(t, []string{"0", "2", "4", "6", "8", "10"}, labelsOf(integerTicks(0, 10, 8)))
	assert.Equal(t, []string{"0", "1", "2", "3"}, labelsOf(integerTicks(0, 3, 8)))
}

func TestLogAxisHasNoPlaceForWhatIsNotPositive(t *testing.T) {
	a := axis{lo: 0.1, hi: 10, scale: Log}
	for _, v := range []float64{0, -1, math.NaN(), math.Inf(1)} {
		assert.True(t, math.IsNaN(a.unit(v)), "%g", v)
	}
	assert.InDelta(t, 0.5, a.unit(1), 1e-12)
}
