package main

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"descent/internal/study"
	"descent/surfaces"
)

// TestOwnLesson: at the rates that an expression is given, whatever its scale, SGD goes down.
func TestOwnLesson(t *testing.T) {
	for _, text := range []string{
		"x^2+y^2", "1e6*(x^2+10*y^2)", "1e-6*(x^2+y^2)", "sqrt(x^2+y^2)", "x-y", "3", "exp(x+y)", "log(x)^2+y^2", "-exp(-x^2-y^2)",
		"(1-x)^2+100*(y-x^2)^2", "abs(x)+abs(y)", "1/x+y^2", "tanh(x*y)", "x^20+y^20",
	} {
		for _, w := range []surfaces.Window{{}, {X0: -1e-3, X1: 1e-3, Y0: -1e-3, Y1: 1e-3}, {X0: 1, X1: 300, Y0: -20, Y1: 20}} {
			s, err := surfaces.Parse(text, w)
			require.NoError(t, err)
			o := &options{}
			newCommandOf(o)
			p, err := o.plan(s, contourView)
			if err != nil {
				assert.ErrorContains(t, err, "no finite gradient")
				continue
			}
			r, err := study.Trajectories{Surface: s, Start: p.start, Steps: 10}.Trace(context.Background(), p.optimizers[:1])
			require.NoError(t, err)
			last := r.Runs[0].Points[len(r.Runs[0].Points)-1]
			assert.LessOrEqual(t, last.F, r.Runs[0].Points[0].F, "%s in %v at %s", text, s.Window, p.optimizers[0].Given)
		}
	}
}
