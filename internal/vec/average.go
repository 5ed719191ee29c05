package vec

import "math"

// What is here serves the rules that average: beliefs, distances from the
// start, dual averages and interpolated points.

// AverageSquaredErrors moves an average of squared differences that ε holds
// up: v ← β·v + (1−β)·(a−b)² + ε.
func (v Vec) AverageSquaredErrors(beta float64, a, b Vec, eps float64) {
	if v.f32 != nil {
		averageSquaredErrors32(v.f32, float32(beta), float32(1-beta), a.f32, b.f32, float32(eps))
		return
	}
	averageSquaredErrors(v.f64, beta, 1-beta, a.f64, b.f64, eps)
}

func averageSquaredErrors[T float](v []T, alpha, beta T, a, b []T, eps T) {
	a, b = a[:len(v)], b[:len(v)]
	for i := range v {
		e := a[i] - b[i]
		v[i] = T(alpha*v[i]) + T(beta*T(e*e)) + eps
	}
}

// ApproachSquares moves towards squares by a share of them, however far they
// are: v ← v − s·sign(v−a²)·a².
func (v Vec) ApproachSquares(s float64, a Vec) {
	if v.f32 != nil {
		approachSquares32(v.f32, float32(s), a.f32)
		return
	}
	approachSquares(v.f64, s, a.f64)
}

func approachSquares[T float](v []T, s T, a []T) {
	a = a[:len(v)]
	for i := range v {
		moved, q := v[i], T(a[i]*a[i])
		switch step := T(s * q); {
		case moved > q:
			moved -= step
		case moved != q: // less, or one of them is NaN
			moved += step
		}
		v[i] = moved
	}
}

// OverRoot divides by a root that is at least ε: v ← a/max(√d, ε).
func (v Vec) OverRoot(a, d Vec, eps float64) {
	if v.f32 != nil {
		overRoot32(v.f32, a.f32, d.f32, float32(eps))
		return
	}
	overRoot(v.f64, a.f64, d.f64, eps)
}

func overRoot[T float](v, a, d []T, eps T) {
	a, d = a[:len(v)], d[:len(v)]
	for i := range v {
		v[i] = a[i] / raised(sqrt(d[i]), eps)
	}
}

// InverseRoot divides by a root: v ← 1/(√d + ε).
func (v Vec) InverseRoot(d Vec, eps float64) {
	if v.f32 != nil {
		inverseRoot32(v.f32, d.f32, float32(eps))
		return
	}
	inverseRoot(v.f64, d.f64, eps)
}

func inverseRoot[T float](v, d []T, eps T) {
	d = d[:len(v)]
	for i := range v {
		v[i] = 1 / (sqrt(d[i]) + eps)
	}
}

// Interpolate goes from a by s of the way to b: v ← a + s·(b−a). Where a and b
// are equal so is v, to the bit.
func (v Vec) Interpolate(a, b Vec, s float64) {
	if v.f32 != nil {
		interpolate32(v.f32, a.f32, b.f32, float32(s))
		return
	}
	interpolate(v.f64, a.f64, b.f64, s)
}

func interpolate[T float](v, a, b []T, s T) {
	a, b = a[:len(v)], b[:len(v)]
	for i := range v {
		v[i] = a[i] + T(s*(b[i]-a[i]))
	}
}

// CubeRoots sets v to the cube roots of a ≥ 0.
func (v Vec) CubeRoots(a Vec) {
	if v.f32 != nil {
		cubeRoots32(v.f32, a.f32)
		return
	}
	for i, e := range a.f64 {
		v.f64[i] = Cbrt(e)
	}
}

func cubeRoots(v, a []float32) {
	a = a[:len(v)]
	for i := range v {
		v[i] = cbrt32(a[i])
	}
}

