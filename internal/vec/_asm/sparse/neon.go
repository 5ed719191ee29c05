package main

import (
	"fmt"

	"descent/internal/vec/_asm/a64"
	"descent/internal/vec/_asm/neon"
)

// writeNEON writes the products for arm64.
func writeNEON() {
	f := neon.New("sparse")
	for _, width := range []int{16, 4, 1} {
		sparseNEON(f, width)
	}
	f.Write("../sparse_arm64.s")
}

// sparseNEON is sparse for arm64, for panels of whole registers, and without
// packing: no load is slow for where it is.
func sparseNEON(f *neon.File, width int) {
	const bs, value, zero = 24, 30, 31
	f.Func(fmt.Sprintf("mulEntries%dNEON", width),
		[]string{"rows", "spans", "spanStride", "entries", "b", "bStride", "first", "c", "cStride"}, "add")
	// groups calls do for the registers of the sums that are moved together.
	groups := func(do func(first, n int)) {
		for first := 0; first < width; first += 4 {
			do(first, min(4, width-first))
		}
	}
	f.Zero(zero, 1)
	f.Line("MUL R5, R6")
	f.Line("SUB R6, R4")
	f.Label("row")
	f.Line("CBZ R0, done")
	f.Line("MOVWU (R1), R10")
	f.Line("MOVWU 4(R1), R11")
	f.Line("ADD R2, R1")
	f.Line("ADD R10<<3, R3, R10")
	f.Line("ADD R11<<3, R3, R11")
	f.Line("CBZ R9, anew")
	f.Line("MOVD R7, R12")
	groups(func(first, n int) { f.Line("VLD1.P %d(R12), %s", 16*n, neon.List(first, n)) })
	f.Line("B entry")
	f.Label("anew")
	f.Zero(0, width)
	f.Label("entry")
	f.Line("CMP R11, R10")
	f.Line("BEQ end")
	f.Line("MOVWU (R10), R12")
	f.Line("ADD $4, R10")
	f.Line("VLD1R (R10), [V%d.S4]", value)
	f.Line("ADD $4, R10")
	f.Line("MUL R5, R12")
	f.Line("ADD R4, R12")
	groups(func(first, n int) {
		f.Line("VLD1.P %d(R12), %s", 16*n, neon.List(bs, n))
		for j := range n {
			f.Line("VFMLA V%d.S4, V%d.S4, V%d.S4", bs+j, value, first+j)
		}
	})
	f.Line("B entry")
	f.Label("end")
	f.Line("MOVD R7, R12")
	groups(func(first, n int) {
		for v := first; v < first+n; v++ {
			f.Line("%s", a64.FADD4S.Three(v, v, zero))
		}
		f.Line("VST1.P %s, %d(R12)", neon.List(first, n), 16*n)
	})
	f.Line("ADD R8, R7")
	f.Line("SUB $1, R0")
	f.Line("B row")
	f.Label("done")
	f.Line("RET")
}
