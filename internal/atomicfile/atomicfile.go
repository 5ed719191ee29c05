// Package atomicfile writes files that appear whole or not at all.
package atomicfile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Write gives the file at path the contents: a temporary file in the same
// folder is written, synced and renamed. On an error nothing of it is left, and
// what was at path is as it was. A symbolic link is followed, and a file that was
// there keeps its permissions.
func Write(path string, contents []byte) error {
	target, mode, err := resolve(path)
	if err != nil {
		return err
	}
	f, err := create(target)
	if err != nil {
		return failed(path, err)
	}
	_, err = f.Write(contents)
	if err == nil && mode != 0 {
		err = f.Chmod(mode)
	}
	if err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(f.Name(), target)
	}
	if err != nil {
		os.Remove(f.Name())
		return failed(path, err)
	}
	return nil
}

// Check tells early whether Write to path can succeed: its folder is there and
// takes files, and what is at path, if anything, is a file.
func Check(path string) error {
	target, _, err := resolve(path)
	if err != nil {
		return err
	}
	f, err := create(target)
	if err != nil {
		return failed(path, err)
	}
	f.Close()
	return os.Remove(f.Name())
}

// resolve follows links, and returns the permissions of a file that is there.
func resolve(path string) (target string, mode fs.FileMode, err error) {
	target, err = filepath.EvalSymlinks(path)
	if err != nil {
		return path, 0, nil // nothing there yet
	}
	info, err := os.Stat(target)
	switch {
	case err != nil:
		return "", 0, failed(path, err)
	case info.IsDir():
		return "", 0, failed(path, errors.New("it is a folder"))
	case !info.Mode().IsRegular():
		return "", 0, failed(path, errors.New("it is not a regular file"))
	}
	return target, info.Mode().Perm(), nil
}

// create makes a temporary file beside path, with the permissions that the
// user's mask leaves to new files.
func create(path string) (*os.File, error) {
	for i := 0; ; i++ {
		name := filepath.Join(filepath.Dir(path), fmt.Sprintf(".%s-%d-%d", filepath.Base(path), os.Getpid(), i))
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if !errors.Is(err, fs.ErrExist) {
			return f, err
		}
	}
}

// failed names the file, and leaves out what the system says of the temporary one.
func failed(path string, err error) error {
	switch e := err.(type) {
	case *fs.PathError:
		err = e.Err
	case *os.LinkError:
		err = e.Err
	}
	return fmt.Errorf("cannot write %s: %w", path, err)
}