// cbrt32 errs by less than 0.59 units in the last place. An estimate r of 8 bits,
// whose cube is exact therefore, leaves ∛x = r·∛(1+t) with t = (x−r³)/r³, where
// x−r³ is exact too.
func cbrt32(x float32) float32 {
	if x == 0 || !(x <= math.MaxFloat32) {
		return x
	}
	scale, back := float32(0x1p-30), float32(0x1p10) // r³ shall stay among the normal numbers
	if x < 1 {
		scale, back = 0x1p30, 0x1p-10
	}
	scaled := float32(x * scale)
	// A number's bits are nearly its logarithm, and here they are divided by 3.
	third := math.Float32bits(scaled)>>16*0x5556 + 0x2a520000
	r := math.Float32frombits(third &^ 0xffff)
	cube := float32(float32(r*r) * r)
	t := (scaled - cube) / cube
	// (∛(1+t) − 1)/t for |t| ≤ 0.103, with the smallest largest error: 1.1e-9·t.
	p := float32(0.03066625)
	p = float32(p*t) - 0.041496698
	p = float32(p*t) + 0.06172516
	p = float32(p*t) - 0.111109994
	p = float32(p*t) + 0.33333334
	r += float32(r * float32(t*p))
	return r * back
}

// AddAbs adds magnitudes: v ← v + |a|.
func (v Vec) AddAbs(a Vec) {
	if v.f32 != nil {
		addAbs32(v.f32, a.f32)
		return
	}
	addAbs(v.f64, a.f64)
}

func addAbs[T float](v, a []T) {
	a = a[:len(v)]
	for i := range v {
		v[i] += abs(a[i])
	}
}

// LoseTo takes from a reward what a move from o to x lost along the gradient a,
// but not more than all of it: v ← max(v − a·(x−o), 0).
func (v Vec) LoseTo(a, x, o Vec) {
	if v.f32 != nil {
		loseTo32(v.f32, a.f32, x.f32, o.f32)
		return
	}
	loseTo(v.f64, a.f64, x.f64, o.f64)
}

func loseTo[T float](v, a, x, o []T) {
	a, x, o = a[:len(v)], x[:len(v)], o[:len(v)]
	for i := range v {
		v[i] = raised(v[i]-T(a[i]*(x[i]-o[i])), 0)
	}
}

// Bet stakes a share of a wealth: v ← o + c/max(g+l, α·l) · (l+r)/l.
func (v Vec) Bet(o, c, l, g, r Vec, alpha float64) {
	if v.f32 != nil {
		bet32(v.f32, o.f32, c.f32, l.f32, g.f32, r.f32, float32(alpha))
		return
	}
	bet(v.f64, o.f64, c.f64, l.f64, g.f64, r.f64, alpha)
}

func bet[T float](v, o, c, l, g, r []T, alpha T) {
	o, c, l, g, r = o[:len(v)], c[:len(v)], l[:len(v)], g[:len(v)], r[:len(v)]
	for i := range v {
		v[i] = o[i] + T(c[i]/raised(g[i]+l[i], T(alpha*l[i]))*((l[i]+r[i])/l[i]))
	}
}

// Cbrt returns the cube root of x to within two units in the last place, with
// the same bits on every architecture.
func Cbrt(x float64) float64 {
	switch {
	case x == 0 || x-x != 0:
		return x
	case x < 0:
		return -Cbrt(-x)
	case x < 0x1p-1000: // the steps shall stay among the normal numbers
		return Cbrt(x*0x1p300) * 0x1p-100
	case x > 0x1p1000:
		return Cbrt(x*0x1p-300) * 0x1p100
	}
	t := nearCbrt(x)
	for range 3 {
		t = halley(x, t)
	}
	return t
}

// nearCbrt returns ∛x of a normal x > 0 with a relative error of at most 3.3 %:
// the bits of a number are nearly its logarithm, and here they are divided by 3.
// The constant is two thirds of the bits of 1, less what makes the largest
// errors to both sides alike.
func nearCbrt(x float64) float64 {
	return math.Float64frombits(0x2a9f7893782da1ce + math.Float64bits(x)/3)
}

// halley takes a step of Halley's iteration from t towards ∛x: an error e
// becomes about ⅔·e³.
func halley(x, t float64) float64 {
	cube := float64(float64(t*t) * t)
	return t - float64(t*((cube-x)/(float64(2*cube)+x)))
}
