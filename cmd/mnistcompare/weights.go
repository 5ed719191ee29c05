package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"descent/internal/atomicfile"
	"descent/internal/cli"
	"descent/internal/study"
)

// weightsExtension ends the names of files of weights.
const weightsExtension = ".npz"

// unsafe is what may not stand in a file's name on every system, or not well.
var unsafe = regexp.MustCompile(`[^A-Za-z0-9.=_-]+`)

// saver returns where the weights of each run go: a file for one run, or files in
// a folder named after optimizer and seed. It makes the folder, which undo takes
// back, and tells early what cannot be written.
func saver(path string, plan study.Training) (file func(study.Run) string, undo func(), err error) {
	undo = func() {}
	runs := plan.Runs()
	if strings.HasSuffix(path, weightsExtension) {
		if len(runs) > 1 {
			return nil, undo, cli.Usagef("--save %s is one file, for %d runs: name a folder", path, len(runs))
		}
		return func(study.Run) string { return path }, undo, atomicfile.Check(path)
	}
	if _, err := os.Stat(path); err != nil {
		undo = func() { os.Remove(path) }
	}
	if err := os.MkdirAll(path, 0o777); err != nil {
		var p *fs.PathError
		if errors.As(err, &p) {
			err = p.Err
		}
		return nil, undo, fmt.Errorf("cannot save weights in %s: %w", path, err)
	}
	names := fileNames(plan)
	file = func(r study.Run) string {
		return filepath.Join(path, fmt.Sprintf("%s-seed%d%s", names[r.Optimizer], r.Seed, weightsExtension))
	}
	for _, r := range runs {
		if err := atomicfile.Check(file(r)); err != nil {
			undo()
			return nil, undo, err
		}
	}
	return file, undo, nil
}

// fileNames makes a file's name of each optimizer, no two alike.
func fileNames(plan study.Training) []string {
	var names []string
	for _, o := range plan.Optimizers {
		name := strings.Trim(unsafe.ReplaceAllString(o.Given, "_"), "_")
		for slices.Contains(names, name) {
			name += "_"
		}
		names = append(names, name)
	}
	return names
}
