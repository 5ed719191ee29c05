package main

import (
	"fmt"

	"descent/internal/vec/_asm/a64"
	"descent/internal/vec/_asm/neon"
)

// writeNEON writes the products for arm64, for panels of whole registers.
func writeNEON() {
	f := neon.New("sparse")
	for _, width := range []int{8, 4, 1} {
		mulPairsNEON(f, width)
		mulPairsTransNEON(f, width)
	}
	f.Write("../sparse_arm64.s")
}

// The registers beside the two rows, which take 2·width from the first on.
const first, second, rest, zero = 16, 17, 18, 31

// groups calls do for the registers that are moved together.
func groups(width int, do func(from, n int)) {
	for from := 0; from < width; from += 4 {
		do(from, min(4, width-from))
	}
}

// move writes loads or stores of registers from v on; the address, in a register,
// moves on.
func move(f *neon.File, load bool, v, width, address int) {
	groups(width, func(from, n int) {
		if load {
			f.Line("VLD1.P %d(R%d), %s", 16*n, address, neon.List(v+from, n))
		} else {
			f.Line("VST1.P %s, %d(R%d)", neon.List(v+from, n), 16*n, address)
		}
	})
}

// addZero adds +0 to registers from v on.
func addZero(f *neon.File, v, width int) {
	for i := v; i < v+width; i++ {
		f.Line("%s", a64.FADD4S.Three(i, i, zero))
	}
}

// secondRow sets a register to where the second row of a pair begins, of which the first is
// at p, or to p if it is the last of an odd number k.
func secondRow(f *neon.File, k, p, stride, to int) {
	f.Line("CMP $1, R%d", k)
	f.Line("CSEL EQ, ZR, R%d, R%d", stride, to)
	f.Line("ADD R%d, R%d", p, to)
}

// span sets R12 and R13 to the ends of the span of list that spans points to.
func span(f *neon.File, spans, list int) {
	f.Line("MOVWU (R%d), R12", spans)
	f.Line("MOVWU 4(R%d), R13", spans)
	f.Line("ADD $8, R%d", spans)
	f.Line("ADD R12<<4, R%d, R12", list)
	f.Line("ADD R13<<4, R%d, R13", list)
}

// entry sets R14 to the address of the entry's row, and first and second, and moves on.
func entry(f *neon.File, base, stride int) {
	f.Line("MOVD (R12), R14")
	f.Line("MUL R%d, R14", stride)
	f.Line("ADD R%d, R14", base)
	f.Line("ADD $8, R12")
	f.Line("VLD1R (R12), [V%d.S4]", first)
	f.Line("ADD $4, R12")
	f.Line("VLD1R (R12), [V%d.S4]", second)
	f.Line("ADD $4, R12")
}

// mulPairsNEON is mulPairs for arm64. The sums are in c: no load is slow for
// where it is.
func mulPairsNEON(f *neon.File, width int) {
	f.Func(fmt.Sprintf("mulPairs%dNEON", width), []string{"k", "spans", "list", "b", "bStride", "rows", "c", "cStride"}, "")
	const k, spans, list, b, ldb, rows, c, ldc, q = 0, 1, 2, 3, 4, 5, 6, 7, 10
	f.Zero(zero, 1)
	// each writes a loop over the rows of c, at R11.
	each := func(label string, body func()) {
		f.Line("MOVD R%d, R8", rows)
		f.Line("MOVD R%d, R9", c)
		f.Label("%s", label)
		f.Line("MOVD R9, R11")
		body()
		f.Line("ADD R%d, R9", ldc)
		f.Line("SUBS $1, R8")
		f.Line("BNE %s", label)
	}
	f.Zero(rest, width)
	each("zero", func() { move(f, false, rest, width, 11) })
	f.Label("pair")
	secondRow(f, k, b, ldb, q)
	f.Line("MOVD R%d, R11", b)
	move(f, true, 0, width, 11)
	move(f, true, width, width, q)
	span(f, spans, list)
	f.Label("row")
	f.Line("CMP R13, R12")
	f.Line("BEQ next")
	entry(f, c, ldc)
	f.Line("MOVD R14, R15")
	move(f, true, rest, width, 14)
	for j := range width {
		f.Line("VFMLA V%d.S4, V%d.S4, V%d.S4", j, first, rest+j)
		f.Line("VFMLA V%d.S4, V%d.S4, V%d.S4", width+j, second, rest+j)
	}
	move(f, false, rest, width, 15)
	f.Line("B row")
	f.Label("next")
	f.Line("ADD R%d<<1, R%d", ldb, b)
	f.Line("SUB $2, R%d", k)
	f.Line("CMP $0, R%d", k)
	f.Line("BGT pair")
	each("end", func() {
		f.Line("MOVD R9, R12")
		move(f, true, rest, width, 11)
		addZero(f, rest, width)
		move(f, false, rest, width, 12)
	})
	f.Line("RET")
}

// mulPairsTransNEON is mulPairsTrans for arm64, without packing.
func mulPairsTransNEON(f *neon.File, width int) {
	f.Func(fmt.Sprintf("mulPairsTrans%dNEON", width), []string{"k", "spans", "list", "b", "bStride", "c", "cStride"}, "add")
	const k, spans, list, b, ldb, c, ldc, add, q = 0, 1, 2, 3, 4, 5, 6, 7, 10
	f.Zero(zero, 1)
	f.Label("pair")
	secondRow(f, k, c, ldc, q)
	span(f, spans, list)
	f.Line("CBZ R%d, anew", add)
	f.Line("CMP R13, R12")
	f.Line("BEQ next")
	f.Line("MOVD R%d, R11", c)
	f.Line("MOVD R%d, R15", q)
	move(f, true, 0, width, 11)
	move(f, true, width, width, 15)
	f.Line("B row")
	f.Label("anew")
	f.Zero(0, 2*width)
	f.Label("row")
	f.Line("CMP R13, R12")
	f.Line("BEQ end")
	entry(f, b, ldb)
	move(f, true, rest, width, 14)
	for j := range width {
		f.Line("VFMLA V%d.S4, V%d.S4, V%d.S4", rest+j, first, j)
		f.Line("VFMLA V%d.S4, V%d.S4, V%d.S4", rest+j, second, width+j)
	}
	f.Line("B row")
	f.Label("end")
	addZero(f, 0, 2*width)
	f.Line("MOVD R%d, R11", c)
	move(f, false, width, width, q)
	move(f, false, 0, width, 11)
	f.Label("next")
	f.Line("ADD R%d<<1, R%d", ldc, c)
	f.Line("SUB $2, R%d", k)
	f.Line("CMP $0, R%d", k)
	f.Line("BGT pair")
	f.Line("RET")
}
