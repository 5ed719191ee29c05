package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"descent/internal/atomicfile"
)

// A checkpoint is a file of two parts: a line like a log's, whose JSON is a
// checkpointHeader, and the state.

// checkpointHeader says what a checkpoint is of. State is the checksum of the rest
// of the file, and Bytes its length.
type checkpointHeader struct {
	Run   Hash   `json:"checkpoint"`
	By    string `json:"by"`
	Bytes int    `json:"bytes"`
	State string `json:"state"`
}

// SaveCheckpoint keeps the state of a run that has begun, in place of an earlier
// one. The file appears whole or not at all.
func (s *Store) SaveCheckpoint(h Hash, state []byte) error {
	s.mu.RLock()
	_, finished := s.runs[h]
	stopped := s.stopped
	s.mu.RUnlock()
	if stopped != nil {
		return stopped
	}
	if finished {
		return s.problem(fmt.Errorf("run %s is finished, it needs no checkpoint", h.short()))
	}
	path := s.checkpoint(h)
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return s.problem(unwritable(err))
	}
	text, err := json.Marshal(checkpointHeader{h, s.id.digest(), len(state), checksum(state)})
	if err != nil {
		return s.problem(err)
	}
	return s.problem(atomicfile.Write(path, slices.Concat(seal(text), []byte("\n"), state)))
}

// Checkpoint returns the state that was last saved of a run, nil if there is none,
// and a notice of each that is not whole or not this run's by this program with this
// data, and is ignored. The process's own comes first, then those of other shards,
// which may have had the run in an earlier attempt.
func (s *Store) Checkpoint(h Hash) ([]byte, []Notice) {
	folders := []string{s.base + checkpointEnding}
	entries, _ := os.ReadDir(s.dir) // without it, there is still its own
	for _, e := range entries {
		if base, ok := baseOf(e.Name(), checkpointEnding); ok && base != s.base {
			folders = append(folders, e.Name())
		}
	}
	var notices []Notice
	for _, folder := range folders {
		name := filepath.Join(folder, h.String())
		contents, err := os.ReadFile(s.path(name))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		var state []byte
		if err == nil {
			state, err = s.state(h, contents)
		}
		if err == nil {
			return state, notices
		}
		notices = append(notices, Notice{File: name, Text: fmt.Sprintf("the checkpoint is ignored, %v", reason(err))})
	}
	return nil, notices
}

// state takes a checkpoint apart. It is an error if it is not whole or not of the
// run.
func (s *Store) state(h Hash, contents []byte) ([]byte, error) {
	line, state, _ := bytes.Cut(contents, []byte("\n"))
	var c checkpointHeader
	if text, ok := unseal(line); !ok || json.Unmarshal(text, &c) != nil {
		return nil, errors.New("its first line is damaged")
	}
	switch {
	case c.Run != h:
		return nil, fmt.Errorf("it is of run %s", c.Run.short())
	case c.By != s.id.digest():
		return nil, errors.New("it is of another program version or other data")
	case len(state) < c.Bytes:
		return nil, fmt.Errorf("it ends after %d of %d bytes", len(state), c.Bytes)
	case len(state) > c.Bytes || checksum(state) != c.State:
		return nil, errors.New("it is damaged")
	}
	return state, nil
}

func (s *Store) checkpoint(h Hash) string {
	return s.path(filepath.Join(s.base+checkpointEnding, h.String()))
}

// sweep removes the checkpoints of finished runs that belong to a log, and the
// temporary files of a process that was killed in the middle of writing.
func (s *Store) sweep(base string) error {
	folder := s.path(base + checkpointEnding)
	entries, err := os.ReadDir(folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	var old []string
	for _, e := range entries {
		name, temporary := strings.CutPrefix(e.Name(), ".")
		name, _, _ = strings.Cut(name, "-")
		var h Hash
		if h.UnmarshalText([]byte(name)) == nil && (temporary || s.Has(h)) {
			old = append(old, filepath.Join(folder, e.Name()))
		}
	}
	for _, pattern := range []string{logEnding + "-*", "-damaged-*"} {
		temporary, err := filepath.Glob(s.path("." + base + pattern))
		if err != nil {
			return err
		}
		old = append(old, temporary...)
	}
	for _, path := range old {
		if err := os.Remove(path); err != nil {
			return unwritable(err)
		}
	}
	return nil
}
