package mlp

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestParseModelReadsWhatStringWrites(t *testing.T) {
	for words, canonical := range map[string]string{
		TutorialWords:                                                                  TutorialWords,
		"  dense:5\tdense:3,softmax ":                                                  "dense:5,linear dense:3,softmax",
		"flatten dense:5,swish batchnorm dropout:.20":                                  "flatten dense:5,silu batchnorm dropout:0.2",
		"dense:5,relu,init=he_normal,l2=1e-4 activation:softmax":                       "dense:5,relu,init=he_normal,l2=0.0001 activation:softmax",
		"dense:5,l2=1,bias_l2=4,bias_l1=3,l1=2,bias_init=ones,tanh,init=lecun_uniform": "dense:5,tanh,init=lecun_uniform,bias_init=ones,l1=2,l2=1,bias_l1=3,bias_l2=4",
		"dense:5,leaky_relu(.3) activation:leaky_relu(0.2) activation:leaky_relu(0)":   "dense:5,leaky_relu(0.3) activation:leaky_relu activation:leaky_relu(0)",
		"dense:5,use_bias=false,relu batchnorm dense:2,use_bias=true":                  "dense:5,relu,use_bias=false batchnorm dense:2,linear",
		"dense:5,relu,init=glorot_uniform,bias_init=zeros,l1=0":                        "dense:5,relu",
		"batchnorm:eps=0.5,momentum=0.9 dense:1":                                       "batchnorm:momentum=0.9,eps=0.5 dense:1,linear",
		"batchnorm:eps=1e-05 dense:1000000,gelu":                                       "batchnorm:eps=1e-05 dense:1000000,gelu",
	} {
		a, err := ParseModel(words)
		require.NoError(t, err, words)
		assert.Equal(t, canonical, a.String())
		again, err := ParseModel(canonical)
		require.NoError(t, err)
		assert.Equal(t, a, again)
	}
	a, err := ParseModel("dense:7,elu,init=he_uniform,bias_l1=2")
	require.NoError(t, err)
	assert.Equal(t, []Layer{Dense(7, ELU, KernelInitializer(HeUniform), BiasRegularizer(L1(2)))}, a.Layers())
}

func TestParseModelNamesTheWord(t *testing.T) {
	for words, want := range map[string]string{
		"":                                  `model: no layer, such as "dense:300,relu dense:200,relu dense:100,relu dense:10,softmax"`,
		"dense:5,relu densee:5":             `model: word 2, "densee:5": unknown layer "densee": did you mean "dense"? Known: dense, batchnorm, dropout, activation, flatten`,
		"conv:5":                            `model: word 1, "conv:5": unknown layer "conv"`,
		"dense":                             `model: word 1, "dense": a number of units is wanted, such as dense:300,relu`,
		"dense:":                            `model: word 1, "dense:": "" is not a number of units, 1…1000000`,
		"dense:0,relu":                      `model: word 1, "dense:0,relu": dense layer of 0 units, at least 1 is needed`,
		"dense:-3":                          `dense layer of -3 units, at least 1 is needed`,
		"dense:1000001":                     `dense layer of 1000001 units, at most 1000000 are possible`,
		"dense:99999999999999999999":        `"99999999999999999999" is not a number of units, 1…1000000`,
		"dense:1e3":                         `"1e3" is not a number of units`,
		"dense:5,rely":                      `unknown activation "rely": did you mean "relu"?`,
		"dense:5,relu,tanh":                 `a second activation "tanh"`,
		"dense:5,l3=1":                      `unknown option "l3": did you mean "l1"? Known: use_bias, init, bias_init, l1, l2, bias_l1, bias_l2`,
		"dense:5,leaky_relu(x)":             `"leaky_relu(x)", a slope is wanted, such as leaky_relu(0.3)`,
		"dense:5 activation:leaky_relu(-1)": `leaky_relu of slope -1, it must be 0 or more and finite`,
		"dense:5,use_bias=0":                `use_bias="0", it is true or false`,
		"dense:5,use_bias=false,bias_l2=1":  `dense layer of 5 units without a bias, but with an initializer or a penalty for one`,
		"dense:5,l1=1,l1=2":                 `l1 is given twice`,
		"dense:5,l1=x":                      `l1="x" is not a number`,
		"dense:5,l2=-1":                     `dense layer of 5 units with a penalty l2 of -1, it must be 0 or more and finite`,
		"dense:5,l2=NaN":                    `a penalty l2 of NaN`,
		"dense:5,init=he":                   `unknown initializer "he"`,
		"dense:5,":                          `unknown activation ""`,
		"dense:1,softmax":                   `dense layer of 1 unit with softmax, which is always 1: sigmoid is for one unit`,
		"dense:5,softmax dense:5,softmax":   `model: word 2, "dense:5,softmax": nothing can be behind the output, the softmax of word 1`,
		"dense:5 activation:softmax dropout:0.5 dense:2": `model: word 3, "dropout:0.5": nothing can be behind the output, the softmax of word 2`,
		"dropout:1":            `model: word 1, "dropout:1": dropout of 1, the rate must be in [0, 1)`,
		"dropout:-0.1":         `dropout of -0.1, the rate must be in [0, 1)`,
		"dropout:NaN":          `dropout of NaN`,
		"dropout":              `a rate is wanted, such as dropout:0.2`,
		"dropout:a":            `the rate="a" is not a number`,
		"dropout:0.1,0.2":      `a rate is wanted, such as dropout:0.2`,
		"activation":           `an activation is wanted, such as activation:relu`,
		"activation:x":         `unknown activation "x"`,
		"flatten:2":            `flatten takes nothing`,
		"batchnorm:2":          `"2" is not an option, momentum= or eps=`,
		"batchnorm:":           `"" is not an option, momentum= or eps=`,
		"batchnorm:momentum=2": `batch normalization with momentum 2, it must be in [0, 1]`,
		"batchnorm:eps=-1":     `batch normalization with epsilon -1, it must be 0 or more and finite`,
		"batchnorm:axis=1":     `unknown option "axis"`,
	} {
		_, err := ParseModel(words)
		assert.ErrorContains(t, err, want, words)
	}
}

