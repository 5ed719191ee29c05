package main

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"descent/internal/suggest"
	"descent/mlp"
)

// keys reads "key=value,key=value" into what belongs to each key. A number alone
// is the patience, which most users set and nothing else.
type keys map[string]func(value string) error

func (k keys) read(text string) error {
	if _, err := strconv.Atoi(text); err == nil {
		text = "patience=" + text
	}
	var known []string
	for key := range k {
		known = append(known, key)
	}
	slices.Sort(known)
	given := map[string]bool{}
	for _, part := range strings.Split(text, ",") {
		key, value, _ := strings.Cut(part, "=")
		set, ok := k[key]
		switch {
		case !ok:
			return suggest.Unknown("key", key, known)
		case given[key]:
			return fmt.Errorf("%s is given twice", key)
		}
		given[key] = true
		if err := set(value); err != nil {
			return fmt.Errorf("%s=%s: %w", key, value, err)
		}
	}
	return nil
}

// The kinds of values.

func word(into *string) func(string) error {
	return func(value string) error {
		if value == "" {
			return fmt.Errorf("must not be empty")
		}
		*into = value
		return nil
	}
}

func whole(into *int) func(string) error {
	return func(value string) error {
		n, err := strconv.Atoi(value)
		if err != nil || n < 0 {
			return fmt.Errorf("must be a whole number of 0 or more")
		}
		*into = n
		return nil
	}
}

func real(into *float64) func(string) error {
	return func(value string) error {
		x, err := strconv.ParseFloat(value, 64)
		if err != nil || math.IsNaN(x) || math.IsInf(x, 0) {
			return fmt.Errorf("must be a number")
		}
		*into = x
		return nil
	}
}

func truth(into *bool) func(string) error {
	return func(value string) error {
		if value != "true" && value != "false" {
			return fmt.Errorf("must be true or false")
		}
		*into = value == "true"
		return nil
	}
}

// earlyStopping is a flag with the arguments of Keras's callback EarlyStopping.
type earlyStopping struct {
	text string
	set  *mlp.EarlyStopping // nil: none
}

// Set reads the arguments.
func (e *earlyStopping) Set(text string) error {
	var s mlp.EarlyStopping
	err := keys{
		"monitor": word(&s.Monitor), "mode": word(&s.Mode), "patience": whole(&s.Patience), "min_delta": real(&s.MinDelta),
		"baseline":         func(value string) error { s.Baseline = new(float64); return real(s.Baseline)(value) },
		"start_from_epoch": whole(&s.StartFromEpoch), "restore_best_weights": truth(&s.RestoreBestWeights),
	}.read(text)
	e.text, e.set = text, &s
	return err
}

// String returns what was given.
func (e *earlyStopping) String() string { return e.text }

// Type is what help calls the value.
func (*earlyStopping) Type() string { return "KEYS" }

// reduceOnPlateau is a flag with the arguments of Keras's callback ReduceLROnPlateau.
type reduceOnPlateau struct {
	text string
	set  *mlp.ReduceOnPlateau // nil: none
}

// Set reads the arguments.
func (r *reduceOnPlateau) Set(text string) error {
	// Keras's defaults, for a zero stands for them in what is set.
	p := mlp.ReduceOnPlateau{Factor: 0.1, Patience: 10, MinDelta: 1e-4}
	err := keys{
		"monitor": word(&p.Monitor), "mode": word(&p.Mode), "factor": real(&p.Factor), "patience": whole(&p.Patience),
		"min_delta": real(&p.MinDelta), "cooldown": whole(&p.Cooldown), "min_lr": real(&p.MinLR),
	}.read(text)
	switch {
	case err != nil:
		return err
	case !(p.Factor > 0 && p.Factor < 1):
		return fmt.Errorf("factor=%g: must be in (0, 1)", p.Factor)
	}
	if p.MinDelta == 0 {
		p.MinDelta = -1
	}
	// A patience of 0 epochs is over with the first that is not better, as one of 1 is.
	p.Patience = max(p.Patience, 1)
	r.text, r.set = text, &p
	return nil
}

// String returns what was given.
func (r *reduceOnPlateau) String() string { return r.text }

// Type is what help calls the value.
func (*reduceOnPlateau) Type() string { return "KEYS" }

// describeStopping lists all arguments, as the flag takes them.
func describeStopping(e *mlp.EarlyStopping) string {
	if e == nil {
		return ""
	}
	text := fmt.Sprintf("monitor=%s,mode=%s,patience=%d,min_delta=%v,start_from_epoch=%d,restore_best_weights=%v",
		orElse(e.Monitor, "val_loss"), orElse(e.Mode, "auto"), e.Patience, e.MinDelta, e.StartFromEpoch, e.RestoreBestWeights)
	if e.Baseline != nil {
		text += fmt.Sprintf(",baseline=%v", *e.Baseline)
	}
	return text
}

// describePlateau lists all arguments, as the flag takes them.
func describePlateau(p *mlp.ReduceOnPlateau) string {
	if p == nil {
		return ""
	}
	return fmt.Sprintf("monitor=%s,mode=%s,factor=%v,patience=%d,min_delta=%v,cooldown=%d,min_lr=%v",
		orElse(p.Monitor, "val_loss"), orElse(p.Mode, "auto"), p.Factor, p.Patience, max(p.MinDelta, 0), p.Cooldown, p.MinLR)
}

func orElse(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}
