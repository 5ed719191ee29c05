package vec

import "math"

// canonical makes every NaN the same one. The sign and the digits of a NaN depend
// on the processor, and of two on their order, which is the compiler's.
func canonical[T float](x T) T {
	if x != x {
		return T(math.NaN())
	}
	return x
}

// flushed returns 0 for what is below tiny in magnitude, and a canonical NaN. An
// average that decays for ever would end among the numbers below the smallest
// normal one, with which processors compute slowly, and nothing would be gained.
func flushed[T float](x, tiny T) T {
	if T(math.Abs(float64(x))) >= tiny {
		return x
	}
	if x == x {
		return 0
	}
	return T(math.NaN())
}

// smallest returns the smallest normal number.
func smallest[T float]() T {
	p := Float64
	if _, ok := any(T(0)).(float32); ok {
		p = Float32
	}
	return T(p.smallest())
}
