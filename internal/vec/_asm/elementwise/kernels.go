package main

import "strings"

// kernel is an elementwise primitive or a reduction: what it computes of each element.
type kernel struct {
	name   string // that of the twin
	params string // as in the twin's signature, a vector with []
	// element is the formula of one element: its new value in v, or its term.
	// It must round as the twin does, operation by operation.
	element func(x args) *node
	lanes   string // of a reduction, the type of the lanes that take the terms

	// all gives, in place of element, the new values where v is not the only vector
	// that changes.
	all func(x args) []output
}

// args are the parameters of a call by name.
type args map[string]*node

// param is a parameter of a kernel.
type param struct {
	name   string
	vector bool
}

func (k kernel) parameters() []param {
	var ps []param
	for _, p := range strings.Fields(k.params) {
		name, vector := strings.CutSuffix(p, "[]")
		ps = append(ps, param{name, vector})
	}
	return ps
}

// output is what an iteration computes and the vector that it is for.
type output struct {
	name string
	*node
}

// outputs are those of a primitive; a reduction's term is that of v.
func (k kernel) outputs() []output {
	x := args{}
	for _, p := range k.parameters() {
		o := scalar
		if p.vector {
			o = load
		}
		x[p.name] = &node{op: o, name: p.name}
	}
	if k.all != nil {
		return k.all(x)
	}
	return []output{{"v", k.element(x)}}
}

