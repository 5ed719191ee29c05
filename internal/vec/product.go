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

// gemmGo is what the kernels compute. Eight sums at a time stay in registers.
func gemmGo(m, n, k int, a operand[float32], b []float32, ldb int, c []float32, ldc int, add bool) {
	for i := range m {
		row := c[i*ldc:][:n]
		if !add {
			clear(row)
		}
		j := 0
		for ; j+8 <= n; j += 8 {
			sums := row[j:][:8]
			c0, c1, c2, c3, c4, c5, c6, c7 := sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], sums[6], sums[7]
			for l := range k {
				x, y := a.data[i*a.row+l*a.col], b[l*ldb+j:][:8]
				e := float64(x)
				// Exact products, so that it is the same whether they are fused with the sums.
				s0, s1 := float64(e*float64(y[0]))+float64(c0), float64(e*float64(y[1]))+float64(c1)
				s2, s3 := float64(e*float64(y[2]))+float64(c2), float64(e*float64(y[3]))+float64(c3)
				s4, s5 := float64(e*float64(y[4]))+float64(c4), float64(e*float64(y[5]))+float64(c5)
				s6, s7 := float64(e*float64(y[6]))+float64(c6), float64(e*float64(y[7]))+float64(c7)
				if mayTie(s0) || mayTie(s1) || mayTie(s2) || mayTie(s3) || mayTie(s4) || mayTie(s5) || mayTie(s6) || mayTie(s7) {
					c0, c1, c2, c3 = fma32(x, y[0], c0), fma32(x, y[1], c1), fma32(x, y[2], c2), fma32(x, y[3], c3)
					c4, c5, c6, c7 = fma32(x, y[4], c4), fma32(x, y[5], c5), fma32(x, y[6], c6), fma32(x, y[7], c7)
					continue
				}
				c0, c1, c2, c3 = float32(s0), float32(s1), float32(s2), float32(s3)
				c4, c5, c6, c7 = float32(s4), float32(s5), float32(s6), float32(s7)
			}
			sums[0], sums[1], sums[2], sums[3] = c0+0, c1+0, c2+0, c3+0
			sums[4], sums[5], sums[6], sums[7] = c4+0, c5+0, c6+0, c7+0
		}
		for ; j < n; j++ {
			sum := row[j]
			for l := range k {
				sum = fma32(a.data[i*a.row+l*a.col], b[l*ldb+j], sum)
			}
			row[j] = sum + 0
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
