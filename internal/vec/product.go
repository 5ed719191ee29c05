package vec

//go:generate go run -C _asm ./matrix -out ../matrix_amd64.s -stubs ../matrix_stubs_amd64.go -pkg vec

// A product of float32 matrices is, for every element, one chain of fused
// operations over the common dimension k, from the first to the last:
//
//	c ← fma(a_k, b_k, c)   from c = +0 on;   c ← c + 0 at the end
//
// It is never split over k, so that tiles, registers and panels of any size give
// the same bits. The + 0 makes −0, which an underflow may leave, +0: then terms
// of a zero factor can be left out and nothing changes, as long as the other
// factor is finite.

// operand is a matrix as a product reads it: element (i, k) is data[i·row + k·col].
type operand[T float] struct {
	data     []T
	row, col int
}

// gemm32 sets c [m×n, rows at a distance of ldc] to a·b, or to c + a·b if add
// is set, where a is m×k and b k×n with rows at a distance of ldb.
func gemm32(m, n, k int, a operand[float32], b []float32, ldb int, c []float32, ldc int, add bool) {
	if m == 0 || n == 0 {
		return
	}
	if k == 0 { // there may be no first element to point to
		a.data, b = zeros32[:], zeros32[:]
	}
	if !gemmSIMD(m, n, k, a, b, ldb, c, ldc, add) {
		gemmGo(m, n, k, a, b, ldb, c, ldc, add)
	}
}

var zeros32 [1]float32

// gemmGo is what the kernels compute. Blocks of 2×4 sums stay in registers.
func gemmGo(m, n, k int, a operand[float32], b []float32, ldb int, c []float32, ldc int, add bool) {
	i := 0
	for ; i+2 <= m; i += 2 {
		j := 0
		for ; j+4 <= n; j += 4 {
			var c00, c01, c02, c03, c10, c11, c12, c13 float32
			c0, c1 := c[i*ldc+j:][:4], c[(i+1)*ldc+j:][:4]
			if add {
				c00, c01, c02, c03 = c0[0], c0[1], c0[2], c0[3]
				c10, c11, c12, c13 = c1[0], c1[1], c1[2], c1[3]
			}
			for l := range k {
				a0, a1 := a.data[i*a.row+l*a.col], a.data[(i+1)*a.row+l*a.col]
				bl := b[l*ldb+j:][:4]
				b0, b1, b2, b3 := bl[0], bl[1], bl[2], bl[3]
				c00, c01, c02, c03 = fma32(a0, b0, c00), fma32(a0, b1, c01), fma32(a0, b2, c02), fma32(a0, b3, c03)
				c10, c11, c12, c13 = fma32(a1, b0, c10), fma32(a1, b1, c11), fma32(a1, b2, c12), fma32(a1, b3, c13)
			}
			c0[0], c0[1], c0[2], c0[3] = c00+0, c01+0, c02+0, c03+0
			c1[0], c1[1], c1[2], c1[3] = c10+0, c11+0, c12+0, c13+0
		}
		dotsGo(i, i+2, j, n, k, a, b, ldb, c, ldc, add)
	}
	dotsGo(i, m, 0, n, k, a, b, ldb, c, ldc, add)
}

// dotsGo computes the elements of rows i0 up to i1 and columns j0 up to j1.
func dotsGo(i0, i1, j0, j1, k int, a operand[float32], b []float32, ldb int, c []float32, ldc int, add bool) {
	for i := i0; i < i1; i++ {
		for j := j0; j < j1; j++ {
			sum := float32(0)
			if add {
				sum = c[i*ldc+j]
			}
			for l := range k {
				sum = fma32(a.data[i*a.row+l*a.col], b[l*ldb+j], sum)
			}
			c[i*ldc+j] = sum + 0
		}
	}
}

// gemm64 is the product of float64 matrices, with two roundings a term. It
// leaves out the zeros of a where that changes nothing.
func gemm64(m, n, k int, a operand[float64], b []float64, ldb int, c []float64, ldc int, add bool) {
	skip := finite(b)
	for i := range m {
		row := c[i*ldc:][:n]
		if !add {
			clear(row)
		}
		for l := range k {
			if e := a.data[i*a.row+l*a.col]; e != 0 || !skip {
				addScaled(row, e, b[l*ldb:][:n])
			}
		}
	}
}
