package surfaces

import (
	"crypto/sha256"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// DefaultWindow is an expression's where none is given.
var DefaultWindow = Window{-5, 5, -5, 5}

var word = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_-]*$`)

// Parse returns the surface of a name, or that of an expression in x and y ([Expression]).
// A zero window is the surface's own, and [DefaultWindow] for an expression.
// Its errors are one line; that of a wrong expression is a *[SyntaxError].
func Parse(text string, w Window) (*Surface, error) {
	text = strings.TrimSpace(text)
	if s, err := Lookup(text); err == nil {
		if w != (Window{}) {
			other := *s
			other.Window = w
			return &other, nil
		}
		return s, nil
	}
	if w == (Window{}) {
		w = DefaultWindow
	}
	s, err := Expression(text, w)
	if _, wrong := err.(*SyntaxError); wrong && word.MatchString(text) {
		_, err = Lookup(text) // a name that is misspelt
	}
	return s, err
}

// Expression makes a surface of an expression in x and y, such as
// "(1-x)^2 + 100*(y-x^2)^2": numbers, pi, e, + - * / ^ and the functions sin, cos, tan, exp,
// log (natural), sqrt, abs, tanh, min, max and pow. Gradient and second
// derivatives are exact but for rounding. Its name is the expression in a canonical
// spelling, which Expression reads as the same; its minima and its start are
// looked for in the window. A wrong expression is a *[SyntaxError]; one that is finite
// nowhere in the window is an error too.
func Expression(text string, w Window) (*Surface, error) {
	nodes, err := parse(text)
	if err != nil {
		return nil, err
	}
	name := spell(nodes)
	formula := printed(name)
	s := &Surface{
		Name: name, Title: shorten(formula, 60), Formula: shorten(formula, 300),
		Source: "an expression", Lesson: "what its author wants to see",
		Window: w, FileName: fileName(name),
		F: func(x, y float64) float64 { return evaluate(nodes, x, y, 0).f },
		Gradient: func(x, y float64) (dx, dy float64) {
			j := evaluate(nodes, x, y, 1)
			return j.dx, j.dy
		},
		Hessian: func(x, y float64) (xx, xy, yy float64) {
			j := evaluate(nodes, x, y, 2)
			return j.xx, j.xy, j.yy
		},
	}
	if err := s.explore(); err != nil {
		return nil, err
	}
	return s, nil
}

// The tightness of an operation, as the grammar has it.
const (
	looseSum = iota
	looseProduct
	looseSigned
	loosePower
	tight
)

// spell writes an expression in its canonical spelling: shortest numbers, and only the
// parentheses that are needed to read it as it is.
func spell(nodes []node) string {
	var b strings.Builder
	var write func(i, tightness int)
	write = func(i, tightness int) {
		n := nodes[i]
		wrap := func(own int, write func()) {
			if own < tightness {
				b.WriteByte('(')
				defer b.WriteByte(')')
			}
			write()
		}
		binary := func(own int, sign string, left, right int) {
			wrap(own, func() {
				write(n.a, left)
				b.WriteString(sign)
				write(n.b, right)
			})
		}
		switch n.op {
		case opNumber:
			if n.name == "" {
				n.name = strconv.FormatFloat(n.value, 'g', -1, 64)
			}
			b.WriteString(n.name)
		case opX:
			b.WriteByte('x')
		case opY:
			b.WriteByte('y')
		case opNegate:
			wrap(looseSigned, func() {
				b.WriteByte('-')
				write(n.a, looseSigned)
			})
		case opAdd:
			binary(looseSum, " + ", looseSum, looseProduct)
		case opSubtract:
			binary(looseSum, " - ", looseSum, looseProduct)
		case opMultiply:
			binary(looseProduct, "*", looseProduct, looseSigned)
		case opDivide:
			binary(looseProduct, "/", looseProduct, looseSigned)
		case opPower:
			binary(loosePower, "^", tight, looseSigned)
		case opCall:
			b.WriteString(n.name + "(")
			write(n.a, looseSum)
			b.WriteByte(')')
		default:
			b.WriteString(map[op]string{opMin: "min(", opMax: "max("}[n.op])
			write(n.a, looseSum)
			b.WriteString(", ")
			write(n.b, looseSum)
			b.WriteByte(')')
		}
	}
	write(len(nodes)-1, looseSum)
	return b.String()
}

var smallPower = regexp.MustCompile(`\^([23])([^0-9.e]|$)`)

// printed is an expression as mathematics prints it.
func printed(name string) string {
	name = smallPower.ReplaceAllStringFunc(name, func(m string) string {
		return map[byte]string{'2': "²", '3': "³"}[m[1]] + m[2:]
	})
	return strings.NewReplacer("-", "−", "*", "·", "pi", "π").Replace(name)
}

// shorten cuts a text that is longer than n characters.
func shorten(text string, n int) string {
	if r := []rune(text); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return text
}

var notInFiles = regexp.MustCompile(`[^a-z0-9]+`)

// fileName is a name for files: what can be read of the expression, and a
// hash that tells apart what reads alike.
func fileName(name string) string {
	readable := notInFiles.ReplaceAllString(name, "_")
	readable = strings.Trim(readable[:min(len(readable), 40)], "_")
	return fmt.Sprintf("f_%s_%x", readable, sha256.Sum256([]byte(name)))[:len("f_")+len(readable)+len("_")+8]
}
