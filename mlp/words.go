package mlp

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"descent/internal/suggest"
)

// TutorialWords is the reference tutorial's model in words.
const TutorialWords = "dense:300,relu dense:200,relu dense:100,relu dense:10,softmax"

// Architecture is a stack of layers that was read from words by [ParseModel]. The
// zero Architecture has none.
type Architecture struct{ layers []Layer }

// ParseModel reads layers from words with spaces between them:
//
//	dense:UNITS[,ACTIVATION][,OPTION=VALUE…]   options use_bias (true or false), init,
//	                                           bias_init (initializers), l1, l2,
//	                                           bias_l1, bias_l2 (penalties)
//	batchnorm[:momentum=VALUE][,eps=VALUE]
//	dropout:RATE
//	activation:ACTIVATION
//	flatten
//
// such as "dense:512,relu dropout:0.2 dense:10,softmax" or
// "dense:300,relu,init=he_normal,l2=1e-4 batchnorm". Without an activation a dense layer
// is linear, as in Keras. A softmax is an output, behind which there is nothing. An error names the
// word, where it stands, counted from 1, and what would be right.
func ParseModel(words string) (Architecture, error) {
	var a Architecture
	output := 0 // the position of a softmax
	for i, word := range strings.Fields(words) {
		at := func(err error) error { return fmt.Errorf("model: word %d, %q: %w", i+1, word, err) }
		if output > 0 {
			return Architecture{}, at(fmt.Errorf("nothing can be behind the output, the softmax of word %d", output))
		}
		l, err := parseLayer(word)
		if err != nil {
			return Architecture{}, at(err)
		}
		if activationOf(l) == Softmax {
			output = i + 1
		}
		a.layers = append(a.layers, l)
	}
	if len(a.layers) == 0 {
		return Architecture{}, fmt.Errorf("model: no layer, such as %q", TutorialWords)
	}
	return a, nil
}

// String returns the words, so that [ParseModel] reads the same architecture from them.
func (a Architecture) String() string {
	words := make([]string, len(a.layers))
	for i, l := range a.layers {
		words[i] = l.String()
	}
	return strings.Join(words, " ")
}

// Layers returns the layers as [Sequential] takes them.
func (a Architecture) Layers() []Layer { return slices.Clone(a.layers) }

// WithOutput returns the architecture with an output of the given units: itself, if
// its last dense layer has so many and nothing but activations behind it, or else with a
// dense layer of that activation added. It is an error if it ends in a softmax of
// another number of units.
func (a Architecture) WithOutput(units int, activation Activation) (Architecture, error) {
	for i := len(a.layers) - 1; i >= 0; i-- {
		d, ok := a.layers[i].(dense)
		if ok && d.units == units {
			return a, nil
		}
		if activationOf(a.layers[len(a.layers)-1]) == Softmax && ok {
			return Architecture{}, fmt.Errorf("model: word %d, %q: an output of %d units, %d are wanted", i+1, d, d.units, units)
		}
		if _, ok := a.layers[i].(activationLayer); !ok {
			break
		}
	}
	return Architecture{append(a.Layers(), Dense(units, activation))}, nil
}

// Build builds the model for examples of the given shape. Where they are not flat and the
// first word is not flatten, it begins with [Flatten].
func (a Architecture) Build(input []int) (*Model, error) {
	layers := a.layers
	if len(layers) > 0 && len(input) > 1 && layers[0] != Flatten() {
		layers = append([]Layer{Flatten()}, layers...)
	}
	return Sequential(input, layers...)
}

// activationOf is a layer's activation, nil if it has none.
func activationOf(l Layer) Activation {
	switch l := l.(type) {
	case dense:
		return l.activation
	case activationLayer:
		return l.activation
	}
	return nil
}

// layerWords are the words for layers, without what is behind the colon.
var layerWords = []string{"dense", "batchnorm", "dropout", "activation", "flatten"}

// parseLayer reads one word.
func parseLayer(word string) (Layer, error) {
	name, rest, colon := strings.Cut(word, ":")
	var arguments []string
	if colon {
		arguments = strings.Split(rest, ",")
	}
	switch name {
	case "dense":
		return parseDense(arguments)
	case "batchnorm":
		return parseBatchNormalization(arguments)
	case "dropout":
		if len(arguments) != 1 {
			return nil, errors.New("a rate is wanted, such as dropout:0.2")
		}
		rate, err := number("the rate", arguments[0])
		if err != nil {
			return nil, err
		}
		d := dropout{rate}
		return d, d.check()
	case "activation":
		if len(arguments) != 1 {
			return nil, errors.New("an activation is wanted, such as activation:relu")
		}
		activation, err := ActivationNamed(arguments[0])
		return activationLayer{activation}, err
	case "flatten":
		if colon {
			return nil, errors.New("flatten takes nothing")
		}
		return Flatten(), nil
	}
	return nil, suggest.Unknown("layer", name, layerWords)
}

func parseDense(arguments []string) (Layer, error) {
	if len(arguments) == 0 {
		return nil, errors.New("a number of units is wanted, such as dense:300,relu")
	}
	units, err := strconv.Atoi(arguments[0])
	if err != nil {
		return nil, fmt.Errorf("%q is not a number of units, 1…%d", arguments[0], MaxUnits)
	}
	d := Dense(units, nil).(dense)
	fields := map[string]*float64{
		"l1": &d.kernelRegularizer.L1, "l2": &d.kernelRegularizer.L2,
		"bias_l1": &d.biasRegularizer.L1, "bias_l2": &d.biasRegularizer.L2,
	}
	err = eachOption(arguments[1:], []string{"use_bias", "init", "bias_init", "l1", "l2", "bias_l1", "bias_l2"}, func(key, value string) (err error) {
		switch key {
		case "":
			if d.activation != nil {
				return fmt.Errorf("a second activation %q", value)
			}
			d.activation, err = ActivationNamed(value)
		case "use_bias":
			var use bool
			use, err = truth(key, value)
			d.biasless = !use
		case "init":
			d.kernelInitializer, err = InitializerNamed(value)
		case "bias_init":
			d.biasInitializer, err = InitializerNamed(value)
		default:
			*fields[key], err = number(key, value)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	if d.activation == nil {
		d.activation = Linear
	}
	return d, d.check()
}

func parseBatchNormalization(arguments []string) (Layer, error) {
	b := BatchNormalization().(batchNormalization)
	err := eachOption(arguments, []string{"momentum", "eps"}, func(key, value string) (err error) {
		switch key {
		case "momentum":
			b.momentum, err = number(key, value)
		case "eps":
			b.epsilon, err = number(key, value)
		default:
			err = fmt.Errorf("%q is not an option, momentum= or eps=", value)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return b, b.check()
}

// eachOption calls set for each argument: with key and value, of which the key is known
// and comes once, or with the key "" for what has no equals sign.
func eachOption(arguments, known []string, set func(key, value string) error) error {
	seen := map[string]bool{}
	for _, argument := range arguments {
		key, value, found := strings.Cut(argument, "=")
		if !found {
			key, value = "", argument
		} else if !slices.Contains(known, key) {
			return suggest.Unknown("option", key, known)
		} else if seen[key] {
			return fmt.Errorf("%s is given twice", key)
		}
		seen[key] = true
		if err := set(key, value); err != nil {
			return err
		}
	}
	return nil
}
