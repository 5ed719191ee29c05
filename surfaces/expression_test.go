package surfaces

import (
	"math"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// builtIn are surfaces as one would type them.
var builtIn = map[string]string{
	"beale":            "(1.5-x+x*y)^2 + (2.25-x+x*y^2)^2 + (2.625-x+x*y^3)^2",
	"saddle":           "5*x^2-y^2",
	"rosenbrock":       "(1-x)^2+100*(y-x^2)^2",
	"himmelblau":       "(x^2+y-11)^2+(x+y^2-7)^2",
	"quadratic":        "(x^2+25*y^2)/2",
	"booth":            "(x+2*y-7)^2+(2*x+y-5)^2",
	"matyas":           "0.26*(x^2+y^2)-.48*x*y",
	"ravine":           "25*(y-sin(x))^2+x^2/20",
	"plateau":          "x^2/(1+x^2)+y^2/(1+y^2)",
	"monkey_saddle":    "x^3-3*x*y^2",
	"mccormick":        "sin(x+y)+(x-y)^2-1.5*x+2.5*y+1",
	"three_hump_camel": "2*x^2-1.05*x^4+x^6/6+x*y+y^2",
	"six_hump_camel":   "(4-2.1*x^2+x^4/3)*x^2+x*y+(-4+4*y^2)*y^2",
	"styblinski_tang":  "(pow(x,4)-16*x^2+5*x+pow(y,4)-16*y^2+5*y)/2",
	"goldstein_price": "(1+(x+y+1)^2*(19-14*x+3*x^2-14*y+6*x*y+3*y^2))*" +
		"(30+(2*x-3*y)^2*(18-32*x+12*x^2+48*y-36*x*y+27*y^2))",
	"sharp_flat":  "0.01*(x^2+y^2)-exp(-8*((x+2)^2+y^2))-exp(-0.32*((x-2)^2+y^2))",
	"ackley":      "-20*exp(-0.2*sqrt(0.5*(x^2+y^2)))-exp(0.5*(cos(2*pi*x)+cos(2*pi*y)))+e+20",
	"rastrigin":   "20+x^2-10*cos(2*pi*x)+y^2-10*cos(2*pi*y)",
	"griewank":    "(x^2+y^2)/4000-cos(x)*cos(y/sqrt(2))+1",
	"levy":        "sin(pi*(1+(x-1)/4))^2+((x-1)/4)^2*(1+10*sin(pi*(1+(x-1)/4)+1)^2)+((y-1)/4)^2*(1+sin(2*pi*(1+(y-1)/4))^2)",
	"schwefel":    "418.9829*2-x*sin(sqrt(abs(x)))-y*sin(sqrt(abs(y)))",
	"eggholder":   "-(y+47)*sin(sqrt(abs(y+x/2+47)))-x*sin(sqrt(abs(x-(y+47))))",
	"michalewicz": "-sin(x)*sin(x^2/pi)^20-sin(y)*sin(2*y^2/pi)^20",
	"easom":       "-cos(x)*cos(y)*exp(-((x-pi)^2+(y-pi)^2))",
}

// TestExpressionsOfSurfaces: the expression of a built-in surface has its f, gradient
// and second derivatives.
func TestExpressionsOfSurfaces(t *testing.T) {
	for name, text := range builtIn {
		want, err := Lookup(name)
		require.NoError(t, err)
		s, err := Expression(text, want.Window)
		require.NoError(t, err, name)
		var scale float64
		grid(want, 15, func(x, y float64) {
			xx, xy, yy := want.Hessian(x, y)
			for _, v := range []float64{want.F(x, y), xx, xy, yy} {
				scale = max(scale, math.Abs(v))
			}
		})
		grid(want, 15, func(x, y float64) {
			dx, dy := want.Gradient(x, y)
			xx, xy, yy := want.Hessian(x, y)
			ex, ey := s.Gradient(x, y)
			exx, exy, eyy := s.Hessian(x, y)
			assert.InDeltaSlice(t, []float64{want.F(x, y), dx, dy, xx, xy, yy}, []float64{s.F(x, y), ex, ey, exx, exy, eyy}, 1e-13*scale, "%s at (%g, %g)", name, x, y)
		})
	}
}

// TestPrecedence: as in mathematics.
func TestPrecedence(t *testing.T) {
	x, y := 3.0, 2.0
	for text, want := range map[string]float64{
		"-x^2": -9, "(-x)^2": 9, "2^3^2": 512, "(2^3)^2": 64, "2^-1": 0.5, "-x^-y": -1.0 / 9, "2*-x": -6, "x - y - 1": 0,
		"12/x/y": 2, "12/(x/y)": 8, "12/x*y": 8, "x-y*2": -1, "(x-y)*2": 2, "--x": 3, "+x": 3, "-x*y": -6, "x^2*y": 18,
		"x^y^2": 81, "-2^2": -4, "min(x,y)": 2, "max(x,y,7,1)": 7, "min(4,x,y)": 2, "pow(x, y)": 9, "pow(x,y)^2": 81, "abs(y-x)": 1,
		"1e2+x": 103, "1E+2": 100, "1.5e-1*y": 0.3, ".5*y": 1, "5.*y": 10, "x−y·x": -3, "2×π/π": 2, "log(e)": 1, "cos(pi)": -1,
		"sqrt(x*x)": 3, "tanh(0)": 0, "tan(0)+exp(0)": 1, "(-2)^3": -8, "(-2)^-2": 0.25, "x^0": 1, "0^0": 1, " ( x )\t+\n y ": 5,
	} {
		nodes, err := parse(text)
		if assert.NoError(t, err, text) {
			assert.InDelta(t, want, evaluate(nodes, x, y, 0).f, 1e-15*math.Abs(want), text)
		}
	}
}

// TestSpelling: the canonical spelling has no parenthesis too many, and one that
// could change a value is kept.
func TestSpelling(t *testing.T) {
	for text, want := range map[string]string{
		"(1-x)^2+100*(y-x^2)^2": "(1 - x)^2 + 100*(y - x^2)^2",
		"((x))+(y*(2))":         "x + y*2",
		"x+(y+1)":               "x + (y + 1)", // its rounding differs
		"(x+y)+1":               "x + y + 1",
		"-(x^2)":                "-x^2",
		"(-x)^2":                "(-x)^2",
		"(2^3)^2":               "(2^3)^2",
		"2^(3^2)":               "2^3^2",
		"pow(x+1,2)":            "(x + 1)^2",
		"min(x,y,1)":            "min(min(x, y), 1)",
		"1000000*x":             "1e+06*x",
		"-(x+y)":                "-(x + y)",
		"a":                     "",
	} {
		nodes, err := parse(text)
		if want == "" {
			assert.Error(t, err)
			continue
		}
		require.NoError(t, err)
		assert.Equal(t, want, spell(nodes), text)
	}
	s, err := Expression("x^2+2.5*pi*y^20 - y^3", DefaultWindow)
	require.NoError(t, err)
	assert.Equal(t, "x² + 2.5·π·y^20 − y³", s.Formula)
}

// TestSyntaxErrors: each has its column, and a caret under it.
func TestSyntaxErrors(t *testing.T) {
	for _, c := range []struct {
		text   string
		column int
		reason string
	}{
		{"", 1, "empty"},
		{"   ", 4, "empty"},
		{"x+", 3, "it ends where"},
		{"x + sine(y)", 5, `unknown name "sine": did you mean "sin"?`},
		{"xx", 1, `unknown name "xx": did you mean "x"?`},
		{"2x", 2, `an operator such as * is missing before "x"`},
		{"x y", 3, "an operator such as * is missing"},
		{"(x)(y)", 4, "an operator such as * is missing"},
		{"(x+y", 1, "this parenthesis is not closed"},
		{"x+y)", 4, "no parenthesis is open here"},
		{"x**2", 3, "a power is written ^, not **"},
		{"sin x", 5, "sin wants its argument in parentheses"},
		{"sin(x,y)", 1, "sin takes one argument, not 2"},
		{"1+pow(x)", 3, "pow takes two arguments, not 1"},
		{"min(x)", 1, "min takes two arguments or more, not 1"},
		{"sin()", 5, "unexpected \")\""},
		{"(1,5)*x", 3, "a comma stands only between the arguments"},
		{"1.2.3", 4, "a second point"},
		{".", 1, "a point without digits"},
		{"1e999", 1, "1e999 is larger than any number here"},
		{"x = 3", 3, `unexpected "="`},
		{"x ? y", 3, `unexpected "?"`},
		{"^2", 1, `unexpected "^"`},
		{"x^", 3, "it ends where"},
		{"ξ+x", 1, "unknown name"},
		{strings.Repeat("(", 10_000) + "x" + strings.Repeat(")", 10_000), 10_001, "longer than 10000 characters"},
		{strings.Repeat("(", 4000) + "x" + strings.Repeat(")", 4000), 202, "nested deeper than 200 levels"},
		{strings.Repeat("-", 4000) + "x", 202, "nested deeper than 200 levels"},
		{"x" + strings.Repeat("^x", 4000), 403, "nested deeper than 200 levels"},
		{"x\x00", 2, "unexpected"},
		{"\xff", 1, "unexpected"},
	} {
		_, err := Expression(c.text, DefaultWindow)
		var wrong *SyntaxError
		require.ErrorAs(t, err, &wrong, "%.20q", c.text)
		assert.Equal(t, c.column, wrong.Column, "%.20q: %v", c.text, err)
		assert.Contains(t, wrong.Reason, c.reason, "%.20q", c.text)
		checkExcerpt(t, wrong)
	}
	assert.Equal(t, "x + sine(y)\n    ^", (&SyntaxError{Text: "x + sine(y)", Column: 5}).Excerpt())
	long := &SyntaxError{Text: strings.Repeat("x+", 100) + "?", Column: 201}
	assert.Equal(t, "…+"+strings.Repeat("x+", 35)+"?\n"+strings.Repeat(" ", 72)+"^", long.Excerpt())
}

// checkExcerpt: the caret stands under the column, within what is shown.
func checkExcerpt(t *testing.T, e *SyntaxError) {
	t.Helper()
	lines := strings.Split(e.Excerpt(), "\n")
	require.Len(t, lines, 2)
	text, caret := []rune(lines[0]), len(lines[1])-1
	require.LessOrEqual(t, len(text), excerptWidth+2)
	require.LessOrEqual(t, caret, len(text))
	require.NotContains(t, e.Error(), "\n")
	if all := []rune(e.Text); e.Column <= len(all) && caret < len(text) {
		want := all[e.Column-1]
		if !unicode.IsPrint(want) {
			want = ' '
		}
		require.Equal(t, string(want), string(text[caret]))
	}
}

// TestExploration: minima and start are found in the window.
func TestExploration(t *testing.T) {
	s, err := Expression(builtIn["himmelblau"], himmelblau.Window)
	require.NoError(t, err)
	require.Len(t, s.Minima, 4)
	assert.Empty(t, s.Local)
	for _, m := range s.Minima {
		near := math.Inf(1)
		for _, k := range himmelblau.Minima {
			near = min(near, math.Hypot(m.X-k.X, m.Y-k.Y))
		}
		assert.Less(t, near, 1e-9)
	}
	gap, label := s.GapAt(0, 0)
	assert.InDelta(t, 170, gap, 1e-12)
	assert.Equal(t, "f − f*", label)

	s, err = Expression(builtIn["three_hump_camel"], threeHumpCamel.Window)
	require.NoError(t, err)
	assert.Len(t, s.Minima, 1)
	assert.Len(t, s.Local, 2)

	// Without a minimum in the window, heights count from the least value in it.
	s, err = Expression("x-y", Window{0, 1, 0, 1})
	require.NoError(t, err)
	assert.Empty(t, s.Minima)
	gap, label = s.GapAt(1, 0)
	assert.Equal(t, 2.0, gap)
	assert.Equal(t, "f − least f in the window", label)

	// A start has as few digits as it needs.
	for window, start := range map[Window][2]float64{
		{-1, 1, -8, 8}:                     {-0.7, 4.8},
		{0, 0.7, -0.3, 1.1}:                {0.105, 0.82},
		{1e12, 1e12 + 20, -1e300, 1e300}:   {1e12 + 3, 6e299},
		{1e9, 1e9 + 1.0/1024, -1e-9, 1e-9}: {1e9 + 0.15/1024, 6e-10},
	} {
		s, err = Expression("x+y", window)
		require.NoError(t, err)
		assert.InDelta(t, start[0], s.Start[0], 1e-9*(window.X1-window.X0)+1e-7)
		if start[0] < 1e9 {
			assert.Equal(t, start, s.Start)
		}
		assert.True(t, window.Contains(s.Start[0], s.Start[1]))
	}

	// Half of the window has no logarithm; the start is in the other.
	s, err = Expression("log(x)^2+y^2", DefaultWindow)
	require.NoError(t, err)
	assert.Greater(t, s.Start[0], 0.0)
	assert.True(t, s.Finite(s.Start[0], s.Start[1]))
	assert.False(t, s.Finite(-1, 0))
	assert.InDelta(t, 0.5, s.Undefined(s.Window), 0.01)
	require.Len(t, s.Minima, 1)
	assert.InDelta(t, 1, s.Minima[0].X, 1e-9)

	_, err = Expression("log(-1-x^2)", DefaultWindow)
	assert.EqualError(t, err, "log(-1 - x^2) is nowhere finite in the window -5,5,-5,5")
	_, err = Expression("3", DefaultWindow)
	assert.NoError(t, err, "a plain is a surface")
}

func TestParse(t *testing.T) {
	s, err := Parse(" beale ", Window{})
	require.NoError(t, err)
	assert.Same(t, beale, s)
	s, err = Parse("beale", Window{0, 1, 0, 1})
	require.NoError(t, err)
	assert.Equal(t, Window{0, 1, 0, 1}, s.Window)
	assert.NotEqual(t, beale.Window, s.Window)
	s, err = Parse("x", Window{})
	require.NoError(t, err)
	assert.Equal(t, DefaultWindow, s.Window)
	for text, want := range map[string]string{
		"biele": `unknown surface "biele": did you mean "beale"?`, "six-hump-camel": `did you mean "six_hump_camel"?`,
		"quux": `unknown surface "quux"`, "quux+x": `column 1: unknown name "quux"`,
	} {
		_, err = Parse(text, Window{})
		assert.ErrorContains(t, err, want)
	}
}

func TestFileNames(t *testing.T) {
	seen := map[string]bool{}
	for _, text := range []string{"x+y", "x-y", "x*y", "x/y", "x^y", "../x/../y", "1e300*x", strings.Repeat("x+", 500) + "y", strings.Repeat("x+", 500) + "x"} {
		nodes, err := parse(text)
		if err != nil {
			continue
		}
		f := fileName(spell(nodes))
		assert.Regexp(t, `^f_[a-z0-9_]{1,40}_[0-9a-f]{8}$`, f)
		assert.False(t, seen[f])
		seen[f] = true
	}
	assert.Len(t, seen, 8)
}

func TestParseWindow(t *testing.T) {
	w, err := ParseWindow("-1, 2.5,0,1e3")
	require.NoError(t, err)
	assert.Equal(t, Window{-1, 2.5, 0, 1000}, w)
	assert.Equal(t, "-1,2.5,0,1000", w.String())
	for text, want := range map[string]string{
		"": "four numbers x0,x1,y0,y1, not 1", "1,2,3": "not 3", "1,2,3,4,5": "not 5", "0,1,a,2": `"a" is none`, "0,Inf,0,1": `"Inf" is none`,
		"NaN,1,0,1": `"NaN" is none`, "1,1,0,1": "empty: x0 = 1 is not below x1 = 1", "0,1,3,2": "empty: y0 = 3 is not below y1 = 2",
		"-1e308,1e308,0,1": "too wide in x", "0,1,1,1.0000000000000002": "too narrow in y", "0,1e-320,0,1": "too narrow in x", "0,1e999,0,1": "is none",
	} {
		_, err := ParseWindow(text)
		assert.ErrorContains(t, err, want, text)
	}
}
