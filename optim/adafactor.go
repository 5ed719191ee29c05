package optim

import (
	"fmt"
	"math"

	"descent/internal/vec"
)

// Adafactor divides by a second moment of which it keeps only the averages of
// rows and columns, and scales its step by the size of the tensor.
type Adafactor struct {
	Common
	Beta2Decay  float64 `key:"beta2_decay" default:"keras=-0.8 torch=-0.8" range:"(-inf,0]" help:"τ: the second moment forgets t^τ of itself in step t"`
	DecayRate   float64 `key:"decay_rate" default:"optax=0.8" range:"[0,inf)" help:"−τ: the second moment forgets t^τ of itself in step t"`
	DecayOffset int     `key:"decay_offset" default:"optax=0" range:"(-inf,0]" help:"step at which τ's clock starts"`
	Eps1        Maybe   `key:"eps1" default:"keras=1e-30 torch=none" range:"[0,inf)" help:"ε1, keras: added to squared gradients; torch: least root of the second moment, none: the float type's epsilon"`
	Eps2        float64 `key:"eps2" default:"keras=0.001 torch=0.001" range:"[0,inf)" help:"ε2, least size of a tensor"`
	Eps         float64 `key:"eps" default:"optax=1e-30" range:"[0,inf)" help:"ε1, added to squared gradients"`

	ClipThreshold     float64 `key:"clip_threshold" default:"keras=1 torch=1" range:"(0,inf)" help:"d, largest root mean square of the scaled gradient"`
	ClippingThreshold Maybe   `key:"clipping_threshold" default:"optax=1" range:"(0,inf)" help:"d, largest root mean square of the scaled gradient; none: any"`
	RelativeStep      bool    `key:"relative_step" default:"keras=true" help:"bound the rate by 1/√t; Keras does so in any case"`

	MultiplyByParameterScale bool    `key:"multiply_by_parameter_scale" default:"optax=true" help:"scale the step by the size of the tensor"`
	Momentum                 Maybe   `key:"momentum" default:"optax=none" range:"[0,1)" help:"β1, decay of an average of steps"`
	WeightDecayRate          float64 `key:"weight_decay_rate" default:"optax=0" range:"[0,inf)" help:"share of a parameter taken in every step, whatever lr"`
	Factored                 bool    `key:"factored" default:"optax=true" help:"keep averages of rows and columns only"`
	MinDimSizeToFactor       int     `key:"min_dim_size_to_factor" default:"optax=128" range:"[0,inf)" help:"least size of the two dimensions that are factored"`
}

var adafactor = &Definition{
	Name: "adafactor", Title: "Adafactor",
	Summary: "rates per parameter in the memory of rows and columns, steps relative to the size of the tensor",
	Source:  "Shazeer, Stern 2018, Adafactor: adaptive learning rates with sublinear memory cost, arXiv:1804.04235",
	Doc: `β = 1 − t^τ
R ← EMA_β(mean of g² in each row);  C ← EMA_β(mean of g² in each column);  V = R·C/mean(R)
V ← EMA_β(g²)                         for vectors and scalars
u = g/√V;   u ← u/max(1, RMS(u)/d)
θ ← θ − ρ·max(ε2, RMS(θ))·u           per tensor; of more than two dimensions the leading ones count so many matrices

keras   ρ = min(lr, 1/√t);  ε1 is added to g². relative_step changes nothing: the
        rate is bounded by 1/√t with it and without it. Means are taken in float32,
        as Keras's on JAX are, in JAX's order of adding up small tensors.
torch   ρ = min(lr, 1/√t);  V is at least ε1², mean(R) at least ε1, which is the
        float type's epsilon if there is none. Weights decay by lr·weight_decay
        after RMS(θ) is taken. eps1, eps2 and clip_threshold are its eps and d.
optax   ρ = lr;  ε1 (eps) is added to g², ε2 is 0.001;  τ = −decay_rate, t counted from
        decay_offset. Of a tensor the two largest dimensions are factored, and only if
        both have min_dim_size_to_factor. momentum: the average of steps is taken in
        their place, and kept in float32. weight_decay_rate·θ is subtracted at the end,
        not scaled by lr. β is float32 too. optax has no rate by default, which is lr = 1.

In every form V is kept from falling below the smallest normal number.
`,
	Forms:    []Form{Keras, Torch, Optax},
	config:   Adafactor{},
	onVector: "nothing to factor, one size for all numbers",
	defaults: map[string]string{"lr": "keras=0.001 torch=0.01 optax=1"},
	decay:    map[Form]decay{Torch: ruled},
}

var _ Tensorwise = Adafactor{}

// Check refuses what torch.optim.Adafactor refuses: a threshold below 1.
func (r Adafactor) Check() error {
	if r.Form == Torch && r.ClipThreshold < 1 {
		return fmt.Errorf("clip_threshold must be at least 1 in form torch, is %g", r.ClipThreshold)
	}
	return r.Common.Check()
}

