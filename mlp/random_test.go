package mlp

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
)

// permutationOf tells whether p holds 0…len(p)−1, each once.
func permutationOf(p []int32) bool {
	sorted := slices.Sorted(slices.Values(p))
	for i, e := range sorted {
		if int(e) != i {
			return false
		}
	}
	return true
}

func TestEveryEpochHasItsOwnOrder(t *testing.T) {
	order := func(seed uint64, epoch int) []int32 {
		p := make([]int32, 1000)
		epochOrder(p, seed, epoch)
		assert.True(t, permutationOf(p))
		return p
	}
	first := order(1, 1)
	assert.Equal(t, first, order(1, 1))
	for _, other := range [][]int32{order(1, 2), order(2, 1), order(2, 0)} {
		same := 0
		for i := range first {
			if first[i] == other[i] {
				same++
			}
		}
		assert.Less(t, same, 10) // 1 is expected
	}
}

// Each of the 24 orders of four comes as often as another: 1,000 times in
// 24,000, with a standard deviation of 31.
func TestOrdersAreEquallyLikely(t *testing.T) {
	seen := map[[4]int32]int{}
	for seed := range uint64(24000) {
		var p [4]int32
		epochOrder(p[:], seed, 1)
		seen[p]++
	}
	assert.Len(t, seen, 24)
	for p, n := range seen {
		assert.InDelta(t, 1000, n, 5*31, "%v", p)
	}
}

func TestSampleIsDrawnWithoutReplacement(t *testing.T) {
	rows := sampleRows(1000, 100, 1)
	assert.Len(t, rows, 100)
	assert.True(t, slices.IsSorted(rows))
	assert.Len(t, slices.Compact(slices.Clone(rows)), 100)
	assert.Equal(t, rows, sampleRows(1000, 100, 1))
	assert.NotEqual(t, rows, sampleRows(1000, 100, 2))
	assert.True(t, permutationOf(sampleRows(10, 10, 1)))
	assert.True(t, permutationOf(sampleRows(10, 11, 1)))

	times := make([]float64, 20)
	for seed := range uint64(10000) {
		for _, r := range sampleRows(20, 5, seed) {
			times[r]++
		}
	}
	for r, n := range times {
		assert.InDelta(t, 2500, n, 5*43, "row %d", r)
	}
}
