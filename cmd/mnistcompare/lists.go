package main

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"descent/internal/chart"
	"descent/internal/study"
)

// words is a flag that holds several words, from one use or many.
type words struct {
	list   []string
	commas bool // part the words of one use
}

// Set adds words. An empty one is a shell's variable that is not set.
func (w *words) Set(text string) error {
	parts := []string{text}
	if w.commas {
		parts = strings.Split(text, ",")
	}
	for _, p := range parts {
		if p == "" {
			return errors.New("must not be empty")
		}
		w.list = append(w.list, p)
	}
	return nil
}

// String returns what was given.
func (w *words) String() string { return strings.Join(w.list, ",") }

// Type is what help calls the value.
func (*words) Type() string { return "strings" }

// maxBatch is above every batch size.
const maxBatch = 1_000_000_000

// batches is a flag that holds batch sizes; 0 stands for all training images.
type batches struct {
	sizes []int
	given bool // what is set replaces the default
}

// Set adds batch sizes.
func (b *batches) Set(text string) error {
	if !b.given {
		b.sizes, b.given = nil, true
	}
	for _, part := range strings.Split(text, ",") {
		n, err := strconv.Atoi(part)
		if part == "full" {
			n, err = 0, nil
		} else if err != nil || n < 1 || n > maxBatch {
			return fmt.Errorf("must be a whole number from 1 to %d, or full, or several with commas between them", maxBatch)
		}
		for _, other := range b.sizes {
			if other == n {
				return fmt.Errorf("%s is given twice", part)
			}
		}
		b.sizes = append(b.sizes, n)
	}
	return nil
}

// String returns the sizes as they are set.
func (b *batches) String() string {
	var parts []string
	for _, n := range b.sizes {
		part := strconv.Itoa(n)
		if n == 0 {
			part = "full"
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, ",")
}

// Type is what help calls the value.
func (*batches) Type() string { return "N,…" }

// rates is a flag that holds learning rates.
type rates struct{ list []float64 }

// Set adds rates.
func (r *rates) Set(text string) error {
	for _, part := range strings.Split(text, ",") {
		x, err := strconv.ParseFloat(part, 64)
		if err != nil || !(x > 0) || math.IsInf(x, 0) {
			return fmt.Errorf("must be a number above 0, or several with commas between them")
		}
		r.list = append(r.list, x)
	}
	return nil
}

// String returns the rates.
func (r *rates) String() string {
	var parts []string
	for _, x := range r.list {
		parts = append(parts, strconv.FormatFloat(x, 'g', -1, 64))
	}
	return strings.Join(parts, ",")
}

// Type is what help calls the value.
func (*rates) Type() string { return "RATE,…" }

// withRates gives every optimizer each of the rates; without rates it keeps its own.
func withRates(optimizers []study.Optimizer, rates []float64) ([]study.Optimizer, error) {
	if len(rates) == 0 {
		return optimizers, nil
	}
	var all []study.Optimizer
	for _, o := range optimizers {
		if o.Definition().IsWholeRun() {
			return nil, fmt.Errorf("%s has no learning rate", o.Given)
		}
		for _, r := range rates {
			at := atRate(o, r)
			for _, other := range all {
				if other.Equal(at.Spec) {
					return nil, fmt.Errorf("%s is given twice", at.Given)
				}
			}
			all = append(all, at)
		}
	}
	return all, nil
}

// atRate is an optimizer at another rate.
func atRate(o study.Optimizer, rate float64) study.Optimizer {
	s := o.WithLearningRate(rate)
	if s.Equal(o.Spec) {
		return o
	}
	return study.Optimizer{Given: s.String(), Spec: s}
}

// parsed is a flag whose word is read by a function.
type parsed struct {
	text *string
	set  func(string) error
}

// Set reads the word.
func (p parsed) Set(text string) error {
	*p.text = text
	return p.set(text)
}

// String returns the word.
func (p parsed) String() string {
	if p.text == nil {
		return ""
	}
	return *p.text
}

// Type is what help calls the value.
func (parsed) Type() string { return "string" }

// themes are those of the figures here: Radford's look is one of paths only.
func themes() []string {
	return slices.DeleteFunc(chart.Themes(), func(t string) bool { return t == chart.Classic.String() })
}
