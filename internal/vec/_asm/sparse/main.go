// Command sparse writes the assembly of products of a matrix that is mostly zero, of
// which what is not stands in lists, and one in which all elements do.
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
	// Twice the width for two rows, two registers for a pair, two for what is loaded,
	// one for zeros, and scratch.
	mulPairs(isa.AVX512, 10)
	mulPairs(isa.AVX2, 5)
	mulPairsTrans(isa.AVX512, 13)
	mulPairsTrans(isa.AVX2, 5)
	pack(isa.AVX512)
	pack(isa.AVX2)
	sortPairs()
	count()
	list(isa.AVX512)
	list(isa.AVX2)
	Generate()
	writeNEON()
}

// byWidth writes the code of each width of a panel, to which the parameter's value leads.
func byWidth(widest int, write func(here string, width int)) {
	width := Load(Param("width"), GP64())
	for w := widest; w > 1; w-- {
		CMPQ(width, Imm(uint64(w)))
		JE(LabelRef(fmt.Sprintf("width%d", w)))
	}
	for w := 1; w <= widest; w++ {
		here := fmt.Sprintf("width%d", w)
		Label(here)
		write(here, w)
		if w < widest {
			JMP(LabelRef("done"))
		}
	}
	Label("done")
}

// A walk goes through the pairs p of columns, and of each through the rows that have it.
type walk struct {
	k, spans, list Register // k is how many columns are left
}

func newWalk() walk {
	return walk{Load(Param("k"), GP64()), Load(Param("spans"), GP64()), Load(Param("list"), GP64())}
}

// second sets q to where the second row of a pair begins, of which the first is at p. If
// there is none, since the number of columns is odd, it is the first once more: then that is
// only multiplied by zero, or stored last.
func (w walk) second(p, stride, q Register) {
	XORL(q.(GP).As32(), q.(GP).As32())
	CMPQ(w.k, Imm(1))
	CMOVQNE(stride, q)
	ADDQ(p, q)
}

// rows goes through the rows, for each of which body is given the register of its number
// and broadcasts of its elements.
func (w walk) rows(here string, s isa.Set, first, second VecPhysical, none string, begin func(), body func(row Register)) {
	e, end := GP64(), GP64()
	MOVL(Mem{Base: w.spans}, e.As32())
	MOVL(Mem{Base: w.spans, Disp: 4}, end.As32())
	SHLQ(Imm(4), e)
	SHLQ(Imm(4), end)
	ADDQ(w.list, e)
	ADDQ(w.list, end)
	CMPQ(e, end)
	JE(LabelRef(none))
	begin()
	Label(here + "rows")
	row := GP64()
	MOVQ(Mem{Base: e}, row)
	VBROADCASTSS(Mem{Base: e, Disp: 8}, first)
	VBROADCASTSS(Mem{Base: e, Disp: 12}, second)
	body(row)
	ADDQ(Imm(16), e)
	CMPQ(e, end)
	JNE(LabelRef(here + "rows"))
}

// next goes on to the next pair of columns.
func (w walk) next(here string) {
	ADDQ(Imm(8), w.spans)
	SUBQ(Imm(2), w.k)
	JG(LabelRef(here + "pairs"))
}

// mulPairs writes c = Σ over the pairs of columns of first·(row 2p of b) + second·(row
// 2p+1 of b), for a panel. Two rows of b stay in registers, and the sums of all rows in
// the nearest cache: so b, which is large, is read once.
func mulPairs(s isa.Set, widest int) {
	name := "mulPairs" + s.Name
	TEXT(name, NOSPLIT, "func(k int, spans *uint32, list *uint64, b *float32, bStride uintptr, rows int, sums, c *float32, cStride uintptr, width int, last *[16]int32) (finite bool)")
	Doc(name+" sets c to a·b and tells whether b is finite; if not, c is of no use. Of a, pair p of its k > 0 columns is in",
		"the entries of list, of row, first, second, from spans[2p] up to spans[2p+1]. c has one row or more, of",
		fmt.Sprintf("width·%d columns, of whose last %d those count where last is -1; sums has room for them.", s.Lanes, s.Lanes),
		"Strides are in bytes.")
	w := newWalk()
	b, ldb, sums := Load(Param("b"), GP64()), Load(Param("bStride"), GP64()), Load(Param("sums"), GP64())
	row := s.Row("last")
	bad := s.Last(1)
	s.Zero(bad)
	byWidth(widest, func(here string, width int) {
		rows0, rows1 := s.V[:width], s.V[width:2*width]
		first, second, rest := s.V[2*width], s.V[2*width+1], s.V[2*width+2:len(s.V)-2]
		size := width * s.Bytes()

		p, left := GP64(), Load(Param("rows"), GP64())
		MOVQ(sums, p)
		s.Zero(first)
		Label(here + "zero")
		for j := range width {
			VMOVUPS(first, Mem{Base: p, Disp: j * s.Bytes()})
		}
		ADDQ(U32(size), p)
		DECQ(left)
		JNZ(LabelRef(here + "zero"))

		Label(here + "pairs")
		q := GP64()
		w.second(b, ldb, q)
		row.Load(Mem{Base: b}, rows0)
		row.Load(Mem{Base: q}, rows1)
		checkFinite(s, s.V[:2*width], s.V[2*width:len(s.V)-2], bad)
		w.rows(here, s, first, second, here+"next", func() {}, func(row Register) {
			at := GP64()
			IMUL3Q(U32(size), row, at)
			ADDQ(sums, at)
			for j := range width {
				sum, m := rest[j%len(rest)], Mem{Base: at, Disp: j * s.Bytes()}
				VMOVUPS(m, sum)
				VFMADD231PS(first, rows0[j], sum)
				VFMADD231PS(second, rows1[j], sum)
				VMOVUPS(sum, m)
			}
		})
		Label(here + "next")
		LEAQ(Mem{Base: b, Index: ldb, Scale: 2}, b)
		w.next(here)

		c, ldc, left := Load(Param("c"), GP64()), Load(Param("cStride"), GP64()), Load(Param("rows"), GP64())
		s.Zero(first)
		Label(here + "end")
		for j, v := range rows0 {
			VADDPS(Mem{Base: sums, Disp: j * s.Bytes()}, first, v)
		}
		row.Store(rows0, Mem{Base: c})
		ADDQ(U32(size), sums)
		ADDQ(ldc, c)
		DECQ(left)
		JNZ(LabelRef(here + "end"))
	})
	storeFinite(s, bad)
	VZEROUPPER()
	RET()
}

