package vec

import (
	"fmt"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestMain refuses to test another path than the one that was asked for.
func TestMain(m *testing.M) {
	if errPath != nil {
		fmt.Fprintln(os.Stderr, errPath)
		os.Exit(2)
	}
	fmt.Println("kernel path:", active)
	os.Exit(m.Run())
}

// forEachPath runs a test on every path that this machine has.
func forEachPath(t *testing.T, test func(t *testing.T)) {
	chosen := active
	defer func() { active = chosen }()
	for _, p := range paths() {
		active = p
		t.Run(p.String(), test)
	}
}

func TestChoosePath(t *testing.T) {
	can := paths()
	p, err := choosePath("")
	assert.NoError(t, err)
	assert.Equal(t, can[len(can)-1], p)
	for _, p := range can {
		q, err := choosePath(p.String())
		assert.NoError(t, err)
		assert.Equal(t, p, q)
	}
	_, err = choosePath("avx51")
	assert.EqualError(t, err, `DESCENT_VEC: unknown kernel path "avx51": did you mean "avx512"? Known: generic, neon, avx2, avx512`)
	for _, p := range []path{neon, avx2, avx512} { // no machine has all
		if _, err := choosePath(p.String()); err != nil {
			assert.ErrorContains(t, err, `DESCENT_VEC: this machine or build cannot run the kernel path "`+p.String()+`". It can run: generic`)
		}
	}
}
