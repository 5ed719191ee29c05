package optim

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// everySpec names each optimizer in each form, with the keys that add state.
func everySpec() []string {
	var specs []string
	for _, d := range Definitions() {
		if d.IsWholeRun() {
			continue
		}
		for _, form := range d.Forms {
			name := d.Name
			if d.IsWrapper() {
				name += "(adam)"
			}
			specs = append(specs, name+":form="+string(form))
		}
	}
	return append(specs,
		"rmsprop:momentum=0.9,centered=true", "rmsprop:momentum=0.9,centered=true,form=torch",
		"rmsprop:momentum=0.5,nesterov=true,centered=true,bias_correction=true,form=optax", "adam:amsgrad=true,nesterov=true,form=optax",
		"sgd:momentum=0.9,dampening=0.3,form=torch", "sgd:momentum=0.9,nesterov=true,form=torch",
		"adam:weight_decay=0.1,clipnorm=0.5", "adam:weight_decay=0.1,global_clipnorm=0.5,form=torch", "adamw:clipvalue=0.1",
		"ema(ema(adam:amsgrad=true)):overwrite_every=3", "sgd:lr=exponential(0.1,decay_steps=7,decay_rate=0.5)",
		"sgd:lr=piecewise(0.1,3=0.01)", "sgd:lr=cosine(0.1,decay_steps=9)",
		"swa(adam):start=5,every=3", "lookahead(momentum):k=3,reset_state=true", "sam(momentum):adaptive=true",
		"adafactor:momentum=0.9,min_dim_size_to_factor=2,form=optax", "muon:preconditioning=aol,adaptive=true,form=optax",
		"lbfgs:line_search=strong_wolfe,history_size=2,max_iter=3", "lookahead(lbfgs:max_iter=1):k=3,reset_state=true",
		"adam:gradient_accumulation_steps=4,clipnorm=0.5", "lookahead(adam:gradient_accumulation_steps=3):k=3,reset_state=true",
		"ema(lookahead(sam(adam)))", "adabelief:nesterov=true", "ema(schedulefree_adamw)", "lookahead(swa(ema(adam))):k=4,reset_state=true")
}

// bowl is ½Σ(i+1)·x², with a gradient that depends on the point.
var bowl = ObjectiveFunc(func(x, g Vec) float64 {
	f := 0.0
	for i := range x.Len() {
		a := float64(i%7 + 1)
		f += a / 2 * x.At(i) * x.At(i)
		g.Set(i, a*x.At(i))
	}
	return f
})

func randomParams(p Precision, shapes ...Shape) *Params {
	params := NewParams(p, shapes...)
	r := rand.New(rand.NewPCG(1, 2))
	for i := range params.X.Len() {
		params.X.Set(i, r.NormFloat64())
	}
	return params
}

var someShapes = []Shape{{"kernel", []int{40, 30}}, {"bias", []int{30}}, {"scalar", nil}}

func TestSaveRestore(t *testing.T) {
	for _, precision := range []Precision{Float32, Float64} {
		for _, text := range everySpec() {
			t.Run(fmt.Sprint(precision, "/", text), func(t *testing.T) {
				spec := MustParse(text)
				whole := randomParams(precision, someShapes...)
				o := spec.New(whole)
				var saved bytes.Buffer
				for step := range 20 {
					if step == 7 {
						require.NoError(t, Save(&saved, o))
					}
					o.Step(bowl)
				}
				resumed := NewParams(precision, someShapes...)
				q := spec.New(resumed)
				require.NoError(t, Restore(&saved, q))
				for range 13 {
					q.Step(bowl)
				}
				assert.Equal(t, whole.X, resumed.X)
				assert.Equal(t, o.Point(), q.Point())
			})
		}
	}
}

