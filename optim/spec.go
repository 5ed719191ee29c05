package optim

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// Spec is an optimizer with all its hyperparameters, as a spec string names it.
type Spec struct {
	def    *Definition
	form   Form
	config any   // a Rule or a wrapper, complete
	inner  *Spec // what a wrapper stands around
}

// Parse reads a spec string such as "adam", "adam:lr=0.005,beta1=0.9" or
// "ema(adam:lr=0.01):momentum=0.9". Hyperparameters that are not given have the
// default of their form's framework. Form is the form of every optimizer that
// does not name its own; empty, it is each one's default form.
//
// The error is one line that names the culprit and what would be right.
func Parse(text string, form Form) (Spec, error) {
	if strings.TrimSpace(text) == "" {
		return Spec{}, fmt.Errorf("empty optimizer: a name such as adam is wanted")
	}
	n, err := parseNode(text)
	if err == nil {
		var s Spec
		if s, err = resolve(n, form); err == nil {
			return s, nil
		}
	}
	return Spec{}, fmt.Errorf("optimizer %q: %w", text, err)
}

// MustParse is Parse for specs known to be right; it panics if one is not.
func MustParse(text string) Spec {
	s, err := Parse(text, "")
	if err != nil {
		panic(err)
	}
	return s
}

// resolve looks up the names of a parsed spec.
func resolve(n *node, outer Form) (Spec, error) {
	d, err := Lookup(n.name)
	if err != nil {
		return Spec{}, err
	}
	s := Spec{def: d, form: outer}
	switch {
	case d.IsWrapper() && n.inner == nil:
		return Spec{}, fmt.Errorf("%s stands around another optimizer: %s(adam)", d.Name, d.Name)
	case !d.IsWrapper() && n.inner != nil:
		return Spec{}, fmt.Errorf("%s stands around no other optimizer", d.Name)
	case n.inner != nil:
		inner, err := resolve(n.inner, outer)
		if err != nil {
			return Spec{}, err
		}
		if inner.def.IsWholeRun() {
			return Spec{}, fmt.Errorf("%s stands around an optimizer of steps, and %s runs whole minimizations", d.Name, inner.def.Name)
		}
		s.inner = &inner
	}
	args, err := s.takeForm(n.args)
	if err != nil {
		return Spec{}, err
	}
	s.config, err = d.configure(s.form, args)
	return s, err
}

// takeForm settles the form from the arguments, and returns the others.
func (s *Spec) takeForm(args []argument) ([]argument, error) {
	var rest []argument
	named := false
	for _, a := range args {
		switch {
		case a.key != "form":
			rest = append(rest, a)
		case named:
			return nil, fmt.Errorf("form is given twice")
		case !slices.Contains(Forms(), a.value.text):
			return nil, unknown("form", a.value.text, Forms())
		default:
			s.form, named = Form(a.value.text), true
		}
	}
	free := s.def.IsWrapper() || s.def.IsWholeRun() // a form from outside binds those only if they have it
	if s.form == "" || !named && free && !slices.Contains(s.def.Forms, s.form) {
		s.form = s.def.Forms[0]
	}
	if !slices.Contains(s.def.Forms, s.form) {
		var have []string
		for _, f := range s.def.Forms {
			have = append(have, string(f))
		}
		return nil, fmt.Errorf("%s has no form %s, only %s", s.def.Name, s.form, strings.Join(have, ", "))
	}
	return rest, nil
}

// String returns the canonical spec string: the keys that differ from their
// form's defaults in the order of the definition, and the form where it is not
// the optimizer's default. Parsed with no form given, it is the same Spec.
func (s Spec) String() string {
	return s.text(func(v Value) bool { return !v.Default }, s.form != s.def.Forms[0])
}

// Full returns the spec string with every key and the form.
func (s Spec) Full() string { return s.text(func(Value) bool { return true }, true) }

// Recipe returns the spec string with the form and every key but those that do
// nothing, being 0, false or none by default. Parsed, it is the same Spec.
func (s Spec) Recipe() string {
	return s.text(func(v Value) bool { return !v.Off }, true)
}

