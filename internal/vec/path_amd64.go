//go:build !noasm && !purego

package vec

import "golang.org/x/sys/cpu"

// available lists the paths beside generic, the fastest last.
func available() []path {
	var can []path
	if x := cpu.X86; x.HasAVX2 && x.HasFMA {
		can = append(can, avx2)
		if x.HasAVX512F && x.HasAVX512BW && x.HasAVX512DQ && x.HasAVX512VL {
			can = append(can, avx512)
		}
	}
	return can
}
