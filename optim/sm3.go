package optim

// SM3 is Adagrad with a sum of squares for each row and column (each place on
// each axis of a tensor) instead of each parameter.
type SM3 struct {
	Common
	Momentum float64 `key:"momentum" default:"0.9" range:"[0,1]" help:"β, decay of the average step"`
}

// sm3Eps stands beside the accumulator in optax.
const sm3Eps = 1e-8

var sm3 = &Definition{
	Name: "sm3", Title: "SM3",
	Summary: "Adagrad in the memory of rows and columns; of one vector it is Adagrad with an averaged step",
	Source:  "Anil, Gupta, Koren, Singer 2019, Memory-efficient adaptive optimization, arXiv:1901.11150",
	Doc: `ν = g² + min of μ[axis, place] over the places on each axis of a tensor at which the parameter lies
μ[axis, place] ← max of ν over the parameters at that place
m ← EMA_β(g/√(ν + 1e-8))                  g/√… is 0 where ν is 0
θ ← θ − lr·m

This is the paper's SM3-II with an average of steps for momentum. optax has no
default for lr, it is 0.1 here, as for Adagrad.
`,
	Forms:    []Form{Optax},
	config:   SM3{},
	onVector: "Adagrad with an averaged step",
	defaults: map[string]string{"lr": "0.1"},
}

var _ Tensorwise = SM3{}

// Slots are the accumulators μ of the places on all axes, the average step m,
// and room for ν.
func (r SM3) Slots() []Slot {
	places := func(s Shape) int {
		n := 0
		for _, d := range s.Dims {
			n += d
		}
		return max(1, n) // a tensor without axes has one number
	}
	return []Slot{{Name: "mu", Of: places}, {Name: "m"}, {Name: "nu", Per: Scratch}}
}

// UpdateTensor takes one step.
func (r SM3) UpdateTensor(c Clock, t Tensor, s []Vec) {
	mu, m, nu, up := s[0], s[1], s[2], t.G
	eachAxis(t.Shape, mu, func(axis int, mu Vec, inner int) {
		if axis == 0 {
			nu.SpreadAlong(mu, inner)
		} else {
			nu.MinAlong(mu, inner)
		}
	})
	up.MixOverRootOf(0, 1, up, nu, 1, 1, t.G, sm3Eps, 0) // where ν is 0 so is g
	eachAxis(t.Shape, mu, func(_ int, mu Vec, inner int) { mu.LargestAlong(nu, inner) })
	m.Average(r.Momentum, up)
	t.X.AddScaled(-c.LR, m)
}

// eachAxis calls f with each axis of a tensor, the part of v for it and the number
// of elements from one place on it to the next.
func eachAxis(s Shape, v Vec, f func(axis int, v Vec, inner int)) {
	if len(s.Dims) == 0 {
		f(0, v, 1)
		return
	}
	inner := s.Size()
	for axis, n := range s.Dims {
		inner /= n
		f(axis, v.Slice(0, n), inner)
		v = v.Slice(n, v.Len())
	}
}
