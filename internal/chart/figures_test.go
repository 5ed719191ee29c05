package chart

import (
	"fmt"
	"math"
	"strconv"
)

// The figures of the tests: real paths by update rules of three lines each, on
// functions with gradients by central differences.

// own is the setting of a figure of its own size.
var own = setting{theme: &light, width: defaultWidth, height: defaultHeight}

type field func(x, y float64) float64

func (f field) gradient(p Point) Point {
	const h = 1e-6
	return Point{(f(p.X+h, p.Y) - f(p.X-h, p.Y)) / (2 * h), (f(p.X, p.Y+h) - f(p.X, p.Y-h)) / (2 * h)}
}

func beale(x, y float64) float64 {
	a, b, c := 1.5-x+x*y, 2.25-x+x*y*y, 2.625-x+x*y*y*y
	return a*a + b*b + c*c
}

func rosenbrock(x, y float64) float64 { return (1-x)*(1-x) + 100*(y-x*x)*(y-x*x) }

func himmelblau(x, y float64) float64 {
	a, b := x*x+y-11, x+y*y-7
	return a*a + b*b
}

func saddle(x, y float64) float64 { return 5*x*x - y*y }

// rule is an update rule for one coordinate with two slots of state.
type rule func(t int, x, g float64, s *[2]float64) float64

func sgd(lr float64) rule {
	return func(_ int, x, g float64, _ *[2]float64) float64 { return x - lr*g }
}

func momentum(lr, mu float64, nesterov bool) rule {
	return func(_ int, x, g float64, s *[2]float64) float64 {
		s[0] = mu*s[0] - lr*g
		if nesterov {
			return x + mu*s[0] - lr*g
		}
		return x + s[0]
	}
}

func adagrad(lr float64) rule {
	return func(_ int, x, g float64, s *[2]float64) float64 {
		s[0] += g * g
		return x - lr*g/(math.Sqrt(s[0])+1e-12)
	}
}

func rmsprop(lr, rho float64) rule {
	return func(_ int, x, g float64, s *[2]float64) float64 {
		s[0] = rho*s[0] + (1-rho)*g*g
		return x - lr*g/(math.Sqrt(s[0])+1e-10)
	}
}

func adam(lr float64) rule {
	return func(t int, x, g float64, s *[2]float64) float64 {
		s[0], s[1] = 0.9*s[0]+0.1*g, 0.999*s[1]+0.001*g*g
		n := float64(t)
		return x - lr*s[0]/(1-math.Pow(0.9, n))/(math.Sqrt(s[1]/(1-math.Pow(0.999, n)))+1e-8)
	}
}

// walk runs a rule; value is what the panel on the right shows.
func walk(label string, i int, f field, start Point, steps int, r rule, value func(Point) float64) Path {
	p := Path{Label: label, Style: StyleAt(i), Points: []Point{start}, Curve: []float64{value(start)}}
	var sx, sy [2]float64
	at := start
	for t := 1; t <= steps; t++ {
		g := f.gradient(at)
		at = Point{r(t, at.X, g.X, &sx), r(t, at.Y, g.Y, &sy)}
		if !at.finite() || !finite(value(at)) {
			p.Diverged = t
			break
		}
		p.Points, p.Curve = append(p.Points, at), append(p.Curve, value(at))
	}
	return p
}

func bealeFigure() Contour {
	start := Point{1, 1.6}
	value := func(p Point) float64 { return beale(p.X, p.Y) }
	c := Contour{
		Title:    "Momentum overshoots the valley, adaptive rates walk straight into it",
		Subtitle: "Beale's function from (1, 1.6), 193 steps; the learning rates differ by a factor of 1000",
		F:        beale, Window: Window{-4.5, 4.5, -4.5, 4.5}, Minima: []Point{{3, 0.5}}, Start: start,
	}
	for i, o := range []struct {
		name, spec string
		r          rule
	}{
		{"sgd", "sgd:lr=0.001", sgd(0.001)},
		{"momentum", "momentum:lr=0.001,momentum=0.95", momentum(0.001, 0.95, false)},
		{"nesterov", "nesterov:lr=0.001,momentum=0.95", momentum(0.001, 0.95, true)},
		{"adagrad", "adagrad:lr=1,initial_accumulator=0,eps=1e-12", adagrad(1)},
		{"rmsprop", "rmsprop:lr=0.075,rho=0.95,eps=1e-10", rmsprop(0.075, 0.95)},
		{"adam", "adam:lr=0.1,beta1=0.9,beta2=0.999,eps=1e-8", adam(0.1)},
	} {
		c.Paths = append(c.Paths, walk(o.name, i, beale, start, 193, o.r, value))
		c.Recipe = append(c.Recipe, o.spec)
	}
	c.Recipe = append(c.Recipe, "start (1, 1.6), 193 steps, float64, no clipping; level lines at 24 quantiles of f")
	return c
}

