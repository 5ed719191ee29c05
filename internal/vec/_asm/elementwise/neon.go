package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"descent/internal/vec/_asm/a64"
)

// neonBytes is the size of a vector register.
const neonBytes = 16

// neon writes one kernel for NEON, as text, since avo knows amd64 alone.
type neon struct {
	strings.Builder
	halved bool           // narrow vectors have the lower half of a register
	base   map[string]int // the general register that points to a vector of the call
	frame  map[string]int // where the parameters lie
	value  []map[*node]int
	free   []int // vector registers, the next one last
}

func arm64() {
	var b strings.Builder
	b.WriteString(header + constraint("arm64") + "#include \"textflag.h\"\n")
	for _, k := range kernels {
		m := neon{halved: k.lanes == sumLanes}
		m.kernel(k)
		b.WriteString(m.String())
	}
	write("elementwise_arm64.s", []byte(b.String()))
}

// line writes an instruction.
func (m *neon) line(format string, args ...any) { fmt.Fprintf(m, "\t"+format+"\n", args...) }

// layout places the parameters as Go's calling convention in memory does, and
// returns their size.
func (m *neon) layout(k kernel) int {
	m.frame = map[string]int{}
	at := 0
	if k.lanes != "" {
		m.frame["lanes"], at = 0, 8
	}
	for _, p := range k.parameters() {
		if p.vector {
			at = (at + 7) &^ 7
			m.frame[p.name], at = at, at+24
		} else {
			m.frame[p.name], at = at, at+4
		}
	}
	return at
}

// take returns a free vector register.
func (m *neon) take() int {
	r := m.free[len(m.free)-1]
	m.free = m.free[:len(m.free)-1]
	return r
}

// The general registers: pointers from R0, and these.
const (
	counter  = "R8"
	lanesAt  = "R9"
	constReg = "R10"
)

// kernel writes the function.
func (m *neon) kernel(k kernel) {
	size := m.layout(k)
	fmt.Fprintf(m, "\n// func %sNEON%s\nTEXT ·%sNEON(SB), NOSPLIT, $0-%d\n", k.name, strings.TrimPrefix(k.signature(), "func"), k.name, size)
	m.base = map[string]int{}
	for _, p := range k.parameters() {
		if p.vector {
			m.base[p.name] = len(m.base)
			m.line("MOVD %s_base+%d(FP), R%d", p.name, m.frame[p.name], m.base[p.name])
		}
	}
	for r := 31; r >= 0; r-- {
		m.free = append(m.free, r)
	}
	lanes, parts := 4, 1 // of an iteration
	if m.halved {
		lanes = 2
	}
	if k.lanes != "" {
		parts = k.laneCount() / lanes
	}
	outputs := k.outputs()
	order := order(outputs)
	fixed := map[*node]int{}
	m.value = []map[*node]int{fixed}
	for _, y := range order {
		if y.fixed() {
			m.compute(y, 0)
		}
	}
	m.value = nil
	for range parts {
		m.value = append(m.value, maps.Clone(fixed))
	}
	var sums []int
	if k.lanes != "" {
		m.line("MOVD lanes+0(FP), %s", lanesAt)
		for i := range parts {
			sums = append(sums, m.take())
			m.line("FMOVQ %d(%s), F%d", neonBytes*i, lanesAt, sums[i])
		}
	}
	m.line("MOVD v_len+%d(FP), %s", m.frame["v"]+8, counter)
	m.line("CBZ %s, done", counter)
	m.WriteString("\nloop:\n")
	m.iteration(order, outputs, fixed, parts)
	for part := range parts {
		result := m.value[part][outputs[0].node]
		switch {
		case k.lanes == sumLanes:
			m.line("%s", a64.FADD2D.Three(sums[part], sums[part], result))
		case k.lanes == topLanes:
			m.line("%s", a64.FMAX4S.Three(sums[part], sums[part], result))
		default:
			for _, o := range outputs {
				m.line("FMOVQ F%d, %d(R%d)", m.value[part][o.node], 4*lanes*part, m.base[o.name])
			}
		}
	}
	for r := range len(m.base) {
		m.line("ADD $%d, R%d", 4*lanes*parts, r)
	}
	m.line("SUBS $%d, %s", lanes*parts, counter)
	m.line("BNE loop")
	m.WriteString("\ndone:\n")
	for i, s := range sums {
		m.line("FMOVQ F%d, %d(%s)", s, neonBytes*i, lanesAt)
	}
	m.line("RET")
}

