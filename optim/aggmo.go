package optim

// AggMo averages three velocities of different momentum: what the fastest
// overshoots, the slower ones damp.
type AggMo struct {
	Common
	Beta1                float64 `key:"beta1" default:"0" range:"[0,1)" help:"β1, momentum of the first velocity"`
	Beta2                float64 `key:"beta2" default:"0.9" range:"[0,1)" help:"β2, of the second"`
	Beta3                float64 `key:"beta3" default:"0.99" range:"[0,1)" help:"β3, of the third"`
	DecoupledWeightDecay bool    `key:"decoupled_weight_decay" alias:"weight_decouple" default:"false" help:"decay weights apart from the gradient"`
}

var aggmo = &Definition{
	Name: "aggmo", Title: "AggMo",
	Summary: "the mean of three velocities, of momentum 0, 0.9 and 0.99",
	Source:  "Lucas, Sun, Zemel, Grosse 2019, Aggregated momentum: stability through passive damping, arXiv:1804.00325",
	Doc: `b_i ← β_i·b_i + g                              i = 1, 2, 3; b_i = 0 at first
θ ← θ − lr/3·(b_1 + b_2 + b_3)

The default rate is that of the package pytorch_optimizer, which computes the same.
`,
	Forms:    []Form{Paper},
	config:   AggMo{},
	defaults: map[string]string{"lr": "0.001"},
}

var _ interface {
	Elementwise
	Decaying
} = AggMo{}

// DecaysApart tells whether weights decay apart from the gradient.
func (r AggMo) DecaysApart() bool { return r.DecoupledWeightDecay }

// Slots are the velocities b_i.
func (r AggMo) Slots() []Slot { return []Slot{{Name: "b1"}, {Name: "b2"}, {Name: "b3"}} }

// Update takes one step.
func (r AggMo) Update(c Clock, x, g Vec, s []Vec) {
	for i, beta := range [...]float64{r.Beta1, r.Beta2, r.Beta3} {
		s[i].Mix(beta, 1, g)
		x.AddScaled(-c.LR/3, s[i])
	}
}
