package vec

import "math"

// What is here serves the rules that average: beliefs, distances from the
// start, dual averages and interpolated points.

// AverageSquaredErrors moves an average of squared differences that ε holds
// up: v ← β·v + (1−β)·(a−b)² + ε.
func (v Vec) AverageSquaredErrors(beta float64, a, b Vec, eps float64) {
	if v.f32 != nil {
		averageSquaredErrors(v.f32, float32(beta), float32(1-beta), a.f32, b.f32, float32(eps))
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
		approachSquares(v.f32, float32(s), a.f32)
		return
	}
	approachSquares(v.f64, s, a.f64)
}

func approachSquares[T float](v []T, s T, a []T) {
	a = a[:len(v)]
	for i := range v {
		q := T(a[i] * a[i])
		switch step := T(s * q); {
		case v[i] > q:
			v[i] -= step
		case v[i] < q:
			v[i] += step
		case v[i] != q: // one of them is NaN
			v[i] += q
		}
	}
}

// OverRoot divides by a root that is at least ε: v ← a/max(√d, ε).
func (v Vec) OverRoot(a, d Vec, eps float64) {
	if v.f32 != nil {
		overRoot(v.f32, a.f32, d.f32, float32(eps))
		return
	}
	overRoot(v.f64, a.f64, d.f64, eps)
}

func overRoot[T float](v, a, d []T, eps T) {
	a, d = a[:len(v)], d[:len(v)]
	for i := range v {
		v[i] = a[i] / max(sqrt(d[i]), eps)
	}
}

