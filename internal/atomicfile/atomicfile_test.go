package atomicfile

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestWrite(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "figure.png")
	require.NoError(t, Check(path))
	require.NoError(t, Write(path, []byte("first")))
	require.NoError(t, Write(path, []byte("second")))
	got, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, "second", string(got))
	assertOnly(t, dir, "figure.png")
}

// TestWriteInPlace: a file keeps its permissions, a link stays a link.
func TestWriteInPlace(t *testing.T) {
	dir := t.TempDir()
	path, link := filepath.Join(dir, "numbers.csv"), filepath.Join(dir, "link.csv")
	require.NoError(t, os.WriteFile(path, []byte("old"), 0o600))
	require.NoError(t, os.Symlink("numbers.csv", link))
	require.NoError(t, Check(link))
	require.NoError(t, Write(link, []byte("new")))
	got, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, "new", string(got))
	info, err := os.Stat(path)
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	info, err = os.Lstat(link)
	require.NoError(t, err)
	assert.NotZero(t, info.Mode()&os.ModeSymlink)
	assertOnly(t, dir, "link.csv", "numbers.csv")
}

// TestWriteRefusesDevices: what is no file is not replaced by one.
func TestWriteRefusesDevices(t *testing.T) {
	for _, err := range []error{Write(os.DevNull, nil), Check(os.DevNull)} {
		require.ErrorContains(t, err, "it is not a regular file")
	}
}

func TestWriteFails(t *testing.T) {
	dir := t.TempDir()
	folder := filepath.Join(dir, "folder")
	require.NoError(t, os.Mkdir(folder, 0o755))
	file := filepath.Join(dir, "file")
	require.NoError(t, os.WriteFile(file, nil, 0o644))
	for _, path := range []string{folder, filepath.Join(dir, "none", "f.csv"), filepath.Join(file, "f.csv")} {
		for _, err := range []error{Write(path, []byte("x")), Check(path)} {
			require.ErrorContains(t, err, "cannot write "+path+": ")
			require.NotContains(t, err.Error(), "/.") // nothing of the temporary file
		}
	}
	assertOnly(t, dir, "file", "folder")
	assertOnly(t, folder)
}

func assertOnly(t *testing.T, dir string, names ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	assert.Equal(t, names, got)
}
