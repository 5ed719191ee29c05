// Command sparse writes the assembly of products of rows of entries and a matrix.
package main

import (
	"fmt"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"

	"descent/internal/vec/_asm/isa"
)

func main() {
	ConstraintExpr("!noasm")
	ConstraintExpr("!purego")
	// One register is left for an entry, and scratch.
	sparse(isa.AVX512, 20)
	sparse(isa.AVX2, 13)
	pack(isa.AVX512)
	pack(isa.AVX2)
	addColumns()
	count()
	list(isa.AVX512)
	list(isa.AVX2)
	Generate()
	writeNEON()
}

// sparse writes c (+)= Σ over a row's entries of value·(row k of b), for a panel
// of up to widest registers, whose sums stay in registers along the row.
func sparse(s isa.Set, widest int) {
	name := "mulEntries" + s.Name
	TEXT(name, NOSPLIT, "func(rows int, spans *uint32, spanStride uintptr, entries *uint64, b *float32, bStride uintptr, "+
		"first int, c *float32, cStride uintptr, width int, last *[16]int32, add bool)")
	Doc(name+" sets row i of c to, or adds to it, the sum over the entries from spans[0] up to spans[1] of",
		fmt.Sprintf("Value·(row Index−first of b), where spans moves on by its stride. Rows are of width·%d", s.Lanes),
		fmt.Sprintf("columns, of whose last %d those of c count where last is -1. Strides are in bytes.", s.Lanes))
	rows := Load(Param("rows"), GP64())
	spans := Load(Param("spans"), GP64())
	spanStride := Load(Param("spanStride"), GP64())
	b := Load(Param("b"), GP64())
	ldb := Load(Param("bStride"), GP64())
	first := Load(Param("first"), GP64())
	c := Load(Param("c"), GP64())
	ldc := Load(Param("cStride"), GP64())
	width := Load(Param("width"), GP64())
	row := s.Row("last")
	IMULQ(ldb, first)
	SUBQ(first, b)
	TESTQ(rows, rows)
	JZ(LabelRef("done"))
	for w := widest; w > 1; w-- {
		CMPQ(width, Imm(uint64(w)))
		JE(LabelRef(fmt.Sprintf("width%d", w)))
	}
	for w := 1; w <= widest; w++ {
		here := fmt.Sprintf("width%d", w)
		anew, loop, end, next := here+"anew", here+"loop", here+"end", here+"next"
		sums := s.V[:w]
		Label(here)
		e, stop := Load(Param("entries"), GP64()), GP64()
		at := GP64()
		MOVL(Mem{Base: spans}, at.As32())
		MOVL(Mem{Base: spans, Disp: 4}, stop.As32())
		ADDQ(spanStride, spans)
		LEAQ(Mem{Base: e, Index: stop, Scale: 8}, stop)
		LEAQ(Mem{Base: e, Index: at, Scale: 8}, e)
		add := Load(Param("add"), GP8())
		TESTB(add, add)
		JZ(LabelRef(anew))
		CMPQ(e, stop)
		JE(LabelRef(next))
		row.Load(Mem{Base: c}, sums)
		JMP(LabelRef(loop))
		Label(anew)
		for _, v := range sums {
			s.Zero(v)
		}
		CMPQ(e, stop)
		JE(LabelRef(end))
		Label(loop)
		k := GP64()
		MOVL(Mem{Base: e}, k.As32())
		VBROADCASTSS(Mem{Base: e, Disp: 4}, s.Last(0))
		IMULQ(ldb, k)
		ADDQ(b, k)
		for j, v := range sums {
			VFMADD231PS(Mem{Base: k, Disp: j * s.Bytes()}, s.Last(0), v)
		}
		ADDQ(Imm(8), e)
		CMPQ(e, stop)
		JNE(LabelRef(loop))
		Label(end)
		s.Zero(s.Last(1))
		for _, v := range sums {
			VADDPS(s.Last(1), v, v)
		}
		row.Store(sums, Mem{Base: c})
		Label(next)
		ADDQ(ldc, c)
		DECQ(rows)
		JNZ(LabelRef(here))
		if w < widest {
			JMP(LabelRef("done"))
		}
	}
	Label("done")
	VZEROUPPER()
	RET()
}

