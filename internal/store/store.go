package store

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/gofrs/flock"

	"descent/internal/atomicfile"
)

// Store is a folder's finished runs, to which this process may add. It is safe for
// use by several goroutines.
type Store struct {
	Records
	id      Identity
	base    string
	lock    *flock.Flock
	log     *os.File
	size    int64 // of the log: whole, synced lines
	stopped error // why nothing can be added any more
}

// Options are what [Open] can be told. The zero value is good for a process that
// runs a whole study.
type Options struct {
	// Shard is the part of the study that this process runs. Those of different
	// shards write side by side.
	Shard Shard
	// Foreign takes a store of another program version or other data, its results
	// as they are.
	Foreign bool
	// Waiting, if set, is called once if another process writes this one's log, and
	// Open is about to wait until that process ends.
	Waiting func()
}

// Open opens the store in a folder, which it makes if there is none, for a process
// that adds to it, and returns with it what it found damaged, and repaired.
//
// It is an error, which leaves the folder as it was, if the folder cannot be
// written to or is no store, if it is of another identity ([ErrForeign]), and if it
// has two results of a run that differ; and if ctx is done while another process
// writes this shard's log.
func Open(ctx context.Context, dir string, id Identity, o Options) (*Store, []Notice, error) {
	if err := o.Shard.check(); err != nil {
		return nil, nil, err
	}
	// Look before touching anything.
	if _, _, err := Read(dir, id, o.Foreign); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, nil, err
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, nil, failed(dir, unwritable(err))
	}
	s := &Store{id: id, base: o.Shard.base(), lock: lockOf(dir, o.Shard.base())}
	if err := wait(ctx, s.lock, o.Waiting); err != nil {
		return nil, nil, failed(dir, err)
	}
	notices, err := s.open(dir, o.Foreign)
	if err != nil {
		s.Close()
		return nil, nil, err
	}
	return s, notices, nil
}

// lockOf returns the lock of a log. It is a file of its own, since some systems let
// nobody read a locked one.
func lockOf(dir, base string) *flock.Flock {
	return flock.New(filepath.Join(dir, base+lockEnding),
		flock.SetFlag(os.O_CREATE|os.O_RDWR), flock.SetPermissions(0o666))
}

