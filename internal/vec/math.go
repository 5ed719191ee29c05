package vec

import "math"

// ln2 in two parts: ln2Hi has its last 20 bits zero, so that k·ln2Hi is exact
// for every exponent k.
const (
	ln2Hi = 6.93147180369123816490e-01
	ln2Lo = 1.90821492927058770002e-10
)

// Exp returns e^x to within two units in the last place. The standard
// library's differs by architecture; this one gives the same bits everywhere.
func Exp(x float64) float64 {
	switch {
	case math.IsNaN(x):
		return x
	case x > 709.782712893384:
		return math.Inf(1)
	case x < -745.1332191019412:
		return 0
	}
	// e^x = 2^k·e^r with |r| ≤ ½ln2, e^r by its Taylor series.
	k := math.Floor(float64(x*(1/math.Ln2)) + .5)
	r := (x - float64(k*ln2Hi)) - float64(k*ln2Lo)
	p := 1.0
	for n := 14; n >= 1; n-- {
		p = float64(float64(p*r)/float64(n)) + 1
	}
	return math.Ldexp(p, int(k))
}

// Log returns the natural logarithm of x to within two units in the last
// place, with the same bits on every architecture.
func Log(x float64) float64 {
	switch {
	case math.IsNaN(x) || x < 0:
		return math.NaN()
	case x == 0:
		return math.Inf(-1)
	case math.IsInf(x, 1):
		return x
	}
	// x = 2^k·m with m in [√½, √2); ln m = 2·artanh(s), s = (m−1)/(m+1).
	m, k := math.Frexp(x)
	if m < math.Sqrt2/2 {
		m, k = 2*m, k-1
	}
	s := (m - 1) / (m + 1)
	q := float64(s * s)
	p := 0.0
	for n := 25; n >= 3; n -= 2 {
		p = float64((p + 1/float64(n)) * q)
	}
	e := float64(k)
	return float64(e*ln2Hi) + (float64(2*s) + (float64(float64(2*s)*p) + float64(e*ln2Lo)))
}

// Pow returns x^y for x > 0 as e^(y·ln x), with the same bits on every
// architecture. Its relative error grows with |y·ln x|: 1e-13 at the ends of
// the float64 range.
func Pow(x, y float64) float64 { return Exp(float64(y * Log(x))) }
