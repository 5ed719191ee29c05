package optim

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestCanonical(t *testing.T) {
	for text, want := range map[string]string{
		"adam":                                     "adam",
		"adam:lr=0.001":                            "adam",
		"adam:lr=5e-3,beta1=.90":                   "adam:lr=0.005",
		" adam : beta2 = 0.99 , lr = 1E-4 ":        "adam:lr=0.0001,beta2=0.99",
		"adam:eps=1e-8,form=torch":                 "adam:form=torch",
		"adam:form=keras":                          "adam",
		"adam:form=torch,eps=1e-7":                 "adam:eps=1e-07,form=torch",
		"adam:clipnorm=1,lr=-0":                    "adam:lr=0,clipnorm=1",
		"sgd:momentum=0.9,nesterov=true":           "sgd:momentum=0.9,nesterov=true",
		"momentum:momentum=0.9":                    "momentum",
		"sgd:dampening=0.3,momentum=.5,form=torch": "sgd:momentum=0.5,dampening=0.3,form=torch",
		"adamw:weight_decay=0.004":                 "adamw",
		"ema( adam:lr=0.01 ):overwrite_every=10":   "ema(adam:lr=0.01):overwrite_every=10",
		"ema(ema(sgd))":                            "ema(ema(sgd))",
		"sgd:lr=exponential(0.1,decay_rate=0.5,decay_steps=10,staircase=false)":    "sgd:lr=exponential(0.1,decay_steps=10,decay_rate=0.5)",
		"sgd:lr=exponential( 1 , decay_steps = 10, decay_rate=0.5,staircase=true)": "sgd:lr=exponential(1,decay_steps=10,decay_rate=0.5,staircase=true)",
	} {
		s, err := Parse(text, "")
		require.NoError(t, err)
		assert.Equal(t, want, s.String())
		again, err := Parse(s.String(), "")
		require.NoError(t, err)
		assert.Equal(t, s, again)
		full, err := Parse(s.Full(), "")
		require.NoError(t, err)
		assert.Equal(t, s, full, s.Full())
		recipe, err := Parse(s.Recipe(), "")
		require.NoError(t, err)
		assert.Equal(t, s, recipe, s.Recipe())
	}
}

func TestDefaultForm(t *testing.T) {
	s, err := Parse("ema(adam)", Torch)
	require.NoError(t, err)
	assert.Equal(t, "ema(adam:form=torch):form=torch", s.String())
	s, err = Parse("adam:form=keras", Torch)
	require.NoError(t, err)
	assert.Equal(t, "adam", s.String(), "a form of its own comes first")
}

// TestSpellings: what the frameworks call a key is understood.
func TestSpellings(t *testing.T) {
	for text, want := range map[string]string{
		"adam:learning_rate=0.005,beta_1=0.8,beta_2=0.9,epsilon=0.001":           "adam:lr=0.005,beta1=0.8,beta2=0.9,eps=0.001",
		"adam:form=optax,b1=0.8,b2=0.9":                                          "adam:beta1=0.8,beta2=0.9,form=optax",
		"adagrad:initial_accumulator_value=0":                                    "adagrad:initial_accumulator=0",
		"ftrl:learning_rate_power=-1,l1_regularization_strength=2":               "ftrl:lr_power=-1,l1=2",
		"adafactor:epsilon_1=1e-20,epsilon_2=0.01":                               "adafactor:eps1=1e-20,eps2=0.01",
		"muon:adam_beta_1=0.8":                                                   "muon:adam_beta1=0.8",
		"ema(sgd:learning_rate=0.1):ema_momentum=0.9,ema_overwrite_frequency=10": "ema(sgd:lr=0.1):momentum=0.9,overwrite_every=10",
		"sgd:lr=exponential(0.1,transition_steps=10,decay_rate=0.5)":             "sgd:lr=exponential(0.1,decay_steps=10,decay_rate=0.5)",
		"rmsprop:form=torch,alpha=0.5":                                           "rmsprop:rho=0.5,form=torch",
	} {
		s, err := Parse(text, "")
		if assert.NoError(t, err) {
			assert.Equal(t, want, s.String())
		}
	}
	_, err := Parse("adam:lr=0.1,learning_rate=0.1", "")
	assert.ErrorContains(t, err, "lr is given twice")
}

