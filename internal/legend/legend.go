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
// rate, and whatever else tells two of the figure apart. The common rules have
// their own styles, a second one of the same rule its colour with another dash
// and marker; others take theirs by order. No two entries are alike.
func Of(specs []optim.Spec) []Entry {
	entries := make([]Entry, len(specs))
	styles := styles(specs)
	for i, s := range specs {
		l := label(s, specs)
		entries[i] = Entry{l, l, chart.StyleAt(styles[i])}
		if !slices.ContainsFunc(specs, func(o optim.Spec) bool { return o.String() != s.String() && o.Title() == s.Title() }) {
			entries[i].Short = s.Title()
		}
	}
	return entries
}

// label names a spec among others.
func label(s optim.Spec, all []optim.Spec) string {
	var alike []optim.Spec // those of the same name and rate
	for _, o := range all {
		if o.String() != s.String() && o.Title() == s.Title() && rate(o) == rate(s) {
			alike = append(alike, o)
		}
	}
	parts := difference(s, alike)
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

// difference lists what s does not share with all the others, those of an
// optimizer inside a wrapper included.
func difference(s optim.Spec, others []optim.Spec) []string {
	var parts []string
	for s, others := s, others; ; {
		for _, v := range s.Values() {
			for _, o := range others {
				if value(o, v.Key) != v.Text {
					parts = append(parts, v.Key+" "+v.Text)
					break
				}
			}
		}
		for _, o := range others {
			if o.Form() != s.Form() {
				parts = append(parts, string(s.Form()))
				break
			}
		}
		inner, ok := s.Inner()
		if !ok {
			break
		}
		s = inner
		for i, o := range others {
			if in, ok := o.Inner(); ok {
				others[i] = in
			}
		}
	}
	return parts
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
	for _, i := range rest {
		take(i, len(common), 1)
	}
	return chosen
}
