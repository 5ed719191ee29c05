// Package vectest lets the tests of a package run on the kernel path that the
// environment variable DESCENT_VEC names, or not at all.
package vectest

import (
	"fmt"
	"os"
	"testing"

	"descent/internal/vec"
)

// Main is a package's TestMain. It names the kernel path that the tests run on; where
// DESCENT_VEC names one that is unknown or not to be had here, it exits with 2 before any
// of them, which otherwise would pass on another path.
func Main(m *testing.M) {
	path, err := vec.Path()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	fmt.Println("kernel path:", path)
	os.Exit(m.Run())
}