// TestSavedNaN: whichever NaN a processor makes, the same one is saved.
func TestSavedNaN(t *testing.T) {
	saved := func(nan uint32) []byte {
		p := randomParams(Float32, someShapes...)
		p.X.Float32s()[7] = math.Float32frombits(nan)
		var b bytes.Buffer
		require.NoError(t, Save(&b, MustParse("schedulefree_adamw").New(p))) // whose state starts from the parameters
		return b.Bytes()
	}
	assert.Equal(t, saved(0x7fc00000), saved(0xffc12345))
}

// TestStateComesToRest: moments that decay for ever become 0 and do not stay among the
// numbers below the smallest normal one, wherever in a long vector they are.
func TestStateComesToRest(t *testing.T) {
	const n = 3 * chunk
	o := MustParse("adam").New(NewParams(Float32, Shape{"x", []int{n}}))
	gradient, below := 1.0, 0
	for range 1000 {
		o.Step(ObjectiveFunc(func(_, g Vec) float64 { g.Fill(gradient); return 0 }))
		gradient = 0
		m := stateOf(o, "adam.m")
		assert.Equal(t, m.At(0), m.At(n-1))
		if e := m.At(0); e != 0 && e < 0x1p-126 {
			below++
		}
	}
	assert.Less(t, below, flushEvery)
	assert.Equal(t, 0.0, stateOf(o, "adam.m").At(0))
}

// stateOf returns the part of an optimizer's state of that name.
func stateOf(o Optimizer, name string) (found Vec) {
	o.Visit(func(n string, v Vec) {
		if n == name {
			found = v
		}
	})
	return found
}

func TestRestoreRefuses(t *testing.T) {
	var saved bytes.Buffer
	o := MustParse("adam").New(randomParams(Float32, someShapes...))
	o.Step(bowl)
	require.NoError(t, Save(&saved, o))
	whole := saved.Bytes()

	target := func() (Optimizer, *Params) {
		p := randomParams(Float32, someShapes...)
		return MustParse("adam").New(p), p
	}
	for n := range len(whole) {
		if n > 200 && n < len(whole)-200 && n%97 != 0 {
			continue
		}
		q, p := target()
		before := p.X.Clone()
		require.Error(t, Restore(bytes.NewReader(whole[:n]), q), "cut at %d", n)
		require.Equal(t, before, p.X, "cut at %d", n)
	}
	q, _ := target()
	require.ErrorContains(t, Restore(bytes.NewReader(append(bytes.Clone(whole), 0)), q), "more parts")
	require.ErrorContains(t, Restore(bytes.NewReader(whole), MustParse("adamax").New(randomParams(Float32, someShapes...))), `has "adam.steps" where the optimizer has "adamax.steps"`)
	require.ErrorContains(t, Restore(bytes.NewReader(whole), MustParse("adam").New(randomParams(Float64, someShapes...))), "1231 float32 in the saved state and 1231 float64")
	require.ErrorContains(t, Restore(bytes.NewReader(whole), MustParse("adam").New(Point(1))), "1231 float32")
}

func TestStepAllocatesNothing(t *testing.T) {
	for _, text := range everySpec() {
		o := MustParse(text).New(randomParams(Float32, Shape{"theta", []int{3000}}))
		var objective Objective = ObjectiveFunc(func(_, g Vec) float64 { g.Fill(0.1); return 0 })
		o.Step(objective)
		assert.Zero(t, testing.AllocsPerRun(10, func() { o.Step(objective) }), text)
	}
}

// movesAtZeroRate are rules of which lr = 0 does not stop the parameters, and why.
var movesAtZeroRate = map[string]string{
	"madgrad": "adds ε to lr",
	"rprop":   "raises step sizes to step_min",
}

// TestZeroRate: with a learning rate of zero nothing moves.
func TestZeroRate(t *testing.T) {
	for _, d := range Definitions() {
		if d.IsWrapper() || d.IsWholeRun() || movesAtZeroRate[d.Name] != "" {
			continue
		}
		for _, form := range d.Forms {
			p := randomParams(Float64, someShapes...)
			before := p.X.Clone()
			o := MustParse(d.Name + ":lr=0,form=" + string(form)).New(p)
			for range 5 {
				o.Step(bowl)
			}
			assert.Equal(t, before, p.X, "%s in form %s", d.Name, form)
		}
	}
}

