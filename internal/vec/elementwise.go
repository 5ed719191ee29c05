package vec

import (
	"math"
	"unsafe"
)

// The kernels of the elementwise primitives and of the sums.
//
//go:generate go run -C _asm ./elementwise

type float interface{ float32 | float64 }

// Fill sets every element to s.
func (v Vec) Fill(s float64) {
	if v.f32 != nil {
		fill32(v.f32, float32(s))
		return
	}
	fill(v.f64, s)
}

func fill[T float](v []T, s T) {
	for i := range v {
		v[i] = s
	}
}

// Scale multiplies by s: v ← s·v.
func (v Vec) Scale(s float64) {
	if s == 1 {
		return
	}
	if v.f32 != nil {
		scale32(v.f32, float32(s))
		return
	}
	scale(v.f64, s)
}

func scale[T float](v []T, s T) {
	for i := range v {
		v[i] *= s
	}
}

// Mix forms a linear combination: v ← α·v + β·a.
func (v Vec) Mix(alpha, beta float64, a Vec) {
	if v.f32 != nil {
		mix32(v.f32, float32(alpha), float32(beta), a.f32)
		return
	}
	mix(v.f64, alpha, beta, a.f64)
}

func mix[T float](v []T, alpha, beta T, a []T) {
	a = a[:len(v)]
	for i := range v {
		v[i] = T(alpha*v[i]) + T(beta*a[i])
	}
}

// Average moves an exponential average: v ← β·v + (1−β)·a.
func (v Vec) Average(beta float64, a Vec) { v.Mix(beta, 1-beta, a) }

// AddScaled takes a scaled step: v ← v + s·a.
func (v Vec) AddScaled(s float64, a Vec) {
	if v.f32 != nil {
		addScaled32(v.f32, float32(s), a.f32)
		return
	}
	addScaled(v.f64, s, a.f64)
}

func addScaled[T float](v []T, s T, a []T) {
	a = a[:len(v)]
	for i := range v {
		v[i] += T(s * a[i])
	}
}

// MixSquares is Mix of squares: v ← α·v + β·a².
func (v Vec) MixSquares(alpha, beta float64, a Vec) {
	if v.f32 != nil {
		mixSquares32(v.f32, float32(alpha), float32(beta), a.f32)
		return
	}
	mixSquares(v.f64, alpha, beta, a.f64)
}

func mixSquares[T float](v []T, alpha, beta T, a []T) {
	a = a[:len(v)]
	for i := range v {
		v[i] = T(alpha*v[i]) + T(beta*T(a[i]*a[i]))
	}
}

// AverageSquares moves an exponential average of squares: v ← β·v + (1−β)·a².
func (v Vec) AverageSquares(beta float64, a Vec) { v.MixSquares(beta, 1-beta, a) }

// MixOverRoot takes a step scaled by a root: v ← α·v + β·a/(√(d+inside) + outside).
// The two places are those in which frameworks put their ε.
func (v Vec) MixOverRoot(alpha, beta float64, a, d Vec, inside, outside float64) {
	if v.f32 != nil {
		mixOverRoot32(v.f32, float32(alpha), float32(beta), a.f32, d.f32, float32(inside), float32(outside))
		return
	}
	mixOverRoot(v.f64, alpha, beta, a.f64, d.f64, inside, outside)
}

func mixOverRoot[T float](v []T, alpha, beta T, a, d []T, inside, outside T) {
	a, d = a[:len(v)], d[:len(v)]
	for i := range v {
		v[i] = T(alpha*v[i]) + T(beta*a[i])/(sqrt(d[i]+inside)+outside)
	}
}

// MixOverRootOf is MixOverRoot with a d that moves first: d ← γ·d + δ·b², then
// v ← α·v + β·a/(√(d+inside) + outside). A root leaves time for the rest.
func (v Vec) MixOverRootOf(alpha, beta float64, a, d Vec, gamma, delta float64, b Vec, inside, outside float64) {
	if v.f32 != nil {
		mixOverRootOf32(v.f32, float32(alpha), float32(beta), a.f32, d.f32, float32(gamma), float32(delta), b.f32, float32(inside), float32(outside))
		return
	}
	mixOverRootOf(v.f64, alpha, beta, a.f64, d.f64, gamma, delta, b.f64, inside, outside)
}

func mixOverRootOf[T float](v []T, alpha, beta T, a, d []T, gamma, delta T, b []T, inside, outside T) {
	a, d, b = a[:len(v)], d[:len(v)], b[:len(v)]
	for i := range v {
		squares := T(gamma*d[i]) + T(delta*T(b[i]*b[i]))
		d[i] = squares
		v[i] = T(alpha*v[i]) + T(beta*a[i])/(sqrt(squares+inside)+outside)
	}
}

