package surfaces

import (
	"fmt"
	"math"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/num/hyperdual"

	"descent/internal/vec"
)

// FuzzParseWindow: what is read has a width and a height, and reads back the same.
func FuzzParseWindow(f *testing.F) {
	for _, text := range []string{"-1,1,-2,2", "0,1e308,0,1e-300", " 1 , 2,3,4", "1,1,1,1", "NaN,Inf,0,0", ",,,"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		w, err := ParseWindow(text)
		if err != nil {
			return
		}
		for _, side := range []float64{w.X1 - w.X0, w.Y1 - w.Y0} {
			require.True(t, side > 0 && side <= math.MaxFloat64, text)
		}
		again, err := ParseWindow(w.String())
		require.NoError(t, err)
		require.Equal(t, w, again)
	})
}

// tree is an expression that is made at random, and what it is to be.
type tree struct {
	sign string // +, -, *, /, ^, neg, a function, x, y or a number
	a, b *tree
}

func randomTree(r *rand.Rand, depth int) *tree {
	if depth == 0 || r.IntN(6) == 0 {
		return &tree{sign: []string{"x", "y", "x", "y", "2", "0.5", "3", "1.25"}[r.IntN(8)]}
	}
	a, b := randomTree(r, depth-1), randomTree(r, depth-1)
	switch k := r.IntN(12); {
	case k < 6:
		return &tree{[]string{"+", "-", "*", "/", "+", "*"}[k], a, b}
	case k < 8:
		return &tree{"^", a, &tree{sign: []string{"2", "3", "4", "0.5", "1.5"}[r.IntN(5)]}}
	case k < 9:
		return &tree{"neg", a, nil}
	case k < 10:
		return &tree{"^", &tree{"exp", a, nil}, b} // a positive base
	}
	return &tree{[]string{"sin", "cos", "tan", "exp", "log", "sqrt", "abs", "tanh"}[r.IntN(8)], a, nil}
}

// text writes the tree with a parenthesis around everything.
func (e *tree) text() string {
	switch {
	case e.a == nil:
		return e.sign
	case e.sign == "neg":
		return "(-" + e.a.text() + ")"
	case e.b == nil:
		return e.sign + "(" + e.a.text() + ")"
	}
	return "(" + e.a.text() + e.sign + e.b.text() + ")"
}

// hyper evaluates it in gonum's hyper-dual numbers.
func (e *tree) hyper(x, y hyperdual.Number) hyperdual.Number {
	if e.a == nil {
		switch e.sign {
		case "x":
			return x
		case "y":
			return y
		}
		v, _ := strconv.ParseFloat(e.sign, 64)
		return hyperdual.Number{Real: v}
	}
	a := e.a.hyper(x, y)
	switch e.sign {
	case "neg":
		return hyperdual.Scale(-1, a)
	case "sin":
		return hyperdual.Sin(a)
	case "cos":
		return hyperdual.Cos(a)
	case "tan":
		return hyperdual.Tan(a)
	case "exp":
		return hyperdual.Exp(a)
	case "log":
		return hyperdual.Log(a)
	case "sqrt":
		return hyperdual.Sqrt(a)
	case "abs":
		return hyperdual.Abs(a)
	case "tanh":
		return hyperdual.Tanh(a)
	}
	b := e.b.hyper(x, y)
	switch e.sign {
	case "+":
		return hyperdual.Add(a, b)
	case "-":
		return hyperdual.Sub(a, b)
	case "*":
		return hyperdual.Mul(a, b)
	case "/":
		return hyperdual.Mul(a, hyperdual.Inv(b))
	}
	if e.b.a == nil && e.b.sign != "x" && e.b.sign != "y" {
		return hyperdual.PowReal(a, b.Real)
	}
	return hyperdual.Pow(a, b)
}

