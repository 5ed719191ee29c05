package optim

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// key is a hyperparameter as its struct field declares it.
type key struct {
	name     string
	aliases  []string // what frameworks also call it
	help     string
	index    []int        // of the field in its struct
	typ      reflect.Type // float64, int, bool, string, []int, Maybe or Schedule
	words    []string     // of a string, what it may be; none: any word
	defaults string       // for all forms, or "keras=1e-7 torch=1e-8"
	required bool         // there is no default
	bounds   bounds
}

// spellings are the names that Keras and optax have for what many rules have.
var spellings = map[string][]string{
	"lr":         {"learning_rate"},
	"beta1":      {"beta_1", "b1"},
	"beta2":      {"beta_2", "b2"},
	"beta3":      {"beta_3", "b3"},
	"adam_beta1": {"adam_beta_1", "adam_b1"},
	"adam_beta2": {"adam_beta_2", "adam_b2"},
	"eps":        {"epsilon"},
	"eps1":       {"epsilon_1"},
	"eps2":       {"epsilon_2"},
}

// Maybe is a number that need not be there: a spec string has none for it.
type Maybe struct {
	Given bool
	Value float64
}

// bounds is an interval in mathematical notation: [0,1) leaves 1 out.
type bounds struct {
	text             string
	low, high        float64
	lowOpen, highOut bool
}

// keysOf lists the hyperparameters of a struct, those of embedded structs included.
func keysOf(config any) []key {
	var keys []key
	for _, f := range reflect.VisibleFields(reflect.TypeOf(config)) {
		name, ok := f.Tag.Lookup("key")
		if !ok {
			continue
		}
		defaults, has := f.Tag.Lookup("default")
		keys = append(keys, key{
			name: name, aliases: append(slices.Clone(spellings[name]), strings.Fields(f.Tag.Get("alias"))...), help: f.Tag.Get("help"),
			index: f.Index, typ: f.Type, words: strings.Fields(f.Tag.Get("words")),
			defaults: defaults, required: !has, bounds: parseBounds(f.Tag.Get("range")),
		})
	}
	return keys
}

// in returns the key's default in a form; ok is false if the form lacks the key.
func (k key) in(form Form) (text string, ok bool) {
	if !strings.Contains(k.defaults, "=") {
		return k.defaults, true
	}
	for _, d := range strings.Fields(k.defaults) {
		if f, text, _ := strings.Cut(d, "="); Form(f) == form {
			return text, true
		}
	}
	return "", false
}

func parseBounds(text string) bounds {
	if text == "" {
		return bounds{low: math.Inf(-1), high: math.Inf(1)}
	}
	low, high, _ := strings.Cut(text[1:len(text)-1], ",")
	b := bounds{lowOpen: text[0] == '(', highOut: text[len(text)-1] == ')'}
	var err1, err2 error
	b.low, err1 = strconv.ParseFloat(low, 64)
	b.high, err2 = strconv.ParseFloat(high, 64)
	if err1 != nil || err2 != nil {
		panic("optim: malformed range " + text)
	}
	b.text = strings.NewReplacer(",", ", ", "inf", "∞").Replace(text)
	return b
}

func (b bounds) hold(x float64) bool {
	return (x > b.low || x == b.low && !b.lowOpen) && (x < b.high || x == b.high && !b.highOut)
}

var numeral = regexp.MustCompile(`^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$`)

// set parses a value into the key's field of config, an addressable struct.
func (k key) set(config reflect.Value, v value) error {
	field := config.FieldByIndex(k.index)
	if k.typ == reflect.TypeFor[Schedule]() {
		s, err := parseSchedule(k, v)
		if err != nil {
			return err
		}
		field.Set(reflect.ValueOf(s))
		return nil
	}
	if v.call != nil {
		return fmt.Errorf("%s takes no schedule, is %s(…)", k.name, v.call.name)
	}
	switch k.typ.Kind() {
	case reflect.Bool:
		if v.text != "true" && v.text != "false" {
			return fmt.Errorf("%s must be true or false, is %q", k.name, v.text)
		}
		field.SetBool(v.text == "true")
		return nil
	case reflect.String:
		if len(k.words) > 0 && !slices.Contains(k.words, v.text) {
			return unknown(k.name, v.text, k.words)
		}
		field.SetString(v.text)
		return nil
	case reflect.Slice:
		list, err := k.list(v.text)
		field.Set(reflect.ValueOf(list))
		return err
	}
	if k.typ == reflect.TypeFor[Maybe]() && v.text == "none" {
		return nil
	}
	x, err := k.number(v.text)
	if err != nil {
		return err
	}
	switch k.typ.Kind() {
	case reflect.Int:
		field.SetInt(int64(x))
	case reflect.Struct:
		field.Set(reflect.ValueOf(Maybe{true, x}))
	default:
		field.SetFloat(x)
	}
	return nil
}

