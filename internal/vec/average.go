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

// StepOverRoot moves squares d, takes a step over their root, and sets q to another
// vector over it: d ← γ·d + δ·c², v ← α·v − a/(√d + ε), q ← b/(√d + ε).
func (v Vec) StepOverRoot(alpha float64, a, q, b, d Vec, gamma, delta float64, c Vec, eps float64) {
	if v.f32 != nil {
		stepOverRoot32(v.f32, float32(alpha), a.f32, q.f32, b.f32, d.f32, float32(gamma), float32(delta), c.f32, float32(eps))
		return
	}
	stepOverRoot(v.f64, alpha, a.f64, q.f64, b.f64, d.f64, gamma, delta, c.f64, eps)
}

func stepOverRoot[T float](v []T, alpha T, a, q, b, d []T, gamma, delta T, c []T, eps T) {
	a, q, b, d, c = a[:len(v)], q[:len(v)], b[:len(v)], d[:len(v)], c[:len(v)]
	for i := range v {
		squares := T(gamma*d[i]) + T(delta*T(c[i]*c[i]))
		d[i] = squares
		inverse := 1 / (sqrt(squares) + eps)
		v[i], q[i] = T(alpha*v[i])-T(a[i]*inverse), b[i]*inverse
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

// MixOverCbrt averages with a point of dual averaging: v ← α·v + β·(o − a/(∛d + ε))
// for d ≥ 0.
func (v Vec) MixOverCbrt(alpha, beta float64, o, a, d Vec, eps float64) {
	if v.f32 != nil {
		mixOverCbrt32(v.f32, float32(alpha), float32(beta), o.f32, a.f32, d.f32, float32(eps))
		return
	}
	o64, a64, d64 := o.f64, a.f64, d.f64
	for i := range v.f64 {
		v.f64[i] = float64(alpha*v.f64[i]) + float64(beta*(o64[i]-a64[i]/(Cbrt(d64[i])+eps)))
	}
}

// mixOverCbrt goes twice over a few elements at a time, since a processor overlaps
// many short chains of operations but few long ones.
func mixOverCbrt(v []float32, alpha, beta float32, o, a, d []float32, eps float32) {
	var near, off [128]float32
	o, a, d = o[:len(v)], a[:len(v)], d[:len(v)]
	for len(v) > 0 {
		n := min(len(v), len(near))
		nearCbrts32(near[:n], off[:n], d)
		overNearCbrts32(v[:n], alpha, beta, o, a, near[:n], off[:n], eps)
		v, o, a, d = v[n:], o[n:], a[n:], d[n:]
	}
}

// nearCbrts32 sets r to estimates of ∛d of 8 bits, whose cubes are exact therefore,
// and t to (d−r³)/r³, where d−r³ is exact too.
func nearCbrts32(r, t, d []float32) {
	t, d = t[:len(r)], d[:len(r)]
	for i, x := range d {
		bits := math.Float32bits(x)
		if bits<<1-1 >= 0xff<<24-1 { // 0, Inf or NaN
			r[i], t[i] = x, 1 // of which cbrt32 makes x
			continue
		}
		scale, back := float32(0x1p-30), float32(0x1p10) // r³ shall stay among the normal numbers
		if bits < 127<<23 {                              // below 1
			scale, back = 0x1p30, 0x1p-10
		}
		scaled := float32(x * scale)
		// A number's bits are nearly its logarithm, and here they are divided by 3.
		third := math.Float32bits(scaled)>>16*0x5556 + 0x2a520000
		near := math.Float32frombits(third &^ 0xffff)
		cube := float32(float32(near*near) * near)
		r[i], t[i] = near*back, (scaled-cube)/cube
	}
}

func overNearCbrts32(v []float32, alpha, beta float32, o, a, r, t []float32, eps float32) {
	o, a, r, t = o[:len(v)], a[:len(v)], r[:len(v)], t[:len(v)]
	for i := range v {
		v[i] = float32(alpha*v[i]) + float32(beta*(o[i]-a[i]/(cbrt32(r[i], t[i])+eps)))
	}
}

// cbrt32 is the cube root r·∛(1+t), with an error of less than 0.6 units in the last
// place.
func cbrt32(r, t float32) float32 {
	// (∛(1+t) − 1)/t for |t| ≤ 0.103, with the smallest largest error: 1.1e-9·t.
	q := float32(t * t)
	p := float32(0.03066625*q) + (0.06172516 - float32(0.041496698*t))
	p = float32(p*q) + (0.33333334 - float32(0.111109994*t))
	return r + float32(float32(r*t)*p)
}

// AddGrowth adds what has grown, times b: v ← v + s·(a−o)·b.
func (v Vec) AddGrowth(s float64, a, o, b Vec) {
	if v.f32 != nil {
		addGrowth32(v.f32, float32(s), a.f32, o.f32, b.f32)
		return
	}
	addGrowth(v.f64, s, a.f64, o.f64, b.f64)
}

func addGrowth[T float](v []T, s T, a, o, b []T) {
	a, o, b = a[:len(v)], o[:len(v)], b[:len(v)]
	for i := range v {
		v[i] += T(s * T((a[i]-o[i])*b[i]))
	}
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
