package study

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestNormal: moments and tails of 10⁶ draws are those of the normal
// distribution, within five standard errors; neighbours are uncorrelated.
func TestNormal(t *testing.T) {
	const n = 1_000_000
	d := newDraws(7, drawNoise)
	var sum [5]float64
	beyond, together, before := 0, 0.0, 0.0
	for range n {
		z := d.normal()
		p := 1.0
		for k := range sum {
			sum[k] += p
			p *= z
		}
		if math.Abs(z) > 1.959963984540054 { // 95 % lie within
			beyond++
		}
		together += before * z
		before = z
	}
	root := math.Sqrt(n)
	assert.InDelta(t, 0, sum[1]/n, 5/root)
	assert.InDelta(t, 1, sum[2]/n, 5*math.Sqrt2/root)
	assert.InDelta(t, 0, sum[3]/n, 5*math.Sqrt(15)/root)
	assert.InDelta(t, 3, sum[4]/n, 5*math.Sqrt(96)/root)
	assert.InDelta(t, 0.05, float64(beyond)/n, 5*math.Sqrt(0.05*0.95)/root)
	assert.InDelta(t, 0, together/n, 5/root)
}

// TestDrawsAreTheSameEverywhere holds the first numbers of a seed, to the bit.
func TestDrawsAreTheSameEverywhere(t *testing.T) {
	d := newDraws(1, drawNoise)
	var got []float64
	for range 4 {
		got = append(got, d.normal())
	}
	assert.Equal(t, []float64{1.1443027802825427, 0.7172699646336113, 1.5677464829477752, 0.2349597746803507}, got)
}

func TestDisc(t *testing.T) {
	d := newDraws(1, drawStarts)
	inner := 0
	for range 10_000 {
		x, y := d.disc()
		r := math.Hypot(x, y)
		assert.LessOrEqual(t, r, 1.0)
		if r < 0.5 {
			inner++
		}
	}
	assert.InDelta(t, 2500, inner, 5*math.Sqrt(10_000*0.25*0.75))
}

func TestBelow(t *testing.T) {
	d := newDraws(1, drawData)
	var counts [7]int
	for range 70_000 {
		counts[d.below(7)]++
	}
	for _, c := range counts {
		assert.InDelta(t, 10_000, c, 5*math.Sqrt(10_000*6.0/7))
	}
}
