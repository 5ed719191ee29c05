package store

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestTornTail cuts a log after each of its bytes, as a crash may. The runs before
// the cut are there, the cut is said, and the log can be added to.
func TestTornTail(t *testing.T) {
	const n = 4
	whole := read(t, filled(t, n), "runs.log")
	step := 1
	if testing.Short() {
		step = 17
	}
	for at := 0; at <= len(whole); at += step {
		dir := t.TempDir()
		write(t, whole[:at], dir, "runs.log")
		full := max(0, bytes.Count(whole[:at], []byte("\n"))-1)
		torn := at > 0 && whole[at-1] != '\n'

		r, notices, err := Read(dir, this, false)
		require.NoError(t, err)
		require.Len(t, has(t, r, n), full)
		require.Equal(t, torn, len(notices) == 1, "cut after %d: %v", at, notices)

		s, notices := open(t, dir, Options{})
		require.Len(t, has(t, &s.Records, n), full)
		require.Equal(t, torn, len(notices) == 1, "cut after %d: %v", at, notices)
		for i := range n {
			put(t, s, i)
		}
		require.NoError(t, s.Close())
		s, notices = open(t, dir, Options{})
		require.Empty(t, notices, "cut after %d", at)
		require.Len(t, has(t, &s.Records, n), n)
		require.NoError(t, s.Close())
	}
}

// TestFlippedBits flips 2,000 bits, one at a time. None stays unseen, none changes a
// result, and one costs no more than the runs of the lines that it is in: two, where
// it makes one line of them. Every 20th log is repaired too, which takes its time on
// a disk.
func TestFlippedBits(t *testing.T) {
	const n = 6
	whole := read(t, filled(t, n), "runs.log")
	rng := rand.New(rand.NewPCG(1, 2))
	dir := t.TempDir()
	for i := range 2000 {
		bit := rng.IntN(8 * len(whole))
		flipped := bytes.Clone(whole)
		flipped[bit/8] ^= 1 << (bit % 8)
		for _, name := range names(t, dir) {
			require.NoError(t, os.Remove(filepath.Join(dir, name)))
		}
		write(t, flipped, dir, "runs.log")

		r, notices, err := Read(dir, this, false)
		require.NoError(t, err)
		require.NotEmpty(t, notices, "bit %d is silent", bit)
		for _, n := range notices {
			require.Equal(t, "runs.log", n.File)
			require.NotContains(t, n.String(), "\n")
		}
		require.GreaterOrEqual(t, len(has(t, r, n)), n-2, "bit %d", bit)
		if bit/8 < bytes.IndexByte(whole, '\n') {
			require.Equal(t, n, r.Len(), "a damaged header costs no run")
		}
		if i%20 > 0 {
			continue
		}
		s, again, err := Open(ctx, dir, this, Options{})
		require.NoError(t, err)
		require.Equal(t, notices, again)
		for i := range n {
			put(t, s, i)
		}
		require.NoError(t, s.Close())

		// The log is whole again, and what it was is kept beside it.
		s, notices, err = Open(ctx, dir, this, Options{})
		require.NoError(t, err)
		require.Empty(t, notices, "bit %d", bit)
		require.Len(t, has(t, &s.Records, n), n)
		require.NoError(t, s.Close())
		if bit/8 != len(whole)-1 { // a tail without an end is cut off
			i := slices.IndexFunc(names(t, dir), func(name string) bool { return filepath.Ext(name) == ".txt" })
			require.GreaterOrEqual(t, i, 0)
			require.Equal(t, flipped, read(t, dir, names(t, dir)[i]))
		}
	}
}

// TestHeaderGone: a log whose first line was taken away gets it back.
func TestHeaderGone(t *testing.T) {
	dir := filled(t, 3)
	_, runs, _ := bytes.Cut(read(t, dir, "runs.log"), []byte("\n"))
	write(t, runs, dir, "runs.log")
	s, notices := open(t, dir, Options{})
	assert.Equal(t, []Notice{{"runs.log", 1, "the header is missing; it is written anew"}}, notices)
	assert.Equal(t, []int{0, 1, 2}, has(t, &s.Records, 5))
	require.NoError(t, s.Close())
	_, notices = open(t, dir, Options{})
	assert.Empty(t, notices)
}

// TestOthersLogs repairs the logs of shards that nobody runs, and leaves alone one
// that is being written.
func TestOthersLogs(t *testing.T) {
	dir := t.TempDir()
	busy, _ := open(t, dir, Options{Shard: Shard{1, 3}})
	put(t, busy, 0)
	for i := range 2 {
		s, _ := open(t, dir, Options{Shard: Shard{i + 2, 3}})
		put(t, s, 2*i+1, 2*i+2)
		require.NoError(t, s.Close())
	}
	for _, name := range []string{"runs-2-of-3.log", "runs-3-of-3.log"} {
		contents := read(t, dir, name)
		write(t, contents[:len(contents)-10], dir, name)
	}
	half := append(read(t, dir, "runs-1-of-3.log"), "0123"...) // a line that is just being written
	write(t, half, dir, "runs-1-of-3.log")

	s, notices := open(t, dir, Options{})
	assert.Equal(t, []int{0, 1, 3}, has(t, &s.Records, 9))
	require.Len(t, notices, 2)
	assert.Contains(t, notices[0].String(), "runs-2-of-3.log: its last line is incomplete (")
	assert.Contains(t, notices[1].String(), "runs-3-of-3.log: its last line is incomplete (")
	assert.Equal(t, half, read(t, dir, "runs-1-of-3.log"))
	require.NoError(t, s.Close())
	_, notices = open(t, dir, Options{})
	assert.Empty(t, notices)
}

// FuzzParse: whatever lies in a log, it is read without a panic; each piece of it
// is a line that holds, damage, or the tail; and what holds can be written again.
func FuzzParse(f *testing.F) {
	h, r := sample(1)
	head, err := encode(entry{Store: &header{version, this}})
	require.NoError(f, err)
	run, err := encode(entry{Run: &h, By: this.digest(), Record: &r})
	require.NoError(f, err)
	for _, text := range []string{`{"run":"00"}`, `{"store":{},"run":null}`, `{"result":1}`, `null`, `[]`, `{"store":{"version":1},"result":1}`} {
		f.Add(append(seal([]byte(text)), '\n'))
	}
	f.Add(slices.Concat(head, run, run[:30]))
	f.Add(slices.Concat(run, head, []byte("\n\n")))
	f.Fuzz(func(t *testing.T, contents []byte) {
		// A checksum is beyond what a fuzzer finds: half of the inputs get theirs.
		if len(contents)%2 == 0 {
			contents = append(seal(bytes.ReplaceAll(contents, []byte("\n"), nil)), '\n')
		}
		l, err := parse("runs", contents)
		if err != nil {
			return
		}
		require.Equal(t, bytes.Count(contents, []byte("\n")), len(l.lines)+len(l.damaged))
		require.Equal(t, len(contents)-bytes.LastIndexByte(contents, '\n')-1, l.torn)
		for _, line := range l.lines {
			text, err := encode(line.entry)
			require.NoError(t, err)
			again, err := decode(bytes.TrimSuffix(text, []byte("\n")))
			require.NoError(t, err)
			require.Equal(t, line.Run, again.Run)
			require.Equal(t, line.Store, again.Store)
			if line.Run != nil {
				compact, err := line.Record.compact()
				require.NoError(t, err)
				require.Equal(t, string(compact.Result), string(again.Result))
			}
		}
	})
}
