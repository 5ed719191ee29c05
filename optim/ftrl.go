package optim

// Ftrl follows the regularized leader: each step minimizes all gradients so far
// taken together, plus penalties of which L1 sets small weights to exactly
// zero. The parameters are a function of its state, which knows little of where
// they started.
type Ftrl struct {
	Common
	LRPower            float64 `key:"lr_power" alias:"learning_rate_power" default:"-0.5" range:"(-inf,0]" help:"p, power of the sum of squares that the rate follows; 0: it stays"`
	InitialAccumulator float64 `key:"initial_accumulator" alias:"initial_accumulator_value" default:"0.1" range:"[0,inf)" help:"what the sum of squares starts from"`
	L1                 float64 `key:"l1" alias:"l1_regularization_strength" default:"0" range:"[0,inf)" help:"λ1, strength of the L1 penalty"`
	L2                 float64 `key:"l2" alias:"l2_regularization_strength" default:"0" range:"[0,inf)" help:"λ2, strength of the L2 penalty"`
	L2Shrinkage        float64 `key:"l2_shrinkage" alias:"l2_shrinkage_regularization_strength" default:"0" range:"[0,inf)" help:"λs, L2 penalty on the gradient alone"`
	Beta               float64 `key:"beta" default:"0" range:"[0,inf)" help:"β, added to the inverse rate"`
}

var ftrl = &Definition{
	Name: "ftrl", Title: "FTRL",
	Summary: "follow the regularized leader: for linear models, since it throws the initial weights away",
	Source:  "McMahan, Holt, Sculley, Young et al. 2013, Ad click prediction: a view from the trenches",
	Doc: `n' = n + g²                                    n = initial_accumulator at first
z ← z + g + 2λs·θ − (n'^(−p) − n^(−p))/lr · θ  z = 0 at first
θ ← (clip(z, ±λ1) − z) / (n'^(−p)/lr + 2λ2 + β/lr)
n ← n'

Where |z| ≤ λ1, θ is zero. Of where θ started the first step keeps the share
1 − (n/n')^(−p), little where the gradient is small and nothing where it is zero:
not for networks, whose random weights it wipes out. A step with lr = 0 is left
out.
`,
	Forms:    []Form{Keras},
	config:   Ftrl{},
	defaults: map[string]string{"lr": "0.001"},
}

var _ Elementwise = Ftrl{}

// Slots are the sum of squares n, the sum of gradients z, the power of n, and
// room for the last one. The power is kept because a root takes longer.
func (r Ftrl) Slots() []Slot {
	return []Slot{
		{Name: "n", Init: r.InitialAccumulator}, {Name: "z"}, {Name: "power"},
		{Name: "before", Per: Scratch},
	}
}

// Update takes one step.
func (r Ftrl) Update(c Clock, x, g Vec, s []Vec) {
	n, z, power, before := s[0], s[1], s[2], s[3]
	if c.T == 1 {
		power.Power(n, -r.LRPower)
	}
	if c.LR == 0 {
		return
	}
	before.Copy(power)
	n.MixSquares(1, 1, g)
	power.Power(n, -r.LRPower)
	z.AddScaled(1, g)
	if r.L2Shrinkage != 0 {
		z.AddScaled(2*r.L2Shrinkage, x)
	}
	z.AddGrowth(-1/c.LR, power, before, x)
	x.Shrink(z, r.L1, 1/c.LR, power, float64(2*r.L2)+r.Beta/c.LR)
}
