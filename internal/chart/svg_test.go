package chart

import (
	"bytes"
	"math/rand/v2"
	"regexp"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// svgNumber is a number of path data (SVG 1.1, 8.3.9), as long as it can be.
var svgNumber = regexp.MustCompile(`^[ ]?([+-]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+))`)

// TestPathNumbersAreShortAndReadBack: by the grammar, whatever stands beside what.
func TestPathNumbersAreShortAndReadBack(t *testing.T) {
	written := func(values ...int) string {
		var b bytes.Buffer
		var numbers svgNumbers
		for _, v := range values {
			numbers.write(&b, v)
		}
		return b.String()
	}
	assert.Equal(t, ".35 1.2-.05-1 0 .07.5 12 0-12.34", written(35, 120, -5, -100, 0, 7, 50, 1200, 0, -1234))
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		values := make([]int, 8)
		for i := range values {
			values[i] = []int{r.IntN(7) - 3, 100 * (r.IntN(7) - 3), 10 * (r.IntN(30) - 15), r.IntN(200000) - 100000}[r.IntN(4)]
		}
		text := written(values...)
		rest := text
		for _, want := range values {
			m := svgNumber.FindStringSubmatch(rest)
			require.NotNil(t, m, text)
			v, err := strconv.ParseFloat(m[1], 64)
			require.NoError(t, err)
			require.Equal(t, float64(want)/100, v, text)
			rest = rest[len(m[0]):]
		}
		require.Empty(t, rest, text)
	}
}
