package main

import (
	"fmt"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"

	"descent/internal/vec/_asm/isa"
)

// along writes a loop over n elements by registers, the last in part, in which
// body is given what loads and stores the registers at the pointers.
func along(s isa.Set, name string, n Register, row isa.Row, pointers []Register, body func(load func(p int, to VecPhysical), store func(from VecPhysical, p int))) {
	step := func(move func(mem Mem, v VecPhysical, store bool)) {
		body(func(p int, to VecPhysical) { move(Mem{Base: pointers[p]}, to, false) },
			func(from VecPhysical, p int) { move(Mem{Base: pointers[p]}, from, true) })
	}
	Label(name)
	CMPQ(n, Imm(uint64(s.Lanes)))
	JLE(LabelRef(name + "last"))
	step(func(mem Mem, v VecPhysical, store bool) {
		if store {
			VMOVUPS(v, mem)
		} else {
			VMOVUPS(mem, v)
		}
	})
	for _, p := range pointers {
		ADDQ(Imm(uint64(s.Bytes())), p)
	}
	SUBQ(Imm(uint64(s.Lanes)), n)
	JMP(LabelRef(name))
	Label(name + "last")
	step(func(mem Mem, v VecPhysical, store bool) {
		if store {
			row.Store([]VecPhysical{v}, mem)
		} else {
			row.Load(mem, []VecPhysical{v})
		}
	})
}

// bytes returns a register with the size of n float32s.
func bytes(n Register) Register {
	b := GP64()
	MOVQ(n, b)
	SHLQ(Imm(2), b)
	return b
}

// addRow writes the addition of a vector to all rows.
func addRow(s isa.Set) {
	name := "addRow" + s.Name
	TEXT(name, NOSPLIT, "func(rows, cols int, m, row *float32, last *[16]int32)")
	Doc(name + " adds row to each of the rows of m, whose last register is masked.")
	rows, m := Load(Param("rows"), GP64()), Load(Param("m"), GP64())
	last := s.Row("last")
	x, y := s.V[0], s.V[1]
	Label("rows")
	n, bias := Load(Param("cols"), GP64()), Load(Param("row"), GP64())
	along(s, "columns", n, last, []Register{m, bias}, func(load func(int, VecPhysical), store func(VecPhysical, int)) {
		load(0, x)
		load(1, y)
		VADDPS(y, x, x)
		store(x, 0)
	})
	LEAQ(Mem{Base: m, Index: n, Scale: 4}, m) // n elements are left of the row
	DECQ(rows)
	JNZ(LabelRef("rows"))
	VZEROUPPER()
	RET()
}

// sumRows writes the sum of all rows, each element one chain of additions.
func sumRows(s isa.Set) {
	name := "sumRows" + s.Name
	TEXT(name, NOSPLIT, "func(rows, cols int, m, sum *float32, last *[16]int32)")
	Doc(name + " adds the rows of m, whose last register is masked, to sum, from the first to the last.")
	cols, m, sum := Load(Param("cols"), GP64()), Load(Param("m"), GP64()), Load(Param("sum"), GP64())
	last := s.Row("last")
	stride := bytes(cols)
	const width = 4 // chains side by side, since each waits for its last addition
	down := func(label string, acc []VecPhysical) {
		p, rows := GP64(), Load(Param("rows"), GP64())
		MOVQ(m, p)
		Label(label)
		for j, v := range acc {
			VADDPS(Mem{Base: p, Disp: j * s.Bytes()}, v, v)
		}
		ADDQ(stride, p)
		DECQ(rows)
		JNZ(LabelRef(label))
	}
	Label("wide")
	CMPQ(cols, Imm(uint64(width*s.Lanes)))
	JLE(LabelRef("narrow"))
	acc := s.V[:width]
	for j, v := range acc {
		VMOVUPS(Mem{Base: sum, Disp: j * s.Bytes()}, v)
	}
	down("wideRows", acc)
	for j, v := range acc {
		VMOVUPS(v, Mem{Base: sum, Disp: j * s.Bytes()})
	}
	for _, p := range []Register{m, sum} {
		ADDQ(U32(width*s.Bytes()), p)
	}
	SUBQ(Imm(uint64(width*s.Lanes)), cols)
	JMP(LabelRef("wide"))

	Label("narrow")
	CMPQ(cols, Imm(uint64(s.Lanes)))
	JLE(LabelRef("last"))
	VMOVUPS(Mem{Base: sum}, acc[0])
	down("narrowRows", acc[:1])
	VMOVUPS(acc[0], Mem{Base: sum})
	for _, p := range []Register{m, sum} {
		ADDQ(Imm(uint64(s.Bytes())), p)
	}
	SUBQ(Imm(uint64(s.Lanes)), cols)
	JMP(LabelRef("narrow"))

	Label("last")
	x := s.V[1:2]
	last.Load(Mem{Base: sum}, acc[:1])
	rows := Load(Param("rows"), GP64())
	Label("lastRows")
	last.Load(Mem{Base: m}, x)
	VADDPS(x[0], acc[0], acc[0])
	ADDQ(stride, m)
	DECQ(rows)
	JNZ(LabelRef("lastRows"))
	last.Store(acc[:1], Mem{Base: sum})
	VZEROUPPER()
	RET()
}