// list reads whole numbers with semicolons between them, and sorts them.
func (k key) list(text string) ([]int, error) {
	var list []int
	for _, part := range strings.Split(text, ";") {
		x, err := k.number(strings.TrimSpace(part))
		if err != nil {
			return nil, err
		}
		list = append(list, int(x))
	}
	slices.Sort(list)
	return list, nil
}

// whole tells whether the key takes whole numbers only.
func (k key) whole() bool { return k.typ.Kind() == reflect.Int || k.typ.Kind() == reflect.Slice }

// number reads a number within the key's bounds.
func (k key) number(text string) (float64, error) {
	if !numeral.MatchString(text) {
		return 0, fmt.Errorf("%s must be a number%s, is %q", k.name, k.where(), text)
	}
	x, err := strconv.ParseFloat(text, 64)
	if errors.Is(err, strconv.ErrRange) {
		return 0, fmt.Errorf("%s is out of the range of numbers: %s", k.name, text)
	}
	if k.whole() && (x != math.Trunc(x) || math.Abs(x) > 1<<53) {
		return 0, fmt.Errorf("%s must be a whole number%s, is %s", k.name, k.where(), text)
	}
	if !k.bounds.hold(x) {
		return 0, fmt.Errorf("%s must be%s, is %s", k.name, k.where(), text)
	}
	return x + 0, nil // −0 becomes 0
}

// values tells what the key may be, empty for any number.
func (k key) values() string {
	if len(k.words) > 0 {
		return "{" + strings.Join(k.words, ", ") + "}"
	}
	return k.bounds.text
}

func (k key) where() string {
	if k.bounds.text == "" {
		return ""
	}
	return " in " + k.bounds.text
}

// text returns the value of the key's field in config as a spec string has it.
func (k key) text(config reflect.Value) string {
	switch v := config.FieldByIndex(k.index).Interface().(type) {
	case float64:
		return formatNumber(v)
	case int:
		return strconv.Itoa(v)
	case bool:
		return strconv.FormatBool(v)
	case string:
		return v
	case []int:
		return strings.Trim(strings.ReplaceAll(fmt.Sprint(v), " ", ";"), "[]")
	case Maybe:
		if !v.Given {
			return "none"
		}
		return formatNumber(v.Value)
	default:
		return v.(Schedule).String()
	}
}

// setAll gives the fields of config their defaults in the form, then the
// values of args. Whose says for errors what has these keys.
func setAll(config reflect.Value, keys []key, form Form, args []argument, whose string) error {
	given := map[string]bool{}
	for _, a := range args {
		k, err := find(keys, form, a.key, whose)
		if err != nil {
			return err
		}
		if given[k.name] {
			return fmt.Errorf("%s is given twice", k.name)
		}
		given[k.name] = true
		if err := k.set(config, a.value); err != nil {
			return err
		}
	}
	for _, k := range keys {
		text, ok := k.in(form)
		switch {
		case given[k.name] || !ok:
		case k.required:
			return fmt.Errorf("%s needs %s (%s)", whose, k.name, k.help)
		default:
			if err := k.set(config, value{text: text}); err != nil {
				panic("optim: default of " + whose + ": " + err.Error())
			}
		}
	}
	return nil
}

// find looks a key up by name among those that the form has.
func find(keys []key, form Form, name, whose string) (key, error) {
	var known []string
	for _, k := range keys {
		_, ok := k.in(form)
		named := k.name == name || slices.Contains(k.aliases, name)
		switch {
		case ok && named:
			return k, nil
		case ok:
			known = append(known, k.name)
		case named:
			return key{}, fmt.Errorf("%s has no %s in form %s", whose, name, form)
		}
	}
	return key{}, unknown("key of "+whose, name, known)
}
