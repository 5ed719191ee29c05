package mnist

import (
	"math/bits"

	"gonum.org/v1/gonum/mathext/prng"
)

const (
	splitSeed      = 1234
	validationSize = 5000
)

// splitRows divides n rows as the tutorial does: the validation rows are
// numpy.random.seed(1234); numpy.random.choice(n, 5000, replace=False), in the
// order drawn, and the training rows are the others in ascending order, as
// numpy.delete leaves them. n must be at least 5000.
func splitRows(n int) (train, validation []int32) {
	validation = permutation(splitSeed, n)[:validationSize]
	drawn := make([]bool, n)
	for _, r := range validation {
		drawn[r] = true
	}
	train = make([]int32, 0, n-validationSize)
	for r, out := range drawn {
		if !out {
			train = append(train, int32(r))
		}
	}
	return train, validation
}

// permutation returns 0…n−1 in the order of numpy's legacy generator:
// numpy.random.seed(seed); numpy.random.permutation(n), which choice without
// replacement cuts short. It is Fisher–Yates from the end, a bounded number
// being the first of MT19937's that, cut to the bound's bits, does not exceed it
// (legacy_random_interval in numpy/random/src/distributions).
func permutation(seed uint32, n int) []int32 {
	mt := prng.NewMT19937()
	mt.Seed(uint64(seed))
	p := make([]int32, n)
	for i := range p {
		p[i] = int32(i)
	}
	for i := n - 1; i > 0; i-- {
		mask := uint32(1)<<bits.Len32(uint32(i)) - 1
		j := mt.Uint32() & mask
		for j > uint32(i) {
			j = mt.Uint32() & mask
		}
		p[i], p[j] = p[j], p[i]
	}
	return p
}
