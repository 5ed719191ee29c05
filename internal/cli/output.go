package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"descent/internal/atomicfile"
	"descent/internal/chart"
)

// Prepare makes the output folder and tells early, before hours of work, if it
// or the CSV file cannot be written.
func (f *Flags) Prepare() error {
	if f.CSV != "" {
		if err := atomicfile.Check(f.CSV); err != nil {
			return err
		}
	}
	if err := os.MkdirAll(f.Out, 0o755); err != nil {
		return fmt.Errorf("cannot write to the folder %s: %w", f.Out, err)
	}
	return atomicfile.Check(filepath.Join(f.Out, "figure.json"))
}

// WriteFigure writes a figure in every format asked for, and its record, from
// which it can be drawn again, as JSON beside it. It draws everything before it
// writes anything, and returns the paths of the files.
func (f *Flags) WriteFigure(name string, figure chart.Figure, record any) ([]string, error) {
	var contents [][]byte
	var paths []string
	for _, format := range f.Formats {
		var b bytes.Buffer
		if err := chart.Encode(&b, figure, format); err != nil {
			return nil, fmt.Errorf("figure %s: %w", name, err)
		}
		contents, paths = append(contents, b.Bytes()), append(paths, filepath.Join(f.Out, name+"."+format))
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(record); err != nil {
		return nil, fmt.Errorf("record of figure %s: %w", name, err)
	}
	contents, paths = append(contents, b.Bytes()), append(paths, filepath.Join(f.Out, name+".json"))
	for i, path := range paths {
		if err := atomicfile.Write(path, contents[i]); err != nil {
			return nil, err
		}
	}
	return paths, nil
}

// WriteCSV writes the file of --csv, if it was asked for.
func (f *Flags) WriteCSV(contents []byte) error {
	if f.CSV == "" {
		return nil
	}
	return atomicfile.Write(f.CSV, contents)
}