// relu writes v ← v where y is above zero, or not a number, and else 0. Relu
// itself has v for y.
func relu(s isa.Set) {
	name := "maskRelu" + s.Name
	TEXT(name, NOSPLIT, "func(n int, v, y *float32, last *[16]int32)")
	Doc(name + " sets v to 0 where y is 0 or below. The last register is masked.")
	n, v, y := Load(Param("n"), GP64()), Load(Param("v"), GP64()), Load(Param("y"), GP64())
	last := s.Row("last")
	x, by, zero := s.V[0], s.V[1], s.V[2]
	s.Zero(zero)
	const lessOrEqual = 18 // LE_OQ: false for a NaN
	along(s, "elements", n, last, []Register{v, y}, func(load func(int, VecPhysical), store func(VecPhysical, int)) {
		load(0, x)
		load(1, by)
		if s.Lanes == 16 {
			VCMPPS(Imm(lessOrEqual), zero, by, K2)
			VMOVAPS(zero, K2, x)
		} else {
			VCMPPS(Imm(lessOrEqual), zero, by, by)
			VANDNPS(x, by, x)
		}
		store(x, 0)
	})
	VZEROUPPER()
	RET()
}

// transpose writes the transpose by blocks of 8×8, of which those at an edge
// reach back over their neighbours.
func transpose() {
	const name, side = "transposeAVX2", 8
	TEXT(name, NOSPLIT, "func(rows, cols int, from, to *float32)")
	Doc(name + " sets to, of cols×rows, to the transpose of from, of rows×cols. Both are at least 8.")
	rows, cols := Load(Param("rows"), GP64()), Load(Param("cols"), GP64())
	i, j := GP64(), GP64() // row and column of the block
	ldf, ldt := bytes(cols), bytes(rows)
	SUBQ(Imm(side), rows) // now the last row and column that a block begins at
	SUBQ(Imm(side), cols)
	fromRows, toRows := addresses(ldf, side), addresses(ldt, side)

	// next moves the index on to the next block, the last one back into the
	// matrix, and jumps if there is one.
	next := func(index, end Register, label string) {
		CMPQ(index, end)
		JE(LabelRef(label + "done"))
		ADDQ(Imm(side), index)
		CMPQ(index, end)
		CMOVQGT(end, index)
		JMP(LabelRef(label))
		Label(label + "done")
	}
	XORQ(i, i)
	Label("rows")
	XORQ(j, j)
	Label("cols")
	p, q := GP64(), GP64()
	MOVQ(i, p)
	IMULQ(ldf, p)
	LEAQ(Mem{Base: p, Index: j, Scale: 4}, p)
	ADDQ(Load(Param("from"), GP64()), p)
	MOVQ(j, q)
	IMULQ(ldt, q)
	LEAQ(Mem{Base: q, Index: i, Scale: 4}, q)
	ADDQ(Load(Param("to"), GP64()), q)
	x := []VecPhysical{X0, X1, X2, X3}
	y := []VecPhysical{Y0, Y1, Y2, Y3}
	u := []VecPhysical{Y4, Y5, Y6, Y7}
	for half := range 2 {
		// In each lane four columns of four rows: 0…3 in the low one, 4…7 in the high one.
		for r := range 4 {
			VMOVUPS(fromRows(p, r).Offset(16*half), x[r])
			VINSERTF128(Imm(1), fromRows(p, r+4).Offset(16*half), y[r], y[r])
		}
		VUNPCKLPS(y[1], y[0], u[0])
		VUNPCKHPS(y[1], y[0], u[1])
		VUNPCKLPS(y[3], y[2], u[2])
		VUNPCKHPS(y[3], y[2], u[3])
		for c := range 4 {
			low, high := u[c/2], u[c/2+2]
			VSHUFPS(Imm([]uint64{0x44, 0xee}[c%2]), high, low, y[c])
			VMOVUPS(y[c], toRows(q, c+4*half))
		}
	}
	next(j, cols, "cols")
	next(i, rows, "rows")
	VZEROUPPER()
	RET()
}

