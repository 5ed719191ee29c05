package optim

import (
	"encoding/json"
	"math"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestExponential has the values of the example in Keras's documentation of
// ExponentialDecay (0.96 every 100,000 steps) and of its formula at halves.
func TestExponential(t *testing.T) {
	e := Exponential{Initial: 0.1, DecaySteps: 100000, DecayRate: 0.96}
	assert.Equal(t, 0.1, e.At(0))
	assert.InDelta(t, 0.096, e.At(100000), 1e-16)
	assert.InDelta(t, 0.09797958971132712, e.At(50000), 1e-16) // 0.1·√0.96
	e.Staircase = true
	assert.Equal(t, 0.1, e.At(99999))
	assert.InDelta(t, 0.096, e.At(199999), 1e-16)
	assert.Equal(t, "exponential(0.1,decay_steps=100000,decay_rate=0.96,staircase=true)", e.String())
	assert.Equal(t, 0.01, Constant(0.01).At(12345))
}

// TestRates compares every schedule with the rates of its framework
// (goldens/make/schedules.py).
func TestRates(t *testing.T) {
	data, err := os.ReadFile("testdata/rates.json")
	require.NoError(t, err)
	var cases []struct {
		Schedule string
		Rates    []float64
	}
	require.NoError(t, json.Unmarshal(data, &cases))
	seen := map[string]bool{}
	for _, c := range cases {
		t.Run(c.Schedule, func(t *testing.T) {
			s, err := ParseSchedule(c.Schedule)
			require.NoError(t, err)
			for _, d := range Schedules() {
				if len(c.Schedule) > len(d.Name) && c.Schedule[:len(d.Name)+1] == d.Name+"(" {
					seen[d.Name] = true
				}
			}
			require.NotEmpty(t, c.Rates)
			for step, want := range c.Rates {
				require.InDelta(t, want, s.At(step), 1e-12*math.Max(want, 0.01), "step %d", step)
			}
		})
	}
	for _, d := range Schedules() {
		assert.True(t, seen[d.Name], "no case of %s", d.Name)
	}
}

// TestScheduleStrings: a schedule prints canonically, and its string is read as the same schedule.
func TestScheduleStrings(t *testing.T) {
	for text, want := range map[string]string{
		"0.10": "0.1",
		"cosine(0.1,alpha=0.010,decay_steps=3e1)":                               "cosine(0.1,decay_steps=30,alpha=0.01)",
		"cosine(0,decay_steps=30,warmup_target=0.1,warmup_steps=5)":             "cosine(0,decay_steps=30,warmup_target=0.1,warmup_steps=5)",
		"cosine(0,decay_steps=30,warmup_target=none)":                           "cosine(0,decay_steps=30)",
		"polynomial(0.1,decay_steps=30,end_learning_rate=0.5,cycle=true)":       "polynomial(0.1,decay_steps=30,end=0.5,cycle=true)",
		"linear(0.1,total_iters=8)":                                             "linear(0.1,total_steps=8)",
		"constant(0.1,total_steps=8)":                                           "constant(0.1,total_iters=8)",
		"multistep( 0.1 , milestones = 20;5; 20,gamma=0.3)":                     "multistep(0.1,milestones=5;20;20,gamma=0.3)",
		"piecewise(0.1,20=1e-3,10=0.01)":                                        "piecewise(0.1,10=0.01,20=0.001)",
		"one_cycle(0.1,total_steps=9,anneal_strategy=linear,three_phase=false)": "one_cycle(0.1,total_steps=9,anneal_strategy=linear)",
		"cyclic(0.1,max_lr=1,mode=triangular,step_size_down=4)":                 "cyclic(0.1,max_lr=1,step_size_down=4)",
		"warmup_cosine(0,peak_value=1,warmup_steps=1,decay_steps=5)":            "warmup_cosine(0,peak=1,warmup_steps=1,decay_steps=5)",
	} {
		s, err := ParseSchedule(text)
		require.NoError(t, err)
		assert.Equal(t, want, s.String())
		again, err := ParseSchedule(s.String())
		require.NoError(t, err)
		assert.Equal(t, s, again)
	}
}

func TestBadSchedules(t *testing.T) {
	for text, want := range map[string]string{
		"cosin(1,decay_steps=1)": `unknown schedule "cosin": did you mean "cosine"?`,
		"cosine(1)":              "cosine needs decay_steps",
		"cosine(1,decay_steps=5,warmup_target=-1)":              "warmup_target must be in [0, ∞), is -1",
		"cosine(1,decay_steps=5,warmup_target=off)":             `warmup_target must be a number in [0, ∞), is "off"`,
		"cosine(1,decay_steps=5)x":                              "unexpected 'x' at column 24",
		"polynomial(1,decay_steps=5,end=1,end_learning_rate=1)": "end is given twice",
		"multistep(1,milestones=5;x)":                           `milestones must be a number in [0, ∞), is "x"`,
		"multistep(1,milestones=5;-1)":                          "milestones must be in [0, ∞), is -1",
		"multistep(1,milestones=5;1.5)":                         "milestones must be a whole number in [0, ∞), is 1.5",
		"one_cycle(1,total_steps=5,anneal_strategy=cosine)":     `unknown anneal_strategy "cosine": did you mean "cos"? Known: cos, linear`,
		"one_cycle(1,total_steps=5,pct_start=30)":               "pct_start must be in [0, 1], is 30",
		"cyclic(1,max_lr=2,mode=triangular3)":                   `did you mean "triangular"?`,
		"piecewise(1)":                                          "piecewise needs a boundary and the rate after it: piecewise(1,10=0.1)",
		"piecewise(1,x=1)":                                      `a boundary of piecewise must be a number in [0, ∞), is "x"`,
		"piecewise(1,5=-1)":                                     "after step 5: initial must be in [0, ∞), is -1",
		"piecewise(1,5=1,5.0=2)":                                "the boundary 5 is given twice",
		"piecewise(1,5=step(1,step_size=2))":                    "piecewise takes no schedule",
		"warmup_cosine(0,peak=1,warmup_steps=5,decay_steps=5)":  "more decay_steps than warmup_steps",
		"step(1,step_size=0)":                                   "step_size must be in [1, ∞), is 0",
		"":                                                      "a value of the rate is missing",
	} {
		_, err := ParseSchedule(text)
		assert.ErrorContains(t, err, want, text)
	}
}

// TestScheduleDefinitions: every schedule is described, its defaults print
// canonically, and it prints under its own name.
func TestScheduleDefinitions(t *testing.T) {
	names := map[string]bool{}
	for _, d := range Schedules() {
		assert.False(t, names[d.Name], "%s is defined twice", d.Name)
		names[d.Name] = true
		for _, text := range []string{d.Summary, d.Formula, d.Source} {
			assert.NotEmpty(t, text, d.Name)
		}
		assert.Contains(t, d.Usage(), d.Name+"(")
		given := d.Name + "(0.1"
		withDefaults := given
		for _, k := range d.Keys()[1:] {
			assert.NotEmpty(t, k.Help, "%s: %s", d.Name, k.Key)
			if k.Default == "" {
				given += "," + k.Key + "=7"
				withDefaults += "," + k.Key + "=7"
			} else {
				withDefaults += "," + k.Key + "=" + k.Default
			}
		}
		switch d.Name {
		case "piecewise":
			given, withDefaults = given+",5=0.1", withDefaults+",5=0.1"
		case "warmup_cosine":
			continue // 7 and 7 do not fit one another
		}
		s, err := ParseSchedule(withDefaults + ")")
		require.NoError(t, err)
		assert.Equal(t, given+")", s.String())
	}
	_, err := LookupSchedule("linaer")
	assert.ErrorContains(t, err, `did you mean "linear"?`)
}

// TestSchedulesFarOut: rates stay finite and not below zero, at any step.
func TestSchedulesFarOut(t *testing.T) {
	for _, text := range []string{
		"cosine_warm_restarts(0.1,t_0=3,t_mult=9007199254740992)", "cosine_warm_restarts(0.1,t_0=3,t_mult=2)",
		"cosine_restarts(0.1,first_decay_steps=3)", "cosine_annealing(0.1,t_max=7)", "one_cycle(0.1,total_steps=1)",
		"one_cycle(0.1,total_steps=10,pct_start=0.1)", "polynomial(0.1,decay_steps=3,cycle=true)", "exponential_lr(0.1,gamma=0)",
		"cyclic(0.1,max_lr=1,step_size_up=3,mode=triangular2)", "cyclic(0.1,max_lr=1,step_size_up=3,step_size_down=0)",
		"warmup_cosine(0,peak=0,warmup_steps=1,decay_steps=2,end=1)",
	} {
		s, err := ParseSchedule(text)
		require.NoError(t, err)
		for step := 0; step < 1<<40; step = step*5/4 + 1 {
			rate := s.At(step)
			require.True(t, rate >= 0 && rate <= 1, "%s at %d: %g", text, step, rate)
		}
	}
}

// TestCos32 has values of the C library's cosf; the nearest float32 is another in twelve of them.
func TestCos32(t *testing.T) {
	for p, want := range map[float64]float64{
		0.31:   0.56208336353302,
		0.331:  0.5063347816467285,
		0.3367: 0.4908124506473541,
		0.3383: 0.4864268898963928,
		0.3519: 0.44866400957107544,
		0.3529: 0.4458540976047516,
		0.4081: 0.2847180962562561,
		0.4525: 0.1486724466085434,
		0.4549: 0.14121222496032715,
		0.5471: -0.1474296897649765,
		0.6654: -0.4965497851371765,
		0.6937: -0.5716589689254761,
		0.7177: -0.6318400502204895,
		0.7224: -0.6432152986526489,
		0.7268: -0.6537376046180725,
		0.7487: -0.7042129635810852,
		0.8029: -0.8143383860588074,
		0.9593: -0.991836667060852,
	} {
		assert.Equal(t, want, float64(cos32(p)), "cos %gπ", p)
	}
}
