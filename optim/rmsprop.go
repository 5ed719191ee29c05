package optim

// RMSprop divides by the root of an average of squared gradients, which, other
// than Adagrad's sum, forgets. Centered, it divides by the standard deviation.
type RMSprop struct {
	Common
	Rho            float64 `key:"rho" alias:"alpha decay" default:"keras=0.9 torch=0.99 optax=0.9" range:"[0,1)" help:"ρ (torch's alpha, optax's decay), decay of the average of squares"`
	Momentum       float64 `key:"momentum" default:"0" range:"[0,1]" help:"μ, what is kept of the velocity"`
	Nesterov       bool    `key:"nesterov" default:"optax=false" help:"look ahead along the velocity"`
	Eps            float64 `key:"eps" default:"keras=1e-07 torch=1e-08 optax=1e-08" range:"[0,inf)" help:"ε, against division by zero"`
	EpsInSqrt      bool    `key:"eps_in_sqrt" default:"optax=true" help:"ε stands inside the root"`
	Centered       bool    `key:"centered" default:"false" help:"subtract the squared average gradient"`
	InitialScale   float64 `key:"initial_scale" default:"optax=0" range:"[0,inf)" help:"what the average of squares starts from"`
	BiasCorrection bool    `key:"bias_correction" default:"optax=false" help:"correct the averages for their start at zero"`
}

var rmsprop = &Definition{
	Name: "rmsprop", Title: "RMSprop",
	Summary: "rates per parameter from an average of squared gradients",
	Source:  "Tieleman, Hinton 2012, Neural networks for machine learning, lecture 6.5",
	Doc: `v ← EMA_ρ(g²);  centered: ḡ ← EMA_ρ(g), and v − ḡ² in place of v below

keras   b ← μ·b + lr·g/√(v + ε);    θ ← θ − b
torch   b ← μ·b + g/(√v + ε);       θ ← θ − lr·b
optax   as keras; eps_in_sqrt=false: ε as torch; v = initial_scale at first
        nesterov: θ ← θ − μ·b − lr·g/√(v + ε)
        bias_correction: v/(1−ρ^t) and ḡ/(1−ρ^t) in place of v and ḡ

optax has no default lr.
`,
	Forms:    []Form{Keras, Torch, Optax},
	config:   RMSprop{},
	defaults: map[string]string{"lr": "keras=0.001 torch=0.01 optax=0.001"},
}

var _ interface {
	Elementwise
	Prelude
} = RMSprop{}

// Slots are the average of squares v, the velocity b, the power of ρ, and,
// centered or corrected, the average gradient and room for the variance.
func (r RMSprop) Slots() []Slot {
	slots := []Slot{{Name: "v", Init: r.InitialScale}, {Name: "b"}, power("rho")}
	if r.Centered || r.BiasCorrection {
		slots = append(slots, Slot{Name: "variance", Per: Scratch})
	}
	if r.Centered {
		slots = append(slots, Slot{Name: "mean"}, Slot{Name: "corrected", Per: Scratch})
	}
	return slots
}

// Prepare moves the power ρ^t.
func (r RMSprop) Prepare(_ *Clock, _ *Params, s []Vec) { s[2].Scale(r.Rho) }

// variance moves the averages and returns what stands under the root beside
// inside. Rounding can take a variance below zero, where the frameworks get NaN;
// here it is zero then.
func (r RMSprop) variance(g Vec, s []Vec, inside float64) Vec {
	v := s[0]
	v.AverageSquares(r.Rho, g)
	if !r.Centered && !r.BiasCorrection {
		return v
	}
	bc := 1.0
	if r.BiasCorrection {
		bc = 1 - s[2].At(0)
	}
	variance := s[3]
	variance.Copy(v)
	variance.Divide(bc)
	if r.Centered {
		mean, corrected := s[4], s[5]
		mean.Average(r.Rho, g)
		corrected.Copy(mean)
		corrected.Divide(bc)
		variance.MixSquares(1, -1, corrected)
		variance.DropUpTo(-inside)
	}
	return variance
}

// Update takes one step.
func (r RMSprop) Update(c Clock, x, g Vec, s []Vec) {
	inside, outside := r.Eps, 0.0
	if r.Form == Torch || r.Form == Optax && !r.EpsInSqrt {
		inside, outside = 0, r.Eps
	}
	v, b := r.variance(g, s, inside), s[1]
	if r.Form == Torch {
		b.MixOverRoot(r.Momentum, 1, g, v, inside, outside)
		x.AddScaled(-c.LR, b)
		return
	}
	b.MixOverRoot(r.Momentum, c.LR, g, v, inside, outside)
	if r.Nesterov {
		x.AddScaled(-r.Momentum, b)
		x.MixOverRoot(1, -c.LR, g, v, inside, outside)
		return
	}
	x.AddScaled(-1, b)
}
