//go:build !noasm && !purego

package vec

// available lists the paths beside generic: every arm64 processor has NEON.
func available() []path { return []path{neon} }
