package a64

import (
	"encoding/binary"
	"strings"
	"testing"

	"golang.org/x/arch/arm64/arm64asm"
)

// TestDecoded has each instruction named by a disassembler that knows nothing of
// this package.
func TestDecoded(t *testing.T) {
	check := func(line string, word uint32) {
		var code [4]byte
		binary.LittleEndian.PutUint32(code[:], word)
		inst, err := arm64asm.Decode(code[:])
		if err != nil {
			t.Errorf("%s: %v", line, err)
			return
		}
		_, want, _ := strings.Cut(line, "// ")
		got := strings.ToUpper(strings.ReplaceAll(arm64asm.GNUSyntax(inst), "\t", " "))
		if got != want {
			t.Errorf("%s is decoded as %s", line, got)
		}
	}
	for _, o := range []Op{FADD4S, FSUB4S, FMUL4S, FDIV4S, FMAX4S, FMIN4S, FCMEQ4S, FCMGE4S, FCMGT4S, FMLA4S,
		FADD2D, FSUB2D, FMUL2D, FDIV2D, MUL4S} {
		for _, r := range [][3]int{{0, 1, 2}, {31, 0, 17}, {5, 31, 30}} {
			check(o.Three(r[0], r[1], r[2]), o.Word(r[0], r[1], r[2]))
		}
	}
	for _, o := range []Op{FSQRT4S, FSQRT2D, FCVTL2D} {
		for _, r := range [][2]int{{0, 1}, {31, 17}} {
			check(o.Two(r[0], r[1]), o.Word(r[0], r[1], 0))
		}
	}
}