// pack writes the copy of a panel to where its rows are next to one another and
// aligned, so that no load of them crosses a cache line.
func pack(s isa.Set) {
	name := "packPanel" + s.Name
	TEXT(name, NOSPLIT, "func(rows int, from *float32, fromStride uintptr, to *float32, width int, last *[16]int32) (finite bool)")
	Doc(name+fmt.Sprintf(" copies rows of width·%d columns, those of the last %d that do not count as 0, and", s.Lanes, s.Lanes),
		"tells whether all are finite. The stride is in bytes.")
	rows := Load(Param("rows"), GP64())
	from := Load(Param("from"), GP64())
	ld := Load(Param("fromStride"), GP64())
	to := Load(Param("to"), GP64())
	row := s.Row("last")
	ahead := GP64()
	MOVQ(ld, ahead)
	SHLQ(Imm(4), ahead) // 16 rows: they come from a farther cache
	v, d, bad := s.V[0], s.V[1], s.V[2]
	s.Zero(bad)
	TESTQ(rows, rows)
	JZ(LabelRef("done"))
	// x − x is +0, or NaN where x is not finite.
	check := func() {
		VSUBPS(v, v, d)
		if s.Lanes == 16 {
			VPORD(d, bad, bad)
		} else {
			VORPS(d, bad, bad)
		}
		VMOVUPS(v, Mem{Base: to})
		ADDQ(Imm(uint64(s.Bytes())), to)
	}
	Label("rows")
	p, width := GP64(), Load(Param("width"), GP64())
	MOVQ(from, p)
	DECQ(width)
	JZ(LabelRef("last"))
	Label("columns")
	PREFETCHT0(Mem{Base: p, Index: ahead, Scale: 1})
	VMOVUPS(Mem{Base: p}, v)
	check()
	ADDQ(Imm(uint64(s.Bytes())), p)
	DECQ(width)
	JNZ(LabelRef("columns"))
	Label("last")
	row.Load(Mem{Base: p}, []VecPhysical{v})
	check()
	ADDQ(ld, from)
	DECQ(rows)
	JNZ(LabelRef("rows"))
	Label("done")
	ok := GP8()
	if s.Lanes == 16 {
		VPTESTMD(bad, bad, K2)
		KORTESTW(K2, K2)
	} else {
		VPTEST(bad, bad)
	}
	SETEQ(ok)
	Store(ok, ReturnIndex(0))
	VZEROUPPER()
	RET()
}

// addColumns writes the sorting of rows' entries into columns. It has no vectors,
// but it asks for the entries of a later row ahead of time: rows are drawn from all
// over a large memory.
func addColumns() {
	const ahead = 4 // rows
	TEXT("addColumnsAVX2", NOSPLIT, "func(rows int, spans *uint32, spanStride uintptr, entries, columns *uint64, columnSpans *uint32)")
	Doc("addColumnsAVX2 appends the entries of all rows, those of row i from spans[0] up to spans[spanStride/4-1], to the",
		"columns that are their places, with i for their place. columnSpans has the beginning and end of each.")
	rows, spans, stride := Load(Param("rows"), GP64()), Load(Param("spans"), GP64()), Load(Param("spanStride"), GP64())
	entries, columns, columnSpans := Load(Param("entries"), GP64()), Load(Param("columns"), GP64()), Load(Param("columnSpans"), GP64())
	i, later := GP64(), GP64()
	XORQ(i, i)
	MOVQ(stride, later)
	SHLQ(Imm(2), later) // ahead rows
	ADDQ(spans, later)
	p, end := GP64(), GP64()
	// of sets p and end to a row's entries.
	of := func(spans Register) {
		MOVL(Mem{Base: spans}, p.As32())
		MOVL(Mem{Base: spans, Index: stride, Scale: 1, Disp: -4}, end.As32())
		LEAQ(Mem{Base: entries, Index: p, Scale: 8}, p)
		LEAQ(Mem{Base: entries, Index: end, Scale: 8}, end)
	}
	Label("rows")
	CMPQ(i, rows)
	JGE(LabelRef("done"))
	LEAQ(Mem{Base: i, Disp: ahead}, p)
	CMPQ(p, rows)
	JGE(LabelRef("here"))
	of(later)
	Label("ahead")
	CMPQ(p, end)
	JAE(LabelRef("here"))
	PREFETCHT0(Mem{Base: p})
	ADDQ(Imm(64), p)
	JMP(LabelRef("ahead"))

	Label("here")
	of(spans)
	Label("entries")
	CMPQ(p, end)
	JAE(LabelRef("next"))
	e, column, at := GP64(), GP64(), GP64()
	MOVL(Mem{Base: p}, column.As32())
	MOVL(Mem{Base: p, Disp: 4}, e.As32())
	SHLQ(Imm(32), e)
	ORQ(i, e)
	MOVL(Mem{Base: columnSpans, Index: column, Scale: 8, Disp: 4}, at.As32())
	MOVQ(e, Mem{Base: columns, Index: at, Scale: 8})
	INCL(at.As32())
	MOVL(at.As32(), Mem{Base: columnSpans, Index: column, Scale: 8, Disp: 4})
	ADDQ(Imm(8), p)
	JMP(LabelRef("entries"))
	Label("next")
	ADDQ(stride, spans)
	ADDQ(stride, later)
	INCQ(i)
	JMP(LabelRef("rows"))
	Label("done")
	RET()
}

