package vec

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"descent/internal/suggest"
)

// path is a set of kernels for one kind of processor.
type path int

// The paths, from the one that every machine has to the fastest. Which of them
// this machine has (available) says a file for each architecture.
const (
	generic path = iota // Go alone
	neon                // 128-bit vectors of arm64
	avx2                // 256-bit vectors of amd64, with fused multiply-add
	avx512              // 512-bit vectors of amd64: AVX512F, BW, DQ and VL
)

var pathNames = [...]string{generic: "generic", neon: "neon", avx2: "avx2", avx512: "avx512"}

func (p path) String() string { return pathNames[p] }

// pathVariable is the environment variable that forces a path.
const pathVariable = "DESCENT_VEC"

// active is the path that all kernels take. It is chosen once, at the start.
var active, errPath = choosePath(os.Getenv(pathVariable))

// Path returns the name of the path that the kernels take: the fastest that the
// machine has, or the one that the environment variable DESCENT_VEC names. If
// that is unknown or not to be had here, the error says so.
func Path() (string, error) { return active.String(), errPath }

// paths lists what this machine can run, the fastest last.
func paths() []path { return append([]path{generic}, available()...) }

// choosePath returns the path of that name, or the fastest for an empty one.
func choosePath(name string) (path, error) {
	can := paths()
	if name == "" {
		return can[len(can)-1], nil
	}
	known := slices.Index(pathNames[:], name)
	if known < 0 {
		return generic, fmt.Errorf("%s: %w", pathVariable, suggest.Unknown("kernel path", name, pathNames[:]))
	}
	if p := path(known); slices.Contains(can, p) {
		return p, nil
	}
	var names []string
	for _, p := range can {
		names = append(names, p.String())
	}
	return generic, fmt.Errorf("%s: this machine or build cannot run the kernel path %q. It can run: %s",
		pathVariable, name, strings.Join(names, ", "))
}
