package optim

import (
	"errors"
	"math"
)

// Common are the hyperparameters that every rule has, and its form. Of a clip
// zero means none.
type Common struct {
	LR             Schedule `key:"lr" range:"[0,inf)" help:"learning rate, or a schedule of it"`
	WeightDecay    float64  `key:"weight_decay" default:"0" range:"[0,inf)" help:"weight decay"`
	ClipNorm       float64  `key:"clipnorm" default:"0" range:"[0,inf)" help:"largest norm of each tensor's gradient; 0: any"`
	GlobalClipNorm float64  `key:"global_clipnorm" default:"0" range:"[0,inf)" help:"largest norm of the whole gradient; 0: any"`
	ClipValue      float64  `key:"clipvalue" default:"0" range:"[0,inf)" help:"largest magnitude of a gradient's element; 0: any"`
	Accumulation   int      `key:"gradient_accumulation_steps" default:"keras=0" range:"[0,inf)" help:"gradients of which a step takes the mean; 0: a step for each"`
	LossScale      float64  `key:"loss_scale_factor" default:"keras=0" range:"[0,inf)" help:"what the loss comes multiplied by, and is divided by again; 0: nothing"`
	Maximize       bool     `key:"maximize" default:"torch=false paper=false" help:"go uphill"`
	Form           Form
}

func (c Common) common() Common { return c }

// Check refuses more than one kind of clipping, as Keras does.
func (c Common) Check() error {
	n := 0
	for _, bound := range []float64{c.ClipNorm, c.GlobalClipNorm, c.ClipValue} {
		if bound > 0 {
			n++
		}
	}
	if n > 1 {
		return errors.New("only one of clipnorm, global_clipnorm and clipvalue may be given")
	}
	return nil
}

// clip limits the gradient. Where a norm is over its bound, the gradient is
// scaled by bound/norm (form torch: bound/(norm+1e-6), as clip_grad_norm_ has it).
func (c Common) clip(p *Params) {
	if c.ClipValue > 0 {
		p.G.Clamp(c.ClipValue)
	}
	if c.ClipNorm > 0 {
		for i := range p.Tensors {
			c.limit(p.Tensors[i].G, c.ClipNorm)
		}
	}
	if c.GlobalClipNorm > 0 {
		c.limit(p.G, c.GlobalClipNorm)
	}
}

func (c Common) limit(g Vec, bound float64) {
	norm := math.Sqrt(g.SumSquares())
	if c.Form == Torch {
		norm += 1e-6
	}
	if norm > bound {
		g.Scale(bound / norm)
	}
}
