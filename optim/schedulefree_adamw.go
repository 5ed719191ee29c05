package optim

// ScheduleFreeAdamW takes z by Adam without its first moment, which β1's
// interpolation stands for.
type ScheduleFreeAdamW struct {
	ScheduleFree
	Beta2 float64 `key:"beta2" default:"0.999" range:"[0,1)" help:"β2, decay of the second moment"`
	Eps   float64 `key:"eps" default:"1e-08" range:"[0,inf)" help:"ε, against division by zero"`
}

var scheduleFreeAdamW = &Definition{
	Name: "schedulefree_adamw", Title: "Schedule-Free AdamW",
	Summary: "AdamW and an average of its path in place of a schedule",
	Source:  scheduleFreeSource,
	Doc: `v ← EMA_β2(g²)                                         g at y
z ← z − lr·(g/(√(v/(1−β2^t)) + ε) + weight_decay·y)    keras: no decay of z
` + scheduleFreeDoc + `
keras   c = 1/t. Warm-up: lr·min(1, t/warmup_steps). Weight decay moves y
        before the step, by lr without warm-up, and x with it: the next x is
        made from what y and z say that x is, (y − (1−β1)·z)/β1.` + scheduleFreeOptaxDoc,
	Forms:    []Form{Keras, Optax},
	config:   ScheduleFreeAdamW{},
	defaults: map[string]string{"lr": "0.0025"},
	decay:    map[Form]decay{Optax: ruled},
}

var _ interface {
	Elementwise
	Prelude
	Elsewhere
} = ScheduleFreeAdamW{}

// Slots are those of every Schedule-Free rule, the second moment v and the
// power of its decay.
func (r ScheduleFreeAdamW) Slots() []Slot {
	return append(r.ScheduleFree.Slots(), Slot{Name: "v"}, power("beta2"))
}

// Prepare also moves the power β2^t.
func (r ScheduleFreeAdamW) Prepare(c *Clock, p *Params, s []Vec) {
	r.ScheduleFree.Prepare(c, p, s)
	s[6].Scale(r.Beta2)
}

// Update takes one step.
func (r ScheduleFreeAdamW) Update(c Clock, y, g Vec, s []Vec) {
	x, z, v, bc2 := s[0], s[1], s[5], 1-s[6].At(0)
	v.AverageSquares(r.Beta2, g)
	if r.Form == Keras {
		x.Interpolate(z, y, 1/r.Beta1) // weight decay has moved y
	} else {
		z.AddScaled(-c.LR*r.WeightDecay, y)
	}
	addOverCorrectedRoot(z, -c.LR, g, v, bc2, 0, r.Eps)
	r.average(y, s)
}
