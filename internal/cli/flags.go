package cli

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"descent/internal/chart"
	"descent/internal/study"
	"descent/internal/suggest"
	"descent/optim"
)

// Output says where figures go, and how much is told.
type Output struct {
	Out     string
	CSV     string // empty: none
	Formats []string
	Quiet   bool
	Look    chart.Look
	Motion  *chart.Motion // of a command whose figures can move; nil: they cannot

	made bool // Prepare made the folder
}

// The formats of figures that move.
const (
	formatGIF    = "gif"
	formatFrames = "frames"
)

// formats are those that the command's figures can have.
func (o *Output) formats() []string {
	if o.Motion == nil {
		return chart.Formats()
	}
	return append(chart.Formats(), formatGIF, formatFrames)
}

// Animated tells whether a figure is to move in any of the formats asked for.
func (o *Output) Animated() bool {
	return slices.Contains(o.Formats, formatGIF) || slices.Contains(o.Formats, formatFrames)
}

// Flags are the flags that every command has.
type Flags struct {
	Output
	Opt  []string // spec strings
	Form string
}

// AddTo defines the flags of where figures go on a command.
func (o *Output) AddTo(cmd *cobra.Command) {
	flags := cmd.Flags()
	o.Out = "out"
	flags.Var(Given(&o.Out), "out", "`folder` for the figures")
	flags.StringSliceVar(&o.Formats, "format", []string{"png"}, "`formats` of the figures: "+strings.Join(o.formats(), ", "))
	flags.BoolVar(&o.Quiet, "quiet", false, "no progress")
	Complete(cmd, "format", o.formats())
}

// AddTo defines the flags on a command.
func (f *Flags) AddTo(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringArrayVar(&f.Opt, "opt", nil, "an `optimizer`, e.g. adam:lr=0.005 (repeatable; see list)")
	flags.Var(Given(&f.Form), "form", "whose arithmetic optimizers follow: "+strings.Join(optim.Forms(), ", ")+" (default: each one's own)")
	flags.Var(Given(&f.CSV), "csv", "`file` for the numbers")
	f.Output.AddTo(cmd)
	Complete(cmd, "opt", optimizerNames())
	Complete(cmd, "form", optim.Forms())
}

// Complete offers words to the shell's completion of a flag.
func Complete(cmd *cobra.Command, flag string, words []string) {
	err := cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
	if err != nil {
		panic(err) // the flag is defined just before
	}
}

// Check refuses what is wrong in the flags without looking at the disk.
func (o *Output) Check() error {
	if len(o.Formats) == 0 {
		return Usagef("--format is empty: %s are known", strings.Join(o.formats(), ", "))
	}
	for _, format := range o.Formats {
		if !slices.Contains(o.formats(), format) {
			return Usage(suggest.Unknown("format", format, o.formats()))
		}
	}
	return nil
}

// Check refuses what is wrong in the flags without looking at the disk.
func (f *Flags) Check() error {
	if f.Form != "" && !slices.Contains(optim.Forms(), f.Form) {
		return Usage(suggest.Unknown("form", f.Form, optim.Forms()))
	}
	return f.Output.Check()
}

// Optimizers parses spec strings in the command's form.
func (f *Flags) Optimizers(texts []string) ([]study.Optimizer, error) {
	var opts []study.Optimizer
	for _, text := range texts {
		s, err := optim.Parse(text, optim.Form(f.Form))
		if err != nil {
			return nil, Usage(err)
		}
		for _, o := range opts {
			if o.Equal(s) {
				return nil, Usagef("optimizer %q is given twice", text)
			}
		}
		if own, err := optim.Parse(text, ""); err != nil || !own.Equal(s) {
			text = s.String() // --form is part of what was given
		}
		opts = append(opts, study.Optimizer{Given: text, Spec: s})
	}
	return opts, nil
}

// given is a flag that holds a word, which may be left out but not be empty: an
// empty one is a shell's variable that is not set.
type given string

// Set takes a word.
func (g *given) Set(text string) error {
	if text == "" {
		return errors.New("must not be empty")
	}
	*g = given(text)
	return nil
}

func (g *given) String() string { return string(*g) }

// Type is what help calls the value.
func (g *given) Type() string { return "string" }

// Given returns a flag's value that writes a word into s and refuses an empty one.
func Given(s *string) pflag.Value { return (*given)(s) }

// Count is a flag that holds a whole number within bounds.
type Count struct {
	N        int
	Min, Max int
}

// Set reads the number.
func (c *Count) Set(text string) error {
	n, err := strconv.Atoi(text)
	if err != nil || n < c.Min || n > c.Max {
		return fmt.Errorf("must be a whole number from %d to %d", c.Min, c.Max)
	}
	c.N = n
	return nil
}

// String returns the number, nothing for zero.
func (c *Count) String() string {
	if c.N == 0 {
		return ""
	}
	return strconv.Itoa(c.N)
}

// Type is what help calls the value.
func (c *Count) Type() string { return "N" }
