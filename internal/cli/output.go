package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"descent/internal/atomicfile"
	"descent/internal/chart"
)

// Prepare makes the output folder and tells early, before hours of work, if the
// figures of these names or the CSV file cannot be written. If they cannot, it
// leaves no folder behind that was not there.
func (f *Flags) Prepare(figures ...string) error {
	_, err := os.Stat(f.Out)
	isNew := err != nil
	if err := os.MkdirAll(f.Out, 0o777); err != nil {
		return fmt.Errorf("cannot write to the folder %s: %w", f.Out, err)
	}
	err = f.check(figures)
	if err != nil && isNew {
		os.Remove(f.Out)
	}
	return err
}

func (f *Flags) check(figures []string) error {
	var paths []string
	for _, name := range figures {
		for _, format := range append(f.Formats, "json") {
			paths = append(paths, filepath.Join(f.Out, name+"."+format))
		}
	}
	if f.CSV != "" {
		for _, p := range paths {
			if filepath.Clean(p) == filepath.Clean(f.CSV) {
				return Usagef("--csv %s is where a figure goes", f.CSV)
			}
		}
		paths = append(paths, f.CSV)
	}
	for _, p := range paths {
		if err := atomicfile.Check(p); err != nil {
			return err
		}
	}
	return nil
}

// WriteFigure writes a figure in every format asked for, and its record, from
// which it can be drawn again, as JSON beside it. It draws everything before it
// writes anything, and returns the paths of the files. When ctx is done before
// all is drawn, it gives up with ctx's error.
func (f *Flags) WriteFigure(ctx context.Context, name string, figure chart.Figure, record any) ([]string, error) {
	type drawing struct {
		paths    []string
		contents [][]byte
		err      error
	}
	drawn := make(chan drawing, 1)
	go func() {
		paths, contents, err := f.draw(name, figure, record)
		drawn <- drawing{paths, contents, err}
	}()
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case d := <-drawn:
		for i, path := range d.paths {
			if err := atomicfile.Write(path, d.contents[i]); err != nil {
				return nil, err
			}
		}
		return d.paths, d.err
	}
}

// draw returns the files of a figure.
func (f *Flags) draw(name string, figure chart.Figure, record any) (paths []string, contents [][]byte, err error) {
	for _, format := range f.Formats {
		var b bytes.Buffer
		if err := chart.Encode(&b, figure, format); err != nil {
			return nil, nil, fmt.Errorf("figure %s: %w", name, err)
		}
		contents, paths = append(contents, b.Bytes()), append(paths, filepath.Join(f.Out, name+"."+format))
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(record); err != nil {
		return nil, nil, fmt.Errorf("record of figure %s: %w", name, err)
	}
	return append(paths, filepath.Join(f.Out, name+".json")), append(contents, b.Bytes()), nil
}

// WriteCSV writes the file of --csv, if it was asked for.
func (f *Flags) WriteCSV(contents []byte) error {
	if f.CSV == "" {
		return nil
	}
	return atomicfile.Write(f.CSV, contents)
}