func TestFull(t *testing.T) {
	assert.Equal(t, "adam:lr=0.001,beta1=0.9,beta2=0.999,eps=1e-07,amsgrad=false,weight_decay=0,clipnorm=0,global_clipnorm=0,clipvalue=0,gradient_accumulation_steps=0,loss_scale_factor=0,form=keras",
		MustParse("adam").Full())
	assert.Equal(t, "adam:lr=0.001,beta1=0.9,beta2=0.999,eps=1e-07,form=keras", MustParse("adam").Recipe())
	assert.Equal(t, "adagrad:lr=0.01,initial_accumulator=0,eps=1e-07,form=keras", MustParse("adagrad:lr=0.01,initial_accumulator=0").Recipe())
}

func TestEqual(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"momentum", "sgd:momentum=0.9", true},
		{"amsgrad", "adam:amsgrad=true", true},
		{"sgd", "momentum:momentum=0", true},
		{"adam", "adamw:weight_decay=0", true},
		{"ema(momentum)", "ema(sgd:momentum=0.9)", true},
		{"adam:weight_decay=0.01,form=torch", "adamw:form=torch", false},
		{"adam", "adam:form=torch", false},
		{"sgd", "ema(sgd)", false},
		{"ema(sgd)", "ema(adam)", false},
	} {
		assert.Equal(t, c.same, MustParse(c.a).Equal(MustParse(c.b)), "%s and %s", c.a, c.b)
	}
}

// TestTitle: a curve called SGD has no momentum.
func TestTitle(t *testing.T) {
	for text, want := range map[string]string{
		"sgd":                            "SGD",
		"sgd:momentum=0.9":               "Momentum",
		"sgd:momentum=0.9,nesterov=true": "Nesterov",
		"momentum:momentum=0":            "SGD",
		"nesterov":                       "Nesterov",
		"adam:amsgrad=true":              "AMSGrad",
		"amsgrad":                        "AMSGrad",
		"adamw":                          "AdamW",
		"adamw:amsgrad=true":             "AdamW AMSGrad",
		"ema(momentum)":                  "EMA(Momentum)",
	} {
		assert.Equal(t, want, MustParse(text).Title(), text)
	}
}

func TestBadSpecs(t *testing.T) {
	for text, want := range map[string]string{
		"":                             "empty optimizer",
		"  ":                           "empty optimizer",
		"adma":                         `unknown optimizer "adma": did you mean "adam"?`,
		"Adam":                         `did you mean "adam"?`,
		"adam:learning_rte=1":          `unknown key of adam "learning_rte"`,
		"adam:beta=0.9":                `did you mean "beta1"?`,
		"adam:lr=-1":                   "lr must be in [0, ∞), is -1",
		"adam:lr=NaN":                  `lr must be a number in [0, ∞), is "NaN"`,
		"adam:lr=inf":                  `lr must be a number in [0, ∞), is "inf"`,
		"adam:lr=1e999":                "lr is out of the range of numbers: 1e999",
		"adam:lr=0x1p3":                "lr must be a number",
		"adam:beta1=1":                 "beta1 must be in [0, 1), is 1",
		"adam:lr=":                     "a value of lr is missing at column 9",
		"adam:lr":                      `"lr" wants a value: lr=… at column 8`,
		"adam:":                        "a key is missing at column 6",
		"adam:lr=1,":                   "a key is missing at column 11",
		"adam:lr=1,lr=2":               "lr is given twice",
		"adam:form=torch,form=torch":   "form is given twice",
		"adam)":                        "unexpected ')' at column 5",
		"ema(adam":                     "the parenthesis at column 4 is not closed",
		"ema(adam:lr=1,beta1=0.5":      "the parenthesis at column 4 is not closed",
		"ema()":                        "a name is missing at column 5",
		"ema":                          "ema stands around another optimizer: ema(adam)",
		"adam(sgd)":                    "adam stands around no other optimizer",
		"adam:amsgrad=1":               `amsgrad must be true or false, is "1"`,
		"amsgrad:amsgrad=true":         `unknown key of amsgrad "amsgrad"`,
		"adam:form=tensorflow":         `unknown form "tensorflow"`,
		"adam:form=tirch":              `did you mean "torch"?`,
		"sgd:dampening=0.1":            "sgd has no dampening in form keras",
		"adam:clipnorm=1,clipvalue=1":  "only one of clipnorm, global_clipnorm and clipvalue",
		"sgd:nesterov=true,form=torch": "nesterov needs a momentum above 0 and no dampening",
		"adam:beta1=exponential(1,decay_steps=1,decay_rate=1)":  "beta1 takes no schedule",
		"sgd:lr=exponentail(1,decay_steps=1,decay_rate=1)":      `did you mean "exponential"?`,
		"sgd:lr=exponential(1)":                                 "exponential needs decay_steps",
		"sgd:lr=exponential(1,decay_steps=0,decay_rate=1)":      "decay_steps must be in (0, ∞), is 0",
		"sgd:lr=exponential(1,decay_steps=1":                    "the parenthesis at column 19 is not closed",
		"sgd:lr=exponential(-1,decay_steps=1,decay_rate=1)":     "initial must be in [0, ∞), is -1",
		"ema(adam):overwrite_every=1.5":                         "overwrite_every must be a whole number",
		"ema(ema(ema(ema(ema(ema(ema(ema(ema(ema(sgd))))))))))": "wrappers nested more than 8 deep",
	} {
		_, err := Parse(text, "")
		if assert.ErrorContains(t, err, want, text) {
			assert.NotContains(t, err.Error(), "\n", "one line")
		}
	}
}

