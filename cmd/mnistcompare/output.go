package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"descent/internal/atomicfile"
	"descent/internal/chart"
	"descent/internal/study"
	"descent/internal/tensorboard"
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
	all            study.Training // at all rates
	allRuns        []study.Run
	column         string // that the rates were chosen by
	words, suffix  string // by which the plan differs from the study's others
}

// results splits a study's finished runs by plan, and chooses the learning rates.
func (o *options) results(p plan, runs [][]study.Run) []results {
	var all []results
	for i, t := range p.Study {
		r := results{Training: t, runs: runs[i], all: t, allRuns: runs[i], column: o.chooseBy(t)}
		r.words, r.suffix = p.varying(i)
		if p.families != nil {
			r.families = t.Choose(p.families[i], runs[i], r.column)
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
	if err := o.writeTables(all); err != nil {
		return err
	}
	if err := o.writeEvents(p, runs); err != nil {
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
		for _, name := range []string{"training", "training-seconds", "metrics", "rate-sensitivity", "tuned"} {
			names = append(names, name+suffix)
		}
		if t.Task.Classes != nil {
			names = append(names, "confusion"+suffix, "targets"+suffix, "targets-seconds"+suffix)
		}
	}
	return append(names, "batches", "batches-seconds", "profile")
}

// drawings are the figures of a study.
func drawings(all []results) []drawing {
	var list []drawing
	var whole []results
	for _, r := range all {
		if len(r.runs) > 0 { // not interrupted before
			list, whole = append(list, r.drawings()...), append(whole, r)
		}
	}
	add := func(name string, f chart.Figure) {
		list = append(list, drawing{name, f, recordStudy(name, whole[0], f)})
	}
	for _, of := range bySize(whole) {
		for i, o := range of[0].Optimizers {
			end := of[0].withoutBatch()
			if len(of[0].Optimizers) > 1 {
				end += "-" + fileNames(of[0].Training)[i]
			}
			for _, seconds := range []bool{false, true} {
				name := "batches" + end
				if seconds {
					name = "batches-seconds" + end
				}
				if f, ok := batchesFigure(of, o, seconds); ok {
					add(name, f)
				}
			}
		}
	}
	if problems := differing(whole); len(problems) > 1 && len(problems[0].Optimizers) > 1 {
		add("profile", profileFigure(problems))
	}
	return list
}

// drawings are the figures of one plan.
func (r results) drawings() []drawing {
	fig := figure(r.Training, r.runs)
	list := []drawing{{"training" + r.suffix, fig, record(r.Training, r.runs, fig)}}
	add := func(name string, f chart.Figure) {
		list = append(list, drawing{name + r.suffix, f, recordStudy(name, r, f)})
	}
	add("training-seconds", secondsFigure(r))
	if run, ok := best(r.Training, r.runs); ok {
		fig := confusionFigure(r.Training, r.runs, run)
		list = append(list, drawing{"confusion" + r.suffix, fig, recordConfusion(r.Training, run, fig)})
	}
	if len(study.Summarize(r.runs)) > 1 {
		add("metrics", metricsFigure(r))
		if r.Metric() == "accuracy" {
			add("targets", raceFigure(r, false))
			add("targets-seconds", raceFigure(r, true))
		}
	}
	if f, ok := sensitivityFigure(r); ok {
		add("rate-sensitivity", f)
	}
	if r.families != nil {
		add("tuned", tunedFigure(r))
	}
	return list
}

// bySize groups plans that differ in nothing but the size of batches.
func bySize(all []results) [][]results {
	var groups [][]results
	for _, r := range all {
		i := slices.IndexFunc(groups, func(g []results) bool { return g[0].sameProblem(r) })
		if i < 0 {
			groups = append(groups, []results{r})
			continue
		}
		groups[i] = append(groups[i], r)
	}
	return slices.DeleteFunc(groups, func(g []results) bool { return len(g) < 2 })
}

func (r results) sameProblem(o results) bool {
	return r.Task.Name == o.Task.Name && r.Model.String() == o.Model.String()
}

// withoutBatch is the end of the name of a figure of all sizes of batches.
func (r results) withoutBatch() string {
	return strings.TrimSuffix(r.suffix, fmt.Sprintf("-batch%d", r.BatchSize))
}

// differing are the plans of different problems, at the first of their batch sizes, if
// they have the same optimizers.
func differing(all []results) []results {
	var problems []results
	for _, r := range all {
		if slices.ContainsFunc(problems, r.sameProblem) {
			continue
		}
		problems = append(problems, r)
		if len(r.Optimizers) != len(problems[0].Optimizers) {
			return nil // two of a tuning have met at one rate
		}
	}
	return problems
}

// writeEvents writes the files of --tensorboard: a folder for each run.
func (o *options) writeEvents(p plan, runs [][]study.Run) error {
	if o.tensorboard == "" {
		return nil
	}
	for i, t := range p.Study {
		names := fileNames(t)
		_, suffix := p.varying(i)
		for _, r := range runs[i] {
			dir := filepath.Join(o.tensorboard, fmt.Sprintf("%s%s", names[r.Optimizer], suffix), fmt.Sprintf("seed%d", r.Seed))
			if err := os.MkdirAll(dir, 0o777); err != nil {
				return fmt.Errorf("cannot write events: %w", err)
			}
			if err := atomicfile.Write(filepath.Join(dir, tensorboard.FileName), study.Events(r.History, r.Test)); err != nil {
				return err
			}
		}
	}
	return nil
}
