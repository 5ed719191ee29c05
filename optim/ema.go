package optim

// EMA keeps an exponential average of the parameters beside them, which is
// where the result is evaluated.
type EMA struct {
	Form           Form
	Momentum       float64 `key:"momentum" alias:"ema_momentum" default:"keras=0.99 torch=0.999" range:"[0,1)" help:"δ, decay of the average"`
	OverwriteEvery int     `key:"overwrite_every" alias:"ema_overwrite_frequency" default:"keras=0" range:"[0,inf)" help:"steps after which the parameters are set to the average; 0: never"`
}

var ema = &Definition{
	Name: "ema", Title: "EMA",
	Summary: "an average of the parameters, around another optimizer",
	Source:  "Polyak, Juditsky 1992, Acceleration of stochastic approximation by averaging",
	Doc: `after each step of the optimizer inside     ā ← δ·ā + (1−δ)·θ      ā = θ after the first

keras   every overwrite_every steps also θ ← ā (use_ema, ema_overwrite_frequency)
torch   δ = 0.999 (torch.optim.swa_utils.get_ema_multi_avg_fn); computed as ā + (1−δ)·(θ−ā)
`,
	Forms:  []Form{Keras, Torch},
	config: EMA{},
}

// averaging is the Optimizer of EMA.
type averaging struct {
	around
	EMA
	average Vec
	steps   Vec
}

func (e EMA) wrap(inner Optimizer, p *Params) Optimizer {
	return &averaging{around{inner, p}, e, p.X.Clone(), Point(0).X}
}

func (a *averaging) Step(o Objective) float64 {
	f := a.Optimizer.Step(o)
	t := a.steps.At(0) + 1
	a.steps.Set(0, t)
	switch {
	case t == 1:
		a.average.Copy(a.params.X)
	case a.Form == Torch:
		a.average.Interpolate(a.average, a.params.X, 1-a.Momentum)
	default:
		a.average.Average(a.Momentum, a.params.X)
	}
	if a.OverwriteEvery > 0 && int(t)%a.OverwriteEvery == 0 {
		a.params.X.Copy(a.average)
	}
	return f
}

// Point is the average.
func (a *averaging) Point() Vec { return a.average }

func (a *averaging) Visit(f func(name string, v Vec)) {
	a.Optimizer.Visit(f)
	f("ema.steps", a.steps)
	f("ema.average", a.average)
}

func (a *averaging) reset() {
	a.around.reset()
	a.steps.Fill(0)
	a.average.Copy(a.params.X)
}
