//go:build !noasm && !purego

package vec

// lastColumns[n] has −1 for the first n columns of a register, 0 for the others.
var lastColumns = func() (masks [17][16]int32) {
	for n := range masks {
		for j := range n {
			masks[n][j] = -1
		}
	}
	return masks
}()

// lanes returns how many float32s a register of the active path holds, 0 if it has none.
func lanes() int {
	switch active {
	case avx512:
		return 16
	case avx2:
		return 8
	}
	return 0
}

// gemmSIMD is gemm32 by the active path, false if it has no kernels.
// Panels of one, two or three registers go down the rows of a.
func gemmSIMD(m, n, k int, a operand[float32], b []float32, ldb int, c []float32, ldc int, add bool) bool {
	size := lanes()
	if size == 0 {
		return false
	}
	rs, cs, bs, ds := uintptr(4*a.row), uintptr(4*a.col), uintptr(4*ldb), uintptr(4*ldc)
	for j := 0; j < n; {
		width := 3
		if left := (n - j + size - 1) / size; left < 3 || left == 4 {
			width = min(left, 2)
		}
		last := &lastColumns[min(n-j-(width-1)*size, size)]
		// A row of b may be shorter than the panel; b and c are read in part there.
		pa, pb, pc := &a.data[0], &b[min(j, len(b)-1)], &c[j]
		switch {
		case size == 16 && width == 3:
			mulPanel3AVX512(m, k, pa, rs, cs, pb, bs, pc, ds, last, add)
		case size == 16 && width == 2:
			mulPanel2AVX512(m, k, pa, rs, cs, pb, bs, pc, ds, last, add)
		case size == 16:
			mulPanel1AVX512(m, k, pa, rs, cs, pb, bs, pc, ds, last, add)
		case width == 3:
			mulPanel3AVX2(m, k, pa, rs, cs, pb, bs, pc, ds, last, add)
		case width == 2:
			mulPanel2AVX2(m, k, pa, rs, cs, pb, bs, pc, ds, last, add)
		default:
			mulPanel1AVX2(m, k, pa, rs, cs, pb, bs, pc, ds, last, add)
		}
		j += width * size
	}
	return true
}
