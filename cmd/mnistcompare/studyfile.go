package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"
	"github.com/spf13/pflag"

	"descent/internal/cli"
	"descent/internal/suggest"
)

// studyKeys are the flags that make a study, and so the keys of its file, where
// they have underscores. What is not among them says how or where it is run.
var studyKeys = []string{
	"opt", "form", "rates", "tune", "tune-by", "budget", "batch", "seeds", "epochs", "task", "model", "loss", "metric",
	"early-stopping", "reduce-on-plateau", "validation-freq", "load", "data",
}

// readStudy sets the flags that a study's file names. One that stands on the command
// line too has what it has there.
func readStudy(path string, flags *pflag.FlagSet) error {
	text, err := os.ReadFile(path)
	if err != nil {
		var p *fs.PathError
		if errors.As(err, &p) {
			err = p.Err
		}
		return cli.Usagef("cannot read the study %s: %w", path, err)
	}
	return cli.Usage(setStudy(path, string(text), flags))
}

// setStudy is readStudy of a file's text.
func setStudy(path, text string, flags *pflag.FlagSet) error {
	var table map[string]any
	meta, err := toml.Decode(text, &table)
	var bad toml.ParseError
	switch {
	case errors.As(err, &bad):
		return fmt.Errorf("%s:%d:%d: %s", path, bad.Position.Line, bad.Position.Col, bad.Message)
	case err != nil:
		return fmt.Errorf("%s: %w", path, err)
	}
	onCommandLine := map[string]bool{}
	flags.Visit(func(f *pflag.Flag) { onCommandLine[f.Name] = true })
	for _, key := range meta.Keys() {
		if len(key) > 1 {
			continue // of a table, which belongs to its key
		}
		name := strings.ReplaceAll(key[0], "_", "-")
		if !slices.Contains(studyKeys, name) || strings.Contains(key[0], "-") {
			return fmt.Errorf("%s: %w", path, suggest.Unknown("key", key[0], underscored(studyKeys)))
		}
		texts, err := flagTexts(table[key[0]])
		for _, text := range texts {
			if err != nil || onCommandLine[name] {
				break
			}
			err = flags.Lookup(name).Value.Set(text)
		}
		if err != nil {
			return fmt.Errorf("%s: %s: %w", path, key[0], err)
		}
		flags.Lookup(name).Changed = true
	}
	return nil
}

func underscored(names []string) []string {
	var keys []string
	for _, n := range names {
		keys = append(keys, strings.ReplaceAll(n, "-", "_"))
	}
	return keys
}

// flagTexts is a value as its flag takes it: of a list, once for each of its values.
func flagTexts(value any) ([]string, error) {
	switch v := value.(type) {
	case string:
		return []string{v}, nil
	case bool:
		return []string{strconv.FormatBool(v)}, nil
	case int64:
		return []string{strconv.FormatInt(v, 10)}, nil
	case float64:
		return []string{strconv.FormatFloat(v, 'g', -1, 64)}, nil
	case []any:
		if len(v) == 0 {
			return nil, errors.New("is empty: a study without any has no runs")
		}
		var all []string
		for _, one := range v {
			texts, err := flagTexts(one)
			if err != nil || len(texts) != 1 {
				return nil, errors.New("must be a list of texts or numbers")
			}
			all = append(all, texts[0])
		}
		return all, nil
	case map[string]any: // the arguments of a callback
		var parts []string
		for key, one := range v {
			texts, err := flagTexts(one)
			if err != nil || len(texts) != 1 {
				return nil, fmt.Errorf("%s must be a text, a number, true or false", key)
			}
			parts = append(parts, key+"="+texts[0])
		}
		slices.Sort(parts)
		return []string{strings.Join(parts, ",")}, nil
	}
	return nil, fmt.Errorf("%v is neither a text, a number, true, false nor a list", value)
}