// mulPairsTrans writes the rows 2p and 2p+1 of c, for each pair p of columns, as the sum
// over the rows of first·(row of b) and of second·(row of b), for a panel. The sums of
// both stay in registers, and b in the nearest cache.
func mulPairsTrans(s isa.Set, widest int) {
	name := "mulPairsTrans" + s.Name
	TEXT(name, NOSPLIT, "func(k int, spans *uint32, list *uint64, b, c *float32, cStride uintptr, width int, last *[16]int32, add bool)")
	Doc(name+" sets c to aᵀ·b, or to c + aᵀ·b. Of a, pair p of its k > 0 columns is in the entries of list, of",
		fmt.Sprintf("row, first, second, from spans[2p] up to spans[2p+1]. b and c have rows of width·%d columns,", s.Lanes),
		fmt.Sprintf("next to one another in b; of the last %d, those of c count where last is -1. The stride is in bytes.", s.Lanes))
	w := newWalk()
	b, c, ldc := Load(Param("b"), GP64()), Load(Param("c"), GP64()), Load(Param("cStride"), GP64())
	row := s.Row("last")
	zero := s.Last(1)
	s.Zero(zero)
	byWidth(widest, func(here string, width int) {
		sums0, sums1 := s.V[:width], s.V[width:2*width]
		first, second, rest := s.V[2*width], s.V[2*width+1], s.V[2*width+2:len(s.V)-2]
		Label(here + "pairs")
		q := GP64()
		w.second(c, ldc, q)
		for _, v := range s.V[:2*width] {
			s.Zero(v)
		}
		add := Load(Param("add"), GP8())
		w.rows(here, s, first, second, here+"end", func() {
			TESTB(add, add)
			JZ(LabelRef(here + "rows"))
			row.Load(Mem{Base: c}, sums0)
			row.Load(Mem{Base: q}, sums1)
		}, func(row Register) {
			at := GP64()
			IMUL3Q(U32(width*s.Bytes()), row, at)
			ADDQ(b, at)
			for j := range width {
				x := rest[j%len(rest)]
				VMOVUPS(Mem{Base: at, Disp: j * s.Bytes()}, x)
				VFMADD231PS(x, first, sums0[j])
				VFMADD231PS(x, second, sums1[j])
			}
		})
		for _, v := range s.V[:2*width] {
			VADDPS(zero, v, v)
		}
		JMP(LabelRef(here + "store"))
		Label(here + "end") // no row has the pair
		TESTB(add, add)
		JNZ(LabelRef(here + "next"))
		Label(here + "store")
		row.Store(sums1, Mem{Base: q})
		row.Store(sums0, Mem{Base: c})
		Label(here + "next")
		LEAQ(Mem{Base: c, Index: ldc, Scale: 2}, c)
		w.next(here)
	})
	VZEROUPPER()
	RET()
}

// checkFinite writes what makes bad other than zero if a register is not finite: x − x is
// +0, or NaN. What is free holds chains of its own, since each waits for its last operation.
func checkFinite(s isa.Set, all, free []VecPhysical, bad VecPhysical) {
	chains := min(4, len(free)/2, len(all))
	d := free[chains:]
	for j, v := range all {
		if j < chains {
			VSUBPS(v, v, free[j])
			continue
		}
		VSUBPS(v, v, d[j%len(d)])
		or(s, d[j%len(d)], free[j%chains])
	}
	for _, v := range free[:chains] {
		or(s, v, bad)
	}
}

// or adds the bits of a register to those of another.
func or(s isa.Set, from, to VecPhysical) {
	if s.Lanes == 16 {
		VPORD(from, to, to)
	} else {
		VORPS(from, to, to)
	}
}

// storeFinite stores as the result whether a register has only zeros.
func storeFinite(s isa.Set, bad VecPhysical) {
	ok := GP8()
	if s.Lanes == 16 {
		VPTESTMD(bad, bad, K2)
		KORTESTW(K2, K2)
	} else {
		VPTEST(bad, bad)
	}
	SETEQ(ok)
	Store(ok, ReturnIndex(0))
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
		or(s, d, bad)
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
	storeFinite(s, bad)
	VZEROUPPER()
	RET()
}
