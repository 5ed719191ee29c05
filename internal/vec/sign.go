package vec

// What is here serves the rules that look at signs, and those that treat
// elements apart by a condition.

// AddSign takes a step of one size whatever the magnitude: v ← v + s·sign(a).
func (v Vec) AddSign(s float64, a Vec) {
	if v.f32 != nil {
		addSign32(v.f32, float32(s), a.f32)
		return
	}
	addSign(v.f64, s, a.f64)
}

func addSign[T float](v []T, s T, a []T) {
	a = a[:len(v)]
	for i := range v {
		v[i] += T(s * sign(a[i]))
	}
}

// AddSigned takes a step of an own size for each element: v ← v + s·d·sign(a).
func (v Vec) AddSigned(s float64, d, a Vec) {
	if v.f32 != nil {
		addSigned32(v.f32, float32(s), d.f32, a.f32)
		return
	}
	addSigned(v.f64, s, d.f64, a.f64)
}

func addSigned[T float](v []T, s T, d, a []T) {
	d, a = d[:len(v)], a[:len(v)]
	for i := range v {
		v[i] += T(T(s*d[i]) * sign(a[i]))
	}
}

// sign returns 1, −1, or a itself where it is ±0 or NaN.
func sign[T float](a T) T {
	switch {
	case a > 0:
		return 1
	case a < 0:
		return -1
	}
	return a
}

// Grow lets a size grow or shrink and keeps it in [low, high]: v ← v·up where
// q > 0, v·down where q < 0, and v as it is where q = 0.
func (v Vec) Grow(q Vec, up, down, low, high float64) {
	if v.f32 != nil {
		grow32(v.f32, q.f32, float32(up), float32(down), float32(low), float32(high))
		return
	}
	grow(v.f64, q.f64, up, down, low, high)
}

func grow[T float](v, q []T, up, down, low, high T) {
	q = q[:len(v)]
	for i := range v {
		switch {
		case q[i] > 0:
			v[i] = limited(v[i]*up, low, high)
		case q[i] < 0:
			v[i] = limited(v[i]*down, low, high)
		case q[i] != 0: // NaN
			v[i] = q[i]
		}
	}
}

// DropNegative forgets: v ← 0 where q < 0.
func (v Vec) DropNegative(q Vec) {
	if v.f32 != nil {
		dropNegative32(v.f32, q.f32)
		return
	}
	dropNegative(v.f64, q.f64)
}

func dropNegative[T float](v, q []T) {
	q = q[:len(v)]
	for i := range v {
		if q[i] < 0 {
			v[i] = 0
		}
	}
}

// DropUpTo forgets what is small: v ← 0 where v ≤ bound.
func (v Vec) DropUpTo(bound float64) {
	if v.f32 != nil {
		dropUpTo32(v.f32, float32(bound))
		return
	}
	dropUpTo(v.f64, bound)
}

func dropUpTo[T float](v []T, bound T) {
	for i := range v {
		if v[i] <= bound {
			v[i] = 0
		}
	}
}

// CopyWhere sets v to a where q is not zero.
func (v Vec) CopyWhere(q, a Vec) {
	if v.f32 != nil {
		copyWhere32(v.f32, q.f32, a.f32)
		return
	}
	copyWhere(v.f64, q.f64, a.f64)
}

func copyWhere[T float](v, q, a []T) {
	q, a = q[:len(v)], a[:len(v)]
	for i := 0; i < len(q); i++ { // run by run: zeros seldom stand alone
		first := i
		for i < len(q) && q[i] != 0 {
			i++
		}
		copy(v[first:i], a[first:i])
	}
}

// MixWhere is Mix where a is not zero, and leaves the rest: v ← α·v + β·a.
func (v Vec) MixWhere(alpha, beta float64, a Vec) {
	if v.f32 != nil {
		mixWhere32(v.f32, float32(alpha), float32(beta), a.f32)
		return
	}
	mixWhere(v.f64, alpha, beta, a.f64)
}

func mixWhere[T float](v []T, alpha, beta T, a []T) {
	a = a[:len(v)]
	for i := range v {
		if a[i] != 0 {
			v[i] = T(alpha*v[i]) + T(beta*a[i])
		}
	}
}

// MixSquaresWhere is MixSquares where a is not zero: v ← α·v + β·a².
func (v Vec) MixSquaresWhere(alpha, beta float64, a Vec) {
	if v.f32 != nil {
		mixSquaresWhere32(v.f32, float32(alpha), float32(beta), a.f32)
		return
	}
	mixSquaresWhere(v.f64, alpha, beta, a.f64)
}

func mixSquaresWhere[T float](v []T, alpha, beta T, a []T) {
	a = a[:len(v)]
	for i := range v {
		if a[i] != 0 {
			v[i] = T(alpha*v[i]) + T(beta*T(a[i]*a[i]))
		}
	}
}

// Mul multiplies elementwise: v ← v·a.
func (v Vec) Mul(a Vec) {
	if v.f32 != nil {
		mul32(v.f32, a.f32)
		return
	}
	mul(v.f64, a.f64)
}

func mul[T float](v, a []T) {
	a = a[:len(v)]
	for i := range v {
		v[i] *= a[i]
	}
}

// Divide divides by s, which rounds once where Scale by 1/s rounds twice: v ← v/s.
func (v Vec) Divide(s float64) {
	if v.f32 != nil {
		divide32(v.f32, float32(s))
		return
	}
	divide(v.f64, s)
}

func divide[T float](v []T, s T) {
	for i := range v {
		v[i] /= s
	}
}

// Power sets v to the power a^p of a ≥ 0, for p ≥ 0.
func (v Vec) Power(a Vec, p float64) {
	if v.f32 != nil {
		if p == 0.5 {
			roots32(v.f32, a.f32)
			return
		}
		power(v.f32, a.f32, p)
		return
	}
	if p == 0.5 {
		roots(v.f64, a.f64)
		return
	}
	power(v.f64, a.f64, p)
}

func power[T float](v, a []T, p float64) {
	a = a[:len(v)]
	for i := range v {
		v[i] = T(Pow(float64(a[i]), p))
	}
}

func roots[T float](v, a []T) {
	a = a[:len(v)]
	for i := range v {
		v[i] = sqrt(a[i])
	}
}

// Shrink pulls z towards zero by λ, to zero what is nearer than that, turns it
// round and divides it: v ← (clamp(z, ±λ) − z)/(s·d + e), and 0 where the
// numerator is.
func (v Vec) Shrink(z Vec, lambda, s float64, d Vec, e float64) {
	if v.f32 != nil {
		shrink32(v.f32, z.f32, float32(lambda), float32(s), d.f32, float32(e))
		return
	}
	shrink(v.f64, z.f64, lambda, s, d.f64, e)
}

func shrink[T float](v, z []T, lambda, s T, d []T, e T) {
	z, d = z[:len(v)], d[:len(v)]
	for i := range v {
		pulled, by := 0-z[i], T(s*d[i])+e
		if lambda != 0 { // which leaves no sign to guess
			pulled = limited(z[i], -lambda, lambda) - z[i]
		}
		if by != 0 || pulled != 0 {
			pulled /= by
		}
		v[i] = pulled
	}
}
