package optim

// QHAdam mixes the plain gradient into Adam's numerator, and its square into
// the denominator.
type QHAdam struct {
	Common
	Moments
	Nu1                  float64 `key:"nu1" default:"1" range:"[0,inf)" help:"ν1, share of the first moment; the rest is the gradient"`
	Nu2                  float64 `key:"nu2" default:"1" range:"[0,1]" help:"ν2, share of the second moment; the rest is the squared gradient"`
	Eps                  float64 `key:"eps" default:"1e-08" range:"[0,inf)" help:"ε, against division by zero"`
	DecoupledWeightDecay bool    `key:"decoupled_weight_decay" alias:"weight_decouple" default:"false" help:"decay weights apart from the gradient"`
}

var qhadam = &Definition{
	Name: "qhadam", Title: "QHAdam",
	Summary: "Adam with a share of the plain gradient; ν = 1 is Adam",
	Source:  "Ma, Yarats 2019, Quasi-hyperbolic momentum and Adam for deep learning, arXiv:1810.06801",
	Doc: `m ← EMA_β1(g);  v ← EMA_β2(g²);  m̂ = m/(1−β1^t);  v̂ = v/(1−β2^t)
θ ← θ − lr·[(1−ν1)·g + ν1·m̂] / (√((1−ν2)·g² + ν2·v̂) + ε)

The paper recommends ν1 = 0.7, β1 = 0.995. The package pytorch_optimizer computes
the same, but keeps its corrections in float32.
`,
	Forms:    []Form{Paper},
	config:   QHAdam{},
	defaults: map[string]string{"lr": "0.001"},
}

var _ interface {
	Elementwise
	Prelude
	Decaying
} = QHAdam{}

// DecaysApart tells whether weights decay as AdamW's.
func (r QHAdam) DecaysApart() bool { return r.DecoupledWeightDecay }

// Slots are the moments m and v, the powers of their decays, and room for the
// mixed square.
func (r QHAdam) Slots() []Slot { return append(r.slots(), Slot{Name: "square", Per: Scratch}) }

// Update takes one step.
func (r QHAdam) Update(c Clock, x, g Vec, s []Vec) {
	m, v := r.average(g, s)
	bc1, bc2 := r.corrections(s)
	square := s[4]
	square.Copy(v)
	square.MixSquares(r.Nu2/bc2, 1-r.Nu2, g)
	g.Mix(1-r.Nu1, r.Nu1/bc1, m)
	x.MixOverRoot(1, -c.LR, g, square, 0, r.Eps)
}
