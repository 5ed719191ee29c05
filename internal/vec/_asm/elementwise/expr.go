package main

import "math"

// op is an operation on vectors of float32 (narrow) or float64 (wide).
type op int

const (
	load     op = iota // from a vector of the call, narrow
	scalar             // a number of the call, in every lane
	constant           // a constant, in every lane
	add
	sub
	mul
	div
	sqrt
	maximum // as Go's max: NaN if one is, and +0 above −0
	minimum
	atLeast // max(x, s) for a scalar s that is not NaN; of zeros x, whatever the signs
	atMost  // min(x, s), likewise
	and     // of the bits
	or      // of the bits
	less    // compares, false where one is NaN, for choose alone
	notMore
	equal
	choose // of two by a comparison
	widen  // from float32 to float64

	// On the bits of float32, as unsigned integers:
	shiftRight16
	mulInt
	addInt
)

// node is an operation and what it is applied to. A node that occurs in several
// places is computed once.
type node struct {
	op   op
	args []*node
	name string // of a load or scalar
	bits uint32 // of a constant
	wide bool
}

func (x *node) Add(y *node) *node     { return binary(add, x, y) }
func (x *node) Sub(y *node) *node     { return binary(sub, x, y) }
func (x *node) Mul(y *node) *node     { return binary(mul, x, y) }
func (x *node) Div(y *node) *node     { return binary(div, x, y) }
func (x *node) Max(y *node) *node     { return binary(maximum, x, y) }
func (x *node) Min(y *node) *node     { return binary(minimum, x, y) }
func (x *node) AtLeast(s *node) *node { return binary(atLeast, x, s) }
func (x *node) AtMost(s *node) *node  { return binary(atMost, x, s) }
func (x *node) Less(y *node) *node    { return binary(less, x, y) }
func (x *node) NotMore(y *node) *node { return binary(notMore, x, y) }
func (x *node) Equal(y *node) *node   { return binary(equal, x, y) }
func (x *node) MulInt(y *node) *node  { return binary(mulInt, x, y) }
func (x *node) AddInt(y *node) *node  { return binary(addInt, x, y) }
func (x *node) ShiftRight16() *node   { return unary(shiftRight16, x, false) }
func (x *node) Sqrt() *node           { return unary(sqrt, x, x.wide) }
func (x *node) Widen() *node          { return unary(widen, x, true) }

// Choose is yes where the comparison m holds, else no.
func (m *node) Choose(yes, no *node) *node { return &node{op: choose, args: []*node{m, yes, no}} }

// Abs clears the sign.
func (x *node) Abs() *node { return binary(and, x, bits(0x7fffffff)) }

// Neg turns the sign.
func (x *node) Neg() *node { return number(-1).Mul(x) }

// SignOf is x ≠ 0 with the magnitude 1.
func (x *node) SignOf() *node {
	return binary(or, binary(and, x, bits(0x80000000)), number(1))
}

func unary(o op, x *node, wide bool) *node { return &node{op: o, args: []*node{x}, wide: wide} }
func binary(o op, x, y *node) *node        { return &node{op: o, args: []*node{x, y}, wide: x.wide} }

// made keeps the constants, so that equal ones are one node.
var made = map[uint32]*node{}

// bits is the constant number of these bits.
func bits(b uint32) *node {
	if made[b] == nil {
		made[b] = &node{op: constant, bits: b}
	}
	return made[b]
}

func number(x float32) *node { return bits(math.Float32bits(x)) }

// fixed tells whether x is the same in every iteration.
func (x *node) fixed() bool {
	if x.op == load {
		return false
	}
	for _, a := range x.args {
		if !a.fixed() {
			return false
		}
	}
	return true
}

// order lists the nodes that the outputs need, each after its arguments.
func order(outputs []output) []*node {
	var all []*node
	seen := map[*node]bool{}
	var visit func(*node)
	visit = func(y *node) {
		if seen[y] {
			return
		}
		seen[y] = true
		for _, a := range y.args {
			visit(a)
		}
		all = append(all, y)
	}
	for _, o := range outputs {
		visit(o.node)
	}
	return all
}
