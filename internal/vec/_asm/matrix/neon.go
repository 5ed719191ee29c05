package main

import (
	"fmt"

	"descent/internal/vec/_asm/a64"
	"descent/internal/vec/_asm/neon"
)

// writeNEON writes the panels for arm64, whose registers hold 4 float32.
func writeNEON() {
	f := neon.New("matrix")
	for width := 3; width >= 1; width-- {
		panelNEON(f, width, 8)
	}
	f.Write("../matrix_arm64.s")
}

// panelNEON is panel for arm64: 24 sums, 3 registers of b, four in turn for a and one
// for 0. Columns beyond whole registers are not its.
func panelNEON(f *neon.File, width, height int) {
	const bs, as, zero = 24, 27, 31
	f.Func(fmt.Sprintf("mulPanel%dNEON", width),
		[]string{"m", "k", "a", "rowStride", "colStride", "b", "bStride", "c", "cStride"}, "add")
	f.Zero(zero, 1)
	for h := height; h >= 1; h /= 2 {
		f.Label("rows%d", h)
		f.Line("CMP $%d, R0", h)
		f.Line("BLT rows%d", h/2)
		f.Line("CBZ R9, rows%danew", h)
		f.Line("MOVD R7, R10")
		for r := range h {
			f.Line("VLD1 (R10), %s", neon.List(r*width, width))
			f.Line("ADD R8, R10")
		}
		f.Line("B rows%dbegin", h)
		f.Label("rows%danew", h)
		f.Zero(0, h*width)
		f.Label("rows%dbegin", h)
		f.Line("MOVD R1, R11")
		f.Line("CBZ R11, rows%dend", h)
		f.Line("MOVD R2, R12")
		f.Line("MOVD R5, R13")
		f.Label("rows%dloop", h)
		f.Line("VLD1 (R13), %s", neon.List(bs, width))
		f.Line("ADD R6, R13")
		f.Line("MOVD R12, R14")
		for r := range h {
			e := as + r%(zero-as)
			f.Line("VLD1R (R14), [V%d.S4]", e)
			f.Line("ADD R3, R14")
			for j := range width {
				f.Line("VFMLA V%d.S4, V%d.S4, V%d.S4", bs+j, e, r*width+j)
			}
		}
		f.Line("ADD R4, R12")
		f.Line("SUBS $1, R11")
		f.Line("BNE rows%dloop", h)
		f.Label("rows%dend", h)
		for r := range h {
			for v := r * width; v < (r+1)*width; v++ {
				f.Line("%s", a64.FADD4S.Three(v, v, zero))
			}
			f.Line("VST1 %s, (R7)", neon.List(r*width, width))
			f.Line("ADD R8, R7")
			f.Line("ADD R3, R2")
		}
		f.Line("SUB $%d, R0", h)
		if h == height {
			f.Line("B rows%d", h)
		}
	}
	f.Label("rows0")
	f.Line("RET")
}
