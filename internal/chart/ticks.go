package chart

import (
	"math"
	"strconv"
	"strings"
)

// tick is a mark on an axis. A minor tick has no label. Sup is set above the
// line behind Label: the font has only some of the superscript digits.
type tick struct {
	at         float64
	label, sup string
}

func (t tick) labelled() bool { return t.label != "" }

// steps are the distances between ticks that people read at a glance.
var steps = [...]float64{1, 2, 2.5, 5, 10}

// linearTicks gives at most n labelled ticks (and at least two, n ≥ 3) from lo
// to hi; with percent the labels are percentages of 1.
func linearTicks(lo, hi float64, n int, percent bool) []tick {
	step, decimals := linearStep(lo, hi, n)
	var out []tick
	// Multiples of the step, not sums: sums of 0.1 drift. What rounding puts a
	// hair outside the range belongs to it.
	for k := math.Ceil(lo/step - 1e-9); k*step <= hi+1e-9*step; k++ {
		v := k * step
		label := fixedLabel(v, decimals)
		if percent {
			label = fixedLabel(100*v, max(0, decimals-2)) + " %"
		}
		if math.Abs(v) >= 1e6 || (v != 0 && step < 1e-5) {
			label = minus(strconv.FormatFloat(v, 'g', 6, 64))
		}
		out = append(out, tick{at: v, label: label})
	}
	return out
}

// linearStep finds the smallest round step with at most n ticks, and the
// decimals that it needs.
func linearStep(lo, hi float64, n int) (step float64, decimals int) {
	exp := math.Floor(math.Log10((hi - lo) / float64(n)))
	// From a step that is certainly too small upwards.
	for ; ; exp++ {
		for _, m := range steps {
			step = m * math.Pow(10, exp)
			count := math.Floor(hi/step+1e-9) - math.Ceil(lo/step-1e-9) + 1
			if count > float64(n) {
				continue
			}
			decimals = max(0, -int(exp))
			if m == 2.5 {
				decimals = max(0, 1-int(exp))
			}
			if m == 10 {
				decimals = max(0, -int(exp)-1)
			}
			return step, decimals
		}
	}
}

// integerTicks gives at most n ticks at whole numbers: epochs, iterations.
// There is no epoch 2.5, so the step of that name becomes 5.
func integerTicks(lo, hi float64, n int) []tick {
	step, _ := linearStep(lo, hi, n)
	step = math.Max(1, step)
	if step == 2.5 {
		step = 5
	}
	var out []tick
	for v := math.Ceil(lo/step-1e-9) * step; v <= hi+1e-9; v += step {
		out = append(out, tick{at: v, label: fixedLabel(v, 0)})
	}
	return out
}

// logTicks gives ticks from lo to hi, 0 < lo < hi, for a logarithmic axis with
// room for n ≥ 3 labels, two at least of them labelled: powers of ten while
// there are enough, then 2 and 5 (or 2, 3 and 5) between them, then all
// digits, and in a range too small for those, round steps.
func logTicks(lo, hi float64, n int) []tick {
	first, last := int(math.Ceil(math.Log10(lo)-1e-9)), int(math.Floor(math.Log10(hi)+1e-9))
	// Powers of ten are enough if there are four, or if the axis is so short
	// that it has no room for more.
	decades := last - first + 1
	if decades > 3 || decades > n/3 && decades > 1 {
		return decadeTicks(first, last, lo, hi, n)
	}
	for _, digits := range []string{"125", "1235", "123456789"} {
		out := digitTicks(lo, hi, digits)
		labels := 0
		for _, t := range out {
			if t.labelled() {
				labels++
			}
		}
		if labels >= 3 || labels == 2 && decades > 0 {
			return out
		}
	}
	return linearTicks(lo, hi, max(3, n), false)
}

// decadeTicks labels every power of ten, or every second, third, fifth… where
// they stand too close.
func decadeTicks(first, last int, lo, hi float64, n int) []tick {
	step := 1
	for _, s := range []int{1, 2, 3, 5, 10, 20, 50, 100, 200} {
		step = s
		if (last-first)/s+1 <= n {
			break
		}
	}
	// 0.001 to 1000 read faster than powers, but a mix of both does not.
	plain := first >= -3 && last <= 3
	var out []tick
	for e := first - 1; e <= last; e++ {
		if e >= first {
			t := tick{at: math.Pow(10, float64(e))}
			// Counted from 10⁰, so that 1 is labelled whenever it is there,
			// unless that leaves fewer than two labels.
			if ((e%step)+step)%step == 0 || (last-first)/step < 1 {
				t.label, t.sup = "10", minus(strconv.Itoa(e))
				if plain {
					t.label, t.sup = plainPower(e), ""
				}
			}
			out = append(out, t)
		}
		// Over more decades they would be a solid bar.
		if last-first <= 6 {
			out = append(out, minorTicks(e, lo, hi)...)
		}
	}
	return out
}

// minorTicks are the unlabelled 2…9 times 10^e that lie in the range.
func minorTicks(e int, lo, hi float64) []tick {
	var out []tick
	for d := 2; d <= 9; d++ {
		if v := float64(d) * math.Pow(10, float64(e)); v >= lo && v <= hi {
			out = append(out, tick{at: v})
		}
	}
	return out
}

// digitTicks marks d·10^e for all digits d and labels those named; the marks
// without labels show that the axis is logarithmic.
func digitTicks(lo, hi float64, labelled string) []tick {
	var out []tick
	for e := int(math.Floor(math.Log10(lo))); e <= int(math.Ceil(math.Log10(hi))); e++ {
		for d := 1; d <= 9; d++ {
			// Parsed, not multiplied: 3·10⁻¹ is to be the number 0.3.
			v, _ := strconv.ParseFloat(strconv.Itoa(d)+"e"+strconv.Itoa(e), 64)
			if v < lo*(1-1e-9) || v > hi*(1+1e-9) {
				continue
			}
			t := tick{at: v}
			if strings.Contains(labelled, strconv.Itoa(d)) {
				t.label = strconv.FormatFloat(v, 'f', max(0, -e), 64)
				if e < -4 || e > 4 {
					t.label, t.sup = strconv.Itoa(d)+"·10", minus(strconv.Itoa(e))
				}
			}
			out = append(out, t)
		}
	}
	return out
}

// plainPower writes a power of ten in full.
func plainPower(e int) string {
	return strconv.FormatFloat(math.Pow(10, float64(e)), 'f', max(0, -e), 64)
}

// fixedLabel writes v with so many decimals and a true minus sign.
func fixedLabel(v float64, decimals int) string {
	s := strconv.FormatFloat(v, 'f', decimals, 64)
	if strings.Trim(s, "-0.") == "" {
		s = strings.TrimPrefix(s, "-") // no negative zero
	}
	return minus(s)
}

// minus sets the true sign, which is as wide as a digit; a hyphen is half of it
// and vanishes before a number in small type.
func minus(s string) string { return strings.ReplaceAll(s, "-", "−") }
