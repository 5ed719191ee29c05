// Package legend gives the optimizers of a figure their labels and styles. It
// is where what optim knows meets what chart draws.
package legend

import (
	"slices"
	"strings"

	"descent/internal/chart"
	"descent/optim"
)

// Entry is how a figure shows an optimizer.
type Entry struct {
	Label string
	Short string // the name alone, if no other entry has it, else the label
	Style chart.Style
}

// common are the rules that have their styles in every figure, in the order of
// chart's list.
var common = []string{"SGD", "Momentum", "Nesterov", "Adagrad", "Adadelta", "RMSprop", "Adam", "AdamW"}

// Of returns the entries of the optimizers of one figure.
//
// A label derives from the resolved spec: the name that fits it, its learning
// rate, what changes the gradient or the weights beside the rule (clipping,
// decay), and whatever else tells two of the figure apart. The common rules have
// their own styles, a second one of the same rule its colour with another dash
// and marker; others take theirs by order. No two entries are alike.
func Of(specs []optim.Spec) []Entry {
	entries := make([]Entry, len(specs))
	styles := styles(specs)
	for i, s := range specs {
		l := label(s, specs)
		entries[i] = Entry{l, l, chart.StyleAt(styles[i])}
		if !slices.ContainsFunc(specs, func(o optim.Spec) bool { return !o.Equal(s) && o.Title() == s.Title() }) {
			entries[i].Short = s.Title()
		}
	}
	return entries
}

// label names a spec among others.
func label(s optim.Spec, all []optim.Spec) string {
	var alike []optim.Spec // those of the same name and rate
	forms := map[optim.Form]bool{}
	for _, o := range all {
		forms[o.Form()] = true
		if !o.Equal(s) && o.Title() == s.Title() && rate(o) == rate(s) {
			alike = append(alike, o)
		}
	}
	parts := details(s, alike, len(forms) > 1)
	if s.Definition().IsWholeRun() { // it has no rate
		return strings.Join(append([]string{s.Title()}, parts...), ", ")
	}
	if !slices.ContainsFunc(parts, func(p string) bool { return strings.HasPrefix(p, "lr ") }) {
		parts = append([]string{"lr " + rate(s)}, parts...)
	}
	return s.Title() + ", " + strings.Join(parts, ", ")
}

// rate is the learning rate, or the name of its schedule.
func rate(s optim.Spec) string {
	name, _, _ := strings.Cut(s.LearningRate().String(), "(")
	return name
}

// details lists what a label has to tell of s beside name and rate: what every
// rule can have and few do, and what s does not share with all that are alike.
// In a figure that mixes forms, it names a form that is not the optimizer's own.
func details(s optim.Spec, alike []optim.Spec, mixed bool) []string {
	var parts []string
	for _, v := range s.Values() {
		differs := slices.ContainsFunc(alike, func(o optim.Spec) bool { return value(o, v.Key) != v.Text })
		if !v.Off && (differs || v.Common && v.Key != "lr" && !v.Default) {
			parts = append(parts, v.Key+" "+v.Text)
		}
	}
	other := slices.ContainsFunc(alike, func(o optim.Spec) bool { return o.Form() != s.Form() })
	if other || mixed && s.Form() != s.Definition().Forms[0] {
		parts = append(parts, string(s.Form()))
	}
	inner, ok := s.Inner()
	if !ok {
		return parts
	}
	var inside []optim.Spec
	for _, o := range alike {
		if in, ok := o.Inner(); ok {
			inside = append(inside, in)
		}
	}
	return append(parts, details(inner, inside, mixed)...)
}

func value(s optim.Spec, key string) string {
	for _, v := range s.Values() {
		if v.Key == key {
			return v.Text
		}
	}
	return ""
}

// styles chooses the index of each spec's style.
func styles(specs []optim.Spec) []int {
	chosen := make([]int, len(specs))
	taken := map[int]bool{}
	take := func(i, from, step int) {
		for taken[from] {
			from += step
		}
		taken[from], chosen[i] = true, from
	}
	var rest []int
	for i, s := range specs {
		at := slices.Index(common, s.Title())
		if at < 0 {
			rest = append(rest, i)
			continue
		}
		take(i, at, len(common))
	}
	for _, i := range rest { // a colour that nobody has, as long as there is one
		take(i, 0, 1)
	}
	return chosen
}