// Interpolate goes from a by s of the way to b: v ← a + s·(b−a). Where a and b
// are equal so is v, to the bit.
func (v Vec) Interpolate(a, b Vec, s float64) {
	if v.f32 != nil {
		interpolate(v.f32, a.f32, b.f32, float32(s))
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

// MixOverCbrt averages with a point of dual averaging: v ← α·v + β·(o − a/(∛d + ε)).
func (v Vec) MixOverCbrt(alpha, beta float64, o, a, d Vec, eps float64) {
	if v.f32 != nil {
		mixOverCbrt(v.f32, float32(alpha), float32(beta), o.f32, a.f32, d.f32, float32(eps))
		return
	}
	mixOverCbrt(v.f64, alpha, beta, o.f64, a.f64, d.f64, eps)
}

func mixOverCbrt[T float](v []T, alpha, beta T, o, a, d []T, eps T) {
	o, a, d = o[:len(v)], a[:len(v)], d[:len(v)]
	for i := range v {
		root := float64(d[i])
		if cbrtLow <= root && root <= cbrtHigh { // Cbrt without a call
			root = cbrt(root, inverseCbrt(root))
		} else {
			root = Cbrt(root)
		}
		v[i] = T(alpha*v[i]) + T(beta*(o[i]-a[i]/(T(root)+eps)))
	}
}

// AddAbs adds magnitudes: v ← v + |a|.
func (v Vec) AddAbs(a Vec) {
	if v.f32 != nil {
		addAbs(v.f32, a.f32)
		return
	}
	addAbs(v.f64, a.f64)
}

func addAbs[T float](v, a []T) {
	a = a[:len(v)]
	for i := range v {
		v[i] -= min(a[i], -a[i])
	}
}

// LoseTo takes from a reward what a move from o to x lost along the gradient a,
// but not more than all of it: v ← max(v − a·(x−o), 0).
func (v Vec) LoseTo(a, x, o Vec) {
	if v.f32 != nil {
		loseTo(v.f32, a.f32, x.f32, o.f32)
		return
	}
	loseTo(v.f64, a.f64, x.f64, o.f64)
}

func loseTo[T float](v, a, x, o []T) {
	a, x, o = a[:len(v)], x[:len(v)], o[:len(v)]
	for i := range v {
		v[i] = max(v[i]-T(a[i]*(x[i]-o[i])), 0)
	}
}

// Bet stakes a share of a wealth: v ← o + c/max(g+l, α·l) · (l+r)/l.
func (v Vec) Bet(o, c, l, g, r Vec, alpha float64) {
	if v.f32 != nil {
		bet(v.f32, o.f32, c.f32, l.f32, g.f32, r.f32, float32(alpha))
		return
	}
	bet(v.f64, o.f64, c.f64, l.f64, g.f64, r.f64, alpha)
}

func bet[T float](v, o, c, l, g, r []T, alpha T) {
	o, c, l, g, r = o[:len(v)], c[:len(v)], l[:len(v)], g[:len(v)], r[:len(v)]
	for i := range v {
		v[i] = o[i] + T(c[i]/max(g[i]+l[i], T(alpha*l[i]))*((l[i]+r[i])/l[i]))
	}
}

// SquaredDistance returns Σ(v−a)².
func (v Vec) SquaredDistance(a Vec) float64 {
	if v.f32 != nil {
		return squaredDistance(v.f32, a.f32)
	}
	return squaredDistance(v.f64, a.f64)
}

func squaredDistance[T float](v, a []T) float64 {
	var lanes [8]float64
	a = a[:len(v)]
	for ; len(v) >= len(lanes) && len(a) >= len(lanes); v, a = v[len(lanes):], a[len(lanes):] {
		for j := range lanes {
			d := float64(v[j]) - float64(a[j])
			lanes[j] += float64(d * d)
		}
	}
	for j, e := range v {
		d := float64(e) - float64(a[j])
		lanes[j] += float64(d * d)
	}
	return total(lanes)
}

// DotDifference returns Σ v·(a−b).
func (v Vec) DotDifference(a, b Vec) float64 {
	if v.f32 != nil {
		return dotDifference(v.f32, a.f32, b.f32)
	}
	return dotDifference(v.f64, a.f64, b.f64)
}

func dotDifference[T float](v, a, b []T) float64 {
	var lanes [8]float64
	a, b = a[:len(v)], b[:len(v)]
	for ; len(v) >= len(lanes) && len(a) >= len(lanes) && len(b) >= len(lanes); v, a, b = v[len(lanes):], a[len(lanes):], b[len(lanes):] {
		for j := range lanes {
			lanes[j] += float64(float64(v[j]) * (float64(a[j]) - float64(b[j])))
		}
	}
	for j, e := range v {
		lanes[j] += float64(float64(e) * (float64(a[j]) - float64(b[j])))
	}
	return total(lanes)
}

// DotOverRoot returns Σ v·a/(√d + ε).
func (v Vec) DotOverRoot(a, d Vec, eps float64) float64 {
	if v.f32 != nil {
		return dotOverRoot(v.f32, a.f32, d.f32, eps)
	}
	return dotOverRoot(v.f64, a.f64, d.f64, eps)
}

func dotOverRoot[T float](v, a, d []T, eps float64) float64 {
	var lanes [8]float64
	a, d = a[:len(v)], d[:len(v)]
	for ; len(v) >= len(lanes) && len(a) >= len(lanes) && len(d) >= len(lanes); v, a, d = v[len(lanes):], a[len(lanes):], d[len(lanes):] {
		for j := range lanes {
			lanes[j] += float64(float64(v[j]) * (float64(a[j]) / (math.Sqrt(float64(d[j])) + eps)))
		}
	}
	for j, e := range v {
		lanes[j] += float64(float64(e) * (float64(a[j]) / (math.Sqrt(float64(d[j])) + eps)))
	}
	return total(lanes)
}

// MixSumAbs mixes as Mix does, v ← α·v + β·a, and returns Σ|v| after that.
func (v Vec) MixSumAbs(alpha, beta float64, a Vec) float64 {
	if v.f32 != nil {
		return mixSumAbs(v.f32, float32(alpha), float32(beta), a.f32)
	}
	return mixSumAbs(v.f64, alpha, beta, a.f64)
}

func mixSumAbs[T float](v []T, alpha, beta T, a []T) float64 {
	var lanes [8]float64
	a = a[:len(v)]
	for ; len(v) >= len(lanes) && len(a) >= len(lanes); v, a = v[len(lanes):], a[len(lanes):] {
		for j := range lanes {
			v[j] = T(alpha*v[j]) + T(beta*a[j])
			lanes[j] -= float64(min(v[j], -v[j]))
		}
	}
	for j, e := range a {
		v[j] = T(alpha*v[j]) + T(beta*e)
		lanes[j] -= float64(min(v[j], -v[j]))
	}
	return total(lanes)
}

// Cbrt returns the cube root of x to within two units in the last place, with
// the same bits on every architecture.
func Cbrt(x float64) float64 {
	switch {
	case x == 0 || x-x != 0:
		return x
	case x < 0:
		return -Cbrt(-x)
	case x < cbrtLow:
		return Cbrt(x*0x1p54) * 0x1p-18
	case x > cbrtHigh:
		return Cbrt(x*0x1p-3) * 2
	}
	return cbrt(x, inverseCbrt(x))
}

// Between these the steps to a cube root stay inside the range of normal numbers.
const cbrtLow, cbrtHigh = 0x1p-1022, 0x1p1023

// inverseCbrt returns y = 1/∛x with a relative error of at most 1.5e-6. The bits
// of a number are nearly its logarithm: with a third of those of x taken from a
// constant, y errs by 3.5 %. With h = 1 − x·y³ it is to be multiplied by
// (1−h)^(−⅓) = 1 + ⅓h + 2/9·h² + 14/81·h³ + 35/243·h⁴ + …
func inverseCbrt(x float64) float64 {
	y := math.Float64frombits(0x553ee9670072b800 - math.Float64bits(x)/3)
	h := 1 - float64(float64(x*y)*float64(y*y))
	h = float64(h * (1./3 + float64(h*(2./9+float64(h*(14./81+float64(h*(35./243))))))))
	return y + float64(y*h)
}

// cbrt returns ∛x from y ≈ 1/∛x: it is t = x·y², and since t errs by the factor
// (1 + q/t)^⅓ for q = (t³−x)·y², it loses ⅓q − 2/9·q²/t.
func cbrt(x, y float64) float64 {
	y2 := float64(y * y)
	t := float64(x * y2)
	q := float64((float64(float64(t*t)*t) - x) * y2)
	return t - float64(q*(1./3-float64(float64(2./9*q)*y)))
}
