package store

import (
	"context"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var (
	ctx  = context.Background()
	this = Identity{Program: "v1.2.3", Data: "840b0fddc0ef4deca13a673a5f30ccfe836f9d7bc6de6e872c38683a813021fb", Format: "training 1"}
)

func open(t *testing.T, dir string, o Options) (*Store, []Notice) {
	t.Helper()
	s, notices, err := Open(ctx, dir, this, o)
	require.NoError(t, err)
	t.Cleanup(func() { s.Close() })
	return s, notices
}

// sample is a run and what comes of it, the same each time.
func sample(i int) (Hash, Record) {
	return HashOf(fmt.Appendf(nil, "run %d", i)), Record{
		Result:   json.RawMessage(fmt.Sprintf(`{"optimizer":"adam:lr=%d","val_loss":[2.3,"NaN",%d]}`, i, i*i)),
		Measured: json.RawMessage(fmt.Sprintf(`{"seconds":[0,%d]}`, time.Now().UnixNano())),
	}
}

func put(t *testing.T, s *Store, runs ...int) {
	t.Helper()
	for _, i := range runs {
		require.NoError(t, s.Put(sample(i)))
	}
}

// has tells which of the runs 0…n−1 are there, and requires that they are right.
func has(t *testing.T, r *Records, n int) []int {
	t.Helper()
	var there []int
	for i := range n {
		h, want := sample(i)
		if got, ok := r.Get(h); ok {
			require.Equal(t, string(want.Result), string(got.Result))
			there = append(there, i)
		}
	}
	require.Equal(t, r.Len(), len(there), "nothing else is there")
	return there
}

// filled makes a store of n runs and returns its folder.
func filled(t *testing.T, n int) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "store")
	s, _ := open(t, dir, Options{})
	for i := range n {
		put(t, s, i)
	}
	require.NoError(t, s.Close())
	return dir
}

func read(t *testing.T, path ...string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(path...))
	require.NoError(t, err)
	return b
}

func write(t *testing.T, contents []byte, path ...string) {
	t.Helper()
	require.NoError(t, os.WriteFile(filepath.Join(path...), contents, 0o666))
}

// names lists a folder's files.
func names(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	var all []string
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}

func TestPutAndGet(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "store")
	s, notices := open(t, dir, Options{})
	assert.Empty(t, notices)
	h, r := sample(1)
	assert.False(t, s.Has(h))
	require.NoError(t, s.Put(h, Record{Result: json.RawMessage("{ \"a\":\n [1, 2, \"<&>\u2028\"] }"), Measured: r.Measured}))
	put(t, s, 2, 0)
	require.NoError(t, s.Close())
	require.ErrorContains(t, s.Put(sample(3)), "it is closed")
	require.ErrorContains(t, s.SaveCheckpoint(h, nil), "it is closed")

	s, notices = open(t, dir, Options{})
	assert.Empty(t, notices)
	got, ok := s.Get(h)
	require.True(t, ok)
	assert.Equal(t, "{\"a\":[1,2,\"<&>\u2028\"]}", string(got.Result), "JSON goes into one line and is otherwise as it was")
	assert.Equal(t, string(r.Measured), string(got.Measured))
	assert.Equal(t, 3, s.Len())
	var last string
	for h, r := range s.Runs() {
		assert.Less(t, last, h.String(), "runs come in the order of their hashes")
		assert.NotEmpty(t, r.Result)
		last = h.String()
	}
	assert.Equal(t, []string{"runs.lock", "runs.log"}, names(t, dir))
}

// TestLog holds the checksum against RFC 3720's example (B.4, 32 bytes of zeros), and
// the lines against the form that the package doc promises.
func TestLog(t *testing.T) {
	assert.Equal(t, "8a9136aa", checksum(make([]byte, 32)))
	lines := strings.SplitAfter(string(read(t, filled(t, 2), "runs.log")), "\n")
	require.Len(t, lines, 4)
	assert.Empty(t, lines[3])
	for _, line := range lines[:3] {
		assert.Equal(t, fmt.Sprintf("%08x", crc32.Checksum([]byte(line[9:len(line)-1]), crc32.MakeTable(crc32.Castagnoli))), line[:8])
	}
	assert.Equal(t, `{"store":{"version":1,"program":"v1.2.3","data":"`+this.Data+`","format":"training 1"}}`, lines[0][9:len(lines[0])-1])
	h, _ := sample(0)
	assert.Contains(t, lines[1], ` {"run":"`+h.String()+`","by":"`)
}

