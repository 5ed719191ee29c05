package optim

import "math"

// ADOPT divides each gradient by the second moment of those before it, and
// averages afterwards: so it converges with any β2.
type ADOPT struct {
	Common
	Beta1    float64 `key:"beta1" default:"0.9" range:"[0,1)" help:"β1, decay of the average step"`
	Beta2    float64 `key:"beta2" default:"0.9999" range:"[0,1)" help:"β2, decay of the second moment"`
	Eps      float64 `key:"eps" default:"1e-06" range:"[0,inf)" help:"ε, the least root to divide by"`
	Nesterov bool    `key:"nesterov" default:"false" help:"average the last step in once more"`
	Clip     bool    `key:"use_clipping" default:"true" help:"limit each step's elements to (t−1)^¼"`
}

var adopt = &Definition{
	Name: "adopt", Title: "ADOPT",
	Summary: "Adam that divides by the second moment of earlier gradients only; the first step does not move",
	Source:  "Taniguchi et al. 2024, ADOPT: modified Adam can converge with any β2 with the optimal rate, arXiv:2411.02853",
	Doc: `t = 1      v ← g²
t > 1      u = g/max(√v, ε);    use_clipping: u clamped to ±(t−1)^¼
           m ← EMA_β1(u);       nesterov: β1·m + (1−β1)·u in place of m below
           θ ← θ − lr·m
           v ← EMA_β2(g²)

No bias is corrected.
`,
	Forms:    []Form{Optax},
	config:   ADOPT{},
	defaults: map[string]string{"lr": "0.001"},
}

var _ Elementwise = ADOPT{}

// Slots are the average step m, the second moment v, and room for a step.
func (r ADOPT) Slots() []Slot {
	return []Slot{{Name: "m"}, {Name: "v"}, {Name: "step", Per: Scratch}}
}

// Update takes one step.
func (r ADOPT) Update(c Clock, x, g Vec, s []Vec) {
	m, v, u := s[0], s[1], s[2]
	if c.T == 1 {
		v.MixSquares(0, 1, g)
		return
	}
	u.OverRoot(g, v, r.Eps)
	if r.Clip {
		u.Clamp(math.Sqrt(math.Sqrt(float64(c.T - 1))))
	}
	m.Average(r.Beta1, u)
	v.AverageSquares(r.Beta2, g)
	if r.Nesterov {
		u.Mix(1-r.Beta1, r.Beta1, m)
		m = u
	}
	x.AddScaled(-c.LR, m)
}
