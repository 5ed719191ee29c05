package store

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// logFile is what a log was found to hold.
type logFile struct {
	base     string // of its name
	contents []byte
	headed   bool // it begins with its header
	lines    []line
	damaged  []int // numbers of lines whose checksum is wrong
	torn     int   // bytes at the end that no end of line follows
}

// line is one that has its checksum.
type line struct {
	number int // from 1
	text   []byte
	entry
}

func (l *logFile) name() string { return l.base + logEnding }

// beheaded tells whether the header is gone from before runs.
func (l *logFile) beheaded() bool { return !l.headed && len(l.lines) > 0 }

// ErrForeign is what [Open] and [Read] find if a store is of another identity. A
// caller may offer to take it all the same, by [Options.Foreign].
var ErrForeign = errors.New("is of another program version or other data")

// parse reads a log. It is no error if there is damage; it is one if the log is of
// another version of the form.
func parse(base string, contents []byte) (*logFile, error) {
	l := &logFile{base: base, contents: contents}
	for number := 1; len(contents) > 0; number++ {
		text, rest, ended := bytes.Cut(contents, []byte("\n"))
		if !ended {
			l.torn = len(text)
			break
		}
		contents = rest
		e, err := decode(text)
		if err != nil {
			l.damaged = append(l.damaged, number)
			continue
		}
		if e.Store != nil && e.Store.Version != version {
			return nil, fmt.Errorf("%s has form %d, this program reads form %d", l.name(), e.Store.Version, version)
		}
		l.headed = l.headed || number == 1 && e.Store != nil
		l.lines = append(l.lines, line{number, text, e})
	}
	return l, nil
}

// check refuses lines of another identity.
func (l *logFile) check(id Identity) error {
	for _, line := range l.lines {
		switch s := line.Store; {
		case s != nil && s.Identity != id:
			return fmt.Errorf("%w: %s has %s", ErrForeign, l.name(), s.Identity.differences(id))
		case s == nil && line.By != id.digest():
			return fmt.Errorf("%w: line %d of %s was not made by this one", ErrForeign, line.number, l.name())
		}
	}
	return nil
}

// differences says what of a store's identity is not the wanted one's.
func (id Identity) differences(wanted Identity) string {
	var b bytes.Buffer
	for _, f := range []struct{ name, has, wants string }{
		{"program", id.Program, wanted.Program}, {"data", id.Data, wanted.Data}, {"format", id.Format, wanted.Format},
	} {
		if f.has != f.wants {
			if b.Len() > 0 {
				b.WriteString(", ")
			}
			fmt.Fprintf(&b, "%s %s in place of %s", f.name, f.has, f.wants)
		}
	}
	return b.String()
}

// Notice is something about a store that its user should know and that stops
// nothing.
type Notice struct {
	File string // of the store
	Line int    // from 1; 0 if it is about the file
	Text string
}

// String returns the notice in one line.
func (n Notice) String() string {
	if n.Line > 0 {
		return fmt.Sprintf("%s, line %d: %s", n.File, n.Line, n.Text)
	}
	return n.File + ": " + n.Text
}

// notices says what is wrong with a log. A log in use may end anywhere, as its
// writer may be in the middle of a line.
func (l *logFile) notices(inUse bool) []Notice {
	var all []Notice
	for _, number := range l.damaged {
		text := "damaged; if it held a run, that run is done again"
		if number == 1 {
			text = "damaged; it should be the header, the runs below it are checked one by one"
		}
		all = append(all, Notice{l.name(), number, text})
	}
	if l.beheaded() && !slices.Contains(l.damaged, 1) {
		all = append(all, Notice{l.name(), 1, "the header is missing; it is written anew"})
	}
	if l.torn > 0 && !inUse {
		all = append(all, Notice{File: l.name(), Text: fmt.Sprintf(
			"its last line is incomplete (%d bytes) and left out; its run is done again", l.torn)})
	}
	return all
}

// readLogs reads all logs of a store, sorted by name. A folder without any is one
// without results, but a folder of other things is an error.
func readLogs(dir string) ([]*logFile, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, reason(err)
	}
	var logs []*logFile
	other := ""
	for _, e := range entries {
		base, ok := baseOf(e.Name(), logEnding)
		if !ok {
			if !belongs(e.Name()) {
				other = e.Name()
			}
			continue
		}
		l, err := readLog(dir, base)
		if err != nil {
			return nil, err
		}
		logs = append(logs, l)
	}
	if len(logs) == 0 && other != "" {
		return nil, fmt.Errorf("it is not a store but has %s in it: name an empty or a new folder", other)
	}
	return logs, nil
}

// belongs tells whether a file that is no log may lie in a store's folder before
// there is one: its own, hidden ones, and what a new file system begins with.
func belongs(name string) bool {
	_, lock := baseOf(name, lockEnding)
	_, checkpoints := baseOf(name, checkpointEnding)
	return lock || checkpoints || name[0] == '.' || name == "lost+found"
}

func readLog(dir, base string) (*logFile, error) {
	contents, err := os.ReadFile(filepath.Join(dir, base+logEnding))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", base+logEnding, reason(err))
	}
	return parse(base, contents)
}

// reason leaves out of an error the path, which the message names already.
func reason(err error) error {
	var e *fs.PathError
	if errors.As(err, &e) {
		return e.Err
	}
	return err
}
