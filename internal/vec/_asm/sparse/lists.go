package main

import (
	"fmt"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"

	"descent/internal/vec/_asm/isa"
)

// sortPairs writes the sorting of rows' pairs by their places. It has no vectors, but it
// asks for the pairs of a later row ahead of time: rows are drawn from all over a
// large memory.
func sortPairs() {
	const ahead = 4 // rows
	TEXT("sortPairsAVX2", NOSPLIT, "func(rows int, spans, places *uint32, pairs *uint64, list *uint64, ends *uint32)")
	Doc("sortPairsAVX2 appends the pairs of all rows, those of row i from spans[2i] up to spans[2i+1], to the entries of",
		"list: that of place p as row, first, second at ends[2p+1], which it counts up.")
	rows, spans := Load(Param("rows"), GP64()), Load(Param("spans"), GP64())
	places, pairs := Load(Param("places"), GP64()), Load(Param("pairs"), GP64())
	list, ends := Load(Param("list"), GP64()), Load(Param("ends"), GP64())
	i, t, end := GP64(), GP64(), GP64()
	XORQ(i, i)
	// of sets t and end to the span of a row, counted from this one.
	of := func(later int) {
		MOVL(Mem{Base: spans, Disp: 8 * later}, t.As32())
		MOVL(Mem{Base: spans, Disp: 8*later + 4}, end.As32())
	}
	Label("rows")
	CMPQ(i, rows)
	JGE(LabelRef("done"))
	LEAQ(Mem{Base: i, Disp: ahead}, t)
	CMPQ(t, rows)
	JGE(LabelRef("here"))
	of(ahead)
	Label("ahead")
	CMPQ(t, end)
	JAE(LabelRef("here"))
	PREFETCHT0(Mem{Base: pairs, Index: t, Scale: 8})
	PREFETCHT0(Mem{Base: places, Index: t, Scale: 4})
	ADDQ(Imm(8), t)
	JMP(LabelRef("ahead"))

	Label("here")
	of(0)
	Label("pairs")
	CMPQ(t, end)
	JAE(LabelRef("next"))
	e, place, at := GP64(), GP64(), GP64()
	MOVL(Mem{Base: places, Index: t, Scale: 4}, place.As32())
	MOVQ(Mem{Base: pairs, Index: t, Scale: 8}, e)
	MOVL(Mem{Base: ends, Index: place, Scale: 8, Disp: 4}, at.As32())
	INCL(at.As32())
	MOVL(at.As32(), Mem{Base: ends, Index: place, Scale: 8, Disp: 4})
	SHLQ(Imm(4), at)
	MOVQ(i, Mem{Base: list, Index: at, Scale: 1, Disp: -16})
	MOVQ(e, Mem{Base: list, Index: at, Scale: 1, Disp: -8})
	INCQ(t)
	JMP(LabelRef("pairs"))
	Label("next")
	ADDQ(Imm(8), spans)
	INCQ(i)
	JMP(LabelRef("rows"))
	Label("done")
	RET()
}

// list writes the listing of a row's pairs that are not zero, of 64-bit lanes of which
// those that count are brought together: with AVX-512 by an instruction, whose form
// with a register is taken, since a Zen 4 takes long for that with memory, with AVX2
// by a table of permutations.
func list(s isa.Set) {
	name, step := "listPairs"+s.Name, s.Lanes/2
	TEXT(name, NOSPLIT, "func(n int, x *float32, places *uint32, pairs *uint64, constants *uint32) (count int)")
	Doc(name+fmt.Sprintf(" lists those of n > 0 pairs, a multiple of %d, that are not zero, and their places from 0 on.", step),
		fmt.Sprintf("There must be room for %d more than there will be.", step))
	n, x := Load(Param("n"), GP64()), Load(Param("x"), GP64())
	places, pairs, constants := Load(Param("places"), GP64()), Load(Param("pairs"), GP64()), Load(Param("constants"), GP64())
	const placesAt = 4 * 16 * 8 // in the constants, behind the permutations
	e, shifted, zero := s.V[0], s.V[1], s.V[2]
	numbers, steps, listed := Y3, Y4, Y5
	if s.Lanes == 16 {
		VMOVDQU(Mem{Base: constants, Disp: placesAt}, numbers)
	} else {
		VPMOVZXDQ(Mem{Base: constants, Disp: placesAt}, numbers)
	}
	VPBROADCASTD(Mem{Base: constants, Disp: placesAt + 4*step}, steps) // place number step
	s.Zero(zero)
	start, bits := GP64(), GP64()
	MOVQ(pairs, start)
	Label("pairs")
	VMOVUPS(Mem{Base: x}, e)
	VPSLLD(Imm(1), e, shifted) // without the signs
	if s.Lanes == 16 {
		VPTESTMQ(shifted, shifted, K1)
		VPCOMPRESSQ_Z(e, K1, e)
		VPCOMPRESSD_Z(numbers, K1, listed)
		VMOVDQU(listed, Mem{Base: places})
		KMOVB(K1, bits.As32())
	} else {
		VPCMPEQQ(zero, shifted, shifted)
		VMOVMSKPD(shifted, bits.As32())
		XORL(Imm(15), bits.As32())
		permutation := GP64()
		MOVQ(bits, permutation)
		SHLQ(Imm(5), permutation)
		VMOVDQU(Mem{Base: constants, Index: permutation, Scale: 1}, shifted)
		VPERMD(e, shifted, e)
		VPERMD(numbers, shifted, listed)
		VEXTRACTI128(Imm(1), listed, X6)
		VSHUFPS(Imm(0x88), X6, X5, X5) // the low halves of the lanes
		VMOVDQU(X5, Mem{Base: places})
	}
	VMOVUPS(e, Mem{Base: pairs})
	POPCNTL(bits.As32(), bits.As32())
	LEAQ(Mem{Base: pairs, Index: bits, Scale: 8}, pairs)
	LEAQ(Mem{Base: places, Index: bits, Scale: 4}, places)
	VPADDD(steps, numbers, numbers)
	ADDQ(Imm(uint64(s.Bytes())), x)
	SUBQ(Imm(uint64(step)), n)
	JNZ(LabelRef("pairs"))
	SUBQ(start, pairs)
	SHRQ(Imm(3), pairs)
	Store(pairs, ReturnIndex(0))
	VZEROUPPER()
	RET()
}

// count writes the count of pairs that are not zero, of either sign.
func count() {
	const step = 4
	TEXT("countPairsAVX2", NOSPLIT, "func(n int, x *float32) int")
	Doc("countPairsAVX2 returns how many of n > 0 pairs, a multiple of 4, are not zero.")
	n, x, result := Load(Param("n"), GP64()), Load(Param("x"), GP64()), GP64()
	zero, e, zeros := Y0, Y1, Y2
	VPXOR(zero, zero, zero)
	VPXOR(zeros, zeros, zeros)
	MOVQ(n, result)
	Label("pairs")
	VMOVDQU(Mem{Base: x}, e)
	VPSLLD(Imm(1), e, e) // without the signs
	VPCMPEQQ(zero, e, e)
	VPADDQ(e, zeros, zeros)
	ADDQ(Imm(8*step), x)
	SUBQ(Imm(step), n)
	JNZ(LabelRef("pairs"))
	VEXTRACTI128(Imm(1), zeros, X1)
	VPADDQ(X1, X2, X2)
	VPSHUFD(Imm(0x4e), X2, X1)
	VPADDQ(X1, X2, X2)
	minus := GP64()
	VMOVQ(X2, minus)
	ADDQ(minus, result)
	Store(result, ReturnIndex(0))
	VZEROUPPER()
	RET()
}
