package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"descent/internal/atomicfile"
	"descent/internal/chart"
	"descent/internal/study"
)

// drawing is a figure of a study, with its record.
type drawing struct {
	name   string
	figure chart.Figure
	record any
}

// results are what the runs of one plan of a study have come to.
type results struct {
	study.Training                // at the rates that were chosen, if any were
	runs           []study.Run    // of those
	families       []study.Family // nil without --tune
	words, suffix  string         // by which the plan differs from the study's others
}

// results splits a study's finished runs by plan, and chooses the learning rates.
func (o *options) results(p plan, runs [][]study.Run) []results {
	var all []results
	for i, t := range p.Study {
		r := results{Training: t, runs: runs[i]}
		r.words, r.suffix = p.varying(i)
		if p.families != nil {
			r.families = t.Choose(p.families[i], runs[i], o.chooseBy(t))
			r.Training, r.runs = t.Of(chosen(r.families), runs[i])
		}
		all = append(all, r)
	}
	return all
}

// chosen are a plan's indices of the optimizers at the rates that were chosen.
func chosen(families []study.Family) []int {
	var all []int
	for _, f := range families {
		if !slices.Contains(all, f.Chosen()) { // two of the same rule may meet
			all = append(all, f.Chosen())
		}
	}
	return all
}

// timesFile is where wall-clock times go, and nothing else.
func (o *options) timesFile() string { return filepath.Join(o.Out, "times.csv") }

// write prints the tables and writes the numbers, the times, and last, as most can go
// wrong there, the figures with their records.
func (o *options) write(p plan, runs [][]study.Run, stdout, stderr io.Writer) error {
	all := o.results(p, runs)
	for i, r := range all {
		if i > 0 {
			fmt.Fprintln(stdout)
		}
		if r.words != "" {
			fmt.Fprintln(stdout, r.words)
		}
		table(stdout, r)
	}
	if p.families != nil {
		runs = slices.Clone(runs)
		for i := range runs {
			runs[i] = study.WithoutTests(runs[i], chosen(all[i].families))
		}
	}
	if err := o.WriteCSV(p.CSV(runs)); err != nil {
		return err
	}
	times := o.timesFile()
	if err := atomicfile.Write(times, p.TimesCSV(runs)); err != nil {
		return err
	}
	var files []string
	for _, d := range drawings(all) {
		written, err := o.WriteFigure(context.Background(), d.name, d.figure, d.record)
		if err != nil {
			return err
		}
		files = append(files, written...)
	}
	if !o.Quiet {
		fmt.Fprintf(stderr, "wrote %s\n", strings.Join(append(files, times), ", "))
	}
	return nil
}

// figures are the names of the figures that a plan can come to.
func (p plan) figures() []string {
	var names []string
	for i, t := range p.Study {
		_, suffix := p.varying(i)
		names = append(names, "training"+suffix)
		if t.Task.Classes != nil {
			names = append(names, "confusion"+suffix)
		}
	}
	return names
}

// drawings are the figures of a study.
func drawings(all []results) []drawing {
	var list []drawing
	for _, r := range all {
		if len(r.runs) == 0 {
			continue // interrupted before
		}
		fig := figure(r.Training, r.runs)
		list = append(list, drawing{"training" + r.suffix, fig, record(r.Training, r.runs, fig)})
		if run, ok := best(r.Training, r.runs); ok {
			fig := confusionFigure(r.Training, r.runs, run)
			list = append(list, drawing{"confusion" + r.suffix, fig, recordConfusion(r.Training, run, fig)})
		}
	}
	return list
}
