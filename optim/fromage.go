package optim

import "math"

// Fromage turns every tensor by a fixed angle along its gradient.
type Fromage struct {
	Common
	MinNorm float64 `key:"min_norm" default:"1e-06" range:"[0,inf)" help:"least norm of a tensor and of its gradient"`
}

var fromage = &Definition{
	Name: "fromage", Title: "Fromage",
	Summary: "steps per tensor in proportion to its norm, which does not grow; of two numbers it turns as one",
	Source:  "Bernstein, Vahdat, Yue, Liu 2020, On the distance between two neural networks and the stability of learning, arXiv:2002.03432",
	Doc: `θ ← [θ − lr·max(‖θ‖, min_norm)/max(‖g‖, min_norm)·g] / √(1 + lr²)        per tensor

The divisor takes back what the step adds to the norm where the two are at right
angles. With min_norm = 0 the ratio is 1 where a norm is zero. optax has no
default for lr, the paper's 0.01 is taken.
`,
	Forms:    []Form{Optax},
	config:   Fromage{},
	onVector: "one step length for all numbers",
	defaults: map[string]string{"lr": "0.01"},
}

var _ Tensorwise = Fromage{}

// Slots are none.
func (r Fromage) Slots() []Slot { return nil }

// UpdateTensor takes one step.
func (r Fromage) UpdateTensor(c Clock, t Tensor, _ []Vec) {
	size, length := max(norm(t.X), r.MinNorm), max(norm(t.G), r.MinNorm)
	ratio := 1.0
	if size > 0 && length > 0 {
		ratio = size / length
	}
	shrink := 1 / math.Sqrt(1+float64(c.LR*c.LR))
	t.X.Mix(shrink, -c.LR*shrink*ratio, t.G)
}
