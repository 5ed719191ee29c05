//go:build !noasm && !purego

package vec

import "math"

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

// transposeSIMD sets to to the transpose of from, false if it cannot.
func transposeSIMD(from, to []float32, rows, cols int) bool {
	if lanes() == 0 || rows < 8 || cols < 8 {
		return false
	}
	transposeAVX2(rows, cols, &from[0], &to[0])
	return true
}

// lastOf returns the mask of the last register of n numbers, of size each.
func lastOf(n, size int) *[16]int32 { return &lastColumns[(n-1)%size+1] }

// addRowSIMD is addRow by the active path, false if it has no kernels.
func addRowSIMD(m, a []float32) bool {
	cols := len(a)
	switch {
	case lanes() == 0:
		return false
	case len(m) == 0:
	case active == avx512:
		addRowAVX512(len(m)/cols, cols, &m[0], &a[0], lastOf(cols, 16))
	default:
		addRowAVX2(len(m)/cols, cols, &m[0], &a[0], lastOf(cols, 8))
	}
	return true
}

// addRowsSIMD is addRows by the active path, false if it has no kernels.
func addRowsSIMD(v, m []float32) bool {
	cols := len(v)
	switch {
	case lanes() == 0:
		return false
	case len(m) == 0:
	case active == avx512:
		sumRowsAVX512(len(m)/cols, cols, &m[0], &v[0], lastOf(cols, 16))
	default:
		sumRowsAVX2(len(m)/cols, cols, &m[0], &v[0], lastOf(cols, 8))
	}
	return true
}

// maskReluSIMD is maskRelu by the active path, false if it has no kernels.
func maskReluSIMD(v, y []float32) bool {
	y = y[:len(v)]
	switch {
	case lanes() == 0:
		return false
	case len(v) == 0:
	case active == avx512:
		maskReluAVX512(len(v), &v[0], &y[0], lastOf(len(v), 16))
	default:
		maskReluAVX2(len(v), &v[0], &y[0], lastOf(len(v), 8))
	}
	return true
}

// expConstants are what expAVX2 asks for.
var expConstants = func() (all [22][4]float64) {
	for i, c := range append(append([]float64{-708, 709, 1 / math.Ln2, .5, ln2Hi, ln2Lo}, expCoefficients[:]...), 1) {
		all[i] = [4]float64{c, c, c, c}
	}
	return all
}()

// expSIMD replaces some of the first elements by Exp of them, and returns how many it did.
func expSIMD(v []float64) (done int) {
	if lanes() == 0 || len(v) < 4 {
		return 0
	}
	return expAVX2(len(v)/4*4, &v[0], &expConstants[0])
}
