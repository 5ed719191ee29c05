package vec

import "math"

// fma32 returns a·b + c with a single rounding, as processors' fused multiply-add
// of float32 does, and by the same bits (any NaN for another).
//
// The product of two float32 is exact in float64, their sum with c is not: what
// was rounded to 53 bits may lie halfway between two float32 where the true sum
// does not, and be rounded to the wrong one.
func fma32(a, b, c float32) float32 {
	p := float64(float64(a) * float64(b))
	s := p + float64(c)
	if mayTie(s) {
		s = roundToOdd(s, p, float64(c))
	}
	return float32(s)
}

// mayTie tells whether a sum may lie halfway between two float32. Of normal ones
// that is where the 29 bits that go are 1 and zeros; below 2^-126 the float32 are
// farther apart than their 24 bits, and it may be anywhere.
func mayTie(s float64) bool {
	bits := math.Float64bits(s)
	return bits&(1<<29-1) == 1<<28 || bits<<1 < (1023-126)<<53 && bits<<1 != 0
}

// roundToOdd repairs the sum s = p + c: if it is not exact, it becomes that one of
// its two neighbours which is odd, which lies halfway between no two shorter
// numbers. Boldo and Melquiond 2008, Emulation of a FMA and correctly rounded
// sums: proved algorithms using rounding to odd.
//
//go:noinline
func roundToOdd(s, p, c float64) float64 {
	d := s - p
	lost := (p - (s - d)) + (c - d) // exact: Knuth's two-sum
	bits := math.Float64bits(s)
	switch {
	case bits&1 == 1 || lost == 0 || lost-lost != 0:
	case (lost > 0) == (s > 0):
		bits++
	default:
		bits--
	}
	return math.Float64frombits(bits)
}