// iteration computes all parts side by side. A register is free again when its
// value was used for the last time.
func (m *neon) iteration(order []*node, outputs []output, fixed map[*node]int, parts int) {
	last := map[*node]int{} // where in the order a value is wanted last
	for i, y := range order {
		for _, x := range y.args {
			last[x] = i
		}
	}
	for _, o := range outputs {
		last[o.node] = len(order) // they are stored
	}
	for i, y := range order {
		if _, ok := fixed[y]; ok {
			continue
		}
		for part := range parts {
			m.compute(y, part)
			for j, x := range y.args {
				if _, ok := fixed[x]; !ok && last[x] == i && !slices.Contains(y.args[:j], x) {
					m.free = append(m.free, m.value[part][x])
				}
			}
		}
	}
}

// compute writes the instructions of y, whose arguments are computed, in a part
// of an iteration. A register is taken before those of the arguments are given
// back, so that the result never lies on one of them.
func (m *neon) compute(y *node, part int) {
	d := m.take()
	m.value[part][y] = d
	var a [3]int
	for i, x := range y.args {
		a[i] = m.value[part][x]
	}
	three := func(narrow, wide a64.Op) {
		if y.wide {
			narrow = wide
		}
		m.line("%s", narrow.Three(d, a[0], a[1]))
	}
	switch y.op {
	case load:
		if m.halved {
			m.line("FMOVD %d(R%d), F%d", 8*part, m.base[y.name], d)
		} else {
			m.line("FMOVQ %d(R%d), F%d", neonBytes*part, m.base[y.name], d)
		}
	case scalar:
		m.line("FMOVS %s+%d(FP), F%d", y.name, m.frame[y.name], d)
		m.line("VDUP V%d.S[0], V%d.S4", d, d)
	case constant:
		m.line("MOVD $%#x, %s", y.bits, constReg)
		m.line("VDUP %s, V%d.S4", constReg, d)
	case add:
		three(a64.FADD4S, a64.FADD2D)
	case sub:
		three(a64.FSUB4S, a64.FSUB2D)
	case mul:
		three(a64.FMUL4S, a64.FMUL2D)
	case div:
		three(a64.FDIV4S, a64.FDIV2D)
	case maximum, atLeast:
		three(a64.FMAX4S, a64.Op{})
	case minimum, atMost:
		three(a64.FMIN4S, a64.Op{})
	case less: // a0 < a1 is a1 > a0
		m.line("%s", a64.FCMGT4S.Three(d, a[1], a[0]))
	case notMore:
		m.line("%s", a64.FCMGE4S.Three(d, a[1], a[0]))
	case equal:
		three(a64.FCMEQ4S, a64.Op{})
	case sqrt:
		m.line("%s", a64.FSQRT4S.Two(d, a[0]))
	case and:
		m.line("VAND V%d.B16, V%d.B16, V%d.B16", a[1], a[0], d)
	case or:
		m.line("VORR V%d.B16, V%d.B16, V%d.B16", a[1], a[0], d)
	case choose:
		m.line("VMOV V%d.B16, V%d.B16", a[2], d)
		m.line("VBIT V%d.B16, V%d.B16, V%d.B16", a[0], a[1], d)
	case widen:
		m.line("%s", a64.FCVTL2D.Two(d, a[0]))
	case shiftRight16:
		m.line("VUSHR $16, V%d.S4, V%d.S4", a[0], d)
	case mulInt:
		three(a64.MUL4S, a64.Op{})
	case addInt:
		m.line("VADD V%d.S4, V%d.S4, V%d.S4", a[1], a[0], d)
	default:
		panic(fmt.Sprint("no instruction for operation ", y.op))
	}
}