func rosenbrockFigure() Contour {
	start := Point{-1.5, 2.5}
	value := func(p Point) float64 { return rosenbrock(p.X, p.Y) }
	c := Contour{
		Title:    "In a curved valley the last decades take the longest",
		Subtitle: "Rosenbrock's function from (−1.5, 2.5), 1000 steps, rates tuned over a grid of nine",
		F:        rosenbrock, Window: Window{-2, 2, -1, 3},
		Minima: []Point{{1, 1}}, Start: start,
		Recipe: []string{"a long recipe of a single line that has to be wrapped because it does not fit the page: " +
			"momentum:lr=0.0005,momentum=0.95,nesterov=false,dampening=0,weight_decay=0,clipnorm=0,global_clipnorm=0,clipvalue=0,form=keras", "grid 1e-4 … 1, budget 9 runs"},
	}
	for i, r := range []rule{sgd(0.0005), momentum(0.0005, 0.95, false), momentum(0.0005, 0.95, true), adagrad(0.5), rmsprop(0.01, 0.9), adam(0.05), sgd(0.01)} {
		name := []string{"sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "sgd lr=0.01"}[i]
		c.Paths = append(c.Paths, walk(name, i, rosenbrock, start, 1000, r, value))
	}
	return c
}

func saddleFigure() Contour {
	start := Point{0.25, -0.000002}
	value := func(p Point) float64 { return math.Abs(p.Y) }
	c := Contour{
		Title:    "A saddle holds what follows the gradient's length",
		Subtitle: "5x² − y² from (0.25, −0.000002), a hair off the ridge, 193 steps",
		F:        saddle, Window: Window{-1, 1, -2, 2}, Start: start, CurveLabel: "|y|",
	}
	for i, o := range []struct {
		name string
		r    rule
	}{
		{"sgd", sgd(0.01)}, {"momentum", momentum(0.01, 0.95, false)}, {"nesterov", momentum(0.01, 0.95, true)},
		{"adagrad", adagrad(0.05)}, {"rmsprop", rmsprop(0.01, 0.95)}, {"adam", adam(0.03)},
	} {
		c.Paths = append(c.Paths, walk(o.name, i, saddle, start, 193, o.r, value))
		c.Recipe = append(c.Recipe, o.name+" …")
	}
	stays := walk("exactly on the ridge", 6, saddle, Point{0, 0}, 193, sgd(0.01), value)
	c.Paths = append(c.Paths, stays)
	return c
}

func himmelblauFigure() Contour {
	start := Point{-0.5, -1}
	value := func(p Point) float64 { return himmelblau(p.X, p.Y) }
	c := Contour{
		Title:    "Four minima: where a path ends depends on the optimizer",
		Subtitle: "Himmelblau's function from (−0.5, −1), 200 steps",
		F:        himmelblau, Window: Window{-6, 6, -6, 6}, Start: start,
		Minima: []Point{{3, 2}, {-2.805118, 3.131312}, {-3.779310, -3.283186}, {3.584428, -1.848126}},
	}
	for i, r := range []rule{sgd(0.01), momentum(0.01, 0.9, false), momentum(0.02, 0.95, true), adagrad(1), rmsprop(0.1, 0.9), adam(0.3), sgd(0.06), adam(0.01)} {
		name := []string{"sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "sgd lr=0.06", "adam lr=0.01"}[i]
		c.Paths = append(c.Paths, walk(name, i, himmelblau, start, 200, r, value))
		c.Recipe = append(c.Recipe, name+":lr=0.01,momentum=0.9")
	}
	return c
}

// trainingFigure has n series over eleven epochs, shaped like MNIST's.
func trainingFigure(n int) Training {
	names := []string{"sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamax", "nadam", "lion", "yogi", "lamb"}
	loss := Panel{Title: "Validation loss", XLabel: "epoch", YLabel: "loss", Scale: Log}
	acc := Panel{Title: "Validation accuracy, from where the lines separate", XLabel: "epoch", YLabel: "accuracy", Zoom: true, Percent: true}
	for i := range n {
		l, a := Series{Label: names[i%len(names)], Style: StyleAt(i)}, Series{Label: names[i%len(names)], Style: StyleAt(i)}
		best := 0.98 - 0.03*math.Pow(float64(i)/float64(n), 2)
		var noise [5][2][]float64
		for e := range 11 {
			t := float64(e)
			wave := 0.0012 * math.Sin(2.1*t+1.7*float64(i))
			rate := 0.6 + 0.13*float64((i*5)%7)
			y, v := best-(best-0.1)*math.Exp(-rate*t-2*math.Min(t, 1))+wave*math.Min(t, 1), 0.06+0.03*float64((i*3)%8)+2.2*math.Exp(-rate*t-math.Min(t, 1))
			l.X, a.X = append(l.X, t), append(a.X, t)
			l.Y, a.Y = append(l.Y, v), append(a.Y, y)
			l.Lo, l.Hi = append(l.Lo, v*0.94), append(l.Hi, v*1.07)
			a.Lo, a.Hi = append(a.Lo, y-0.001), append(a.Hi, y+0.0008)
			for r := range noise {
				z := math.Sin(float64(r*7+e*3+i)) * 0.0015
				noise[r][0], noise[r][1] = append(noise[r][0], v*(1+60*z)), append(noise[r][1], y+z)
			}
		}
		if i == n-1 {
			for e := 4; e < 11; e++ {
				l.Y[e], a.Y[e] = math.NaN(), math.NaN()
				l.Lo[e], a.Lo[e] = math.NaN(), math.NaN()
			}
			l.Y[3], a.Y[3] = 40, 0.09
			l.Y[2], a.Y[2] = 8, 0.1
			l.Note, a.Note = "diverged, step 412", "diverged, step 412"
		} else {
			for r := range noise {
				l.Runs, a.Runs = append(l.Runs, noise[r][0]), append(a.Runs, noise[r][1])
			}
		}
		loss.Series, acc.Series = append(loss.Series, l), append(acc.Series, a)
	}
	t := Training{
		Title:    strconv.Itoa(n) + " optimizers on MNIST: the adaptive ones lead early, momentum ends as high",
		Subtitle: "784-300-200-100-10 perceptron, batch 128, median and quartiles of 5 seeds",
		Panels:   []Panel{loss, acc},
	}
	for i := range n {
		t.Recipe = append(t.Recipe, fmt.Sprintf("%s:lr=0.00%d,momentum=0.9,eps=1e-7", names[i%len(names)], i+1))
	}
	return t
}