// axes returns the dimensions that are factored: R is without the first of them,
// C without the second. They are the last two, in form optax the two largest;
// ok is false for a tensor that is not factored.
func (r Adafactor) axes(dims []int) (row, column int, ok bool) {
	n := len(dims)
	if n < 2 {
		return 0, 0, false
	}
	if r.Form != Optax {
		return n - 1, n - 2, true
	}
	row, column = -1, -1
	for i := n - 1; i >= 0; i-- {
		switch {
		case row < 0 || dims[i] > dims[row]:
			row, column = i, row
		case column < 0 || dims[i] > dims[column]:
			column = i
		}
	}
	return row, column, r.Factored && dims[column] >= r.MinDimSizeToFactor
}

// Slots are the averages R and C of factored tensors, the second moment V, and
// the average step.
func (r Adafactor) Slots() []Slot {
	without := func(first bool) func(Shape) int {
		return func(s Shape) int {
			row, column, ok := r.axes(s.Dims)
			switch {
			case !ok:
				return 0
			case first:
				return s.Size() / s.Dims[row]
			}
			return s.Size() / s.Dims[column]
		}
	}
	slots := []Slot{
		{Name: "R", Of: without(true)}, {Name: "C", Of: without(false)}, {Name: "V"},
		{Name: "R/mean", Per: Scratch, Of: without(true)},
	}
	if r.Momentum.Given {
		slots = append(slots, Slot{Name: "m"})
	}
	return slots
}

// UpdateTensor takes one step.
func (r Adafactor) UpdateTensor(c Clock, t Tensor, s []Vec) {
	u := t.G
	beta, rate := r.beta2(c.T), c.LR
	size := t.X.RootMeanSquare(t.Dims, r.averaging())
	switch r.Form {
	case Optax:
		size = max(size, 0.001)
		if !r.MultiplyByParameterScale {
			size = 1
		}
	default:
		size = max(size, r.Eps2)
		rate = min(rate, 1/math.Sqrt(float64(c.T)))
	}
	if r.Form == Torch {
		t.X.Scale(1 - float64(c.LR*r.WeightDecay))
	}
	r.moment(beta, t, s)
	u.OverRoot(u, s[2], 0)
	if d := r.ClipThreshold + r.ClippingThreshold.Value; d > 0 { // the form has one of them
		u.Scale(1 / max(1, u.RootMeanSquare(t.Dims, r.averaging())/d))
	}
	if r.Momentum.Given {
		m := s[4]
		m.Scale(float64(float32(r.Momentum.Value)))
		m.RoundToFloat32()
		m.AddScaled(rate*size*(1-r.Momentum.Value), u)
		u.Copy(m)
		m.RoundToFloat32()
		rate, size = 1, 1
	}
	t.X.Mix(1-r.WeightDecayRate, -rate*size, u)
}

// beta2 returns 1 − t^τ.
func (r Adafactor) beta2(t int) float64 {
	if r.Form == Optax {
		power := vec.Pow(float64(t-r.DecayOffset), float64(float32(-r.DecayRate)))
		return float64(1 - float32(power))
	}
	return 1 - vec.Pow(float64(t), r.Beta2Decay)
}

// averaging is how the form's framework computes a mean.
func (r Adafactor) averaging() vec.Averaging {
	if r.Form == Keras {
		return vec.InFloat32
	}
	return vec.InFloat64
}

// moment moves the averages and sets V.
func (r Adafactor) moment(beta float64, t Tensor, s []Vec) {
	R, C, V, scaled := s[0], s[1], s[2], s[3]
	added, least := r.Eps1.Value+r.Eps, 0.0 // the form has one of them
	if r.Form == Torch {
		added, least = 0, r.Eps1.Value
		if !r.Eps1.Given {
			least = t.X.Precision().Epsilon()
		}
	}
	row, column, ok := r.axes(t.Dims)
	how := r.averaging()
	if !ok {
		V.MixMeanSquares(beta, 1-beta, t.G, 1, 1, added, vec.InFloat64)
	} else {
		n, inner := along(t.Dims, row)
		R.MixMeanSquares(beta, 1-beta, t.G, n, inner, added, how)
		m, between := along(t.Dims, column)
		C.MixMeanSquares(beta, 1-beta, t.G, m, between, added, how)
		V.Fill(1)
		reduced := between // of R, which lacks the row's axis
		if row > column {
			reduced /= n
		}
		scaled.DivideByMean(R, m, reduced, least, how)
		V.ScaleAcross(scaled, n, inner)
		V.ScaleAcross(C, m, between)
	}
	V.AtLeast(least * least)
}

// along returns the places on an axis and the elements from one to the next.
func along(dims []int, axis int) (n, inner int) {
	inner = 1
	for _, d := range dims[axis+1:] {
		inner *= d
	}
	return dims[axis], inner
}
