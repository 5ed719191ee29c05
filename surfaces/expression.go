package surfaces

import (
	"crypto/sha256"
	"fmt"
	"math"
	"regexp"
	"slices"
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

var unsafe = regexp.MustCompile(`[^a-z0-9]+`)

// fileName is a name for files: what can be read of the expression, and a
// hash that tells apart what reads alike.
func fileName(name string) string {
	readable := unsafe.ReplaceAllString(name, "_")
	readable = strings.Trim(readable[:min(len(readable), 40)], "_")
	return fmt.Sprintf("f_%s_%x", readable, sha256.Sum256([]byte(name)))[:len("f_")+len(readable)+len("_")+8]
}

// scan is the number of points along each side on which explore looks around.
const scan = 61

// explore looks for minima and a start in the window.
func (s *Surface) explore() error {
	w := s.Window
	var f [scan][scan]float64
	least := math.Inf(1)
	for i := range scan {
		for j := range scan {
			v := s.F(w.at(i, j, scan))
			if f[i][j] = v; v-v != 0 {
				f[i][j] = math.Inf(1)
			}
			least = min(least, f[i][j])
		}
	}
	if math.IsInf(least, 1) {
		return fmt.Errorf("%s is nowhere finite in the window %v", shorten(s.Name, 60), w)
	}
	var found []Minimum
	for i := range scan {
		for j := range scan {
			if x, y := w.at(i, j, scan); isLow(&f, i, j) {
				if m, ok := s.polish(x, y); ok && !slices.ContainsFunc(found, m.near(w)) {
					found = append(found, m)
				}
			}
		}
	}
	slices.SortStableFunc(found, func(a, b Minimum) int {
		switch {
		case a.F < b.F:
			return -1
		case a.F > b.F:
			return 1
		}
		return 0
	})
	// The lowest are those of f if no point of the window lies lower.
	if len(found) > 0 && found[0].F <= least {
		equal := 0
		for equal < len(found) && found[equal].F-found[0].F <= 1e-9*(1+math.Abs(found[0].F)) {
			equal++
		}
		s.Minima, s.Local = found[:equal:equal], found[equal:]
	} else {
		s.Local = found
		s.Gap = func(x, y float64) float64 { return s.F(x, y) - least }
		s.GapLabel = "f − least f in the window"
	}
	s.findStart()
	return nil
}

// isLow tells whether no neighbour lies lower, and one higher.
func isLow(f *[scan][scan]float64, i, j int) bool {
	if math.IsInf(f[i][j], 1) {
		return false
	}
	higher := false
	for a := max(0, i-1); a <= min(scan-1, i+1); a++ {
		for b := max(0, j-1); b <= min(scan-1, j+1); b++ {
			if f[a][b] < f[i][j] {
				return false
			}
			higher = higher || f[a][b] > f[i][j]
		}
	}
	return higher
}

// polish leads to the minimum near a point by Newton's method, which goes back by
// halves where f would rise. It gives up where second derivatives are not positive
// definite: at a minimum on a crease, or in a valley that is level.
func (s *Surface) polish(x, y float64) (m Minimum, ok bool) {
	w, f := s.Window, s.F(x, y)
	for range 50 {
		dx, dy := s.Gradient(x, y)
		xx, xy, yy := s.Hessian(x, y)
		det := float64(xx*yy) - square(xy)
		if !(xx > 0) || !(det > 0) {
			return Minimum{}, false
		}
		sx, sy := (float64(yy*dx)-float64(xy*dy))/det, (float64(xx*dy)-float64(xy*dx))/det
		arrived := math.Abs(sx) <= 1e-7*(w.X1-w.X0) && math.Abs(sy) <= 1e-7*(w.Y1-w.Y0)
		at := Minimum{x - sx, y - sy, s.F(x-sx, y-sy)}
		for halves := 0; !(at.F <= f) && halves < 50; halves++ {
			sx, sy = float64(sx/2), float64(sy/2)
			at = Minimum{x - sx, y - sy, s.F(x-sx, y-sy)}
		}
		if !(at.F < f) { // as low as numbers go
			return Minimum{x, y, f}, arrived && w.Contains(x, y)
		}
		x, y, f = at.X, at.Y, at.F
	}
	return Minimum{}, false
}

// near returns a test for minima that are the same but for rounding.
func (m Minimum) near(w Window) func(Minimum) bool {
	return func(o Minimum) bool {
		return math.Abs(o.X-m.X) <= 1e-6*(w.X1-w.X0) && math.Abs(o.Y-m.Y) <= 1e-6*(w.Y1-w.Y0)
	}
}

// findStart looks for a start where f and its gradient are finite and it is not level: as
// near as may be to the upper left of the window, and off its edge.
func (s *Surface) findStart() {
	const n, left, top = 21, 3, 16 // 15 % of x, 80 % of y
	s.Start[0], s.Start[1] = s.Window.at(left, top, n)
	nearest := math.MaxInt
	for i := 2; i < n-2; i++ {
		for j := 2; j < n-2; j++ {
			x, y := s.Window.at(i, j, n)
			distance := (i-left)*(i-left) + (j-top)*(j-top)
			if p := s.at(x, y); distance < nearest && p.finite() && p.GradNorm > 0 {
				s.Start, nearest = [2]float64{x, y}, distance
			}
		}
	}
}
