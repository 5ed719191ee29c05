package vec

import (
	"math"
	"unsafe"
)

// canonical makes every NaN the same one. The sign and the digits of a NaN depend
// on the processor, and of two on their order, which is the compiler's.
func canonical[T float](x T) T {
	if x != x {
		return T(math.NaN())
	}
	return x
}

// flushed returns 0 for what is below the smallest normal number in magnitude,
// and a canonical NaN. An average that decays for ever would end among such
// numbers, with which processors compute slowly, and nothing would be gained.
func flushed[T float](x T) T {
	// One comparison, of the bits without the sign: less than the smallest
	// normal number wraps round to the largest.
	if unsafe.Sizeof(x) == 4 {
		if math.Float32bits(float32(x))<<1-1<<24 <= 0xff<<24-1<<24 {
			return x
		}
	} else if math.Float64bits(float64(x))<<1-1<<53 <= 0x7ff<<53-1<<53 {
		return x
	}
	if x == x {
		return 0
	}
	return T(math.NaN())
}
