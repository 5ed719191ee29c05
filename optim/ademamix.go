package optim

// AdEMAMix is Adam with a second average of the gradient, so slow that it
// remembers tens of thousands of steps.
type AdEMAMix struct {
	Common
	Beta1   float64 `key:"beta1" default:"0.9" range:"[0,1)" help:"β1, decay of the fast average"`
	Beta2   float64 `key:"beta2" default:"0.999" range:"[0,1)" help:"β2, decay of the second moment"`
	Beta3   float64 `key:"beta3" default:"0.9999" range:"[0,1)" help:"β3, decay of the slow average"`
	Alpha   float64 `key:"alpha" default:"5" range:"[0,inf)" help:"α, weight of the slow average"`
	Eps     float64 `key:"eps" default:"1e-08" range:"[0,inf)" help:"ε, beside the root"`
	EpsRoot float64 `key:"eps_root" default:"0" range:"[0,inf)" help:"ε_root, inside the root"`
}

var ademamix = &Definition{
	Name: "ademamix", Title: "AdEMAMix",
	Summary: "Adam with a fast and a slow average of the gradient; the slow one shows only after thousands of steps",
	Source:  "Pagliardini, Ablin, Grangier 2024, The AdEMAMix optimizer: better, faster, older, arXiv:2409.03137",
	Doc: `m₁ ← EMA_β1(g);  m₂ ← EMA_β3(g);  v ← EMA_β2(g²)
θ ← θ − lr·(m₁/(1−β1^t) + α·m₂)/(√(v/(1−β2^t) + ε_root) + ε)

m₂ is not corrected for its start at zero. The paper lets α and β3 grow over
the run; here, as by default in optax, they are constant.
`,
	Forms:    []Form{Optax},
	config:   AdEMAMix{},
	defaults: map[string]string{"lr": "0.001"},
}

var _ interface {
	Elementwise
	Prelude
} = AdEMAMix{}

// Slots are the averages m₁ and m₂, the second moment v, the powers of the
// corrected decays, and room for the numerator.
func (r AdEMAMix) Slots() []Slot {
	return []Slot{{Name: "m1"}, {Name: "m2"}, {Name: "v"}, power("beta1"), power("beta2"), {Name: "mix", Per: Scratch}}
}

// Prepare moves the powers β^t.
func (r AdEMAMix) Prepare(_ *Clock, _ *Params, s []Vec) {
	s[3].Scale(r.Beta1)
	s[4].Scale(r.Beta2)
}

// Update takes one step.
func (r AdEMAMix) Update(c Clock, x, g Vec, s []Vec) {
	m1, m2, v, mix := s[0], s[1], s[2], s[5]
	bc1, bc2 := 1-s[3].At(0), 1-s[4].At(0)
	m1.Average(r.Beta1, g)
	m2.Average(r.Beta3, g)
	v.AverageSquares(r.Beta2, g)
	mix.Copy(m1)
	mix.Mix(1/bc1, r.Alpha, m2)
	addOverCorrectedRoot(x, -c.LR, mix, v, bc2, r.EpsRoot, r.Eps)
}
