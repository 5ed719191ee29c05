package optim

// Lookahead lets another optimizer explore for k steps, then goes a part of the
// way to where it came and lets it start from there.
type Lookahead struct {
	Form       Form
	K          int     `key:"k" alias:"sync_period" default:"5" range:"[1,inf)" help:"fast steps between two slow ones"`
	Alpha      float64 `key:"alpha" alias:"slow_step_size" default:"0.5" range:"[0,1]" help:"α, the part of the way that a slow step goes"`
	ResetState bool    `key:"reset_state" default:"false" help:"the optimizer inside forgets everything at a slow step"`
}

var lookahead = &Definition{
	Name: "lookahead", Title: "Lookahead",
	Summary: "k steps forward, 1 step back, around another optimizer",
	Source:  "Zhang, Lucas, Hinton, Ba 2019, Lookahead optimizer: k steps forward, 1 step back, arXiv:1907.08610",
	Doc: `after every k steps of the optimizer inside, which moves the fast weights θ

φ ← φ + α·(θ − φ);  θ ← φ      φ = θ at first

The result is evaluated at the slow weights φ, which rest between. With
reset_state also the schedule of the optimizer inside starts again.
`,
	Forms:  []Form{Optax},
	config: Lookahead{},
}

// synchronizing is the Optimizer of Lookahead.
type synchronizing struct {
	around
	Lookahead
	slow   Vec
	steps  Vec
	before Vec // room for the parameters before a step, if the state is reset
}

func (l Lookahead) wrap(inner Optimizer, p *Params) Optimizer {
	s := &synchronizing{around: around{inner, p}, Lookahead: l, slow: p.X.Clone(), steps: Point(0).X}
	if l.ResetState {
		s.before = p.X.Clone()
	}
	return s
}

func (s *synchronizing) Step(o Objective) float64 {
	t := s.steps.At(0) + 1
	s.steps.Set(0, t)
	slow := int(t)%s.K == 0
	if slow && s.ResetState {
		s.before.Copy(s.params.X)
	}
	f := s.Optimizer.Step(o)
	if slow {
		s.slow.Interpolate(s.slow, s.params.X, s.Alpha)
		if s.ResetState { // what starts from the parameters starts, in optax, from those before the step
			s.params.X.Copy(s.before)
			s.around.reset()
		}
		s.params.X.Copy(s.slow)
	}
	return f
}

// Point is the slow weights.
func (s *synchronizing) Point() Vec { return s.slow }

func (s *synchronizing) Visit(f func(name string, v Vec)) {
	s.Optimizer.Visit(f)
	f("lookahead.steps", s.steps)
	f("lookahead.slow", s.slow)
}

func (s *synchronizing) reset() {
	s.around.reset()
	s.steps.Fill(0)
	s.slow.Copy(s.params.X)
}
