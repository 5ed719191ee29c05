package surfaces

import (
	"math"

	"descent/internal/vec"
)

// Expressions are differentiated forward: every part carries its value with its first and
// second derivatives, exact but for rounding (hyper-dual numbers: Fike, Alonso 2011, The
// development of hyper-dual numbers for exact second-derivative calculations, here with
// both variables in one pass). gonum's num/hyperdual has this arithmetic on the standard library's
// exp, log, sin and pow, whose last bits differ between architectures, and its products
// may be fused; this one is on internal/vec's.
//
// Where a derivative is 0, its product with an infinite one is taken as 0: √(x² + y²) has
// the gradient 0 at its tip, and |x| has 0 at its crease. Of two equal
// arguments of min or max the first counts.

// function returns the value of a function of one argument and its first two derivatives.
type function func(u float64) (f, f1, f2 float64)

var functions = map[string]function{
	"sin": func(u float64) (f, f1, f2 float64) {
		s := vec.Sin(u)
		return s, vec.Cos(u), -s
	},
	"cos": func(u float64) (f, f1, f2 float64) {
		c := vec.Cos(u)
		return c, -vec.Sin(u), -c
	},
	"tan": func(u float64) (f, f1, f2 float64) {
		t := vec.Tan(u)
		f1 = 1 + square(t)
		return t, f1, 2 * t * f1
	},
	"exp": func(u float64) (f, f1, f2 float64) {
		e := vec.Exp(u)
		return e, e, e
	},
	"log": func(u float64) (f, f1, f2 float64) { return vec.Log(u), 1 / u, -1 / square(u) },
	"sqrt": func(u float64) (f, f1, f2 float64) {
		r := math.Sqrt(u)
		return r, 1 / (2 * r), -1 / (4 * u * r)
	},
	"abs": func(u float64) (f, f1, f2 float64) {
		switch {
		case u > 0:
			return u, 1, 0
		case u < 0:
			return -u, -1, 0
		}
		return math.Abs(u), 0, 0
	},
	"tanh": func(u float64) (f, f1, f2 float64) {
		t := vec.Tanh(u)
		f1 = 1 - square(t)
		return t, f1, -2 * t * f1
	},
}

// power is u^c, for whole c by multiplications.
func power(u, c float64) float64 {
	switch {
	case c == math.Trunc(c) && math.Abs(c) < 1<<53:
		if c < 0 {
			return 1 / vec.PowInt(u, int(-c))
		}
		return vec.PowInt(u, int(c))
	case c == 0.5:
		return math.Sqrt(u)
	case u < 0:
		return math.NaN()
	}
	return vec.Pow(u, c)
}

// times is a·b, where 0·∞ is 0.
func times(a, b float64) float64 {
	if a == 0 || b == 0 {
		return 0
	}
	return float64(a * b)
}

// of is the chain rule: f of a part, from f's value and derivatives there.
func (u jet) of(f, f1, f2 float64, order int) jet {
	out := jet{f: f}
	if order >= 1 {
		out.dx, out.dy = times(f1, u.dx), times(f1, u.dy)
	}
	if order >= 2 {
		out.xx = times(f2, square(u.dx)) + times(f1, u.xx)
		out.xy = times(f2, float64(u.dx*u.dy)) + times(f1, u.xy)
		out.yy = times(f2, square(u.dy)) + times(f1, u.yy)
	}
	return out
}

// product is the product rule.
func (u jet) product(v jet, order int) jet {
	out := jet{f: u.f * v.f}
	if order >= 1 {
		out.dx = times(u.dx, v.f) + times(u.f, v.dx)
		out.dy = times(u.dy, v.f) + times(u.f, v.dy)
	}
	if order >= 2 {
		out.xx = times(u.xx, v.f) + float64(2*times(u.dx, v.dx)) + times(u.f, v.xx)
		out.xy = times(u.xy, v.f) + times(u.dx, v.dy) + times(u.dy, v.dx) + times(u.f, v.xy)
		out.yy = times(u.yy, v.f) + float64(2*times(u.dy, v.dy)) + times(u.f, v.yy)
	}
	return out
}

// quotient is the quotient rule, from q·v = u.
func (u jet) quotient(v jet, order int) jet {
	q := jet{f: u.f / v.f}
	if order >= 1 {
		q.dx = (u.dx - times(q.f, v.dx)) / v.f
		q.dy = (u.dy - times(q.f, v.dy)) / v.f
	}
	if order >= 2 {
		q.xx = (u.xx - float64(2*times(q.dx, v.dx)) - times(q.f, v.xx)) / v.f
		q.xy = (u.xy - times(q.dx, v.dy) - times(q.dy, v.dx) - times(q.f, v.xy)) / v.f
		q.yy = (u.yy - float64(2*times(q.dy, v.dy)) - times(q.f, v.yy)) / v.f
	}
	return q
}

// apply computes a node from its operands, with derivatives up to an order; constant tells
// whether the second operand is.
func (n *node) apply(u, v jet, order int, constant bool) jet {
	switch n.op {
	case opNegate:
		return jet{-u.f, -u.dx, -u.dy, -u.xx, -u.xy, -u.yy}
	case opAdd:
		return jet{u.f + v.f, u.dx + v.dx, u.dy + v.dy, u.xx + v.xx, u.xy + v.xy, u.yy + v.yy}
	case opSubtract:
		return jet{u.f - v.f, u.dx - v.dx, u.dy - v.dy, u.xx - v.xx, u.xy - v.xy, u.yy - v.yy}
	case opMultiply:
		return u.product(v, order)
	case opDivide:
		return u.quotient(v, order)
	case opMin:
		if v.f < u.f || v.f != v.f {
			return v
		}
		return u
	case opMax:
		if v.f > u.f || v.f != v.f {
			return v
		}
		return u
	case opCall:
		f, f1, f2 := n.function(u.f)
		return u.of(f, f1, f2, order)
	}
	return u.power(v, order, constant)
}

// power is u^v.
func (u jet) power(v jet, order int, constant bool) jet {
	c := v.f
	if constant || order == 0 {
		f := power(u.f, c)
		if order == 0 {
			return jet{f: f}
		}
		return u.of(f, times(c, power(u.f, c-1)), times(c*(c-1), power(u.f, c-2)), order)
	}
	// e^(v·ln u), where that is defined.
	l := math.NaN()
	if u.f > 0 {
		l = vec.Log(u.f)
	}
	f := power(u.f, c)
	return v.product(u.of(l, 1/u.f, -1/square(u.f), order), order).of(f, f, f, order)
}

// evaluate computes an expression at a point, with derivatives up to an order.
func evaluate(nodes []node, x, y float64, order int) jet {
	var room [48]jet // most expressions need no more, and nothing is allocated
	at := room[:0]
	if len(nodes) > len(room) {
		at = make([]jet, 0, len(nodes))
	}
	for i := range nodes {
		switch n := &nodes[i]; {
		case n.constant:
			at = append(at, jet{f: n.value})
		case n.op == opX:
			at = append(at, jet{f: x, dx: 1})
		case n.op == opY:
			at = append(at, jet{f: y, dy: 1})
		default:
			at = append(at, n.apply(at[n.a], at[n.b], order, nodes[n.b].constant))
		}
	}
	return at[len(at)-1]
}