// exp writes Exp, with its roundings, where the result is a normal number.
func exp() {
	const lanes, terms = 4, 15
	TEXT("expAVX2", NOSPLIT, "func(n int, v *float64, constants *[4]float64) (done int)")
	Pragma("noescape") // the numbers may be on the stack
	Doc("expAVX2 replaces n > 0 numbers, a multiple of 4, by their powers of e, up to four of which one is beyond the bounds",
		"or not a number, and returns how many it did. The constants are the bounds, 1/ln 2, ½, the parts of ln 2, the",
		fmt.Sprintf("%d coefficients from that of the highest power down, and 1, each four times.", terms))
	n, v, constants, start := Load(Param("n"), GP64()), Load(Param("v"), GP64()), Load(Param("constants"), GP64()), GP64()
	const low, high, perLn2, half, ln2Hi, ln2Lo, coefficients, one = 0, 1, 2, 3, 4, 5, 6, 6 + terms
	constant := func(i int) Mem { return Mem{Base: constants, Disp: 8 * lanes * i} }
	const notGreaterOrEqual, notLessOrEqual, down = 25, 22, 9 // the comparisons are true for a NaN
	x, k, r, p, t := Y0, Y1, Y2, Y3, Y4
	MOVQ(v, start)
	Label("numbers")
	VMOVUPD(Mem{Base: v}, x)
	VCMPPD(Imm(notGreaterOrEqual), constant(low), x, t)
	VCMPPD(Imm(notLessOrEqual), constant(high), x, k)
	VORPD(k, t, t)
	beyond := GP32()
	VMOVMSKPD(t, beyond)
	TESTL(beyond, beyond)
	JNZ(LabelRef("done"))
	VMULPD(constant(perLn2), x, k)
	VADDPD(constant(half), k, k)
	VROUNDPD(Imm(down), k, k)
	VMULPD(constant(ln2Hi), k, t)
	VSUBPD(t, x, r)
	VMULPD(constant(ln2Lo), k, t)
	VSUBPD(t, r, r)
	VMOVUPD(constant(coefficients), p)
	for i := 1; i < terms; i++ {
		VMULPD(r, p, p)
		VADDPD(constant(coefficients+i), p, p)
	}
	// 2^k is 1 with k added to its exponent.
	VCVTPD2DQY(k, X1)
	VPMOVSXDQ(X1, k)
	VPSLLQ(Imm(52), k, k)
	VPADDQ(constant(one), k, k)
	VMULPD(k, p, p)
	VMOVUPD(p, Mem{Base: v})
	ADDQ(Imm(8*lanes), v)
	SUBQ(Imm(lanes), n)
	JNZ(LabelRef("numbers"))
	Label("done")
	SUBQ(start, v)
	SHRQ(Imm(3), v)
	Store(v, ReturnIndex(0))
	VZEROUPPER()
	RET()
}
