package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"descent/internal/atomicfile"
	"descent/internal/cli"
	"descent/internal/study"
)

// quantity is a number of each of an optimizer's runs.
type quantity struct {
	name         string
	lessIsBetter bool
	values       func(study.Summary) []float64 // of its runs
	print        func(float64) string
}

// columns are what tables and the heat map show of a plan: nothing that depends on the
// clock.
func (r results) columns() []quantity {
	metric := r.Metric()
	print := printer(metric)
	history := func(name, label string, print func(float64) string) quantity {
		return quantity{label, study.IsLoss(name), func(s study.Summary) []float64 { return s.Finals(name) }, print}
	}
	all := []quantity{
		history("train_loss", "training loss", loss), history("val_loss", "validation loss", loss),
		history("val_"+metric, "validation "+metric, print),
		{"test " + metric, study.IsLoss(metric), func(s study.Summary) []float64 { return s.Tests(metric) }, print},
	}
	for _, name := range r.Metrics[1:] {
		all = append(all, quantity{"test " + name, study.IsLoss(name), func(s study.Summary) []float64 { return s.Tests(name) }, printer(name)})
	}
	if metric != "accuracy" {
		return all
	}
	for _, t := range targets {
		all = append(all, quantity{"epochs to " + targetName(t), true, func(s study.Summary) []float64 {
			var values []float64
			for _, run := range s.Runs {
				values = append(values, run.EpochsTo("val_accuracy", t))
			}
			return values
		}, func(x float64) string { return reached(x, 0) }})
	}
	return all
}

// cell is a quantity of one optimizer: the median and the range of its runs, and from
// six runs on an interval that has the median in it with 95 %.
type cell struct {
	median, low, high         float64
	intervalLow, intervalHigh float64
	hasInterval               bool
	print                     func(float64) string
}

func (c quantity) cell(s study.Summary) cell {
	values := c.values(s)
	at := func(q float64) float64 { return study.Quantile(values, q, c.lessIsBetter) }
	out := cell{median: at(0.5), low: at(0), high: at(1), print: c.print}
	out.intervalLow, out.intervalHigh, out.hasInterval = study.MedianInterval(values, c.lessIsBetter)
	return out
}

// String writes the median with the range.
func (c cell) String() string {
	if c.low == c.high || math.IsNaN(c.low) && math.IsNaN(c.high) {
		return c.print(c.median)
	}
	text := fmt.Sprintf("%s (%s to %s)", c.print(c.median), c.print(c.low), c.print(c.high))
	if c.hasInterval {
		text += fmt.Sprintf(" [%s, %s]", c.print(c.intervalLow), c.print(c.intervalHigh))
	}
	return text
}

// verdict tells whose validation scores are best, and of whom the runs show that they
// are worse: exact Mann–Whitney tests against the leader, adjusted by Holm. It is
// empty of a single optimizer, and where there are too few runs for any test.
func (r results) verdict() string {
	summaries := study.Summarize(r.runs)
	name := "val_" + r.Metric()
	var values [][]float64
	for _, s := range summaries {
		values = append(values, s.Finals(name))
	}
	if len(values) < 2 {
		return ""
	}
	c := study.Compare(values, study.IsLoss(name))
	if c.P == nil {
		return ""
	}
	given := func(i int) string { return r.Optimizers[summaries[i].Optimizer].Given }
	leader := given(c.Leader)
	what := "validation " + r.Metric()
	if c.Winner() {
		return fmt.Sprintf("%s wins by %s: all others are behind it (Mann–Whitney, Holm, p ≤ %g).", leader, what, study.Significance)
	}
	var open []string
	for i := range summaries {
		if i != c.Leader && !c.Behind(i) {
			open = append(open, given(i))
		}
	}
	text := fmt.Sprintf("%s leads by %s, but these runs do not tell it from %s (Mann–Whitney, Holm, p > %g).", leader, what, strings.Join(open, ", "), study.Significance)
	if c.Attainable > study.Significance {
		text = fmt.Sprintf("%s leads by %s; so few runs of so many optimizers can show no winner (least p %.2g): take more seeds.", leader, what, c.Attainable)
	}
	return text
}

// tableKinds are the files that --table writes, by their endings.
var tableKinds = []string{".md", ".csv", ".json"}

// checkTables refuses files of other kinds.
func (o *options) checkTables() error {
	for _, path := range o.tables {
		if !slices.Contains(tableKinds, filepath.Ext(path)) {
			return cli.Usagef("--table %s: a name that ends in %s is wanted", path, strings.Join(tableKinds, ", "))
		}
	}
	return nil
}

