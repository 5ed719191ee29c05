// Package cli is what the commands share: how they start, stop and fail, the
// flags that all of them have, the list of what is known, and how results
// reach the disk.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"descent/internal/suggest"
	"descent/internal/vec"
	"descent/optim"
	"descent/surfaces"
)

// The exit codes of a command.
const (
	exitFailure     = 1
	exitUsage       = 2
	exitInterrupted = 130 // as shells have it for SIGINT
)

// usageError is wrong usage: the user's to mend on the command line.
type usageError struct{ error }

// Unwrap returns what was wrong.
func (e usageError) Unwrap() error { return e.error }

// Usage marks an error as wrong usage, which exits with 2.
func Usage(err error) error {
	if err == nil {
		return nil
	}
	return usageError{err}
}

// Usagef is Usage of a formatted error.
func Usagef(format string, args ...any) error { return Usage(fmt.Errorf(format, args...)) }

// interruptedError is an interrupt by the user.
type interruptedError struct{ error }

// Interrupted is the error of a command that was interrupted: it exits with 130
// and tells how many things were finished and kept.
func Interrupted(done, all int, things string) error {
	return interruptedError{fmt.Errorf("interrupted: %d of %d %s are finished and kept", done, all, things)}
}

// Run runs a command line to its end and returns the exit code. An error is one
// line on stderr, and under it the place in an expression that it is about. The first interrupt cancels the command's context; the command
// then keeps what is finished. A second one kills.
func Run(cmd *cobra.Command, args []string, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)

	cmd.SetArgs(args)
	cmd.SetOut(stdout)
	cmd.SetErr(stderr)
	cmd.SilenceErrors, cmd.SilenceUsage = true, true
	cmd.SetFlagErrorFunc(flagError)
	_, err := vec.Path()
	if err = Usage(err); err == nil {
		err = cmd.ExecuteContext(ctx)
	}
	if err == nil {
		return 0
	}
	fmt.Fprintf(stderr, "%s: %s\n", cmd.Name(), message(err))
	var pointed interface{ Excerpt() string } // that can show the place
	if errors.As(err, &pointed) {
		fmt.Fprintln(stderr, pointed.Excerpt())
	}
	var usage usageError
	switch {
	case errors.As(err, &usage):
		return exitUsage
	case errors.As(err, new(interruptedError)):
		return exitInterrupted
	}
	return exitFailure
}

// flagError tells which flag is nearest to an unknown one.
func flagError(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	if errors.As(err, &unknown) {
		var known []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { known = append(known, "--"+f.Name) })
		name := "--" + unknown.GetSpecifiedName()
		if unknown.GetSpecifiedShortnames() != "" {
			name = "-" + unknown.GetSpecifiedName()
		}
		return Usage(suggest.Unknown("flag", name, known))
	}
	return Usage(err)
}

// NoArguments is a cobra.PositionalArgs of a command that takes none. Its error
// says where the word belongs.
func NoArguments(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	word := args[0]
	if _, err := optim.Parse(word, ""); err == nil {
		return Usagef("unexpected argument %q: an optimizer is given as --opt %s", word, word)
	}
	if _, err := surfaces.Lookup(word); err == nil && cmd.Flags().Lookup("surface") != nil {
		return Usagef("unexpected argument %q: a surface is given as --surface %s", word, word)
	}
	return Usagef("unexpected argument %q: flags such as --opt and the command list are known", word)
}

// message is an error's text on one line, whatever the user's words in it, without the
// name of the package that it is from, which tells a user nothing.
func message(err error) string {
	text := strings.NewReplacer("\n", " ", "\r", " ").Replace(err.Error())
	for _, name := range []string{"mlp: ", "optim: "} {
		text = strings.TrimPrefix(text, name)
	}
	return text
}
