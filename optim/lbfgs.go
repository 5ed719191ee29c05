package optim

import (
	"fmt"
	"math"

	"descent/internal/vec"
)

// LBFGS is Newton's method with an inverse Hessian made up from the last
// history_size steps and the changes of the gradient along them.
type LBFGS struct {
	Common
	MaxIter         int     `key:"max_iter" default:"20" range:"[1,inf)" help:"iterations in one step"`
	MaxEval         Maybe   `key:"max_eval" default:"none" range:"[1,inf)" help:"evaluations in one step, checked after each iteration; none: max_iter·5/4"`
	ToleranceGrad   float64 `key:"tolerance_grad" default:"1e-07" range:"[0,inf)" help:"largest element of the gradient at which a step ends"`
	ToleranceChange float64 `key:"tolerance_change" default:"1e-09" range:"[0,inf)" help:"change of the value or of a parameter at which a step ends"`
	HistorySize     int     `key:"history_size" default:"100" range:"[1,1e6]" help:"steps of which the curvature is kept"`
	LineSearch      string  `key:"line_search" alias:"line_search_fn" default:"none" words:"none strong_wolfe" help:"how the length of an iteration is found; none: it is lr"`
}

var lbfgs = &Definition{
	Name: "lbfgs", Title: "L-BFGS",
	Summary: "a quasi-Newton method: curvature from the last steps, many evaluations in one step; for whole gradients, on small batches it is unstable",
	Source: "Liu, Nocedal 1989, On the limited memory BFGS method for large scale optimization; " +
		"Nocedal, Wright 2006, Numerical optimization, algorithms 3.5, 3.6 and 7.4",
	Doc: `one step is up to max_iter iterations of
y = g − g₋;  s = α₋·d₋               kept, with the history_size−1 before, if y·s > 1e-10
d = −H·g                             two loops over the history, from H = (y·s)/(y·y)·I
α = lr                               in the very first iteration lr·min(1, 1/Σ|g|)
θ ← θ + α·d

line_search=strong_wolfe looks, starting from α = lr, for one at which
f(θ+α·d) ≤ f + 1e-4·α·g·d and |∇f(θ+α·d)·d| ≤ 0.9·|g·d|, by cubic interpolation.

A step ends when max|g| ≤ tolerance_grad, when g·d > −tolerance_change, when
max|α·d| or the change of f is within tolerance_change, or after max_iter
iterations or max_eval evaluations. It counts as one step whatever it evaluates,
which is up to 25 times by default. Without a line search lr = 1 may diverge. It wants the
same function at every evaluation: batches mislead it.

This is torch.optim.LBFGS, where line_search is called line_search_fn.
`,
	Forms:    []Form{Torch},
	config:   LBFGS{},
	defaults: map[string]string{"lr": "1"},
}

// Slots are none: [LBFGS] is an optimizer by itself.
func (r LBFGS) Slots() []Slot { return nil }

// The Wolfe conditions: sufficient decrease and curvature.
const (
	wolfeDecrease  = 1e-4
	wolfeCurvature = 0.9
)

// lbfgsOptimizer is the Optimizer of LBFGS.
type lbfgsOptimizer struct {
	LBFGS
	evaluation
	name string

	// What lasts from step to step.
	scalars Vec   // below, by index
	d       Vec   // the last direction
	g       Vec   // the gradient at which it starts
	y, s    []Vec // the history, two rings
	inverse Vec   // 1/(y·s) of each pair

	// Room within a step.
	coefficients []float64 // of the two loops
	x0           Vec       // where a line search starts
	ends         [2]bound  // of its bracket
	previous     bound     // its point before the present one
	names        [][2]string
	found        float64 // the objective's own value at the last evaluation
}

// The scalars.
const (
	lbfgsSteps      = iota // steps taken
	lbfgsIterations        // iterations of all steps
	lbfgsPairs             // pairs in the history
	lbfgsNext              // where the next one goes
	lbfgsInitial           // the initial inverse Hessian, a multiple of the identity
	lbfgsAlpha             // the length of the last iteration
	lbfgsScalars
)

// bound is a point of a line search: how far it is, the value, the slope along
// d, and the gradient.
type bound struct {
	alpha, f, slope float64
	g               Vec
}

// set makes b the point of a, with a copy of its gradient.
func (b *bound) set(a bound) {
	b.alpha, b.f, b.slope = a.alpha, a.f, a.slope
	b.g.Copy(a.g)
}

func (r LBFGS) optimizer(name string, e evaluation) Optimizer {
	n, p := e.params.X.Len(), e.params.X.Precision()
	o := &lbfgsOptimizer{
		LBFGS: r, evaluation: e, name: name,
		scalars: vec.Make(Float64, lbfgsScalars),
		d:       vec.Make(p, n), g: vec.Make(p, n), x0: vec.Make(p, n),
		inverse: vec.Make(Float64, r.HistorySize), coefficients: make([]float64, r.HistorySize),
	}
	o.scalars.Set(lbfgsInitial, 1)
	for k := range r.HistorySize {
		o.y, o.s = append(o.y, vec.Make(p, n)), append(o.s, vec.Make(p, n))
		o.names = append(o.names, [2]string{fmt.Sprintf("%s.y%d", name, k), fmt.Sprintf("%s.s%d", name, k)})
	}
	for _, b := range []*bound{&o.ends[0], &o.ends[1], &o.previous} {
		b.g = vec.Make(p, n)
	}
	return o
}