// text prints the keys that are wanted, and the form if withForm.
func (s Spec) text(wanted func(Value) bool, withForm bool) string {
	text := s.def.Name
	if s.inner != nil {
		inner := *s.inner
		text += "(" + inner.text(wanted, withForm || inner.form != inner.def.Forms[0]) + ")"
	}
	var args []string
	for _, v := range s.Values() {
		if wanted(v) {
			args = append(args, v.Key+"="+v.Text)
		}
	}
	if withForm {
		args = append(args, "form="+string(s.form))
	}
	if len(args) > 0 {
		text += ":" + strings.Join(args, ",")
	}
	return text
}

// Value is a hyperparameter's value in a Spec.
type Value struct {
	Key, Text string
	Default   bool // it is what the form's framework has
	Off       bool // it does nothing: 0, false or none by default
	Common    bool // every rule has the key
}

// Values lists the hyperparameters, without those of a wrapped optimizer.
func (s Spec) Values() []Value {
	var vs []Value
	config := reflect.ValueOf(s.config)
	for _, k := range s.def.keys() {
		if d, ok := k.in(s.form); ok {
			text := k.text(config)
			isDefault := !k.required && text == d
			vs = append(vs, Value{
				Key: k.name, Text: text, Default: isDefault,
				Off:    isDefault && (text == "0" || text == "false" || text == "none"),
				Common: slices.Contains(commonKeys, k.name),
			})
		}
	}
	return vs
}

// Equal tells whether two specs are the same optimizer, whatever its name:
// momentum is sgd:momentum=0.9.
func (s Spec) Equal(o Spec) bool {
	if (s.inner == nil) != (o.inner == nil) || !reflect.DeepEqual(s.config, o.config) {
		return false
	}
	if s.inner != nil {
		return s.inner.Equal(*o.inner)
	}
	return s.decay() == o.decay() || s.config.(Rule).common().WeightDecay == 0
}

// Definition returns what the spec's name stands for.
func (s Spec) Definition() *Definition { return s.def }

// Form returns the form of the optimizer, of a wrapper the wrapper's.
func (s Spec) Form() Form { return s.form }

// Inner returns the optimizer inside a wrapper; ok is false for a rule.
func (s Spec) Inner() (inner Spec, ok bool) {
	if s.inner == nil {
		return Spec{}, false
	}
	return *s.inner, true
}

// Title is what the field calls the optimizer: "Adam", "Nesterov", "EMA(Adam)".
// It follows the hyperparameters: sgd:momentum=0.9 is "Momentum".
func (s Spec) Title() string {
	if s.inner != nil {
		return s.def.Title + "(" + s.inner.Title() + ")"
	}
	if t, ok := s.config.(Titled); ok {
		return t.Title(s.def.Title)
	}
	return s.def.Title
}

// LearningRate returns the learning rate, of a wrapper that of what it wraps, of
// a whole run, which has none, zero.
func (s Spec) LearningRate() Schedule {
	if s.inner != nil {
		return s.inner.LearningRate()
	}
	if r, ok := s.config.(Rule); ok {
		return r.common().LR
	}
	return Constant(0)
}

// New makes an optimizer of the parameters, which start where they are. It
// panics if the spec's definition is of whole runs.
func (s Spec) New(p *Params) Optimizer {
	if s.inner != nil {
		return s.config.(wrapper).wrap(s.inner.New(p), p)
	}
	rule := s.config.(Rule)
	e := newEvaluation(rule.common(), s.decay(), p)
	if d, ok := rule.(Driven); ok {
		return d.optimizer(s.def.Name, e)
	}
	return newStepper(s.def.Name, rule, e)
}

// decay is how a rule's weights decay.
func (s Spec) decay() decay {
	if d, ok := s.config.(Decaying); ok && d.DecaysApart() {
		return decoupled
	}
	if d, ok := s.def.decay[s.form]; ok {
		return d
	}
	return s.form.decay()
}
