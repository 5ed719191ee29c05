package mnist

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// hashRows returns the SHA-256 of the rows as little-endian int32, as
// hashlib.sha256(rows.astype('<i4').tobytes()) gives it.
func hashRows(t *testing.T, rows []int32) string {
	t.Helper()
	b, err := binary.Append(nil, binary.LittleEndian, rows)
	require.NoError(t, err)
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// The rows and hashes are those of numpy 2.4.6.
func TestValidationRowsAreNumpys(t *testing.T) {
	for _, c := range []struct {
		n     int
		first []int32
		hash  string
	}{
		{60000, []int32{30329, 44957, 30866, 40447, 25580, 6216, 26373, 9010, 23445, 108},
			"840b0fddc0ef4deca13a673a5f30ccfe836f9d7bc6de6e872c38683a813021fb"},
		{5001, []int32{2706, 2436, 1201, 1486, 4286}, "67afa2427339c79100b4d20cbcb3be343f7714b331907774816acc568c195a52"},
		{10000, []int32{2374, 1784, 6301, 1600, 7920}, "e4d64d830b5b705bed11078cba7515e7d31499acaf6894ad7b8dc46002d30931"},
		{65537, []int32{1587, 18853, 42432, 39825, 62112}, "1614b2333e81bdf1aaa8da03f600229ed5440bcb302d20913cd6bd3b5a640e0c"},
	} {
		t.Run(fmt.Sprint(c.n), func(t *testing.T) {
			_, validation := splitRows(c.n)
			assert.Equal(t, c.first, validation[:len(c.first)])
			assert.Equal(t, c.hash, hashRows(t, validation))
		})
	}
}

// numpy.delete(numpy.arange(60000), validation) has this hash.
func TestTrainingRowsAscendAsNumpyDeleteLeavesThem(t *testing.T) {
	train, _ := splitRows(60000)
	assert.True(t, slices.IsSorted(train))
	assert.Equal(t, []int32{0, 1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12}, train[:12])
	assert.Equal(t, "726c32d532ee27282577d2ff9299f05fef191bf1b95a8a57c4b131f8af98c09d", hashRows(t, train))
}

func TestSplitRowsHoldEveryRowOnce(t *testing.T) {
	for _, n := range []int{5000, 5001, 8192} {
		train, validation := splitRows(n)
		assert.Len(t, validation, 5000)
		every := slices.Sorted(slices.Values(slices.Concat(train, validation)))
		require.Len(t, every, n)
		for i, r := range every {
			require.EqualValues(t, i, r)
		}
	}
}