func (o *lbfgsOptimizer) Point() Vec { return o.params.X }

// LearningRate returns the rate of the next step.
func (o *lbfgsOptimizer) LearningRate() float64 { return o.rate(int(o.scalars.At(lbfgsSteps))) }

func (o *lbfgsOptimizer) Visit(f func(name string, v Vec)) {
	f("parameters", o.params.X)
	f(o.name+".scalars", o.scalars)
	f(o.name+".d", o.d)
	f(o.name+".g", o.g)
	f(o.name+".1/ys", o.inverse)
	for k := range o.y {
		f(o.names[k][0], o.y[k])
		f(o.names[k][1], o.s[k])
	}
	f(o.name+".rate", o.scale)
}

func (o *lbfgsOptimizer) reset() {
	o.scalars.Fill(0)
	o.scalars.Set(lbfgsInitial, 1)
	o.d.Fill(0)
	o.g.Fill(0)
}

// Step runs up to max_iter iterations.
func (o *lbfgsOptimizer) Step(objective Objective) float64 {
	x, g := o.params.X, o.params.G
	value, evaluations := o.value(objective), 1
	found := o.found
	t := o.scalars.At(lbfgsSteps)
	o.scalars.Set(lbfgsSteps, t+1)
	lr := o.rate(int(t))
	if g.Largest() <= o.ToleranceGrad {
		return found
	}
	for i := 1; ; i++ {
		first := o.scalars.At(lbfgsIterations) == 0
		o.scalars.Set(lbfgsIterations, o.scalars.At(lbfgsIterations)+1)
		alpha := lr
		if first {
			alpha *= min(1, 1/g.SumAbs())
			o.d.Copy(g)
			o.d.Scale(-1)
		} else {
			o.remember()
			o.direct()
		}
		o.g.Copy(g)
		last := value
		slope := g.Dot(o.d)
		o.scalars.Set(lbfgsAlpha, alpha)
		if slope > -o.ToleranceChange {
			break
		}
		if o.LineSearch == "strong_wolfe" {
			o.x0.Copy(x)
			n := 0
			alpha, value, n = o.search(objective, bound{alpha: alpha, f: value, slope: slope}, o.maxEval()-evaluations)
			evaluations += n
			o.scalars.Set(lbfgsAlpha, alpha)
			x.Copy(o.x0)
			x.AddScaled(alpha, o.d)
		} else {
			x.AddScaled(alpha, o.d)
			if i < o.MaxIter { // what the next iteration would see
				value = o.value(objective)
				evaluations++
			}
		}
		if i == o.MaxIter || evaluations >= o.maxEval() || g.Largest() <= o.ToleranceGrad ||
			math.Abs(alpha)*o.d.Largest() <= o.ToleranceChange || math.Abs(value-last) < o.ToleranceChange {
			break
		}
	}
	return found
}

// value evaluates at the parameters what is minimized: with coupled decay the
// objective and ½·weight_decay·‖θ‖², with maximize its opposite.
func (o *lbfgsOptimizer) value(objective Objective) float64 {
	f, _ := o.eval(objective) // no form of it accumulates
	o.found = f
	if o.common.Maximize {
		f = -f
	}
	if wd := o.common.WeightDecay; wd != 0 {
		f += float64(wd / 2 * o.params.X.SumSquares())
		o.params.G.AddScaled(wd, o.params.X)
	}
	return f
}

// maxEval returns how many evaluations a step may take.
func (r LBFGS) maxEval() int {
	if r.MaxEval.Given {
		return int(r.MaxEval.Value)
	}
	return r.MaxIter * 5 / 4
}

// remember keeps the last step and the change of the gradient along it, if the
// curvature is positive.
func (o *lbfgsOptimizer) remember() {
	y, s := o.ends[0].g, o.ends[1].g // free outside of a line search
	y.Copy(o.params.G)
	y.AddScaled(-1, o.g)
	s.Copy(o.d)
	s.Scale(o.scalars.At(lbfgsAlpha))
	ys := y.Dot(s)
	if !(ys > 1e-10) {
		return
	}
	k := int(o.scalars.At(lbfgsNext))
	o.y[k].Copy(y)
	o.s[k].Copy(s)
	o.inverse.Set(k, 1/ys)
	o.scalars.Set(lbfgsInitial, ys/y.SumSquares())
	o.scalars.Set(lbfgsNext, float64((k+1)%o.HistorySize))
	o.scalars.Set(lbfgsPairs, min(o.scalars.At(lbfgsPairs)+1, float64(o.HistorySize)))
}

