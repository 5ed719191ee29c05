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
	p := 0.0
	for _, c := range expCoefficients {
		p = float64(p*r) + c
	}
	if k > -1022 && k < 1024 {
		return p * math.Float64frombits(uint64(int64(k)+1023)<<52)
	}
	return math.Ldexp(p, int(k))
}

// expCoefficients are 1/n!, from n = 14 down to 0.
var expCoefficients = func() (c [15]float64) {
	factorial := 1.0 // exact up to 18!
	for n := range c {
		factorial *= float64(max(n, 1))
		c[14-n] = 1 / factorial
	}
	return c
}()

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
	for _, c := range logCoefficients {
		p = float64((p + c) * q)
	}
	e := float64(k)
	return float64(e*ln2Hi) + (float64(2*s) + (float64(float64(2*s)*p) + float64(e*ln2Lo)))
}

// logCoefficients are 1/n for the odd n from 25 down to 3.
var logCoefficients = [12]float64{1. / 25, 1. / 23, 1. / 21, 1. / 19, 1. / 17, 1. / 15, 1. / 13, 1. / 11, 1. / 9, 1. / 7, 1. / 5, 1. / 3}

// Pow returns x^y for x ≥ 0 as e^(y·ln x), with the same bits on every
// architecture. Its relative error grows with |y·ln x|: 1e-13 at the ends of
// the float64 range. x^0 is 1, also for x = 0.
func Pow(x, y float64) float64 {
	if y == 0 {
		return 1
	}
	return Exp(float64(y * Log(x)))
}

// PowInt returns x^n for n ≥ 0 by repeated squaring.
func PowInt(x float64, n int) float64 {
	p := 1.0
	for ; n > 0; n >>= 1 {
		if n&1 == 1 {
			p *= x
		}
		x *= x
	}
	return p
}

// Cos returns the cosine of x to within two units in the last place, with the
// same bits on every architecture.
func Cos(x float64) float64 {
	r, quarter := reduce(x)
	switch quarter {
	case 0:
		return cosine(r)
	case 1:
		return -sine(r)
	case 2:
		return -cosine(r)
	}
	return sine(r)
}

// Sin returns the sine of x to within two units in the last place, with the
// same bits on every architecture.
func Sin(x float64) float64 {
	r, quarter := reduce(x)
	switch quarter {
	case 0:
		return sine(r)
	case 1:
		return cosine(r)
	case 2:
		return -sine(r)
	}
	return -cosine(r)
}

// π/2 in three parts, together 161 bits of it.
const (
	halfPi1 = 1.57079632679489655800e+00
	halfPi2 = 6.12323399573676603587e-17
	halfPi3 = -1.49738490485916983e-33
)

// farthest is up to where an angle is reduced exactly. Beyond, neighbouring
// numbers are a quarter of a radian and more apart.
const farthest = 1 << 50

// reduce returns x − k·π/2 for the whole number k that makes it smallest, and
// k mod 4. The fused operations, which are the same everywhere, lose nothing:
// of x − k·halfPi1 no bit is below those of halfPi1.
func reduce(x float64) (r float64, quarter int) {
	if math.Abs(x) > farthest {
		x = math.Mod(x, 4*halfPi1) // there is no correct digit to keep
	}
	k := math.Floor(float64(x*(2/math.Pi)) + .5)
	r = math.FMA(-k, halfPi1, x)
	r = math.FMA(-k, halfPi2, r)
	r = math.FMA(-k, halfPi3, r)
	return r, int(int64(k) & 3)
}

// cosine and sine are the Taylor series around 0, for |r| < 1.
func cosine(r float64) float64 {
	q := float64(r * r)
	p := 1.0
	for n := 22; n >= 2; n -= 2 {
		p = 1 - float64(float64(q*p)/float64(n*(n-1)))
	}
	return p
}

func sine(r float64) float64 {
	q := float64(r * r)
	p := 1.0
	for n := 21; n >= 3; n -= 2 {
		p = 1 - float64(float64(q*p)/float64(n*(n-1)))
	}
	return float64(r * p)
}
