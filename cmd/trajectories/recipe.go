package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"descent/internal/chart"
	"descent/internal/cli"
	"descent/internal/suggest"
)

// recipe is what draws a figure again: the flags, with all that they left to a
// lesson, and the words that no flag has.
type recipe struct {
	Name  string   `json:"name"`            // of the files
	Title string   `json:"title,omitempty"` // empty: the view's
	Note  string   `json:"note,omitempty"`
	Flags []string `json:"flags"` // each as --name=value
}

// maxRecipe bounds a recipe's file: that of the largest figure has some hundred
// kilobytes.
const maxRecipe = 16 << 20

// findRecipe returns the recipe of a name, or the one in a file: the JSON beside
// a figure.
func findRecipe(from string) (recipe, error) {
	var known []string
	for _, r := range recipes() {
		if r.Name == from {
			return r, nil
		}
		known = append(known, r.Name)
	}
	f, err := os.Open(from)
	if errors.Is(err, os.ErrNotExist) && !strings.ContainsAny(from, `./\`) {
		return recipe{}, cli.Usage(suggest.Unknown("recipe", from, known))
	}
	if err != nil {
		return recipe{}, fmt.Errorf("cannot read the recipe: %w", err)
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxRecipe+1))
	if err != nil {
		return recipe{}, fmt.Errorf("cannot read the recipe: %w", err)
	}
	r, err := parseRecipe(text)
	if err != nil {
		return r, cli.Usagef("%s: %w", from, err)
	}
	return r, nil
}

// parseRecipe reads the recipe in a figure's JSON, whose other fields are what
// came of it.
func parseRecipe(text []byte) (recipe, error) {
	if len(text) > maxRecipe {
		return recipe{}, fmt.Errorf("is larger than a figure's JSON, %d bytes at most", maxRecipe)
	}
	var figure struct {
		Recipe json.RawMessage `json:"recipe"`
	}
	if err := json.Unmarshal(text, &figure); err != nil {
		return recipe{}, fmt.Errorf("is not the JSON of a figure: %w", err)
	}
	if len(figure.Recipe) == 0 {
		return recipe{}, errors.New(`has no "recipe": it is not the JSON of a figure of trajectories`)
	}
	var r recipe
	d := json.NewDecoder(bytes.NewReader(figure.Recipe))
	d.DisallowUnknownFields()
	if err := d.Decode(&r); err != nil {
		return recipe{}, fmt.Errorf("its recipe is not one: %w", err)
	}
	if r.Name == "" || strings.ContainsAny(r.Name, "/\\\x00") || strings.HasPrefix(r.Name, ".") {
		return recipe{}, fmt.Errorf("its recipe has the name %q, which is none for a file", r.Name)
	}
	for _, flag := range r.Flags {
		name, _, ok := strings.Cut(flag, "=")
		if !ok || !strings.HasPrefix(name, "--") || slices.Contains(unrecorded, strings.TrimPrefix(name, "--")) {
			return recipe{}, fmt.Errorf("its recipe has %q, which is not a flag of what a figure shows, as --name=value", flag)
		}
	}
	return r, nil
}

// fromRecipe resolves a recipe's flags, with the command line's in place of those
// that both have. One that changes what the figure shows takes away the words
// that were written for it.
func (o *options) fromRecipe(r recipe) ([]plan, error) {
	sub := &options{recipe: &r}
	flags := newCommandOf(sub).Flags()
	view := contourView.name
	for _, flag := range r.Flags {
		name, value, _ := strings.Cut(strings.TrimPrefix(flag, "--"), "=")
		if name == "view" {
			view = value
		}
		if o.changed(name) {
			continue
		}
		if flags.Lookup(name) == nil {
			return nil, cli.Usagef("the recipe %s: unknown flag --%s", r.Name, name)
		}
		if err := flags.Set(name, value); err != nil {
			return nil, cli.Usagef("the recipe %s: %w", r.Name, err)
		}
	}
	var err error
	o.all.VisitAll(func(f *pflag.Flag) {
		if !f.Changed || f.Name == "from" || err != nil {
			return
		}
		if many, ok := f.Value.(pflag.SliceValue); ok {
			for _, v := range many.GetSlice() {
				err = errors.Join(err, flags.Set(f.Name, v))
			}
			return
		}
		err = flags.Set(f.Name, f.Value.String())
	})
	if err != nil {
		return nil, cli.Usage(err)
	}
	if o.reshaped(view) {
		sub.recipe = &recipe{Name: r.Name}
	}
	if sub.view == "" && sub.Look.Theme != chart.Classic { // a recipe is of one figure
		sub.view = contourView.name
	}
	plans, err := sub.plans()
	if err == nil && len(plans) != 1 {
		err = cli.Usagef("the recipe %s is of %d figures, not of one", r.Name, len(plans))
	}
	return plans, err
}

// listRecipes prints the recipes.
func listRecipes(w io.Writer) {
	for _, r := range recipes() {
		title := r.Title
		if l, ok := lessons[r.Name]; ok && title == "" {
			title = l.claim
		}
		fmt.Fprintf(w, "%-20s %s\n", r.Name, title)
	}
}
