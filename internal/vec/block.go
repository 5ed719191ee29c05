//go:build (amd64 || arm64) && !noasm && !purego

package vec

// block is the number of elements of which kernels take whole multiples: a
// vector of AVX-512, and two or four of the others.
const block = 16

// wholeBlocks returns how many elements of v its kernels take. The last few are
// the twin's, which computes the same.
func wholeBlocks(v []float32) int { return len(v) &^ (block - 1) }