// TestDefaults: every default is written as its value prints, so that it is
// recognized in a canonical string, and each optimizer is complete in each form.
func TestDefaults(t *testing.T) {
	names := map[string]bool{}
	for _, d := range Definitions() {
		assert.False(t, names[d.Name], "%s is defined twice", d.Name)
		names[d.Name] = true
		for _, text := range []string{d.Title, d.Summary, d.Source, d.Doc} {
			assert.NotEmpty(t, text, d.Name)
		}
		require.NotEmpty(t, d.Forms, d.Name)
		for _, form := range d.Forms {
			text := d.Name
			if d.IsWrapper() {
				text += "(sgd)"
			}
			s, err := Parse(text, form)
			require.NoError(t, err)
			require.NotEmpty(t, s.Values())
			for _, v := range s.Values() {
				assert.True(t, v.Default, "%s in form %s: %s=%s", d.Name, form, v.Key, v.Text)
			}
		}
		for _, h := range d.Hyperparameters() {
			assert.NotEmpty(t, h.Help, "%s: %s", d.Name, h.Key)
			assert.NotEmpty(t, h.Defaults, "%s: %s", d.Name, h.Key)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{
		"adam", "adam:lr=0.005,beta1=0.9", "ema(adam:lr=0.01):momentum=0.9,overwrite_every=10",
		"sgd:lr=exponential(0.1,decay_steps=10,decay_rate=0.5,staircase=true),form=torch",
		"sgd:lr=1e-3 , momentum = .5", "adam:lr=", "ema(ema(sgd)", "adam:lr=NaN", "é:=,()", "nesterov:clipvalue=0.5",
		"sgd:lr=piecewise(0.1,10=0.01,20=0.001)", "sgd:lr=multistep(0.1,milestones=5;20,gamma=0.3)", "sgd:lr=multistep(1,milestones=;)",
		"adam:lr=cosine(0,decay_steps=30,alpha=0.01,warmup_target=0.1,warmup_steps=5)", "sgd:lr=cosine(1,decay_steps=1,warmup_target=none)",
		"sgd:lr=cosine_restarts(0.1,first_decay_steps=8,t_mul=1.5,m_mul=0.9)", "sgd:lr=polynomial(0.1,decay_steps=3,end_learning_rate=0)",
		"sgd:lr=one_cycle(0.1,total_iters=40,anneal_strategy=linear,three_phase=true)", "sgd:lr=cyclic(0.1,max_lr=1,mode=exp_range,gamma=0)",
		"lookahead(swa(sam(adam):rho=0.1):start=5,every=2):k=5,alpha=0.5,reset_state=true", "ema(sam(sgd:lr=step(1,step_size=1)):adaptive=true)",
	} {
		f.Add(text, "")
		f.Add(text, "torch")
	}
	f.Fuzz(func(t *testing.T, text, form string) {
		s, err := Parse(text, Form(form))
		if err != nil {
			return
		}
		again, err := Parse(s.String(), "")
		require.NoError(t, err, s.String())
		require.Equal(t, s, again, s.String())
		if s.Definition().IsWholeRun() {
			return
		}
		s.New(Point(1, 2)).Step(ObjectiveFunc(func(_, g Vec) float64 { g.Fill(1); return 0 }))
	})
}