// wait takes a lock. Its first pause is without a word: another process that is
// about to open the store may hold the lock for a moment.
func wait(ctx context.Context, lock *flock.Flock, waiting func()) error {
	for attempt := 0; ; attempt++ {
		ok, err := lock.TryLock()
		if ok || err != nil {
			return unwritable(err)
		}
		if attempt == 2 && waiting != nil {
			waiting()
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("another process holds %s: %w", filepath.Base(lock.Path()), ctx.Err())
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// open reads and repairs what the folder holds, and opens the process's own log.
func (s *Store) open(dir string, foreign bool) ([]Notice, error) {
	logs, err := readLogs(dir)
	if err != nil {
		return nil, failed(dir, err)
	}
	records, err := collect(dir, logs, s.id, foreign)
	if err != nil {
		return nil, err
	}
	s.dir, s.runs = dir, records.runs
	var notices []Notice
	headed := false
	for _, l := range logs {
		found, err := s.repair(l)
		if err != nil {
			return nil, failed(dir, err)
		}
		notices = append(notices, found...)
		if l.base == s.base {
			s.size, headed = int64(len(l.contents)), l.headed
		}
	}
	s.log, err = os.OpenFile(s.path(s.base+logEnding), os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o666)
	if err != nil {
		return nil, failed(dir, unwritable(err))
	}
	if headed {
		return notices, nil
	}
	if err := s.append(entry{Store: &header{version, s.id}}); err != nil {
		return nil, err
	}
	return notices, syncFolder(dir)
}

// repair cuts off a log's incomplete last line and takes out damaged ones, of
// which a copy stays. A log that another process writes is left to that.
func (s *Store) repair(l *logFile) ([]Notice, error) {
	if l.base != s.base {
		lock := lockOf(s.dir, l.base)
		ok, err := lock.TryLock()
		if err != nil {
			return nil, unwritable(err)
		}
		if !ok {
			return l.notices(true), nil
		}
		defer lock.Unlock()
		now, err := os.ReadFile(s.path(l.name()))
		if err != nil {
			return nil, err
		}
		if !bytes.Equal(now, l.contents) {
			return nil, nil // it was in use until now, so whatever it needs is for the next Open
		}
	}
	notices := l.notices(false)
	path := s.path(l.name())
	switch {
	case len(l.damaged) > 0 || l.beheaded():
		if err := s.rewrite(l, path); err != nil {
			return nil, err
		}
	case l.torn > 0:
		l.contents = l.contents[:len(l.contents)-l.torn]
		if err := cut(path, int64(len(l.contents))); err != nil {
			return nil, unwritable(err)
		}
	}
	return notices, s.sweep(l.base)
}

// rewrite gives a log its header and the lines that are whole.
func (s *Store) rewrite(l *logFile, path string) error {
	copied := s.path(l.base + "-damaged-" + checksum(l.contents) + ".txt")
	if err := atomicfile.Write(copied, l.contents); err != nil {
		return err
	}
	var b bytes.Buffer
	if !l.headed {
		text, err := encode(entry{Store: &header{version, s.id}})
		if err != nil {
			return err
		}
		b.Write(text)
	}
	for _, line := range l.lines {
		b.Write(line.text)
		b.WriteByte('\n')
	}
	if err := atomicfile.Write(path, b.Bytes()); err != nil {
		return err
	}
	l.contents, l.headed = b.Bytes(), true
	return syncFolder(s.dir)
}

// cut shortens a file.
func cut(path string, size int64) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	return errors.Join(f.Truncate(size), f.Sync())
}

// Put adds a finished run. When it returns without an error, the run is on the
// disk. Its checkpoint is no longer needed then, and removed.
//
// A run that is there already is not written again; it is an error if its result is
// another one. After an error of the disk the log is as it was, and Put may be tried
// again, unless it says that the log could not be restored.
func (s *Store) Put(h Hash, r Record) error {
	r, err := r.compact()
	if err != nil {
		return failed(s.dir, fmt.Errorf("run %s: %w", h.short(), err))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := s.runs[h]; ok {
		return s.problem(s.add(h, r, "this process"))
	}
	if err := s.append(entry{Run: &h, By: s.id.digest(), Record: &r}); err != nil {
		return err
	}
	os.Remove(s.checkpoint(h)) // if it stays, the next Open sweeps it up
	return s.add(h, r, s.base+logEnding)
}

// compact brings a record's JSON into one form, which it has in the log too.
func (r Record) compact() (Record, error) {
	if len(r.Result) == 0 {
		return r, errors.New("there is no result")
	}
	for _, part := range []*json.RawMessage{&r.Result, &r.Measured} {
		var b bytes.Buffer
		if len(*part) > 0 {
			if err := json.Compact(&b, *part); err != nil {
				return r, err
			}
		}
		*part = b.Bytes()
	}
	return r, nil
}

// append writes a line and syncs it. What of it is written when that fails is taken
// back.
func (s *Store) append(e entry) error {
	if s.stopped != nil {
		return s.stopped
	}
	text, err := encode(e)
	if err != nil {
		return s.problem(err)
	}
	_, err = s.log.Write(text)
	if err == nil {
		if err = s.log.Sync(); err == nil {
			s.size += int64(len(text))
			return nil
		}
		// Nobody knows what a failed sync has left; a later one may well pass over it.
		s.stopped = s.problem(fmt.Errorf("%s could not be synced: %w", s.base+logEnding, reason(err)))
	}
	if e := cut(s.log.Name(), s.size); e != nil && s.stopped == nil {
		s.stopped = s.problem(fmt.Errorf("%s could not be restored after an error: %w", s.base+logEnding, reason(e)))
	}
	if s.stopped != nil {
		return s.stopped
	}
	return s.problem(fmt.Errorf("cannot write %s: %w", s.base+logEnding, reason(err)))
}

// Close lets another process write the log. The finished runs can still be read.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var err error
	if s.log != nil {
		err = s.log.Close()
		s.log = nil
	}
	s.stopped = s.problem(errors.New("it is closed"))
	return errors.Join(err, s.lock.Unlock())
}

func (s *Store) path(name string) string { return filepath.Join(s.dir, name) }

func (s *Store) problem(err error) error {
	if err == nil {
		return nil
	}
	return failed(s.dir, err)
}

// unwritable says that an error is one of writing.
func unwritable(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("it cannot be written to: %w", reason(err))
}

// syncFolder makes sure that a file's name is on the disk as its contents are.
// Windows does so by itself, and cannot sync folders.
func syncFolder(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}
