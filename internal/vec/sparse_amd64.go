//go:build !noasm && !purego

package vec

import "unsafe"

// nearest is how much of the first-level cache, in bytes, a product counts on for what
// it comes back to with every pair: its sums, or a packed part of the other factor.
const nearest = 40 << 10

// eachPanel calls do for panels of at most widest registers, which make up n columns,
// of which each of a number of rows can have its part near.
func eachPanel(n, rows, widest int, do func(j, columns, width int, last *[16]int32)) {
	size := lanes()
	registers := (n + size - 1) / size
	panels := registers // of one register, if no more have room
	for w := widest; w > 1; w-- {
		if 4*size*w*rows <= nearest {
			panels = (registers + w - 1) / w
			break
		}
	}
	for done, panel := 0, 0; panel < panels; panel++ {
		width := (registers - done) / (panels - panel)
		j := done * size
		columns := min(width*size, n-j)
		do(j, columns, width, lastOf(columns, size))
		done += width
	}
}

// mulSIMD sets c to the product of a block and b by the active path. It returns false
// if that has no kernels.
func (s *SparseRows) mulSIMD(block *rowBlock, b, c Matrix) bool {
	if lanes() == 0 {
		return false
	}
	widest, multiply := 10, mulPairsAVX512
	if active == avx2 {
		widest, multiply = 5, mulPairsAVX2
	}
	stride := uintptr(4 * b.Cols)
	sums := s.room(c.Rows * lanes() * widest)
	eachPanel(b.Cols, c.Rows, widest, func(j, columns, width int, last *[16]int32) {
		if !multiply(b.Rows, &block.spans[0], &block.list[0].row, &b.Data.f32[j], stride, c.Rows, &sums[0], &c.Data.f32[j], stride, width, last) {
			block.mulDense(b, j, columns, c)
		}
	})
	return true
}

// mulTransSIMD sets c to the product of a block's transpose and b, or adds that to it, by the
// active path. It returns false if that has no kernels.
func (s *SparseRows) mulTransSIMD(block *rowBlock, b, c Matrix, add bool) bool {
	if lanes() == 0 {
		return false
	}
	widest, multiply, pack := 13, mulPairsTransAVX512, packPanelAVX512
	if active == avx2 {
		widest, multiply, pack = 5, mulPairsTransAVX2, packPanelAVX2
	}
	stride := uintptr(4 * b.Cols)
	packed := s.room(b.Rows * lanes() * widest)
	eachPanel(b.Cols, b.Rows, widest, func(j, columns, width int, last *[16]int32) {
		if !pack(b.Rows, &b.Data.f32[j], stride, &packed[0], width, last) {
			block.mulTransDense(b, j, columns, c, add)
			return
		}
		multiply(c.Rows, &block.spans[0], &block.list[0].row, &packed[0], &c.Data.f32[j], stride, width, last, add)
	})
	return true
}

// listConstants are, of AVX2 for each set of four lanes, the permutation that brings them
// to the front, and the places 0…8.
var listConstants = func() (c struct {
	permutations [16][8]uint32
	places       [9]uint32
}) {
	for set := range c.permutations {
		to := 0
		for lane := range 4 {
			if set>>lane&1 == 1 {
				c.permutations[set][to], c.permutations[set][to+1] = uint32(2*lane), uint32(2*lane+1)
				to += 2
			}
		}
	}
	for i := range c.places {
		c.places[i] = uint32(i)
	}
	return c
}()

// listSIMD lists as many of a row's first pairs as the active path takes: it returns how
// many those are, and how many of them are not zero.
func listSIMD(row []float32, places []uint32, pairs []pair) (done, count int) {
	done = len(row) / (2 * listMargin) * listMargin
	switch {
	case done == 0 || lanes() == 0:
		return 0, 0
	case active == avx512:
		count = listPairsAVX512(done, &row[0], &places[0], (*uint64)(&pairs[0]), &listConstants.permutations[0][0])
	default:
		count = listPairsAVX2(done, &row[0], &places[0], (*uint64)(&pairs[0]), &listConstants.permutations[0][0])
	}
	return done, count
}

// countSIMD counts those of a row's first pairs that are not zero, as many as the active
// path takes, and returns how many those are.
func countSIMD(row []float32) (done, count int) {
	done = len(row) / 8 * 4
	if lanes() == 0 || done == 0 {
		return 0, 0
	}
	return done, countPairsAVX2(done, &row[0])
}

// sortSIMD is sortGo by assembly, false on the generic path.
func (b *rowBlock) sortSIMD(l pairList) bool {
	if lanes() == 0 || len(l.places) == 0 {
		return false
	}
	sortPairsAVX2(b.rows, &l.spans[0], &l.places[0], (*uint64)(&l.pairs[0]), &b.list[0].row, &b.spans[0])
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
