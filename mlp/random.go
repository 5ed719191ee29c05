package mlp

import (
	"math"
	"math/bits"
	"math/rand/v2"
	"slices"

	"descent/internal/vec"
)

// The streams of random numbers that come from one seed. Of drawOrder there is
// one for each epoch, so that a run that is taken up again needs no history; of
// drawStep one for each step, see pass.begin.
const (
	drawWeights uint64 = iota
	drawSample
	drawOrder
	drawStep = 1 << 63
)

// source is a stream of random numbers. It maps the generator's bits to numbers
// itself, so that draws do not change with the standard library.
type source struct{ pcg rand.PCG }

// seed starts a stream over.
func (r *source) seed(seed, stream uint64) { r.pcg.Seed(seed, stream) }

// uniform returns a multiple of 2⁻⁵³ in [0, 1).
func (r *source) uniform() float64 { return float64(r.pcg.Uint64()>>11) / (1 << 53) }

// truncatedNormal returns a standard normal number in [−2, 2]: the polar method
// (Marsaglia, Bray 1964, A convenient method for generating normal variables), of
// whose pairs the first is taken and others than those in the interval are rejected.
func (r *source) truncatedNormal() float64 {
	for {
		u, v := float64(2*r.uniform())-1, float64(2*r.uniform())-1
		s := float64(u*u) + float64(v*v)
		if s == 0 || s >= 1 {
			continue
		}
		if x := u * math.Sqrt(-2*vec.Log(s)/s); math.Abs(x) <= 2 {
			return x
		}
	}
}

// below returns an integer in [0, n), by multiplication: the largest difference
// between two probabilities is 2⁻⁶⁴.
func (r *source) below(n int) int {
	high, _ := bits.Mul64(r.pcg.Uint64(), uint64(n))
	return int(high)
}

// draw moves k elements of p, drawn without replacement, to its front, in the
// order drawn (Fisher–Yates).
func (r *source) draw(p []int32, k int) {
	for i := range min(k, len(p)-1) {
		j := i + r.below(len(p)-i)
		p[i], p[j] = p[j], p[i]
	}
}

// epochOrder fills order with 0…n−1 as the epoch's batches take them. It
// depends on the seed and the epoch alone.
func epochOrder(order []int32, seed uint64, epoch int) {
	var r source
	r.seed(seed, drawOrder+uint64(epoch))
	count(order)
	r.draw(order, len(order))
}

// sampleRows returns k of n rows, drawn by the seed alone, ascending; all if k ≥ n.
func sampleRows(n, k int, seed uint64) []int32 {
	var r source
	r.seed(seed, drawSample)
	k = min(k, n)
	rows := make([]int32, n)
	count(rows)
	r.draw(rows, k)
	slices.Sort(rows[:k])
	return rows[:k]
}

// count fills p with 0, 1, 2, ….
func count(p []int32) {
	for i := range p {
		p[i] = int32(i)
	}
}
