package vec

import "math"

// Canonical makes every NaN the same one. The sign and the digits of a NaN depend
// on the processor, and of two on their order, which is the compiler's: whatever
// writes numbers as bits writes this one.
func Canonical[T float](x T) T {
	if x != x {
		return T(math.NaN())
	}
	return x
}

// Canonical returns v with every NaN canonical: v itself where there is none, else
// a copy.
func (v Vec) Canonical() Vec {
	if v.Finite() {
		return v
	}
	v = v.Clone()
	makeCanonical(v.f32)
	makeCanonical(v.f64)
	return v
}

func makeCanonical[T float](v []T) {
	for i, e := range v {
		v[i] = Canonical(e)
	}
}

// Flush drops what is below the smallest normal number: v ← 0 where |v| is. What
// decays for ever would stay among such numbers, with which many processors compute
// slowly, and nothing would be gained.
func (v Vec) Flush() {
	bound := v.Precision().smallest()
	if v.f32 != nil {
		dropBelow32(v.f32, float32(bound))
		return
	}
	dropBelow(v.f64, bound)
}

func dropBelow[T float](v []T, bound T) {
	for i, e := range v {
		if T(math.Abs(float64(e))) < bound {
			v[i] = 0
		}
	}
}