// TestFinite: gradients of any size give finite parameters.
func TestFinite(t *testing.T) {
	for _, d := range Definitions() {
		if d.IsWrapper() || d.IsWholeRun() {
			continue
		}
		for _, form := range d.Forms {
			p := Point(1, -1, 0.5, 0)
			o := MustParse(d.Name + ":form=" + string(form)).New(p)
			for step := range 61 {
				size := math.Pow(10, float64(step-30))
				o.Step(ObjectiveFunc(func(_, g Vec) float64 {
					g.Set(0, size)
					g.Set(1, -size)
					g.Set(2, 1/size)
					g.Set(3, 0)
					return 0
				}))
				require.True(t, p.X.Finite(), "%s in form %s, gradient %g", d.Name, form, size)
			}
		}
	}
}

// measuresTheWhole are elementwise rules whose rate depends on all parameters
// together, so that an element alone goes another way.
var measuresTheWhole = map[string]string{
	"dog":          "the distance from the start",
	"dowg":         "the distance from the start",
	"prodigy":      "the estimated distance",
	"dadapt_adamw": "the estimated distance",
}

// TestSplit: an elementwise rule does the same to one tensor and to many, and
// to vectors longer than a chunk.
func TestSplit(t *testing.T) {
	for _, d := range Definitions() {
		if _, ok := d.config.(Elementwise); !ok {
			continue
		}
		for _, form := range d.Forms {
			spec := MustParse(d.Name + ":lr=0.05,form=" + string(form))
			const n = 2*chunk + 5
			whole := randomParams(Float64, Shape{"theta", []int{n}})
			parts := randomParams(Float64, Shape{"a", []int{7}}, Shape{"b", []int{n - 8}}, Shape{"c", []int{1}})
			a, b := spec.New(whole), spec.New(parts)
			for range 5 {
				a.Step(bowl)
				b.Step(bowl)
			}
			require.Equal(t, whole.X, parts.X, spec.String())
			if measuresTheWhole[d.Name] != "" {
				continue
			}
			for _, i := range []int{0, chunk - 1, chunk, n - 1} { // alone, an element goes the same way
				one := Point(randomParams(Float64, Shape{"theta", []int{n}}).X.At(i))
				o := spec.New(one)
				for range 5 {
					o.Step(ObjectiveFunc(func(x, g Vec) float64 { g.Set(0, float64(i%7+1)*x.At(0)); return 0 }))
				}
				require.Equal(t, whole.X.At(i), one.X.At(0), "%s, element %d", spec, i)
			}
		}
	}
}

func TestPoint(t *testing.T) {
	p := Point(1)
	o := MustParse("ema(sgd:lr=0.5):momentum=0.5").New(p)
	constant := ObjectiveFunc(func(_, g Vec) float64 { g.Fill(1); return 7 })
	assert.Equal(t, 7.0, o.Step(constant))
	assert.Equal(t, 0.5, o.Point().At(0)) // the average starts at the first point
	o.Step(constant)
	assert.Equal(t, 0.0, p.X.At(0))
	assert.Equal(t, 0.25, o.Point().At(0))
}

func BenchmarkStep(b *testing.B) {
	for _, d := range Definitions() {
		if d.IsWrapper() || d.IsWholeRun() {
			continue
		}
		b.Run("opt="+d.Name, func(b *testing.B) {
			p := randomParams(Float32, Shape{"theta", []int{316810}})
			o := MustParse(d.Name).New(p)
			same := ObjectiveFunc(func(_, g Vec) float64 {
				if g.At(0) != float64(float32(0.01)) { // a rule may overwrite it, and what it leaves become slow numbers
					g.Fill(0.01)
				}
				return 0
			})
			for b.Loop() {
				o.Step(same)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/316810, "ns/param")
		})
	}
}