func TestPutRefuses(t *testing.T) {
	s, _ := open(t, t.TempDir(), Options{})
	h, r := sample(1)
	put(t, s, 1)
	require.NoError(t, s.Put(h, Record{Result: r.Result, Measured: json.RawMessage("[7]")}), "times may differ")
	require.ErrorContains(t, s.Put(h, Record{Result: json.RawMessage("8")}), "the results of run "+h.short()+" differ")
	require.ErrorContains(t, s.Put(HashOf(nil), Record{}), "there is no result")
	require.ErrorContains(t, s.Put(HashOf(nil), Record{Result: json.RawMessage("NaN")}), "invalid character 'N'")
	assert.Equal(t, []int{1}, has(t, &s.Records, 3))
}

// TestOpenRefuses: what is wrong is said in one line, and nothing is touched.
func TestOpenRefuses(t *testing.T) {
	other := this
	other.Program = "v2"
	differing := func(t *testing.T) string {
		dir := filled(t, 2)
		h, _ := sample(1)
		line, err := encode(entry{Run: &h, By: this.digest(), Record: &Record{Result: json.RawMessage("0")}})
		require.NoError(t, err)
		write(t, line, dir, "runs-1-of-2.log")
		return dir
	}
	for name, c := range map[string]struct {
		dir  func(t *testing.T) string
		id   Identity
		says string
	}{
		"a file": {func(t *testing.T) string {
			path := filepath.Join(t.TempDir(), "file")
			write(t, nil, path)
			return path
		}, this, "not a directory"},
		"another folder": {func(t *testing.T) string {
			dir := t.TempDir()
			write(t, nil, dir, "thesis.tex")
			return dir
		}, this, "it is not a store but has thesis.tex in it: name an empty or a new folder"},
		"another program": {func(t *testing.T) string { return filled(t, 1) }, other,
			"is of another program version or other data: runs.log has program v1.2.3 in place of v2"},
		"other data, the header lost": {func(t *testing.T) string {
			dir := filled(t, 1)
			contents := read(t, dir, "runs.log")
			contents[20] ^= 1
			write(t, contents, dir, "runs.log")
			return dir
		}, other, "is of another program version or other data: line 2 of runs.log was not made by this one"},
		"a later form": {func(t *testing.T) string {
			dir := t.TempDir()
			line, err := encode(entry{Store: &header{2, this}})
			require.NoError(t, err)
			write(t, line, dir, "runs.log")
			return dir
		}, this, "runs.log has form 2, this program reads form 1"},
		"two results": {differing, this, "differ, in line 1 of runs-1-of-2.log and in line 3 of runs.log: one of them is wrong"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := c.dir(t)
			before := snapshot(t, dir)
			_, _, err := Open(ctx, dir, c.id, Options{Shard: Shard{7, 9}})
			require.ErrorContains(t, err, "store "+dir+": ")
			require.ErrorContains(t, err, c.says)
			require.NotContains(t, err.Error(), "\n")
			_, _, err = Read(dir, c.id, false)
			require.ErrorContains(t, err, c.says)
			assert.Equal(t, before, snapshot(t, dir))
		})
	}
	_, _, err := Read(filepath.Join(t.TempDir(), "none"), this, false)
	require.ErrorIs(t, err, os.ErrNotExist)
	_, _, err = Open(ctx, t.TempDir(), this, Options{Shard: Shard{5, 4}})
	require.EqualError(t, err, "shard 5/4: parts are numbered from 1 to 4")
}

// snapshot is all that is in a folder, or in a file.
func snapshot(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	require.NoError(t, filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		all[path] = string(read(t, path))
		return nil
	}))
	return all
}

// TestForeign takes another version's results when told, and then is of two
// versions, of which neither takes it untold.
func TestForeign(t *testing.T) {
	dir := filled(t, 2)
	other := this
	other.Program = "v2"
	_, _, err := Open(ctx, dir, other, Options{})
	require.ErrorIs(t, err, ErrForeign)
	s, _, err := Open(ctx, dir, other, Options{Foreign: true})
	require.NoError(t, err)
	put(t, s, 2)
	require.NoError(t, s.Close())
	for _, id := range []Identity{this, other} {
		_, _, err = Read(dir, id, false)
		require.ErrorIs(t, err, ErrForeign)
		r, _, err := Read(dir, id, true)
		require.NoError(t, err)
		assert.Equal(t, []int{0, 1, 2}, has(t, r, 5))
	}
}

