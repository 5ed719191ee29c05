// Package a64 encodes the vector instructions of arm64 that Go's assembler
// lacks: arithmetic on four float32 (4S) or two float64 (2D). The encodings are
// those of the Arm Architecture Reference Manual for A-profile, section C7.2;
// its test has them decoded by golang.org/x/arch.
package a64

import "fmt"

// Op is an instruction without its registers.
type Op struct {
	name  string
	word  uint32
	shape string // arrangement of the operands; of a conversion, "to from"
	from  string
}

// The instructions with two operands, Vd ← Vn op Vm.
var (
	FADD4S  = Op{"FADD", 0x4e20d400, "4S", "4S"}
	FSUB4S  = Op{"FSUB", 0x4ea0d400, "4S", "4S"}
	FMUL4S  = Op{"FMUL", 0x6e20dc00, "4S", "4S"}
	FDIV4S  = Op{"FDIV", 0x6e20fc00, "4S", "4S"}
	FMAX4S  = Op{"FMAX", 0x4e20f400, "4S", "4S"} // NaN if one is; +0 above −0
	FMIN4S  = Op{"FMIN", 0x4ea0f400, "4S", "4S"}
	FCMEQ4S = Op{"FCMEQ", 0x4e20e400, "4S", "4S"} // all ones where true
	FCMGE4S = Op{"FCMGE", 0x6e20e400, "4S", "4S"}
	FCMGT4S = Op{"FCMGT", 0x6ea0e400, "4S", "4S"}
	FMLA4S  = Op{"FMLA", 0x4e20cc00, "4S", "4S"} // Vd ← Vd + Vn·Vm, rounded once

	FADD2D = Op{"FADD", 0x4e60d400, "2D", "2D"}
	FSUB2D = Op{"FSUB", 0x4ee0d400, "2D", "2D"}
	FMUL2D = Op{"FMUL", 0x6e60dc00, "2D", "2D"}
	FDIV2D = Op{"FDIV", 0x6e60fc00, "2D", "2D"}

	MUL4S = Op{"MUL", 0x4ea09c00, "4S", "4S"} // of 32-bit integers
)

// The instructions with one operand, Vd ← op Vn.
var (
	FSQRT4S = Op{"FSQRT", 0x6ea1f800, "4S", "4S"}
	FSQRT2D = Op{"FSQRT", 0x6ee1f800, "2D", "2D"}
	FCVTL2D = Op{"FCVTL", 0x0e617800, "2D", "2S"} // the lower two float32 as float64
)

// Three returns the line of assembly for Vd ← Vn op Vm.
func (o Op) Three(d, n, m int) string {
	return fmt.Sprintf("WORD $0x%08x // %s V%d.%s, V%d.%s, V%d.%s", o.Word(d, n, m), o.name, d, o.shape, n, o.from, m, o.from)
}

// Two returns the line of assembly for Vd ← op Vn.
func (o Op) Two(d, n int) string {
	return fmt.Sprintf("WORD $0x%08x // %s V%d.%s, V%d.%s", o.Word(d, n, 0), o.name, d, o.shape, n, o.from)
}

// Word returns the encoding: Rd stands in bits 0 to 4, Rn in 5 to 9, Rm in 16 to
// 20. An instruction with one operand has m = 0.
func (o Op) Word(d, n, m int) uint32 {
	return o.word | uint32(d) | uint32(n)<<5 | uint32(m)<<16
}
