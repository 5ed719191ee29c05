//go:build !noasm && !purego

package vec

// mulPanel3NEON sets c to a·b, or to c + a·b. a is m×k, b k×12 and c m×12.
// Strides are in bytes.
func mulPanel3NEON(m, k int, a *float32, rowStride, colStride uintptr, b *float32, bStride uintptr, c *float32, cStride uintptr, add bool)

// mulPanel2NEON is mulPanel3NEON for 8 columns.
func mulPanel2NEON(m, k int, a *float32, rowStride, colStride uintptr, b *float32, bStride uintptr, c *float32, cStride uintptr, add bool)

// mulPanel1NEON is mulPanel3NEON for 4 columns.
func mulPanel1NEON(m, k int, a *float32, rowStride, colStride uintptr, b *float32, bStride uintptr, c *float32, cStride uintptr, add bool)

// gemmSIMD is gemm32 by the active path, false if it has no kernels. The last
// columns, less than a register, are the twin's.
func gemmSIMD(m, n, k int, a operand[float32], b []float32, ldb int, c []float32, ldc int, add bool) bool {
	if active != neon {
		return false
	}
	const lanes = 4
	rs, cs, bs, ds := uintptr(4*a.row), uintptr(4*a.col), uintptr(4*ldb), uintptr(4*ldc)
	j := 0
	for j+lanes <= n {
		width := 3
		if left := (n - j) / lanes; left < 3 || left == 4 {
			width = min(left, 2)
		}
		pb := &b[min(j, len(b)-1)]
		switch width {
		case 3:
			mulPanel3NEON(m, k, &a.data[0], rs, cs, pb, bs, &c[j], ds, add)
		case 2:
			mulPanel2NEON(m, k, &a.data[0], rs, cs, pb, bs, &c[j], ds, add)
		default:
			mulPanel1NEON(m, k, &a.data[0], rs, cs, pb, bs, &c[j], ds, add)
		}
		j += width * lanes
	}
	if j < n {
		gemmGo(m, n-j, k, a, b[min(j, len(b)):], ldb, c[j:], ldc, add)
	}
	return true
}
