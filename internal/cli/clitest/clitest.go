// Package clitest has what the tests of the commands share: their scripts, and
// the calls that the README shows.
package clitest

import (
	"errors"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// Run runs the scripts in testdata/script, with one more command than
// testscript has:
//
//	fails CODE COMMAND ARG…
//
// The command must exit with the code and write one line on stderr, which then
// can be matched, and nothing on stdout. Under the line an expression may stand with a
// caret below it.
func Run(t *testing.T, setup func(*testscript.Env) error) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script", RequireExplicitExec: true, RequireUniqueNames: true, Setup: setup,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"fails": fails},
	})
}

// ReadmeCommands returns the flags of each call of a command that the README
// shows with flags, or that another file shows, by its path from the top folder.
func ReadmeCommands(t *testing.T, command string, others ...string) [][]string {
	t.Helper()
	var calls [][]string
	for _, path := range append([]string{"README.md"}, others...) {
		readme, err := os.ReadFile("../../" + path)
		if err != nil {
			t.Fatal(err)
		}
		n := len(calls)
		for _, line := range strings.Split(string(readme), "\n") {
			if flags, ok := strings.CutPrefix(line, "go run ./cmd/"+command+" --"); ok {
				calls = append(calls, words("--"+flags))
			}
		}
		if len(calls) == n {
			t.Fatalf("%s shows no call of %s with flags", path, command)
		}
	}
	return calls
}

// words splits a line as a shell does, as far as the README has it: at spaces
// that are not within double quotes.
func words(line string) []string {
	quoted := false
	parts := strings.FieldsFunc(line, func(r rune) bool {
		if r == '"' {
			quoted = !quoted
		}
		return r == ' ' && !quoted
	})
	for i, part := range parts {
		parts[i] = strings.ReplaceAll(part, `"`, "")
	}
	return parts
}

func fails(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: fails CODE COMMAND ARG…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		ts.Fatalf("the command did not fail: %v", err)
	}
	if code := exit.ExitCode(); code != want {
		ts.Fatalf("exit code %d, not %d", code, want)
	}
	if out := ts.ReadFile("stdout"); out != "" {
		ts.Fatalf("stdout has %q", out)
	}
	text := ts.ReadFile("stderr")
	lines := strings.SplitAfter(text, "\n")
	if n := len(lines); n == 4 && strings.TrimLeft(lines[2], " ") == "^\n" {
		lines = append(lines[:1], lines[3:]...)
	}
	if len(lines) != 2 || lines[1] != "" {
		ts.Fatalf("stderr has not one line but %q", text)
	}
}