var kernels = []kernel{
	{name: "fill", params: "v[] s", element: func(x args) *node { return x["s"] }},
	{name: "scale", params: "v[] s", element: func(x args) *node { return x["v"].Mul(x["s"]) }},
	{name: "divide", params: "v[] s", element: func(x args) *node { return x["v"].Div(x["s"]) }},
	{name: "mul", params: "v[] a[]", element: func(x args) *node { return x["v"].Mul(x["a"]) }},
	{name: "addScaled", params: "v[] s a[]", element: func(x args) *node { return x["v"].Add(x["s"].Mul(x["a"])) }},
	{name: "addAbs", params: "v[] a[]", element: func(x args) *node { return x["v"].Add(x["a"].Abs()) }},
	{name: "addGrowth", params: "v[] s a[] o[] b[]", element: func(x args) *node {
		return x["v"].Add(x["s"].Mul(x["a"].Sub(x["o"]).Mul(x["b"])))
	}},
	{name: "interpolate", params: "v[] a[] b[] s", element: func(x args) *node {
		return x["a"].Add(x["s"].Mul(x["b"].Sub(x["a"])))
	}},

	// Averages.
	{name: "mix", params: "v[] alpha beta a[]", element: func(x args) *node {
		return x["alpha"].Mul(x["v"]).Add(x["beta"].Mul(x["a"]))
	}},
	{name: "mixSquares", params: "v[] alpha beta a[]", element: func(x args) *node {
		return x["alpha"].Mul(x["v"]).Add(x["beta"].Mul(x["a"].Mul(x["a"])))
	}},
	{name: "mixRaisedSquares", params: "v[] alpha beta a[] eps", element: func(x args) *node {
		return x["alpha"].Mul(x["v"]).Add(x["beta"].Mul(x["a"].Mul(x["a"]).Add(x["eps"])))
	}},
	{name: "mixOverRoot", params: "v[] alpha beta a[] d[] inside outside", element: func(x args) *node {
		step := x["beta"].Mul(x["a"]).Div(x["d"].Add(x["inside"]).Sqrt().Add(x["outside"]))
		return x["alpha"].Mul(x["v"]).Add(step)
	}},
	{name: "mixOverRootOf", params: "v[] alpha beta a[] d[] gamma delta b[] inside outside", all: func(x args) []output {
		d := x["gamma"].Mul(x["d"]).Add(x["delta"].Mul(x["b"].Mul(x["b"])))
		step := x["beta"].Mul(x["a"]).Div(d.Add(x["inside"]).Sqrt().Add(x["outside"]))
		return []output{{"v", x["alpha"].Mul(x["v"]).Add(step)}, {"d", d}}
	}},
	{name: "stepOverRoot", params: "v[] alpha a[] q[] b[] d[] gamma delta c[] eps", all: func(x args) []output {
		d := x["gamma"].Mul(x["d"]).Add(x["delta"].Mul(x["c"].Mul(x["c"])))
		inverse := number(1).Div(d.Sqrt().Add(x["eps"]))
		return []output{{"v", x["alpha"].Mul(x["v"]).Sub(x["a"].Mul(inverse))}, {"q", x["b"].Mul(inverse)}, {"d", d}}
	}},
	{name: "mixOverCbrt", params: "v[] alpha beta o[] a[] d[] eps", element: func(x args) *node {
		point := x["o"].Sub(x["a"].Div(cbrt(x["d"]).Add(x["eps"])))
		return x["beta"].Mul(point).Add(x["alpha"].Mul(x["v"])) // v last, or there are too few registers
	}},
	{name: "averageSquaredErrors", params: "v[] alpha beta a[] b[] eps", element: func(x args) *node {
		e := x["a"].Sub(x["b"])
		return x["alpha"].Mul(x["v"]).Add(x["beta"].Mul(e.Mul(e))).Add(x["eps"])
	}},
	{name: "approachSquares", params: "v[] s a[]", element: func(x args) *node {
		v, square := x["v"], x["a"].Mul(x["a"])
		step := x["s"].Mul(square)
		moved := square.Less(v).Choose(v.Sub(step), v.Add(step))
		return v.Equal(square).Choose(v, moved)
	}},

	// Quotients and roots.
	{name: "addOver", params: "v[] s a[] d[] eps", element: func(x args) *node {
		return x["v"].Add(x["s"].Mul(x["a"]).Div(x["d"].Add(x["eps"])))
	}},
	{name: "overRoot", params: "v[] a[] d[] eps", element: func(x args) *node {
		return x["a"].Div(x["d"].Sqrt().Max(x["eps"]))
	}},
	{name: "rootRatio", params: "v[] a[] n[] d[] eps", element: func(x args) *node {
		return x["n"].Add(x["eps"]).Div(x["d"].Add(x["eps"])).Sqrt().Mul(x["a"])
	}},
	{name: "roots", params: "v[] a[]", element: func(x args) *node { return x["a"].Sqrt() }},
	{name: "bet", params: "v[] o[] c[] l[] g[] r[] alpha", element: func(x args) *node {
		l := x["l"]
		share := x["c"].Div(x["g"].Add(l).Max(x["alpha"].Mul(l)))
		return x["o"].Add(share.Mul(l.Add(x["r"]).Div(l)))
	}},
	{name: "shrink", params: "v[] z[] lambda s d[] e", element: func(x args) *node {
		z, lambda := x["z"], x["lambda"]
		pulled := z.AtLeast(lambda.Neg()).AtMost(lambda).Sub(z)
		by := x["s"].Mul(x["d"]).Add(x["e"])
		nothing := by.Equal(number(0)).Choose(pulled, number(1)) // 0 of 0/0
		return nothing.Equal(number(0)).Choose(pulled, pulled.Div(by))
	}},

	// Bounds and signs.
	{name: "minimum", params: "v[] a[]", element: func(x args) *node { return x["v"].Min(x["a"]) }},
	{name: "atMost", params: "v[] bound", element: func(x args) *node { return x["v"].Min(x["bound"]) }},
	{name: "maximum", params: "v[] a[]", element: func(x args) *node { return x["v"].Max(x["a"]) }},
	{name: "maxAbs", params: "v[] beta a[] eps", element: func(x args) *node {
		return x["beta"].Mul(x["v"]).Max(x["a"].Abs().Add(x["eps"]))
	}},
	{name: "atLeast", params: "v[] floor", element: func(x args) *node { return x["v"].AtLeast(x["floor"]) }},
	{name: "clamp", params: "v[] bound", element: func(x args) *node {
		return x["v"].AtLeast(x["bound"].Neg()).AtMost(x["bound"])
	}},
	{name: "loseTo", params: "v[] a[] x[] o[]", element: func(x args) *node {
		return x["v"].Sub(x["a"].Mul(x["x"].Sub(x["o"]))).Max(number(0))
	}},
	{name: "addSign", params: "v[] s a[]", element: func(x args) *node {
		return x["v"].Add(x["s"].Mul(sign(x["a"])))
	}},
	{name: "addSigned", params: "v[] s d[] a[]", element: func(x args) *node {
		return x["v"].Add(x["s"].Mul(x["d"]).Mul(sign(x["a"])))
	}},
	{name: "grow", params: "v[] q[] up down low high", element: func(x args) *node {
		v, q := x["v"], x["q"]
		by := number(0).Less(q).Choose(x["up"], x["down"])
		grown := v.Mul(by).AtLeast(x["low"]).AtMost(x["high"])
		return q.Equal(q).Choose(q.Equal(number(0)).Choose(v, grown), q)
	}},
	{name: "dropNegative", params: "v[] q[]", element: func(x args) *node {
		return x["q"].Less(number(0)).Choose(number(0), x["v"])
	}},
	{name: "dropUpTo", params: "v[] bound", element: func(x args) *node {
		return x["v"].NotMore(x["bound"]).Choose(number(0), x["v"])
	}},
	{name: "dropBelow", params: "v[] bound", element: func(x args) *node {
		return x["v"].Abs().Less(x["bound"]).Choose(number(0), x["v"])
	}},
	{name: "mixWhere", params: "v[] alpha beta a[]", element: func(x args) *node {
		mixed := x["alpha"].Mul(x["v"]).Add(x["beta"].Mul(x["a"]))
		return x["a"].Equal(number(0)).Choose(x["v"], mixed)
	}},
	{name: "mixSquaresWhere", params: "v[] alpha beta a[]", element: func(x args) *node {
		mixed := x["alpha"].Mul(x["v"]).Add(x["beta"].Mul(x["a"].Mul(x["a"])))
		return x["a"].Equal(number(0)).Choose(x["v"], mixed)
	}},
	{name: "copyWhere", params: "v[] q[] a[]", element: func(x args) *node {
		return x["q"].Equal(number(0)).Choose(x["v"], x["a"])
	}},

	// Sums, in eight lanes.
	{name: "dot", params: "v[] a[]", lanes: sumLanes, element: func(x args) *node {
		return x["v"].Widen().Mul(x["a"].Widen())
	}},
	{name: "sumAbs", params: "v[]", lanes: sumLanes, element: func(x args) *node { return x["v"].Abs().Widen() }},
	{name: "squaredDistance", params: "v[] a[]", lanes: sumLanes, element: func(x args) *node {
		d := x["v"].Widen().Sub(x["a"].Widen())
		return d.Mul(d)
	}},
	{name: "dotDifference", params: "v[] a[] b[]", lanes: sumLanes, element: func(x args) *node {
		return x["v"].Widen().Mul(x["a"].Widen().Sub(x["b"].Widen()))
	}},

	// The largest in sixteen lanes, since no order changes it.
	{name: "largest", params: "v[]", lanes: topLanes, element: func(x args) *node { return x["v"].Abs() }},
}

