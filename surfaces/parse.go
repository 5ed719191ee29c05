package surfaces

import (
	"fmt"
	"math"
	"strconv"
	"unicode"

	"descent/internal/suggest"
)

// The grammar, loosest first. A power binds tighter than the sign before it and is
// right-associative, as in mathematics: −x^2 = −(x^2), 2^3^2 = 2^(3^2).
//
//	sum     = product { ("+" | "-") product }
//	product = signed { ("*" | "/") signed }
//	signed  = ("+" | "-") signed | power
//	power   = primary [ "^" signed ]
//	primary = number | name | name "(" sum { "," sum } ")" | "(" sum ")"
//
// The signs of printed mathematics − · × π are understood too.

// Bounds of what is read: the parser is recursive, and every evaluation visits the whole.
const (
	maxNesting = 200
	maxLength  = 10_000
)

// op is what a node of an expression does.
type op uint8

const (
	opNumber op = iota
	opX
	opY
	opNegate
	opAdd
	opSubtract
	opMultiply
	opDivide
	opPower
	opMin
	opMax
	opCall // of a function of one argument
)

// node is a part of an expression. Operands are the indices of earlier nodes.
type node struct {
	op       op
	a, b     int
	value    float64 // of a constant
	constant bool    // has neither x nor y in it
	name     string  // of a number that has one, or of a function
	function function
}

// names are the names of an expression, in the order in which they are told.
var names = []string{"x", "y", "pi", "e", "sin", "cos", "tan", "exp", "log", "sqrt", "abs", "tanh", "min", "max", "pow"}

// parser reads an expression into nodes, the whole being the last.
type parser struct {
	text    string
	runes   []rune
	at      int // of the next rune
	nesting int
	nodes   []node
}

// parse reads an expression; its error is a *SyntaxError.
func parse(text string) (nodes []node, err error) {
	p := &parser{text: text, runes: []rune(text)}
	defer func() {
		switch r := recover().(type) {
		case nil:
		case *SyntaxError:
			nodes, err = nil, r
		default:
			panic(r)
		}
	}()
	if len(p.runes) > maxLength {
		p.fail(maxLength, "longer than %d characters", maxLength)
	}
	if p.peek() == 0 {
		p.fail(len(p.runes), "empty: a function of x and y such as (1-x)^2+100*(y-x^2)^2 is wanted")
	}
	p.sum()
	if r := p.peek(); r != 0 {
		switch {
		case r == ')':
			p.fail(p.at, "no parenthesis is open here")
		case r == '(' || r == '_' || r == '.' || unicode.IsLetter(r) || unicode.IsDigit(r):
			p.fail(p.at, "an operator such as * is missing before %q", string(r))
		}
		p.fail(p.at, "unexpected %q", string(r))
	}
	return p.nodes, nil
}

// fail ends the parse; at counts from 0.
func (p *parser) fail(at int, format string, args ...any) {
	panic(&SyntaxError{Text: p.text, Column: at + 1, Reason: fmt.Sprintf(format, args...)})
}

// peek skips space and returns the next rune, 0 at the end.
func (p *parser) peek() rune {
	for p.at < len(p.runes) && unicode.IsSpace(p.runes[p.at]) {
		p.at++
	}
	if p.at == len(p.runes) {
		return 0
	}
	switch r := p.runes[p.at]; r {
	case '−':
		return '-'
	case '·', '×':
		return '*'
	case 0:
		return unicode.ReplacementChar
	default:
		return r
	}
}

// add appends a node and returns its index. A constant's value is known from here on.
func (p *parser) add(n node) int {
	switch n.op {
	case opX, opY:
	case opNumber:
		n.constant = true
	default:
		n.constant = p.nodes[n.a].constant && p.nodes[n.b].constant
		if n.constant {
			n.value = n.apply(jet{f: p.nodes[n.a].value}, jet{f: p.nodes[n.b].value}, 0, true).f
		}
	}
	p.nodes = append(p.nodes, n)
	return len(p.nodes) - 1
}

// deeper counts a level of nesting for the time of f.
func (p *parser) deeper(f func() int) int {
	if p.nesting++; p.nesting > maxNesting {
		p.fail(p.at, "nested deeper than %d levels", maxNesting)
	}
	n := f()
	p.nesting--
	return n
}

func (p *parser) sum() int {
	a := p.product()
	for {
		switch p.peek() {
		case '+':
			p.at++
			a = p.add(node{op: opAdd, a: a, b: p.product()})
		case '-':
			p.at++
			a = p.add(node{op: opSubtract, a: a, b: p.product()})
		default:
			return a
		}
	}
}

func (p *parser) product() int {
	a := p.signed()
	for {
		switch p.peek() {
		case '*':
			p.at++
			if p.peek() == '*' {
				p.fail(p.at, "a power is written ^, not **")
			}
			a = p.add(node{op: opMultiply, a: a, b: p.signed()})
		case '/':
			p.at++
			a = p.add(node{op: opDivide, a: a, b: p.signed()})
		default:
			return a
		}
	}
}