func TestTheOutputMayBeLeftOut(t *testing.T) {
	for words, want := range map[string]string{
		"dense:300,relu":                     "dense:300,relu dense:10,softmax",
		"dense:300,relu dropout:0.5":         "dense:300,relu dropout:0.5 dense:10,softmax",
		"dense:10,relu dropout:0.5":          "dense:10,relu dropout:0.5 dense:10,softmax",
		"dense:10,relu batchnorm":            "dense:10,relu batchnorm dense:10,softmax",
		"dense:300,relu dense:10,softmax":    "dense:300,relu dense:10,softmax",
		"dense:10,linear activation:softmax": "dense:10,linear activation:softmax",
		"dense:10,linear":                    "dense:10,linear",
		"flatten":                            "flatten dense:10,softmax",
	} {
		a, err := ParseModel(words)
		require.NoError(t, err)
		b, err := a.WithOutput(10, Softmax)
		require.NoError(t, err)
		assert.Equal(t, want, b.String())
		assert.Equal(t, words, a.String())
	}
	for words, want := range map[string]string{
		"dense:30,relu dense:20,softmax":     `model: word 2, "dense:20,softmax": an output of 20 units, 10 are wanted`,
		"dense:20,linear activation:softmax": `model: word 1, "dense:20,linear": an output of 20 units, 10 are wanted`,
	} {
		a, err := ParseModel(words)
		require.NoError(t, err)
		_, err = a.WithOutput(10, Softmax)
		assert.EqualError(t, err, want)
	}
}

func TestBuildFlattens(t *testing.T) {
	for words, layers := range map[string]int{"dense:3": 2, "flatten dense:3": 2} {
		a, err := ParseModel(words)
		require.NoError(t, err)
		m, err := a.Build([]int{2, 2})
		require.NoError(t, err)
		assert.Len(t, m.nodes, layers)
		m, err = a.Build([]int{4})
		require.NoError(t, err)
		assert.Equal(t, 15, m.CountParams())
	}
	a, err := ParseModel("dense:1000000 dense:1000000")
	require.NoError(t, err)
	_, err = a.Build([]int{1})
	assert.EqualError(t, err, "mlp: a model of 1000003000000 weights, at most 1000000000 are possible")
	_, err = Architecture{}.Build([]int{1})
	assert.Error(t, err)
}

// FuzzParseModel: what is read is written so that it is read again, and what is
// built has the layers read.
func FuzzParseModel(f *testing.F) {
	for _, s := range []string{TutorialWords, "batchnorm:momentum=0.9,eps=1e-5 dropout:0.2 activation:elu flatten", "dense:5,relu,init=he_normal,l1=1e-300,bias_l2=0x1p-3", "dense:,,= \x00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, words string) {
		a, err := ParseModel(words)
		if err != nil {
			return
		}
		again, err := ParseModel(a.String())
		require.NoError(t, err)
		require.Equal(t, a.String(), again.String())
		if m, err := a.Build([]int{3}); err == nil {
			require.Len(t, m.nodes, len(a.layers))
			require.NotEmpty(t, m.Summary())
		}
	})
}