// direct sets d to −H·g.
func (o *lbfgsOptimizer) direct() {
	o.d.Copy(o.params.G)
	o.d.Scale(-1)
	pairs, next := int(o.scalars.At(lbfgsPairs)), int(o.scalars.At(lbfgsNext))
	for i := 1; i <= pairs; i++ { // from the newest to the oldest
		k := (next - i + o.HistorySize) % o.HistorySize
		o.coefficients[k] = o.s[k].Dot(o.d) * o.inverse.At(k)
		o.d.AddScaled(-o.coefficients[k], o.y[k])
	}
	o.d.Scale(o.scalars.At(lbfgsInitial))
	for i := pairs; i >= 1; i-- {
		k := (next - i + o.HistorySize) % o.HistorySize
		o.d.AddScaled(o.coefficients[k]-float64(o.y[k].Dot(o.d)*o.inverse.At(k)), o.s[k])
	}
}

// probe evaluates at x0 + alpha·d. The point's gradient is that of the parameters.
func (o *lbfgsOptimizer) probe(objective Objective, alpha float64) bound {
	o.params.X.Copy(o.x0)
	o.params.X.AddScaled(alpha, o.d)
	f := o.value(objective)
	return bound{alpha, f, o.params.G.Dot(o.d), o.params.G}
}

// search looks along d for a point that meets the strong Wolfe conditions, with
// at most limit evaluations after its first. It is given the start of the
// search with the length to try first, leaves the found point's gradient in the
// parameters', and returns its length, its value and the number of evaluations.
func (o *lbfgsOptimizer) search(objective Objective, start bound, limit int) (alpha, f float64, evaluations int) {
	decreases := func(p bound) bool {
		return !(p.f > start.f+float64(wolfeDecrease*p.alpha*start.slope))
	}
	flat := func(p bound) bool { return math.Abs(p.slope) <= -wolfeCurvature*start.slope }

	low, high, previous := &o.ends[0], &o.ends[1], &o.previous
	previous.set(bound{0, start.f, start.slope, o.g})
	p := o.probe(objective, start.alpha)

	// Go on until two points have a good one between them.
	done := false
	n := 0
	for ; n < limit; n++ {
		if done = decreases(p) && !(n > 1 && p.f >= previous.f) && flat(p); done {
			low.set(p)
			break
		}
		if !decreases(p) || n > 1 && p.f >= previous.f || p.slope >= 0 {
			low.set(*previous)
			high.set(p)
			break
		}
		next := cubicMinimum(*previous, p, p.alpha+float64(0.01*(p.alpha-previous.alpha)), p.alpha*10)
		previous.set(p)
		p = o.probe(objective, next)
	}
	if n == limit {
		low.set(bound{0, start.f, start.slope, o.g})
		high.set(p)
	}
	if !done && !(low.f <= high.f) {
		low, high = high, low
	}

	// Narrow the bracket.
	size := o.d.Largest()
	slow := false // the last trial was near an end
	for ; !done && n < limit; n++ {
		left, right := min(low.alpha, high.alpha), max(low.alpha, high.alpha)
		if (right-left)*size < o.ToleranceChange {
			break
		}
		next := cubicMinimum(o.ends[0], o.ends[1], left, right)
		next, slow = inside(next, left, right, slow)
		p = o.probe(objective, next)
		if !decreases(p) || p.f >= low.f {
			high.set(p)
			if o.ends[0].f <= o.ends[1].f {
				low, high = &o.ends[0], &o.ends[1]
			} else {
				low, high = &o.ends[1], &o.ends[0]
			}
			continue
		}
		if done = flat(p); !done && p.slope*(high.alpha-low.alpha) >= 0 {
			high.set(*low)
		}
		low.set(p)
	}
	o.params.G.Copy(low.g)
	return low.alpha, low.f, n + 1
}

// inside keeps a trial between left and right from lying too near to one of
// them twice in a row.
func inside(alpha, left, right float64, slow bool) (float64, bool) {
	margin := float64(0.1 * (right - left))
	if !(min(right-alpha, alpha-left) < margin) {
		return alpha, false
	}
	if !slow && alpha < right && alpha > left {
		return alpha, true
	}
	if math.Abs(alpha-right) < math.Abs(alpha-left) {
		return right - margin, false
	}
	return left + margin, false
}

// cubicMinimum returns where, between left and right, the cubic has its minimum
// that has the values and slopes of a and b; the middle if there is none.
func cubicMinimum(a, b bound, left, right float64) float64 {
	if a.alpha > b.alpha {
		a, b = b, a
	}
	d1 := a.slope + b.slope - 3*(a.f-b.f)/(a.alpha-b.alpha)
	square := float64(d1*d1) - float64(a.slope*b.slope)
	if !(square >= 0) {
		return (left + right) / 2
	}
	d2 := math.Sqrt(square)
	at := b.alpha - float64((b.alpha-a.alpha)*((b.slope+d2-d1)/(b.slope-a.slope+2*d2)))
	return min(max(at, left), right)
}
