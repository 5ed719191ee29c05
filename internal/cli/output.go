package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"descent/internal/atomicfile"
	"descent/internal/chart"
)

// Prepare makes the output folder and tells early, before hours of work, if the
// figures of these names or the CSV file cannot be written. If they cannot, it
// leaves no folder behind that was not there.
func (o *Output) Prepare(figures ...string) error {
	_, err := os.Stat(o.Out)
	o.made = err != nil
	if err := os.MkdirAll(o.Out, 0o777); err != nil {
		return fmt.Errorf("cannot write to the folder %s: %w", o.Out, err)
	}
	if err = o.check(figures); err != nil {
		o.Abandon()
	}
	return err
}

// Abandon takes the output folder away again if Prepare made it and nothing came
// into it.
func (o *Output) Abandon() {
	if o.made {
		os.Remove(o.Out) // fails if there is something in it
	}
}

func (o *Output) check(figures []string) error {
	var paths []string
	for _, name := range figures {
		for _, format := range append(slices.Clone(o.Formats), "json") {
			file := name + "." + format
			if format == formatFrames {
				file = frameName(name, 0)
			}
			paths = append(paths, filepath.Join(o.Out, file))
		}
	}
	if o.CSV != "" {
		for _, p := range paths {
			if filepath.Clean(p) == filepath.Clean(o.CSV) {
				return Usagef("--csv %s is where a figure goes", o.CSV)
			}
		}
		paths = append(paths, o.CSV)
	}
	for _, p := range paths {
		if err := atomicfile.Check(p); err != nil {
			return err
		}
	}
	return nil
}

// WriteFigure draws a figure and writes its files. It draws everything before it
// writes anything, and returns the paths of the files. When ctx is done before
// all is drawn, it gives up with ctx's error.
func (o *Output) WriteFigure(ctx context.Context, name string, figure chart.Figure, record any) ([]string, error) {
	files, err := o.DrawFigure(ctx, name, figure, record)
	if err != nil {
		return nil, err
	}
	return files.Write()
}

// Files are those of a figure, drawn and not written yet.
type Files struct {
	paths    []string
	contents [][]byte
}

// Write writes the files and returns their paths.
func (f Files) Write() ([]string, error) {
	for i, path := range f.paths {
		if err := atomicfile.Write(path, f.contents[i]); err != nil {
			return nil, err
		}
	}
	return f.paths, nil
}

// DrawFigure draws a figure in every format asked for, with its record, from which
// it can be drawn again, as JSON beside it. Several figures may be drawn at once.
// When ctx is done before all is drawn, it gives up with ctx's error.
func (o *Output) DrawFigure(ctx context.Context, name string, figure chart.Figure, record any) (Files, error) {
	type drawing struct {
		files Files
		err   error
	}
	drawn := make(chan drawing, 1)
	go func() {
		paths, contents, err := o.draw(name, figure, record)
		drawn <- drawing{Files{paths, contents}, err}
	}()
	select {
	case <-ctx.Done():
		return Files{}, ctx.Err()
	case d := <-drawn:
		return d.files, d.err
	}
}

// draw returns the files of a figure.
func (o *Output) draw(name string, figure chart.Figure, record any) (paths []string, contents [][]byte, err error) {
	add := func(file string, content []byte) {
		contents, paths = append(contents, content), append(paths, filepath.Join(o.Out, file))
	}
	for _, format := range o.Formats {
		var b bytes.Buffer
		var err error
		switch format {
		case formatGIF:
			err = o.Look.EncodeGIF(&b, figure, *o.Motion)
		case formatFrames:
			err = o.Look.EncodeFrames(figure, *o.Motion, func(number int, frame []byte) error {
				add(frameName(name, number), frame)
				return nil
			})
		default:
			err = o.Look.Encode(&b, figure, format)
		}
		if errors.Is(err, chart.ErrTooSmall) {
			return nil, nil, Usagef("figure %s: %w", name, err)
		}
		if err != nil {
			return nil, nil, fmt.Errorf("figure %s: %w", name, err)
		}
		if format != formatFrames {
			add(name+"."+format, b.Bytes())
		}
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(record); err != nil {
		return nil, nil, fmt.Errorf("record of figure %s: %w", name, err)
	}
	return append(paths, filepath.Join(o.Out, name+".json")), append(contents, b.Bytes()), nil
}

// frameName is the file of a frame of an animation: with numbers of one length,
// as LaTeX's package animate wants them.
func frameName(name string, number int) string { return fmt.Sprintf("%s-%03d.png", name, number) }

// WriteCSV writes the file of --csv, if it was asked for.
func (o *Output) WriteCSV(contents []byte) error {
	if o.CSV == "" {
		return nil
	}
	return atomicfile.Write(o.CSV, contents)
}
