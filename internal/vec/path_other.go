//go:build noasm || purego || !(amd64 || arm64)

package vec

// available lists the paths beside generic: none.
func available() []path { return nil }
