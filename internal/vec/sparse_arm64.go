//go:build !noasm && !purego

package vec

// mulPairs8NEON sets c to a·b. Of a, pair p of its k > 0 columns is in the entries of list, of
// row, first, second, from spans[2p] up to spans[2p+1]. c has one row or more, of 32
// columns. Strides are in bytes.
func mulPairs8NEON(k int, spans *uint32, list *uint64, b *float32, bStride uintptr, rows int, c *float32, cStride uintptr)

// mulPairs4NEON is mulPairs8NEON for 16 columns.
func mulPairs4NEON(k int, spans *uint32, list *uint64, b *float32, bStride uintptr, rows int, c *float32, cStride uintptr)

// mulPairs1NEON is mulPairs8NEON for 4 columns.
func mulPairs1NEON(k int, spans *uint32, list *uint64, b *float32, bStride uintptr, rows int, c *float32, cStride uintptr)

// mulPairsTrans8NEON sets c to aᵀ·b, or to c + aᵀ·b, of 32 columns, with a as in mulPairs8NEON.
func mulPairsTrans8NEON(k int, spans *uint32, list *uint64, b *float32, bStride uintptr, c *float32, cStride uintptr, add bool)

// mulPairsTrans4NEON is mulPairsTrans8NEON for 16 columns.
func mulPairsTrans4NEON(k int, spans *uint32, list *uint64, b *float32, bStride uintptr, c *float32, cStride uintptr, add bool)

// mulPairsTrans1NEON is mulPairsTrans8NEON for 4 columns.
func mulPairsTrans1NEON(k int, spans *uint32, list *uint64, b *float32, bStride uintptr, c *float32, cStride uintptr, add bool)

// panels are the kernels, by the number of registers of their panels.
var panels = []struct {
	width    int
	mul      func(k int, spans *uint32, list *uint64, b *float32, bStride uintptr, rows int, c *float32, cStride uintptr)
	mulTrans func(k int, spans *uint32, list *uint64, b *float32, bStride uintptr, c *float32, cStride uintptr, add bool)
}{
	{8, mulPairs8NEON, mulPairsTrans8NEON},
	{4, mulPairs4NEON, mulPairsTrans4NEON},
	{1, mulPairs1NEON, mulPairsTrans1NEON},
}

// mulSIMD sets c to the product of a block and b by the active path. It returns false
// if that cannot. The last columns, less than a register, are the twin's.
func (*SparseRows) mulSIMD(block *rowBlock, b, c Matrix) bool {
	if active != neon || !b.Data.Finite() {
		return false
	}
	stride, j := uintptr(4*b.Cols), 0
	for _, panel := range panels {
		for ; j+4*panel.width <= b.Cols; j += 4 * panel.width {
			panel.mul(b.Rows, &block.spans[0], &block.list[0].row, &b.Data.f32[j], stride, c.Rows, &c.Data.f32[j], stride)
		}
	}
	if j < b.Cols {
		block.mulGo(b.Data.f32, b.Cols, j, c.Data.f32)
	}
	return true
}

// mulTransSIMD sets c to the product of a block's transpose and b, or adds that to it, by the
// active path. It returns false if that cannot.
func (*SparseRows) mulTransSIMD(block *rowBlock, b, c Matrix, add bool) bool {
	if active != neon || !b.Data.Finite() {
		return false
	}
	stride, j := uintptr(4*b.Cols), 0
	for _, panel := range panels {
		for ; j+4*panel.width <= b.Cols; j += 4 * panel.width {
			panel.mulTrans(c.Rows, &block.spans[0], &block.list[0].row, &b.Data.f32[j], stride, &c.Data.f32[j], stride, add)
		}
	}
	if j < b.Cols {
		block.mulTransGo(b.Data.f32, b.Cols, j, c.Data.f32, add)
	}
	return true
}