// FuzzDerivatives compares f, gradient and second derivatives of random expressions with
// gonum's hyper-dual numbers, and the gradient with central differences where those
// tell the same with half the step.
func FuzzDerivatives(f *testing.F) {
	for seed := range uint64(300) {
		f.Add(seed, 0.7, -1.3)
	}
	f.Fuzz(func(t *testing.T, seed uint64, x, y float64) {
		if !(math.Abs(x) < 100) || !(math.Abs(y) < 100) {
			return
		}
		e := randomTree(rand.New(rand.NewPCG(seed, 1)), 4)
		nodes, err := parse(e.text())
		require.NoError(t, err)
		got := evaluate(nodes, x, y, 2)
		one := func(on bool) float64 {
			if on {
				return 1
			}
			return 0
		}
		at := func(x1, y1, x2, y2 bool) hyperdual.Number {
			return e.hyper(hyperdual.Number{Real: x, E1mag: one(x1), E2mag: one(x2)}, hyperdual.Number{Real: y, E1mag: one(y1), E2mag: one(y2)})
		}
		xx, xy, yy := at(true, false, true, false), at(true, false, false, true), at(false, true, false, true)
		want := []float64{xx.Real, xx.E1mag, yy.E1mag, xx.E1E2mag, xy.E1E2mag, yy.E1E2mag}
		scale := 1.0
		for _, v := range want {
			if v-v != 0 || math.Abs(v) > 1e8 {
				return // near a pole or outside the domain
			}
			scale = max(scale, math.Abs(v))
		}
		for k, v := range []float64{got.f, got.dx, got.dy, got.xx, got.xy, got.yy} {
			if conditioned(nodes, x, y) {
				require.InDelta(t, want[k], v, 1e-7*scale, "%s, %d at (%v, %v)", e.text(), k, x, y)
			}
		}
		slope := func(h float64) (dx, dy float64) {
			at := func(u, v float64) float64 { return evaluate(nodes, x+u, y+v, 0).f }
			return (at(h, 0) - at(-h, 0)) / (2 * h), (at(0, h) - at(0, -h)) / (2 * h)
		}
		ax, ay := slope(1e-5)
		bx, by := slope(5e-6)
		if math.Abs(ax-bx)+math.Abs(ay-by) < 1e-6*scale {
			require.InDelta(t, ax, got.dx, 1e-4*scale, e.text())
			require.InDelta(t, ay, got.dy, 1e-4*scale, e.text())
		}
		gradient := evaluate(nodes, x, y, 1)
		require.Equal(t, []float64{got.f, got.dx, got.dy}, []float64{gradient.f, gradient.dx, gradient.dy})
		require.Equal(t, got.f, evaluate(nodes, x, y, 0).f)
	})
}

// conditioned tells whether no part of an expression is so large that a cancellation leaves
// nothing of the others.
func conditioned(nodes []node, x, y float64) bool {
	for i := range nodes {
		j := evaluate(nodes[:i+1], x, y, 2)
		for _, v := range []float64{j.f, j.dx, j.dy, j.xx, j.xy, j.yy} {
			if !(math.Abs(v) < 1e6) {
				return false
			}
		}
	}
	return true
}

// FuzzExpression: whatever is typed, the parser returns an error with a place or an
// expression that another parser evaluates to the same number, and whose canonical
// spelling is the same expression.
func FuzzExpression(f *testing.F) {
	for _, text := range builtIn {
		f.Add(text)
	}
	for _, text := range []string{"-x^-2^-y", "min(x,y,2)*max(1,2)", "2x", "sin(", "1e5e", "((x)", "x−π·y", "pow(x,y)/tan(x)", "log(-x)", "x^-1.5e+2", "..", "+-+x"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		nodes, err := parse(text)
		if err != nil {
			wrong := err.(*SyntaxError)
			require.GreaterOrEqual(t, wrong.Column, 1)
			require.LessOrEqual(t, wrong.Column, len([]rune(text))+1)
			checkExcerpt(t, wrong)
			return
		}
		canonical := spell(nodes)
		again, err := parse(canonical)
		if err != nil && len(canonical) > maxLength/2 {
			return // it is longer than what was typed
		}
		require.NoError(t, err, canonical)
		require.Equal(t, canonical, spell(again))
		for _, p := range [][2]float64{{0.7, -1.3}, {-2.5, 3}, {0, 0}} {
			j, k := evaluate(nodes, p[0], p[1], 2), evaluate(again, p[0], p[1], 2)
			require.Equal(t, fmt.Sprint(j), fmt.Sprint(k), canonical)
			want := shuntingYard(text, p[0], p[1])
			require.True(t, want == j.f || want != want && j.f != j.f, "%q at %v: %v, not %v", text, p, j.f, want)
		}
	})
}

