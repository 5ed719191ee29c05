//go:build !noasm && !purego

package vec

// mulEntries16NEON sets row i of c to, or adds to it, the sum over the entries from
// spans[0] up to spans[1] of value·(row place−first of b), where spans moves on by its
// stride. Rows are of 64 columns; strides are in bytes.
func mulEntries16NEON(rows int, spans *uint32, spanStride uintptr, entries *uint64, b *float32, bStride uintptr, first int, c *float32, cStride uintptr, add bool)

// mulEntries4NEON is mulEntries16NEON for 16 columns.
func mulEntries4NEON(rows int, spans *uint32, spanStride uintptr, entries *uint64, b *float32, bStride uintptr, first int, c *float32, cStride uintptr, add bool)

// mulEntries1NEON is mulEntries16NEON for 4 columns.
func mulEntries1NEON(rows int, spans *uint32, spanStride uintptr, entries *uint64, b *float32, bStride uintptr, first int, c *float32, cStride uintptr, add bool)

// mulEntriesSIMD is mulEntries by the active path, false if it cannot. The last
// columns, less than a register, are the twin's.
func (*SparseRows) mulEntriesSIMD(rows int, a rowSpans, b []float32, n int, c []float32, add bool) bool {
	if active != neon || len(a.entries) == 0 || len(b) == 0 || !Of32(b).Finite() {
		return false
	}
	entries, stride := (*uint64)(&a.entries[0]), uintptr(4*a.stride)
	j := 0
	for _, width := range []int{64, 16, 4} {
		for ; j+width <= n; j += width {
			switch width {
			case 64:
				mulEntries16NEON(rows, &a.spans[0], stride, entries, &b[j], uintptr(4*n), a.first, &c[j], uintptr(4*n), add)
			case 16:
				mulEntries4NEON(rows, &a.spans[0], stride, entries, &b[j], uintptr(4*n), a.first, &c[j], uintptr(4*n), add)
			default:
				mulEntries1NEON(rows, &a.spans[0], stride, entries, &b[j], uintptr(4*n), a.first, &c[j], uintptr(4*n), add)
			}
		}
	}
	mulEntriesGo(rows, a, b, n, j, c, add)
	return true
}
