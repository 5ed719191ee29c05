package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"descent/internal/chart"
	"descent/internal/cli"
)

// drawn is the part of a record from which its figure is drawn again.
type drawn struct {
	Drawing json.RawMessage `json:"drawing"`
}

func drawingOf(f chart.Figure) drawn {
	text, err := chart.Marshal(f)
	if err != nil {
		panic(err) // of a kind of figure that has no form, which every test of it finds
	}
	return drawn{text}
}

// studyRecord is the JSON beside the figures that summarize a study.
type studyRecord struct {
	Figure string `json:"figure"`
	Title  string `json:"title"`
	Alt    string `json:"alt"`
	problemRecord
	Batch  int `json:"batch"`
	Epochs int `json:"epochs"`
	Seeds  int `json:"seeds"`
	drawn
}

// recordStudy is the record of a figure of a plan, or of several of which it is the first.
func recordStudy(name string, r results, f chart.Figure) studyRecord {
	title, alt := f.Description()
	return studyRecord{Figure: name, Title: title, Alt: alt, problemRecord: recordProblem(r.Training),
		Batch: r.BatchSize, Epochs: r.Epochs, Seeds: r.Seeds, drawn: drawingOf(f)}
}

// drawAgain draws figures from their JSON, under the names of the files.
func (o *options) drawAgain(ctx context.Context, stderr io.Writer) error {
	if err := o.Check(); err != nil {
		return err
	}
	type figure struct {
		name   string
		figure chart.Figure
		record json.RawMessage
	}
	var figures []figure
	var names []string
	for _, path := range o.from {
		text, err := os.ReadFile(path)
		if err != nil {
			var p *fs.PathError
			if errors.As(err, &p) {
				err = p.Err
			}
			return cli.Usagef("cannot read the figure %s: %w", path, err)
		}
		var record drawn
		if err := json.Unmarshal(text, &record); err != nil || record.Drawing == nil {
			return cli.Usagef("%s is not the JSON of a figure of mnistcompare", path)
		}
		f, err := chart.Unmarshal(record.Drawing)
		if err != nil {
			return cli.Usagef("%s cannot be drawn: %w", path, err)
		}
		name := strings.TrimSuffix(filepath.Base(path), ".json")
		figures, names = append(figures, figure{name, f, text}), append(names, name)
	}
	if err := o.Prepare(names...); err != nil {
		return err
	}
	var files []string
	for _, f := range figures {
		written, err := o.WriteFigure(ctx, f.name, f.figure, f.record)
		if errors.Is(err, context.Canceled) {
			return cli.Interrupted(0, len(figures), "figures")
		}
		if err != nil {
			return err
		}
		files = append(files, written...)
	}
	if !o.Quiet {
		fmt.Fprintf(stderr, "wrote %s\n", strings.Join(files, ", "))
	}
	return nil
}
