//go:build noasm || purego || !(amd64 || arm64)

package vec

func gemmSIMD(m, n, k int, a operand[float32], b []float32, ldb int, c []float32, ldc int, add bool) bool {
	return false
}

func (*SparseRows) mulSIMD(block *rowBlock, b, c Matrix) bool                { return false }
func (*SparseRows) mulTransSIMD(block *rowBlock, b, c Matrix, add bool) bool { return false }
