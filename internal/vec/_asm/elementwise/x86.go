package main

import (
	"fmt"
	"maps"

	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// x86 writes one kernel for AVX-512 or for AVX2.
type x86 struct {
	*build.Context
	avx512    bool
	halved    bool // narrow vectors have half a register, as many lanes as wide ones
	constants map[*node]operand.Mem

	base  map[string]reg.GPVirtual
	index reg.GPVirtual
	value map[*node]reg.Register // what is computed
	part  int                    // of an iteration, in registers after index

	lanesAt reg.GPVirtual // of a reduction
	sums    []reg.VecVirtual
}

// lanes is how many elements an iteration takes (of a sum, a part of it).
func (m *x86) lanes() int {
	n := 16
	if !m.avx512 {
		n /= 2
	}
	if m.halved {
		n /= 2
	}
	return n
}

// vector returns a new register for narrow or wide numbers.
func (m *x86) vector(wide bool) reg.VecVirtual {
	switch {
	case m.avx512 && m.halved == wide:
		return m.ZMM()
	case m.avx512 || m.halved == wide:
		return m.YMM()
	}
	return m.XMM()
}

const (
	isEqual   = 0x00 // of VCMPPS: the predicates that are false for NaN
	isLess    = 0x11
	isNotMore = 0x12
)

// kernel writes the function.
func (m *x86) kernel(k kernel) {
	suffix := "AVX2"
	if m.avx512 {
		suffix = "AVX512"
	}
	m.Function(k.name + suffix)
	m.Attributes(build.NOSPLIT)
	m.SignatureExpr(k.signature())
	m.base, m.value = map[string]reg.GPVirtual{}, map[*node]reg.Register{}
	for _, p := range k.parameters() {
		if p.vector {
			m.base[p.name] = m.GP64()
			m.Load(m.Param(p.name).Base(), m.base[p.name])
		}
	}
	n := m.GP64()
	m.Load(m.Param("v").Len(), n)
	outputs := k.outputs()
	m.prepare(outputs)
	parts := k.laneCount() / m.lanes()
	m.sums = nil
	if k.lanes == "" {
		parts = 1
	} else {
		m.loadSums(outputs[0].wide, parts)
	}
	m.index = m.GP64()
	m.XORQ(m.index, m.index)
	m.TESTQ(n, n)
	m.JE(operand.LabelRef("done"))
	m.Label("loop")
	values := make([]map[*node]reg.Register, parts)
	for i := range values {
		values[i] = maps.Clone(m.value)
	}
	for _, y := range order(outputs) { // the parts side by side, since one is a long chain
		for m.part, m.value = range values {
			if m.value[y] == nil {
				m.compute(y)
			}
		}
	}
	for m.part, m.value = range values {
		switch k.lanes {
		case sumLanes:
			m.VADDPD(m.value[outputs[0].node], m.sums[m.part], m.sums[m.part])
		case topLanes:
			m.maximum(m.value[outputs[0].node], m.sums[m.part], m.sums[m.part])
		default:
			for _, o := range outputs {
				m.VMOVUPS(m.value[o.node], m.element(o.name))
			}
		}
	}
	m.ADDQ(operand.U32(parts*m.lanes()), m.index)
	m.CMPQ(m.index, n)
	m.JL(operand.LabelRef("loop"))
	m.Label("done")
	for i, s := range m.sums {
		m.VMOVUPS(s, operand.Mem{Base: m.lanesAt, Disp: int(s.Size()) * i})
	}
	m.VZEROUPPER()
	m.RET()
}

// prepare computes before the loop what is the same in every iteration. Where
// that would take too many of the 16 registers, constants are read when they are
// wanted.
func (m *x86) prepare(outputs []output) {
	var fixed []*node
	for _, y := range order(outputs) {
		if y.fixed() {
			fixed = append(fixed, y)
		}
	}
	crowded := !m.avx512 && len(fixed) > 9
	for _, y := range fixed {
		if !(crowded && y.op == constant) {
			m.compute(y)
		}
	}
}

// loadSums loads the lanes of a reduction.
func (m *x86) loadSums(wide bool, n int) {
	m.lanesAt = m.GP64()
	m.Load(m.Param("lanes"), m.lanesAt)
	for i := range n {
		m.sums = append(m.sums, m.vector(wide))
		m.VMOVUPS(operand.Mem{Base: m.lanesAt, Disp: int(m.sums[i].Size()) * i}, m.sums[i])
	}
}

// element is where the present elements of a vector of the call lie.
func (m *x86) element(name string) operand.Mem {
	return operand.Mem{Base: m.base[name], Index: m.index, Scale: 4, Disp: 4 * m.part * m.lanes()}
}

// compute writes the instructions of y, whose arguments are computed.
func (m *x86) compute(y *node) {
	if y.op == less || y.op == notMore || y.op == equal {
		m.value[y] = m.compare(y)
		return
	}
	d := m.vector(y.wide)
	m.value[y] = d
	var a []reg.Register
	for _, x := range y.args {
		a = append(a, m.value[x])
	}
	type three func(ops ...operand.Op)
	pick := func(narrow, wide three) three {
		if y.wide {
			return wide
		}
		return narrow
	}
	switch y.op {
	case load:
		m.VMOVUPS(m.element(y.name), d)
	case scalar:
		s, err := m.Param(y.name).Resolve()
		if err != nil {
			panic(err)
		}
		m.VBROADCASTSS(s.Addr, d)
	case constant:
		m.constant(y, d)
	case add:
		pick(m.VADDPS, m.VADDPD)(a[1], a[0], d)
	case sub:
		pick(m.VSUBPS, m.VSUBPD)(a[1], a[0], d)
	case mul:
		pick(m.VMULPS, m.VMULPD)(a[1], a[0], d)
	case div:
		pick(m.VDIVPS, m.VDIVPD)(a[1], a[0], d)
	case sqrt:
		m.VSQRTPS(a[0], d)
	case atLeast: // of equals and where one is NaN, x
		m.VMAXPS(a[0], a[1], d)
	case atMost:
		m.VMINPS(a[0], a[1], d)
	case maximum:
		m.maximum(a[0], a[1], d)
	case minimum:
		m.minimum(a[0], a[1], d)
	case and:
		m.bitwise(m.VPAND, m.VPANDD)(a[1], a[0], d)
	case or:
		m.bitwise(m.VPOR, m.VPORD)(a[1], a[0], d)
	case choose:
		m.choose(y, a, d)
	case widen:
		m.VCVTPS2PD(a[0], d)
	case shiftRight16:
		m.VPSRLD(operand.U8(16), a[0], d)
	case mulInt:
		m.VPMULLD(a[1], a[0], d)
	case addInt:
		m.VPADDD(a[1], a[0], d)
	default:
		panic(fmt.Sprint("no instruction for operation ", y.op))
	}
}

// bitwise picks the form that the registers have.
func (m *x86) bitwise(avx2 func(a, b, d operand.Op), avx512 func(ops ...operand.Op)) func(a, b, d operand.Op) {
	if m.avx512 {
		return func(a, b, d operand.Op) { avx512(a, b, d) }
	}
	return avx2
}

// constant spreads a constant that lies in memory.
func (m *x86) constant(y *node, d reg.VecVirtual) {
	if m.constants[y] == (operand.Mem{}) {
		m.constants[y] = m.ConstData(fmt.Sprintf("bits%08x", y.bits), operand.U32(y.bits))
	}
	m.VBROADCASTSS(m.constants[y], d)
}

// maximum is Go's: the processor's returns its second operand where one is NaN
// or both are zeros. The bits in which the two orders differ are then those of a
// NaN, or the sign of a zero, which −0 − (−0) = +0 clears.
func (m *x86) maximum(a, b reg.Register, d reg.VecVirtual) {
	one, other := m.vector(false), m.vector(false)
	m.VMAXPS(a, b, one)
	m.VMAXPS(b, a, other)
	m.bitwise(m.VPXOR, m.VPXORD)(one, other, other)
	m.bitwise(m.VPOR, m.VPORD)(one, other, one)
	m.VSUBPS(other, one, d)
}

// minimum is Go's: of a NaN and a number the bits together are a NaN, and of two
// zeros −0 if one is.
func (m *x86) minimum(a, b reg.Register, d reg.VecVirtual) {
	other := m.vector(false)
	m.VMINPS(a, b, other)
	m.VMINPS(b, a, d)
	m.bitwise(m.VPOR, m.VPORD)(other, d, d)
}

// compare makes a mask: of bits, or with AVX2 of lanes that are all ones.
func (m *x86) compare(y *node) reg.Register {
	a, b := m.value[y.args[0]], m.value[y.args[1]]
	predicate := operand.U8(map[op]uint8{less: isLess, notMore: isNotMore, equal: isEqual}[y.op])
	if m.avx512 {
		k := m.K()
		m.VCMPPS(predicate, b, a, k)
		return k
	}
	d := m.vector(false)
	m.VCMPPS(predicate, b, a, d)
	return d
}

// choose takes y's second or third argument by the mask, the first.
func (m *x86) choose(y *node, a []reg.Register, d reg.VecVirtual) {
	switch {
	case m.avx512:
		m.VBLENDMPS(a[1], a[2], a[0], d)
	case y.args[1].op == constant && y.args[1].bits == 0:
		m.VANDNPS(a[2], a[0], d)
	default:
		m.VBLENDVPS(a[0], a[1], a[2], d)
	}
}