// The lanes of reductions: of sums, which add up, and of maxima.
const (
	sumLanes = "*[8]float64"
	topLanes = "*[16]float32"
)

// laneCount is how many lanes a reduction has.
func (k kernel) laneCount() int {
	if k.lanes == sumLanes {
		return 8
	}
	return 16
}

// sign is 1, −1, or a itself where it is ±0 or NaN.
func sign(a *node) *node {
	other := a.Equal(number(0)).Choose(a, a.SignOf())
	return a.Equal(a).Choose(other, a)
}

// cbrt is the twin's cube root of x ≥ 0.
func cbrt(x *node) *node {
	low := x.Less(number(1))
	scaled := x.Mul(low.Choose(number(0x1p30), number(0x1p-30)))
	third := scaled.ShiftRight16().MulInt(bits(0x5556)).AddInt(bits(0x2a520000))
	r := binary(and, third, bits(0xffff0000))
	cube := r.Mul(r).Mul(r)
	t := scaled.Sub(cube).Div(cube)
	r = r.Mul(low.Choose(number(0x1p-10), number(0x1p10)))
	q := t.Mul(t)
	p := number(0.03066625).Mul(q).Add(number(0.06172516).Sub(number(0.041496698).Mul(t)))
	p = p.Mul(q).Add(number(0.33333334).Sub(number(0.111109994).Mul(t)))
	root := x.Abs().NotMore(bits(0x7f7fffff)).Choose(r.Add(r.Mul(t).Mul(p)), x)
	return x.Equal(number(0)).Choose(x, root)
}
