//go:build noasm || purego || !amd64

package vec

// Other processors than amd64 have the twins of these.

func lanes() int { return 0 }

func transposeSIMD(from, to []float32, rows, cols int) bool { return false }
func addRowSIMD(m, a []float32) bool                        { return false }
func addRowsSIMD(v, m []float32) bool                       { return false }
func maskReluSIMD(v, y []float32) bool                      { return false }
func expSIMD(v []float64) (done int)                        { return 0 }

func (*rowBlock) sortSIMD(l pairList) bool { return false }

func listSIMD(row []float32, places []uint32, pairs []pair) (done, count int) { return 0, 0 }
func countSIMD(row []float32) (done, count int)                               { return 0, 0 }
