// Package isa tells the instruction sets apart for which kernels are written:
// their registers, and how part of one is moved.
package isa

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// A Set is an instruction set whose vector registers hold some float32s. A kernel
// gives them out by hand, from the first on; the last is scratch, which loads
// and stores may overwrite.
type Set struct {
	Name  string
	Lanes int
	V     []VecPhysical
}

// The sets of amd64.
var (
	AVX512 = Set{"AVX512", 16, []VecPhysical{
		Z0, Z1, Z2, Z3, Z4, Z5, Z6, Z7, Z8, Z9, Z10, Z11, Z12, Z13, Z14, Z15,
		Z16, Z17, Z18, Z19, Z20, Z21, Z22, Z23, Z24, Z25, Z26, Z27, Z28, Z29, Z30, Z31,
	}}
	AVX2 = Set{"AVX2", 8, []VecPhysical{Y0, Y1, Y2, Y3, Y4, Y5, Y6, Y7, Y8, Y9, Y10, Y11, Y12, Y13, Y14, Y15}}
)

// Bytes is the size of a register.
func (s Set) Bytes() int { return 4 * s.Lanes }

// Last returns register i from the end; 0 is scratch.
func (s Set) Last(i int) VecPhysical { return s.V[len(s.V)-1-i] }

// Zero sets a register to +0.
func (s Set) Zero(v VecPhysical) {
	if s.Lanes == 16 {
		VPXORD(v, v, v)
		return
	}
	VXORPS(v, v, v)
}

// A Row moves neighbouring registers of which the last counts only in part.
type Row struct {
	s Set
	k Register // the mask, with AVX2 where it is in memory
}

// Row returns what moves rows whose last register is masked by the int32s that
// the parameter points to, -1 for what counts and 0 for what does not.
func (s Set) Row(parameter string) Row {
	p := Load(Param(parameter), GP64())
	if s.Lanes == 8 {
		return Row{s, p}
	}
	k, v := K(), s.Last(0)
	VMOVDQU32(Mem{Base: p}, v)
	VPMOVD2M(v, k)
	return Row{s, k}
}

// Load fills registers from memory. What does not count becomes 0.
func (r Row) Load(from Mem, to []VecPhysical) {
	last := len(to) - 1
	for j, v := range to[:last] {
		VMOVUPS(from.Offset(j*r.s.Bytes()), v)
	}
	from = from.Offset(last * r.s.Bytes())
	if r.s.Lanes == 16 {
		VMOVUPS_Z(from, r.k, to[last])
		return
	}
	VMOVDQU(Mem{Base: r.k}, r.s.Last(0))
	VMASKMOVPS(from, r.s.Last(0), to[last])
}

// Store writes registers to memory, which stays as it is where nothing counts.
func (r Row) Store(from []VecPhysical, to Mem) {
	last := len(from) - 1
	for j, v := range from[:last] {
		VMOVUPS(v, to.Offset(j*r.s.Bytes()))
	}
	to = to.Offset(last * r.s.Bytes())
	if r.s.Lanes == 16 {
		VMOVUPS(from[last], r.k, to)
		return
	}
	VMOVDQU(Mem{Base: r.k}, r.s.Last(0))
	VMASKMOVPS(from[last], r.s.Last(0), to)
}
