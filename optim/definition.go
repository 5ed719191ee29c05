package optim

import (
	"reflect"
	"slices"
)

// Definition is all that is known of an optimizer or wrapper. Names, grammar,
// defaults, lists, legends and documentation derive from it.
type Definition struct {
	Name    string // in a spec string
	Title   string // in a legend
	Summary string // one line
	Source  string // authors, year, where
	Doc     string // the formula, and how the forms differ
	Forms   []Form // the first is the default

	config   any               // the zero Rule or wrapper
	defaults map[string]string // where they are not the tags'
	fixed    map[string]string // keys that the name decides, in the forms that have them
	decay    map[Form]decay    // where not the form's own
	onVector string            // what is left of a rule for tensors on a single vector
	standIn  string            // the title of the rule that moves vectors in its place
}

// commonKeys are the names of the keys of Common.
var commonKeys = func() (names []string) {
	for _, k := range keysOf(Common{}) {
		names = append(names, k.name)
	}
	return names
}()

// definitions in the order in which they are listed.
var definitions = []*Definition{
	sgd, momentum, nesterov, adagrad, adadelta, rmsprop, adam, amsgrad, adamw, adamax, nadam,
	radam, sparseAdam, qhadam, rprop, asgd, ftrl, lion, signSGD, signum, aggmo,
	adabelief, yogi, adan, ademamix, adopt, optimistic, madgrad,
	scheduleFreeSGD, scheduleFreeAdamW, dog, dowg, prodigy, dadaptAdamW, cocob,
	lamb, lars, novograd, fromage, sm3, adafactor, muon,
	lbfgs, bfgs, cg, newton,
	ema, swa, lookahead, sam,
}

// Definitions lists every optimizer and wrapper.
func Definitions() []*Definition { return slices.Clone(definitions) }

// Lookup returns the definition of a name; the error of an unknown one tells
// which are known and which is nearest.
func Lookup(name string) (*Definition, error) {
	var known []string
	for _, d := range definitions {
		if d.Name == name {
			return d, nil
		}
		known = append(known, d.Name)
	}
	return nil, unknown("optimizer", name, known)
}

// IsWrapper tells whether the name stands around another spec.
func (d *Definition) IsWrapper() bool {
	_, ok := d.config.(wrapper)
	return ok
}

// Hyperparameter is a key of an optimizer.
type Hyperparameter struct {
	Key      string
	Aliases  []string // other names that are understood
	Help     string
	Range    string          // such as "[0, 1)" or "{none, strong_wolfe}", empty for any
	Common   bool            // every rule has it
	Defaults map[Form]string // by form; a form that is not in it lacks the key
}

// Hyperparameters lists the keys of a definition in the order in which a spec
// prints them.
func (d *Definition) Hyperparameters() []Hyperparameter {
	var hs []Hyperparameter
	for _, k := range d.keys() {
		h := Hyperparameter{Key: k.name, Aliases: k.aliases, Help: k.help, Range: k.values(),
			Common: slices.Contains(commonKeys, k.name), Defaults: map[Form]string{}}
		for _, f := range d.Forms {
			if text, ok := k.in(f); ok {
				h.Defaults[f] = text
			}
		}
		if len(h.Defaults) > 0 {
			hs = append(hs, h)
		}
	}
	return hs
}

// keys are the settable keys, with the definition's own defaults: the learning
// rate, the rule's own, and the rest of what all rules have.
func (d *Definition) keys() []key {
	var first, own, last []key
	for _, k := range keysOf(d.config) {
		if text, ok := d.defaults[k.name]; ok {
			k.defaults, k.required = text, false
		}
		if _, ok := d.fixed[k.name]; ok {
			continue
		}
		switch {
		case k.name == "lr":
			first = append(first, k)
		case slices.Contains(commonKeys, k.name):
			last = append(last, k)
		default:
			own = append(own, k)
		}
	}
	return slices.Concat(first, own, last)
}

// configure returns the definition's configuration in a form, with the values
// of args and the defaults for the rest.
func (d *Definition) configure(form Form, args []argument) (any, error) {
	config := reflect.New(reflect.TypeOf(d.config)).Elem()
	config.FieldByName("Form").SetString(string(form))
	for _, k := range keysOf(d.config) {
		text, ok := d.fixed[k.name]
		if _, has := k.in(form); ok && has {
			if err := k.set(config, value{text: text}); err != nil {
				panic("optim: " + d.Name + ": " + err.Error())
			}
		}
	}
	if err := setAll(config, d.keys(), form, args, d.Name); err != nil {
		return nil, err
	}
	if c, ok := config.Interface().(Checker); ok {
		if err := c.Check(); err != nil {
			return nil, err
		}
	}
	return config.Interface(), nil
}