// writeTables writes the files of --table.
func (o *options) writeTables(all []results) error {
	for _, path := range o.tables {
		var b bytes.Buffer
		var err error
		switch filepath.Ext(path) {
		case ".md":
			markdown(&b, all)
		case ".csv":
			tableCSV(&b, all)
		case ".json":
			err = tableJSON(&b, all)
		}
		if err == nil {
			err = atomicfile.Write(path, b.Bytes())
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func markdown(w io.Writer, all []results) {
	for i, r := range all {
		if i > 0 {
			fmt.Fprintln(w)
		}
		if r.words != "" {
			fmt.Fprintf(w, "## %s\n\n", r.words)
		}
		fmt.Fprint(w, "| optimizer |")
		rule := "|---|"
		for _, c := range r.columns() {
			fmt.Fprintf(w, " %s |", c.name)
			rule += "---|"
		}
		fmt.Fprintf(w, " runs |\n%s---|\n", rule)
		for _, s := range study.Summarize(r.runs) {
			fmt.Fprintf(w, "| `%s` |", r.Optimizers[s.Optimizer].Given)
			for _, c := range r.columns() {
				fmt.Fprintf(w, " %v |", c.cell(s))
			}
			runs := strconv.Itoa(len(s.Runs))
			if note := ended(s); note != "" {
				runs += ", " + note
			}
			fmt.Fprintf(w, " %s |\n", runs)
		}
		fmt.Fprintf(w, "\nMedians after %s, with the lowest and the highest of the runs", countEpochs(r.Epochs))
		if least, _ := study.RunsEach(study.Summarize(r.runs)); least >= 6 {
			fmt.Fprint(w, ", and in brackets an interval that has the median in it with 95 %")
		}
		fmt.Fprintln(w, ".")
		for _, text := range []string{r.verdict(), r.edgeNote()} {
			if text != "" {
				fmt.Fprintln(w, text)
			}
		}
	}
}

// edgeNote reports rates at the edge of their grids, beyond which a better one may be.
func (r results) edgeNote() string {
	if edges := r.edges(); edges != "" {
		return "The best rate is at the edge of its grid, and a better one may lie beyond: " + edges + "."
	}
	return ""
}

// tableCSV writes a row for each optimizer and quantity.
func tableCSV(b *bytes.Buffer, all []results) {
	w := csv.NewWriter(b)
	w.Write([]string{"task", "model", "optimizer", "batch", "quantity", "runs", "diverged", "median", "lowest", "highest", "interval_low", "interval_high"})
	number := func(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }
	for _, r := range all {
		for _, s := range study.Summarize(r.runs) {
			for _, c := range r.columns() {
				e := c.cell(s)
				row := []string{r.Task.Name, r.Model.String(), r.Optimizers[s.Optimizer].Given, strconv.Itoa(r.BatchSize), c.name,
					strconv.Itoa(len(s.Runs)), strconv.Itoa(s.Diverged), number(e.median), number(e.low), number(e.high), "", ""}
				if e.hasInterval {
					row[10], row[11] = number(e.intervalLow), number(e.intervalHigh)
				}
				w.Write(row)
			}
		}
	}
	w.Flush()
}

// tableRecord is a plan's table as JSON.
type tableRecord struct {
	Task       string      `json:"task"`
	Model      string      `json:"model"`
	Batch      int         `json:"batch"`
	Epochs     int         `json:"epochs"`
	Verdict    string      `json:"verdict,omitempty"`
	Edges      string      `json:"rates_at_edge,omitempty"`
	Optimizers []rowRecord `json:"optimizers"`
}

type rowRecord struct {
	Spec       string                `json:"spec"`
	Resolved   string                `json:"resolved"`
	Runs       int                   `json:"runs"`
	Diverged   int                   `json:"diverged"`
	Quantities map[string]cellRecord `json:"quantities"`
}

// cellRecord has null for what diverged or was not reached.
type cellRecord struct {
	Median   score   `json:"median"`
	Lowest   score   `json:"lowest"`
	Highest  score   `json:"highest"`
	Interval []score `json:"interval_95,omitempty"`
}

func tableJSON(b *bytes.Buffer, all []results) error {
	var records []tableRecord
	for _, r := range all {
		t := tableRecord{Task: r.Task.Name, Model: r.Model.String(), Batch: r.BatchSize, Epochs: r.Epochs, Verdict: r.verdict(), Edges: r.edges()}
		for _, s := range study.Summarize(r.runs) {
			opt := r.Optimizers[s.Optimizer]
			row := rowRecord{opt.Given, opt.Full(), len(s.Runs), s.Diverged, map[string]cellRecord{}}
			for _, c := range r.columns() {
				e := c.cell(s)
				record := cellRecord{Median: score(e.median), Lowest: score(e.low), Highest: score(e.high)}
				if e.hasInterval {
					record.Interval = []score{score(e.intervalLow), score(e.intervalHigh)}
				}
				row.Quantities[c.name] = record
			}
			t.Optimizers = append(t.Optimizers, row)
		}
		records = append(records, t)
	}
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(records)
}
