package optim

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestScaledLoss: an optimizer that is given the loss as it wants it sees the
// loss as it is. By a power of two nothing is rounded.
func TestScaledLoss(t *testing.T) {
	bowl := ObjectiveFunc(func(x, g Vec) float64 {
		g.Copy(x)
		return 0.5 * x.SumSquares()
	})
	plain, scaled := MustParse("adam:lr=0.1,clipnorm=0.5"), MustParse("ema(adam:lr=0.1,clipnorm=0.5,loss_scale_factor=8)")
	p, q := Point(3, -2), Point(3, -2)
	a, b := plain.New(p), scaled.New(q)
	for range 20 {
		assert.Equal(t, a.Step(plain.Scaled(bowl)), b.Step(scaled.Scaled(bowl)))
		assert.Equal(t, p.X.Float64s(), q.X.Float64s())
	}
	c := scaled.New(Point(3, -2))
	assert.Equal(t, 6.5/8, c.Step(bowl), "what is not scaled is divided all the same")
}