// TestUnwritable needs no permissions, which root has all of: a file system that
// can only be read is what else there is.
func TestUnwritable(t *testing.T) {
	dir := readOnly(t, filled(t, 2))
	_, _, err := Open(ctx, dir, this, Options{})
	require.ErrorContains(t, err, "store "+dir+": it cannot be written to: ")
	_, _, err = Open(ctx, filepath.Join(dir, "new"), this, Options{})
	require.ErrorContains(t, err, "it cannot be written to: ")
	r, notices, err := Read(dir, this, false)
	require.NoError(t, err)
	assert.Empty(t, notices)
	assert.Equal(t, []int{0, 1}, has(t, r, 5))
}

func TestShards(t *testing.T) {
	for _, bad := range []string{"", "5/4", "0/0", "0/4", "-1/4", "1", "1/", "/4", "a/b", "1/4/2"} {
		_, err := ParseShard(bad)
		require.ErrorContains(t, err, "such as 2/4", "%q", bad)
	}
	dir := t.TempDir()
	const n = 11
	for _, text := range []string{"1/3", "3/3", "2/4"} { // 4 parts are an attempt that came later
		shard, err := ParseShard(text)
		require.NoError(t, err)
		assert.Equal(t, text, shard.String())
		s, notices := open(t, dir, Options{Shard: shard})
		assert.Empty(t, notices)
		for i := range n {
			if shard.Has(i) {
				put(t, s, i)
			}
		}
		// They stay open side by side.
	}
	merged, _ := open(t, dir, Options{})
	assert.Equal(t, []int{0, 1, 2, 3, 5, 6, 8, 9}, has(t, &merged.Records, n))
	for i := range n {
		if h, _ := sample(i); (Shard{}).Has(i) && !merged.Has(h) {
			put(t, merged, i)
		}
	}
	assert.Len(t, has(t, &merged.Records, n), n)
	assert.Equal(t, []string{"runs-1-of-3.lock", "runs-1-of-3.log", "runs-2-of-4.lock", "runs-2-of-4.log",
		"runs-3-of-3.lock", "runs-3-of-3.log", "runs.lock", "runs.log"}, names(t, dir))

	// Every run belongs to one shard of N.
	for n := 1; n < 6; n++ {
		for i := range 20 {
			belongs := 0
			for k := range n {
				if (Shard{k + 1, n}).Has(i) {
					belongs++
				}
			}
			assert.Equal(t, 1, belongs)
		}
	}
}

// TestOverlap: two processes that have both done a run are one run.
func TestOverlap(t *testing.T) {
	dir := t.TempDir()
	a, _ := open(t, dir, Options{Shard: Shard{1, 2}})
	b, _ := open(t, dir, Options{Shard: Shard{1, 3}})
	put(t, a, 0, 1)
	put(t, b, 1, 2)
	r, _, err := Read(dir, this, false)
	require.NoError(t, err)
	assert.Equal(t, []int{0, 1, 2}, has(t, r, 5))
}

// TestWaits: of two that would write one log the second waits for the first, says
// so, and finds its runs.
func TestWaits(t *testing.T) {
	dir := t.TempDir()
	first, _ := open(t, dir, Options{})
	soon, cancel := context.WithTimeout(ctx, 300*time.Millisecond)
	defer cancel()
	_, _, err := Open(soon, dir, this, Options{})
	require.ErrorIs(t, err, context.DeadlineExceeded)
	require.ErrorContains(t, err, "another process holds runs.lock")

	waiting, opened := make(chan bool), make(chan *Store)
	go func() {
		s, _, err := Open(ctx, dir, this, Options{Waiting: func() { close(waiting) }})
		assert.NoError(t, err)
		opened <- s
	}()
	<-waiting
	put(t, first, 1)
	require.NoError(t, first.Close())
	second := <-opened
	defer second.Close()
	assert.Equal(t, []int{1}, has(t, &second.Records, 5))
}

// TestGoroutines: -race sees whether one store serves several.
func TestGoroutines(t *testing.T) {
	dir := t.TempDir()
	s, _ := open(t, dir, Options{})
	var group sync.WaitGroup
	for g := range 4 {
		group.Add(1)
		go func() {
			defer group.Done()
			for i := range 20 {
				h, r := sample(i*2 + g%2)
				if _, ok := s.Get(h); !ok {
					s.SaveCheckpoint(h, []byte("state")) // fails if another was faster
					s.Checkpoint(h)
				}
				assert.NoError(t, s.Put(h, r))
				for range s.Runs() {
				}
			}
		}()
	}
	group.Wait()
	require.NoError(t, s.Close())
	s, notices := open(t, dir, Options{})
	assert.Empty(t, notices)
	assert.Len(t, has(t, &s.Records, 50), 40)
}