// AddOver takes a step scaled by another vector: v ← v + s·a/(d + ε).
func (v Vec) AddOver(s float64, a, d Vec, eps float64) {
	if v.f32 != nil {
		addOver32(v.f32, float32(s), a.f32, d.f32, float32(eps))
		return
	}
	addOver(v.f64, s, a.f64, d.f64, eps)
}

func addOver[T float](v []T, s T, a, d []T, eps T) {
	a, d = a[:len(v)], d[:len(v)]
	for i := range v {
		v[i] += T(s*a[i]) / (d[i] + eps)
	}
}

// RootRatio scales a by the root of a ratio: v ← a·√((n+ε)/(d+ε)).
func (v Vec) RootRatio(a, n, d Vec, eps float64) {
	if v.f32 != nil {
		rootRatio32(v.f32, a.f32, n.f32, d.f32, float32(eps))
		return
	}
	rootRatio(v.f64, a.f64, n.f64, d.f64, eps)
}

func rootRatio[T float](v, a, n, d []T, eps T) {
	a, n, d = a[:len(v)], n[:len(v)], d[:len(v)]
	for i := range v {
		v[i] = sqrt((n[i]+eps)/(d[i]+eps)) * a[i]
	}
}

// Max takes the larger of two: v ← max(v, a). A NaN in either stays.
func (v Vec) Max(a Vec) {
	if v.f32 != nil {
		maximum32(v.f32, a.f32)
		return
	}
	maximum(v.f64, a.f64)
}

func maximum[T float](v, a []T) {
	a = a[:len(v)]
	for i := range v {
		v[i] = max(v[i], a[i])
	}
}

// Min takes the smaller of two: v ← min(v, a). A NaN in either stays.
func (v Vec) Min(a Vec) {
	if v.f32 != nil {
		minimum32(v.f32, a.f32)
		return
	}
	minimum(v.f64, a.f64)
}

func minimum[T float](v, a []T) {
	a = a[:len(v)]
	for i := range v {
		v[i] = min(v[i], a[i])
	}
}

// MaxAbs takes the larger of a decayed norm and a magnitude: v ← max(β·v, |a|+ε).
func (v Vec) MaxAbs(beta float64, a Vec, eps float64) {
	if v.f32 != nil {
		maxAbs32(v.f32, float32(beta), a.f32, float32(eps))
		return
	}
	maxAbs(v.f64, beta, a.f64, eps)
}

func maxAbs[T float](v []T, beta T, a []T, eps T) {
	a = a[:len(v)]
	for i := range v {
		norm, e := T(beta*v[i]), abs(a[i])+eps
		if !(norm >= e) && norm == norm { // the builtin max takes longer
			norm = e
		}
		v[i] = norm
	}
}

// Clamp limits every element to [−bound, bound]. A NaN stays.
func (v Vec) Clamp(bound float64) {
	if v.f32 != nil {
		clamp32(v.f32, float32(bound))
		return
	}
	clamp(v.f64, bound)
}

func clamp[T float](v []T, bound T) {
	for i := range v {
		v[i] = limited(v[i], -bound, bound)
	}
}

// Finite tells whether no element is NaN or infinite.
func (v Vec) Finite() bool {
	if v.f32 != nil {
		return finite(v.f32)
	}
	return finite(v.f64)
}

func finite[T float](v []T) bool {
	for _, e := range v {
		if e-e != 0 {
			return false
		}
	}
	return true
}

// abs clears the sign.
func abs[T float](a T) T {
	if unsafe.Sizeof(a) == 4 { // from memory without a turn through float64
		return T(math.Float32frombits(math.Float32bits(float32(a)) &^ (1 << 31)))
	}
	return T(math.Abs(float64(a)))
}

// raised is max(a, floor) for a floor that is not NaN nor −0. Where it is seldom the
// larger that takes less time than the builtin.
func raised[T float](a, floor T) T {
	if a <= floor {
		return floor
	}
	return a
}

// limited is a within [low, high]; of zeros and of NaN it is a itself.
func limited[T float](a, low, high T) T {
	switch {
	case a < low:
		return low
	case a > high:
		return high
	}
	return a
}

// sqrt is the correctly rounded root in either precision: the float64 root of
// a float32, rounded once more, is.
func sqrt[T float](a T) T { return T(math.Sqrt(float64(a))) }
