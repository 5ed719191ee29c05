package vec

import "math"

// Log1p returns ln(1+x), also where 1+x would lose x, to within three units in the
// last place and with the same bits on every architecture.
func Log1p(x float64) float64 {
	// ln(1+x) = 2·artanh(s), s = x/(2+x), where the series of Log converges.
	if x > math.Sqrt2/2-1 && x < math.Sqrt2-1 {
		s := x / (2 + x)
		q := float64(s * s)
		p := 0.0
		for n := 25; n >= 3; n -= 2 {
			p = float64((p + 1/float64(n)) * q)
		}
		return float64(2*s) + float64(float64(2*s)*p)
	}
	// What rounding took from 1+x is added back to first order.
	u := 1 + x
	if math.IsInf(u, 0) || u <= 0 {
		return Log(u)
	}
	return Log(u) + (x-(u-1))/u
}

// Expm1 returns e^x − 1, also where e^x is near 1, to within four units in the last
// place and with the same bits on every architecture.
func Expm1(x float64) float64 {
	if math.Abs(x) > .35 {
		return Exp(x) - 1
	}
	// The Taylor series without its first term.
	p := 1.0
	for n := 14; n >= 2; n-- {
		p = float64(float64(p*x)/float64(n)) + 1
	}
	return float64(x * p)
}

// Tanh returns the hyperbolic tangent, to within four units in the last place and
// with the same bits on every architecture.
func Tanh(x float64) float64 {
	if math.IsNaN(x) {
		return x
	}
	a := math.Abs(x)
	if a > 20 { // 1 − 2e^(−40) is 1
		return math.Copysign(1, x)
	}
	t := Expm1(2 * a)
	return math.Copysign(t/(t+2), x)
}

// Sigmoid returns 1/(1+e^(−x)), with the same bits on every architecture.
func Sigmoid(x float64) float64 { return 1 / (1 + Exp(-x)) }

// Softplus returns ln(1+e^x), which is about 0 far below zero and x far above, with
// the same bits on every architecture.
func Softplus(x float64) float64 {
	if x != x {
		return x
	}
	return max(x, 0) + Log1p(Exp(-math.Abs(x)))
}

// Erfc returns the complementary error function, 2/√π·∫_x^∞ e^(−t²)dt, to within a few
// units in the last place and with the same bits on every architecture.
//
// For x ≥ 0 it is e^(−x²)·f/(1+2x), where f is a Chebyshev series in
// (x−3.75)/(x+3.75). Schonfelder 1978, Chebyshev expansions for the error and
// related functions, Mathematics of Computation 32.
func Erfc(x float64) float64 {
	switch {
	case math.IsNaN(x):
		return x
	case x < 0:
		return 2 - Erfc(-x)
	case x > 27.3: // below the smallest number
		return 0
	}
	t := (x - 3.75) / (x + 3.75)
	b1, b2 := 0.0, 0.0 // Clenshaw's recurrence
	for i := len(erfcSeries) - 1; i >= 1; i-- {
		b1, b2 = (float64(2*t*b1)-b2)+erfcSeries[i], b1
	}
	f := (float64(t*b1) - b2) + erfcSeries[0]
	// x² is h² and the rest, since e^(−x²) would magnify its rounding: h has half of
	// the digits, so that its square is exact, and e^(−rest) is near 1.
	h := float64(float32(x))
	d := float64((h - x) * (h + x))
	rest := 1 + float64(d*(1+float64(d*(0.5+d/6))))
	return Exp(-float64(h*h)) * rest * f / (1 + float64(2*x))
}

// erfcSeries are the coefficients of e^(x²)·erfc(x)·(1+2x), by erfc.py in testdata.
var erfcSeries = [...]float64{
	1.1775789345674017,
	-0.004590054580646478,
	-0.08424913336651792,
	0.05920993999819189,
	-0.026658668435305753,
	0.009074997670705265,
	-0.002413163540417608,
	0.0004907758365258086,
	-6.916973302501207e-05,
	4.13902798607301e-06,
	7.74038306619849e-07,
	-2.1886401049234397e-07,
	1.076499946567091e-08,
	4.521959811218287e-09,
	-7.754400208831351e-10,
	-6.318088340886684e-11,
	2.86879501093067e-11,
	1.9455868545777347e-13,
	-9.65469674843344e-13,
	3.25254814814874e-14,
	3.3478119482868056e-14,
	-1.864562880419313e-15,
	-1.2507950530688648e-15,
	7.418235256624044e-17,
	5.068148904796111e-17,
	-2.2370566594359995e-18,
	-2.187342944303018e-18,
}