func (p *parser) signed() int {
	switch p.peek() {
	case '+':
		p.at++
		return p.deeper(p.signed)
	case '-':
		p.at++
		a := p.deeper(p.signed)
		return p.add(node{op: opNegate, a: a, b: a})
	}
	return p.power()
}

func (p *parser) power() int {
	a := p.primary()
	if p.peek() != '^' {
		return a
	}
	p.at++
	return p.add(node{op: opPower, a: a, b: p.deeper(p.signed)})
}

func (p *parser) primary() int {
	r := p.peek()
	switch {
	case r == '(':
		open := p.at
		p.at++
		a := p.deeper(p.sum)
		p.closing(open)
		return a
	case '0' <= r && r <= '9' || r == '.':
		return p.number()
	case r == 'π':
		p.at++
		return p.add(node{op: opNumber, value: math.Pi, name: "pi"})
	case r == '_' || unicode.IsLetter(r):
		return p.name()
	case r == 0:
		p.fail(len(p.runes), "it ends where a number, x, y, a function or a parenthesis is wanted")
	}
	p.fail(p.at, "unexpected %q where a number, x, y, a function or a parenthesis is wanted", string(p.runes[p.at]))
	return 0
}

// closing takes the parenthesis that ends what was opened at a place.
func (p *parser) closing(open int) {
	switch p.peek() {
	case ')':
		p.at++
	case 0:
		p.fail(open, "this parenthesis is not closed")
	case ',':
		p.fail(p.at, "a comma stands only between the arguments of a function; decimals have a point")
	default:
		p.fail(p.at, "an operator or a closing parenthesis is missing before %q", string(p.runes[p.at]))
	}
}

// number reads digits with at most one point, and an exponent if digits follow its e.
func (p *parser) number() int {
	from, digits := p.at, 0
	skip := func() (n int) {
		for p.at < len(p.runes) && '0' <= p.runes[p.at] && p.runes[p.at] <= '9' {
			p.at++
			n++
		}
		return n
	}
	next := func(set ...rune) bool {
		for _, r := range set {
			if p.at < len(p.runes) && p.runes[p.at] == r {
				p.at++
				return true
			}
		}
		return false
	}
	digits += skip()
	if next('.') {
		digits += skip()
	}
	if digits == 0 {
		p.fail(from, "a point without digits")
	}
	if end := p.at; next('e', 'E') {
		next('+', '-')
		if skip() == 0 {
			p.at = end // what follows is no exponent
		}
	}
	if p.at < len(p.runes) && p.runes[p.at] == '.' {
		p.fail(p.at, "a second point in a number")
	}
	v, err := strconv.ParseFloat(string(p.runes[from:p.at]), 64)
	if err != nil {
		p.fail(from, "%s is larger than any number here", string(p.runes[from:p.at]))
	}
	return p.add(node{op: opNumber, value: v})
}

// name reads a variable, a constant or a function with its arguments.
func (p *parser) name() int {
	from := p.at
	for p.at < len(p.runes) && (p.runes[p.at] == '_' || unicode.IsLetter(p.runes[p.at]) || unicode.IsDigit(p.runes[p.at])) {
		p.at++
	}
	name := string(p.runes[from:p.at])
	var n node
	switch name {
	case "x":
		return p.add(node{op: opX})
	case "y":
		return p.add(node{op: opY})
	case "pi":
		return p.add(node{op: opNumber, value: math.Pi, name: name})
	case "e":
		return p.add(node{op: opNumber, value: math.E, name: name})
	case "min":
		n.op = opMin
	case "max":
		n.op = opMax
	case "pow":
		n.op = opPower
	default:
		if functions[name] == nil {
			p.fail(from, "%v", suggest.Unknown("name", name, names))
		}
		n = node{op: opCall, name: name, function: functions[name]}
	}
	return p.call(n, name, from)
}

// call reads the arguments of a function.
func (p *parser) call(n node, name string, from int) int {
	if p.peek() != '(' {
		p.fail(p.at, "%s wants its argument in parentheses", name)
	}
	open := p.at
	p.at++
	args := []int{p.deeper(p.sum)}
	for p.peek() == ',' {
		p.at++
		args = append(args, p.deeper(p.sum))
	}
	p.closing(open)
	switch {
	case n.op == opCall && len(args) != 1:
		p.fail(from, "%s takes one argument, not %d", name, len(args))
	case n.op == opPower && len(args) != 2:
		p.fail(from, "%s takes two arguments, not %d", name, len(args))
	case n.op != opCall && len(args) < 2:
		p.fail(from, "%s takes two arguments or more, not %d", name, len(args))
	}
	if n.op == opCall {
		n.a, n.b = args[0], args[0]
		return p.add(n)
	}
	a := args[0]
	for _, b := range args[1:] {
		a = p.add(node{op: n.op, a: a, b: b})
	}
	return a
}