var digits = regexp.MustCompile(`^(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?`)

// shuntingYard evaluates an expression that is known to be right by Dijkstra's
// algorithm (1961), with two stacks and no tree.
func shuntingYard(text string, x, y float64) float64 {
	var values []float64
	var signs []string
	var counts []int // of the arguments of open functions; 0 for a plain parenthesis
	pop := func() float64 {
		v := values[len(values)-1]
		values = values[:len(values)-1]
		return v
	}
	tightness := map[string]int{"+": 1, "-": 1, "*": 2, "/": 2, "neg": 3, "pos": 3, "^": 4}
	do := func(sign string) {
		b := pop()
		switch sign {
		case "neg":
			values = append(values, -b)
		case "pos":
			values = append(values, b)
		case "+":
			values = append(values, pop()+b)
		case "-":
			values = append(values, pop()-b)
		case "*":
			values = append(values, float64(pop()*b))
		case "/":
			values = append(values, pop()/b)
		case "^":
			values = append(values, power(pop(), b))
		}
	}
	until := func(stop func(top string) bool) {
		for len(signs) > 0 && signs[len(signs)-1] != "(" && !stop(signs[len(signs)-1]) {
			top := signs[len(signs)-1]
			signs = signs[:len(signs)-1]
			do(top)
		}
	}
	text = strings.NewReplacer("−", "-", "·", "*", "×", "*", "π", " pi ").Replace(text)
	operand := true // is wanted next
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case '0' <= c && c <= '9' || c == '.':
			written := digits.FindString(text[i:])
			v, _ := strconv.ParseFloat(written, 64)
			values = append(values, v)
			i, operand = i+len(written), false
		case c >= 'a' && c <= 'z':
			end := i
			for end < len(text) && text[end] >= 'a' && text[end] <= 'z' {
				end++
			}
			name := text[i:end]
			i = end
			if v, ok := map[string]float64{"x": x, "y": y, "pi": math.Pi, "e": math.E}[name]; ok {
				values, operand = append(values, v), false
			} else {
				signs = append(signs, name)
			}
		case c == '(':
			counts = append(counts, 1)
			signs = append(signs, "(")
			i, operand = i+1, true
		case c == ',':
			until(func(string) bool { return false })
			counts[len(counts)-1]++
			i, operand = i+1, true
		case c == ')':
			until(func(string) bool { return false })
			signs = signs[:len(signs)-1]
			n := counts[len(counts)-1]
			counts = counts[:len(counts)-1]
			if len(signs) > 0 && signs[len(signs)-1][0] >= 'a' && tightness[signs[len(signs)-1]] == 0 {
				args := append([]float64(nil), values[len(values)-n:]...)
				values = append(values[:len(values)-n], call(signs[len(signs)-1], args))
				signs = signs[:len(signs)-1]
			}
			i, operand = i+1, false
		case strings.ContainsRune("+-*/^", rune(c)):
			sign := string(c)
			if operand { // a sign takes effect when what is tighter has been done
				sign = map[string]string{"+": "pos", "-": "neg"}[sign]
			} else {
				until(func(top string) bool {
					return tightness[top] < tightness[sign] || tightness[top] == tightness[sign] && sign == "^"
				})
			}
			signs = append(signs, sign)
			i, operand = i+1, true
		default:
			i++ // space
		}
	}
	until(func(string) bool { return false })
	return values[0]
}

func call(name string, args []float64) float64 {
	u := args[0]
	switch name {
	case "sin":
		return vec.Sin(u)
	case "cos":
		return vec.Cos(u)
	case "tan":
		return vec.Tan(u)
	case "exp":
		return vec.Exp(u)
	case "log":
		return vec.Log(u)
	case "sqrt":
		return math.Sqrt(u)
	case "abs":
		return math.Abs(u)
	case "tanh":
		return vec.Tanh(u)
	case "pow":
		return power(u, args[1])
	}
	for _, v := range args[1:] {
		if name == "min" {
			u = min(u, v)
		} else {
			u = max(u, v)
		}
	}
	return u
}
