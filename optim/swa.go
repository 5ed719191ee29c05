package optim

// SWA keeps the plain average of the parameters beside them, from some step
// on, which is where the result is evaluated.
type SWA struct {
	Form  Form
	Start int `key:"start" alias:"swa_start" default:"0" range:"[0,inf)" help:"steps before the first that counts"`
	Every int `key:"every" alias:"swa_freq" default:"1" range:"[1,inf)" help:"steps from one that counts to the next"`
}

var swa = &Definition{
	Name: "swa", Title: "SWA",
	Summary: "the plain average of the parameters, around another optimizer",
	Source: "Izmailov, Podoprikhin, Garipov, Vetrov, Wilson 2018, Averaging weights leads to wider optima and better " +
		"generalization, arXiv:1803.05407",
	Doc: `after every steps of the optimizer inside, from start on     ā ← ā + (θ−ā)/(n+1);  n ← n + 1

ā is θ after the first of them, and what is evaluated before is θ itself.
torch   torch.optim.swa_utils.AveragedModel, updated after those steps

The paper raises the rate again for these steps: give it a cyclic schedule.
`,
	Forms:  []Form{Torch},
	config: SWA{},
}

// weightAveraging is the Optimizer of SWA.
type weightAveraging struct {
	around
	SWA
	average Vec
	steps   Vec
	count   Vec // n, the points in the average
}

func (w SWA) wrap(inner Optimizer, p *Params) Optimizer {
	return &weightAveraging{around{inner, p}, w, p.X.Clone(), Point(0).X, Point(0).X}
}

func (a *weightAveraging) Step(o Objective) float64 {
	f := a.Optimizer.Step(o)
	t := a.steps.At(0) + 1
	a.steps.Set(0, t)
	if past := int(t) - a.Start; past <= 0 || past%a.Every != 0 {
		return f
	}
	n := a.count.At(0)
	if n == 0 {
		a.average.Copy(a.params.X)
	} else {
		a.average.Interpolate(a.average, a.params.X, 1/(n+1))
	}
	a.count.Set(0, n+1)
	return f
}

// Point is the average, once it has begun.
func (a *weightAveraging) Point() Vec {
	if a.count.At(0) == 0 {
		return a.Optimizer.Point()
	}
	return a.average
}

func (a *weightAveraging) Visit(f func(name string, v Vec)) {
	a.Optimizer.Visit(f)
	f("swa.steps", a.steps)
	f("swa.count", a.count)
	f("swa.average", a.average)
}

func (a *weightAveraging) reset() {
	a.around.reset()
	a.steps.Fill(0)
	a.count.Fill(0)
}
