//go:build !noasm && !purego

package vec

import "unsafe"

// How much of a factor is packed at a time, so that it stays in or near the
// first-level cache: of the weights a block of rows, of a batch's derivatives all,
// which are read more often.
const (
	packedWeights     = 64 << 10 // bytes
	packedDerivatives = 40 << 10
)

// mulEntriesSIMD is mulEntries by the active path, false if it has no kernels. It
// goes panel by panel of c, for each of which a panel of b is packed.
func (s *SparseRows) mulEntriesSIMD(rows int, a rowSpans, b []float32, n int, c []float32, add bool) bool {
	if lanes() == 0 {
		return false
	}
	size, widest, multiply, pack := 16, 20, mulEntriesAVX512, packPanelAVX512
	if active == avx2 {
		size, widest, multiply, pack = 8, 13, mulEntriesAVX2, packPanelAVX2
	}
	k, room := len(b)/n, packedWeights
	if a.transposed {
		room = packedDerivatives
	}
	registers := (n + size - 1) / size
	widest = max(1, min(widest, room/(4*size*max(k, 1))))
	panels := (registers + widest - 1) / widest
	packed := s.room(k * size * ((registers + panels - 1) / panels))
	entries := &noEntry
	if len(a.entries) > 0 {
		entries = (*uint64)(&a.entries[0])
	}
	for done, panel := 0, 0; panel < panels; panel++ {
		width := (registers - done) / (panels - panel)
		j := done * size
		last := &lastColumns[min(n-j-(width-1)*size, size)]
		if k > 0 && !pack(k, &b[j], uintptr(4*n), &packed[0], width, last) {
			gemm32(rows, min(width*size, n-j), k, s.dense(a), b[j:], n, c[j:], n, add)
		} else {
			multiply(rows, &a.spans[0], uintptr(4*a.stride), entries, &packed[0], uintptr(4*size*width), a.first, &c[j], uintptr(4*n), width, last, add)
		}
		done += width
	}
	return true
}

var noEntry uint64

// listConstants are the places 0…8, and of AVX2 for each set of four lanes the
// permutation that brings them to the front.
var listConstants = func() (c struct {
	places       [9]uint64
	permutations [16][8]uint32
}) {
	for i := range c.places {
		c.places[i] = uint64(i)
	}
	for set := range c.permutations {
		to := 0
		for lane := range 4 {
			if set>>lane&1 == 1 {
				c.permutations[set][to], c.permutations[set][to+1] = uint32(2*lane), uint32(2*lane+1)
				to += 2
			}
		}
	}
	return c
}()

// listSIMD is list by the active path for as many numbers as it takes: it returns
// how many those are, and how many entries they have.
func listSIMD(row []float32, first int, to []Entry) (numbers, count int) {
	numbers = len(row) / listMargin * listMargin
	switch {
	case numbers == 0 || lanes() == 0:
		return 0, 0
	case active == avx512:
		count = listNonzeroAVX512(numbers, &row[0], first, (*uint64)(&to[0]), &listConstants.places[0])
	default:
		count = listNonzeroAVX2(numbers, &row[0], first, (*uint64)(&to[0]), &listConstants.places[0])
	}
	return numbers, count
}

// countSIMD counts what is not zero in as many numbers as the active path takes,
// and returns how many those are.
func countSIMD(v []float32) (numbers, count int) {
	if lanes() == 0 || len(v) < 8 {
		return 0, 0
	}
	numbers = len(v) / 8 * 8
	return numbers, countNonzeroAVX2(numbers, &v[0])
}

// addColumnsSIMD is addColumns by assembly, false on the generic path.
func (s *SparseRows) addColumnsSIMD() bool {
	if lanes() == 0 {
		return false
	}
	addColumnsAVX2(s.rows, &s.spans[0], uintptr(4*(s.blocks+1)), (*uint64)(&s.entries[0]), (*uint64)(&s.columns[0]), &s.columnSpans[0])
	return true
}

// room returns room for n float32s, at least a register, on a cache line's boundary.
func (s *SparseRows) room(n int) []float32 {
	const line = 16
	n = max(n, line)
	if len(s.panel) < n {
		all := make([]float32, n+line)
		skip := (line - int(uintptr(unsafe.Pointer(&all[0]))/4%line)) % line
		s.panel = all[skip:]
	}
	return s.panel
}
