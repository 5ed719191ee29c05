package optim

// Yogi is Adam whose second moment moves towards the squared gradient by a
// share of the square, not of the distance, so that it cannot fall fast.
type Yogi struct {
	Common
	Beta1              float64 `key:"beta1" default:"0.9" range:"[0,1)" help:"β1, decay of the first moment"`
	Beta2              float64 `key:"beta2" default:"0.999" range:"[0,1)" help:"β2, of which 1−β2 is the share"`
	Eps                float64 `key:"eps" default:"0.001" range:"[0,inf)" help:"ε, against division by zero"`
	EpsRoot            float64 `key:"eps_root" default:"0" range:"[0,inf)" help:"ε_root, inside the root"`
	InitialAccumulator float64 `key:"initial_accumulator" default:"1e-06" range:"[0,inf)" help:"what both moments start from"`
}

var yogi = &Definition{
	Name: "yogi", Title: "Yogi",
	Summary: "Adam whose rates rise slowly",
	Source:  "Zaheer, Reddi, Sachan, Kale, Kumar 2018, Adaptive methods for nonconvex optimization",
	Doc: `m ← EMA_β1(g)
v ← v − (1−β2)·sign(v − g²)·g²                m = v = initial_accumulator at first
θ ← θ − lr/(1−β1^t) · m/(√(v/(1−β2^t) + ε_root) + ε)

The paper corrects no bias. optax starts m too from the initial accumulator,
and corrects as if both had started from zero.
`,
	Forms:    []Form{Optax},
	config:   Yogi{},
	defaults: map[string]string{"lr": "0.01"},
}

var _ interface {
	Elementwise
	Prelude
} = Yogi{}

// Slots are the moments m and v and the powers of their decays.
func (r Yogi) Slots() []Slot {
	return []Slot{{Name: "m", Init: r.InitialAccumulator}, {Name: "v", Init: r.InitialAccumulator}, power("beta1"), power("beta2")}
}

// Prepare moves the powers β^t.
func (r Yogi) Prepare(_ *Clock, _ *Params, s []Vec) {
	s[2].Scale(r.Beta1)
	s[3].Scale(r.Beta2)
}

// Update takes one step.
func (r Yogi) Update(c Clock, x, g Vec, s []Vec) {
	m, v := s[0], s[1]
	bc1, bc2 := 1-s[2].At(0), 1-s[3].At(0)
	m.Average(r.Beta1, g)
	v.ApproachSquares(1-r.Beta2, g)
	addOverCorrectedRoot(x, -c.LR/bc1, m, v, bc2, r.EpsRoot, r.Eps)
}
