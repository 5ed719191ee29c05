package store

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestCheckpoint(t *testing.T) {
	dir := t.TempDir()
	s, _ := open(t, dir, Options{})
	h, r := sample(1)
	state, notices := s.Checkpoint(h)
	assert.Nil(t, state)
	assert.Empty(t, notices)
	require.NoError(t, s.SaveCheckpoint(h, []byte("epoch 1\n")))
	require.NoError(t, s.SaveCheckpoint(h, []byte("epoch 2\n\x00\xff")))
	require.NoError(t, s.Close())

	// Another shard takes it up where the first has left it.
	s, notices = open(t, dir, Options{Shard: Shard{2, 2}})
	assert.Empty(t, notices)
	state, notices = s.Checkpoint(h)
	assert.Empty(t, notices)
	assert.Equal(t, "epoch 2\n\x00\xff", string(state))
	require.NoError(t, s.SaveCheckpoint(h, []byte("epoch 3")))
	state, _ = s.Checkpoint(h)
	assert.Equal(t, "epoch 3", string(state))

	// When the run is finished, no process keeps a checkpoint of it.
	require.NoError(t, s.Put(h, r))
	assert.Empty(t, names(t, filepath.Join(dir, "runs-2-of-2.checkpoints")))
	require.ErrorContains(t, s.SaveCheckpoint(h, nil), "is finished")
	require.NoError(t, s.Close())
	write(t, nil, dir, "runs.checkpoints", "."+h.String()+"-4711-0")
	write(t, nil, dir, "runs.checkpoints", "notes")
	open(t, dir, Options{Shard: Shard{1, 2}})
	assert.Equal(t, []string{"notes"}, names(t, filepath.Join(dir, "runs.checkpoints")))
}

// TestBadCheckpoint: one that is cut short anywhere, has a flipped bit, or is of
// another run, program or data, is ignored with a word, and another one found.
func TestBadCheckpoint(t *testing.T) {
	dir := t.TempDir()
	h, _ := sample(1)
	other, _ := sample(2)
	s, _ := open(t, dir, Options{})
	require.NoError(t, s.SaveCheckpoint(h, []byte("the state of a run")))
	require.NoError(t, s.SaveCheckpoint(other, []byte("of another run")))
	folder := filepath.Join(dir, "runs.checkpoints")
	whole := read(t, folder, h.String())
	foreign := &Store{Records: Records{dir: dir}, base: s.base, id: Identity{Program: "v2"}}

	ignored := func(s *Store, contents []byte, says string) {
		t.Helper()
		write(t, contents, folder, h.String())
		state, notices := s.Checkpoint(h)
		require.Nil(t, state)
		require.Len(t, notices, 1)
		require.Contains(t, notices[0].String(), h.String()+": the checkpoint is ignored, ")
		require.Contains(t, notices[0].String(), says)
		require.NotContains(t, notices[0].String(), "\n")
	}
	for at := range whole {
		ignored(s, whole[:at], "it")
	}
	for bit := range 8 * len(whole) {
		flipped := bytes.Clone(whole)
		flipped[bit/8] ^= 1 << (bit % 8)
		ignored(s, flipped, "damaged")
	}
	ignored(s, whole[:len(whole)-1], "it ends after 17 of 18 bytes")
	ignored(s, append(bytes.Clone(whole), 0), "it is damaged")
	ignored(s, read(t, folder, other.String()), "it is of run "+other.short())
	ignored(foreign, whole, "it is of another program version or other data")

	write(t, whole[:40], folder, h.String())
	require.NoError(t, os.Mkdir(filepath.Join(dir, "runs-1-of-9.checkpoints"), 0o777))
	write(t, whole, dir, "runs-1-of-9.checkpoints", h.String())
	state, notices := s.Checkpoint(h)
	assert.Equal(t, "the state of a run", string(state))
	assert.Len(t, notices, 1)
	assert.True(t, strings.HasPrefix(notices[0].File, "runs.checkpoints"))
}

// FuzzCheckpoint: what is taken for a checkpoint's state is all that stands behind its
// first line. As in [FuzzParse] the line gets its checksum.
func FuzzCheckpoint(f *testing.F) {
	h, _ := sample(1)
	s := &Store{id: this}
	head := func(state string) []byte {
		text, err := json.Marshal(checkpointHeader{h, this.digest(), len(state), checksum([]byte(state))})
		require.NoError(f, err)
		return text
	}
	f.Add(head("state"), []byte("state"))
	f.Add(head(""), []byte{})
	f.Add([]byte(`{"bytes":-1}`), []byte("x"))
	f.Fuzz(func(t *testing.T, head, state []byte) {
		head = bytes.ReplaceAll(head, []byte("\n"), nil)
		got, err := s.state(h, slices.Concat(seal(head), []byte("\n"), state))
		if err == nil {
			require.Equal(t, string(state), string(got))
		}
		_, err = s.state(h, head)
		require.Error(t, err)
	})
}
