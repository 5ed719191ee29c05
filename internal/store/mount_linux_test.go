package store

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// mount mounts a file system in memory, or skips the test where that is not allowed.
func mount(t *testing.T, options string) string {
	t.Helper()
	if os.Getuid() != 0 {
		t.Skip("only root may mount a file system")
	}
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, options); errors.Is(err, syscall.EPERM) {
		t.Skip("this container's root may not mount a file system")
	} else {
		require.NoError(t, err)
	}
	t.Cleanup(func() { assert.NoError(t, syscall.Unmount(dir, syscall.MNT_DETACH)) })
	return dir
}

// readOnly returns a copy of a store that can only be read.
func readOnly(t *testing.T, from string) string {
	t.Helper()
	dir := mount(t, "size=1m")
	require.NoError(t, os.CopyFS(filepath.Join(dir, "store"), os.DirFS(from)))
	require.NoError(t, syscall.Mount("", dir, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""))
	return filepath.Join(dir, "store")
}

// TestDiskFull fills a disk of 64 KB with runs and with checkpoints. Nothing is
// lost but what does not fit, and once there is room again it goes on.
func TestDiskFull(t *testing.T) {
	disk := mount(t, "size=64k")
	dir := filepath.Join(disk, "store")
	s, _ := open(t, dir, Options{})
	const most = 1000
	begun, _ := sample(most - 1)
	state := make([]byte, 10_000)
	require.NoError(t, s.SaveCheckpoint(begun, state))
	done := 0
	var err error
	for ; err == nil; done++ {
		require.Less(t, done, most)
		err = s.Put(sample(done))
	}
	done-- // the one that failed
	require.ErrorIs(t, err, syscall.ENOSPC)
	require.ErrorContains(t, err, "store "+dir+": cannot write runs.log: no space left on device")
	require.ErrorIs(t, s.Put(sample(done)), syscall.ENOSPC, "again")
	require.ErrorIs(t, s.SaveCheckpoint(begun, append(state, 1)), syscall.ENOSPC)
	got, notices := s.Checkpoint(begun)
	assert.Empty(t, notices)
	assert.Equal(t, state, got, "the checkpoint before is still there")
	assert.Len(t, has(t, &s.Records, most), done)
	require.NoError(t, s.Close())

	// On a disk that is still full the store can be opened and read.
	s, notices = open(t, dir, Options{})
	assert.Empty(t, notices)
	assert.Len(t, has(t, &s.Records, most), done)
	require.ErrorIs(t, s.Put(sample(done)), syscall.ENOSPC)
	_, _, err = Open(ctx, dir, this, Options{Shard: Shard{1, 2}})
	require.ErrorIs(t, err, syscall.ENOSPC, "a second log does not fit")
	require.NoError(t, syscall.Mount("", disk, "", syscall.MS_REMOUNT, "size=128k"))
	put(t, s, done)
	require.NoError(t, s.SaveCheckpoint(begun, append(state, 1)))
	require.NoError(t, s.Close())
	s, notices = open(t, dir, Options{})
	assert.Empty(t, notices)
	assert.Len(t, has(t, &s.Records, most), done+1)
}
