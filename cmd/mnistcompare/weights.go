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

// save has the weights of each run written: into a file for one run, or files in a
// folder named after optimizer and seed. It makes the folder, which undo takes back,
// and tells early what cannot be written.
func save(path string, p plan) (undo func(), err error) {
	undo = func() {}
	if strings.HasSuffix(path, weightsExtension) {
		if n := p.Len(); n > 1 {
			return undo, cli.Usagef("--save %s is one file, for %d runs: name a folder, or take --seeds 1", path, n)
		}
		p.Study[0].Save = func(study.Run) string { return path }
		return undo, atomicfile.Check(path)
	}
	if _, err := os.Stat(path); err != nil {
		undo = func() { os.Remove(path) }
	}
	if err := os.MkdirAll(path, 0o777); err != nil {
		var p *fs.PathError
		if errors.As(err, &p) {
			err = p.Err
		}
		return undo, fmt.Errorf("cannot save weights in %s: %w", path, err)
	}
	for i, t := range p.Study {
		names := fileNames(t)
		_, suffix := p.varying(i)
		p.Study[i].Save = func(r study.Run) string {
			return filepath.Join(path, fmt.Sprintf("%s%s-seed%d%s", names[r.Optimizer], suffix, r.Seed, weightsExtension))
		}
	}
	for _, r := range p.Runs() {
		if err := atomicfile.Check(p.Study[r.Plan].Save(r)); err != nil {
			undo()
			return undo, err
		}
	}
	return undo, nil
}

// fileNames makes a file's name of each optimizer, no two alike.
func fileNames(t study.Training) []string {
	var names []string
	for _, o := range t.Optimizers {
		name := strings.Trim(unsafe.ReplaceAllString(o.Given, "_"), "_")
		for slices.Contains(names, name) {
			name += "_"
		}
		names = append(names, name)
	}
	return names
}
