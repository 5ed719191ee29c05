// Command matrix writes the assembly of dense products, the panels that
// Matrix.Mul and its kin cut a product into, and of what is done to rows.
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
	for width := 3; width >= 1; width-- {
		// 8 rows of 3 registers are 24 sums; 8 registers are left.
		panel(isa.AVX512, width, 8)
		// 4 rows of 3 are 12 sums; 3 registers are left for b and one for a.
		panel(isa.AVX2, width, 4)
	}
	for _, s := range []isa.Set{isa.AVX512, isa.AVX2} {
		addRow(s)
		sumRows(s)
		relu(s)
	}
	transpose()
	exp()
	Generate()
	writeNEON()
}

// panel writes c (+)= a·b for a panel of c of some registers' width. It goes down
// the rows by tiles, whose sums stay in registers over all of k: one chain of
// fused operations for every element, ended by + 0.
func panel(s isa.Set, width, height int) {
	name := fmt.Sprintf("mulPanel%d%s", width, s.Name)
	columns := width * s.Lanes
	TEXT(name, NOSPLIT, "func(m, k int, a *float32, rowStride, colStride uintptr, b *float32, bStride uintptr, "+
		"c *float32, cStride uintptr, last *[16]int32, add bool)")
	Doc(fmt.Sprintf("%s sets c to a·b, or to c + a·b. a is m×k, b k×%d and c m×%d; of their last", name, columns, columns),
		fmt.Sprintf("%d columns those count where last is -1. Strides are in bytes.", s.Lanes))
	m := Load(Param("m"), GP64())
	a := Load(Param("a"), GP64())
	rs := Load(Param("rowStride"), GP64())
	cs := Load(Param("colStride"), GP64())
	ldb := Load(Param("bStride"), GP64())
	c := Load(Param("c"), GP64())
	ldc := Load(Param("cStride"), GP64())
	row := s.Row("last")
	rows := addresses(rs, height)

	for h := height; h >= 1; h /= 2 {
		here := fmt.Sprintf("rows%d", h)
		anew, begin, loop, end, next := here+"anew", here+"begin", here+"loop", here+"end", fmt.Sprintf("rows%d", h/2)
		Label(here)
		CMPQ(m, Imm(uint64(h)))
		JL(LabelRef(next))

		sums := make([][]VecPhysical, h)
		for r := range sums {
			sums[r] = s.V[r*width : (r+1)*width]
		}
		add := Load(Param("add"), GP8())
		TESTB(add, add)
		JZ(LabelRef(anew))
		p := GP64()
		MOVQ(c, p)
		for _, sum := range sums {
			row.Load(Mem{Base: p}, sum)
			ADDQ(ldc, p)
		}
		JMP(LabelRef(begin))
		Label(anew)
		for _, v := range s.V[:h*width] {
			s.Zero(v)
		}
		Label(begin)
		k := Load(Param("k"), GP64())
		TESTQ(k, k)
		JZ(LabelRef(end))
		pa, pb := GP64(), Load(Param("b"), GP64())
		MOVQ(a, pa)
		Label(loop)
		bs, e := s.V[len(s.V)-1-width:len(s.V)-1], s.Last(0)
		row.Load(Mem{Base: pb}, bs)
		for r, sum := range sums {
			VBROADCASTSS(rows(pa, r), e)
			for j := range sum {
				VFMADD231PS(bs[j], e, sum[j])
			}
		}
		ADDQ(cs, pa)
		ADDQ(ldb, pb)
		DECQ(k)
		JNZ(LabelRef(loop))
		Label(end)
		zero := s.Last(1)
		s.Zero(zero)
		for _, sum := range sums {
			for _, v := range sum {
				VADDPS(zero, v, v)
			}
			row.Store(sum, Mem{Base: c})
			ADDQ(ldc, c)
		}
		LEAQ(Mem{Base: a, Index: rs, Scale: uint8(h)}, a)
		SUBQ(Imm(uint64(h)), m)
		if h == height {
			JMP(LabelRef(here))
		}
	}
	Label("rows0")
	VZEROUPPER()
	RET()
}

// addresses returns how the first rows of a stride are addressed from a pointer.
func addresses(stride Register, rows int) func(p Register, r int) Mem {
	odd := map[int]Register{1: stride}
	for r := 3; r < rows; r += 2 {
		odd[r] = GP64()
		if r < 6 { // 3 = 1 + 2·1, 5 = 1 + 4·1
			LEAQ(Mem{Base: stride, Index: stride, Scale: uint8(r - 1)}, odd[r])
		} else { // 7 = 3 + 4·1
			LEAQ(Mem{Base: odd[r-4], Index: stride, Scale: 4}, odd[r])
		}
	}
	return func(p Register, r int) Mem {
		if r == 0 {
			return Mem{Base: p}
		}
		scale := r & -r
		return Mem{Base: p, Index: odd[r/scale], Scale: uint8(scale)}
	}
}