// list writes the listing of what is not zero in a row. Numbers and places fill
// the halves of 64-bit lanes, of which those that count are brought together: with
// AVX-512 by an instruction, whose form with a register is taken, since a Zen 4
// takes long for that with memory, with AVX2 by a table of permutations.
func list(s isa.Set) {
	name, step := "listNonzero"+s.Name, s.Lanes/2
	TEXT(name, NOSPLIT, "func(n int, x *float32, first int, to *uint64, constants *uint64) (count int)")
	Doc(name+fmt.Sprintf(" writes an entry for each of n numbers, a multiple of %d, that is not zero; the first", step),
		fmt.Sprintf("number's place is first. There must be room for %d entries more than there will be.", step))
	n, x, to, constants := Load(Param("n"), GP64()), Load(Param("x"), GP64()), Load(Param("to"), GP64()), Load(Param("constants"), GP64())
	places, steps, e, zero := s.V[0], s.V[1], s.V[2], s.V[3]
	first := s.V[4]
	VPBROADCASTQ(NewParamAddr("first", 16), first)
	VPADDQ(Mem{Base: constants}, first, places)
	VPBROADCASTQ(Mem{Base: constants, Disp: 4 * s.Lanes}, steps) // place number step
	s.Zero(zero)
	start, bits := GP64(), GP64()
	MOVQ(to, start)
	Label("numbers")
	CMPQ(n, Imm(uint64(step)))
	JL(LabelRef("done"))
	VPMOVZXDQ(Mem{Base: x}, e)
	shifted := s.V[5]
	VPSLLQ(Imm(33), e, shifted) // without the sign
	VPSLLQ(Imm(32), e, e)
	if s.Lanes == 16 {
		VPTESTMQ(shifted, shifted, K1)
		VPORQ(places, e, e)
		VPCOMPRESSQ_Z(e, K1, e)
		KMOVB(K1, bits.As32())
	} else {
		VPCMPEQQ(zero, shifted, shifted)
		VMOVMSKPD(shifted, bits.As32())
		XORL(Imm(15), bits.As32())
		VPOR(places, e, e)
		permutation := GP64()
		MOVQ(bits, permutation)
		SHLQ(Imm(5), permutation)
		VMOVDQU(Mem{Base: constants, Index: permutation, Scale: 1, Disp: 72}, shifted)
		VPERMD(e, shifted, e)
	}
	VMOVUPS(e, Mem{Base: to})
	POPCNTL(bits.As32(), bits.As32())
	LEAQ(Mem{Base: to, Index: bits, Scale: 8}, to)
	VPADDQ(steps, places, places)
	ADDQ(Imm(uint64(4*step)), x)
	SUBQ(Imm(uint64(step)), n)
	JMP(LabelRef("numbers"))
	Label("done")
	SUBQ(start, to)
	SHRQ(Imm(3), to)
	Store(to, ReturnIndex(0))
	VZEROUPPER()
	RET()
}

// count writes the count of what is not zero, of either sign.
func count() {
	const step = 8
	TEXT("countNonzeroAVX2", NOSPLIT, "func(n int, x *float32) int")
	Doc("countNonzeroAVX2 returns how many of n numbers, a multiple of 8, are not zero.")
	n, x, result := Load(Param("n"), GP64()), Load(Param("x"), GP64()), GP64()
	zero, e, zeros := Y0, Y1, Y2
	VPXOR(zero, zero, zero)
	VPXOR(zeros, zeros, zeros)
	MOVQ(n, result)
	Label("numbers")
	SUBQ(Imm(step), n)
	JL(LabelRef("done"))
	VMOVDQU(Mem{Base: x}, e)
	VPSLLD(Imm(1), e, e) // without the sign
	VPCMPEQD(zero, e, e)
	VPSUBD(e, zeros, zeros)
	ADDQ(Imm(4*step), x)
	JMP(LabelRef("numbers"))
	Label("done")
	VEXTRACTI128(Imm(1), zeros, X1)
	VPADDD(X1, X2, X2)
	VPSHUFD(Imm(0x4e), X2, X1)
	VPADDD(X1, X2, X2)
	VPSHUFD(Imm(0xb1), X2, X1)
	VPADDD(X1, X2, X2)
	sum := GP64()
	VMOVD(X2, sum.As32())
	SUBQ(sum, result)
	Store(result, ReturnIndex(0))
	VZEROUPPER()
	RET()
}
