package cli

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"descent/internal/study"
	"descent/mlp"
)

// columns prints rows of words as a table.
func columns(w io.Writer, rows [][]string) {
	tw := tabwriter.NewWriter(w, 0, 0, 3, ' ', 0)
	for _, row := range rows {
		fmt.Fprintln(tw, strings.Join(row, "\t"))
	}
	tw.Flush()
}

func listTasks(w io.Writer) {
	rows := [][]string{{"task", "what is learned", "loss", "metrics"}}
	for _, t := range study.Tasks() {
		rows = append(rows, []string{t.Name, t.Summary, t.Loss, strings.Join(t.Metrics, ", ")})
	}
	columns(w, rows)
	fmt.Fprintln(w, "\nA task decides the last layer where --model leaves it out; --loss and --metric say otherwise than the table.")
}

// listLosses prints what a loss is for: the tutorial's table, and those beyond it.
func listLosses(w io.Writer) {
	rows := [][]string{{"data", "labels", "loss", "of an example with outputs y and targets t"}}
	for _, l := range mlp.Losses() {
		rows = append(rows, []string{l.Data, l.Labels, withAliases(l.Name, l.Aliases), l.Formula})
	}
	columns(w, rows)
	fmt.Fprintln(w, "\nOptions follow a colon: categorical_crossentropy:label_smoothing=0.1, huber:delta=2,")
	fmt.Fprintln(w, "sparse_categorical_crossentropy:from_logits=true (the last layer is linear then).")
}

func listMetrics(w io.Writer) {
	rows := [][]string{{"metric", "labels", "what it counts", "option"}}
	for _, m := range mlp.Metrics() {
		rows = append(rows, []string{withAliases(m.Name, m.Aliases), m.Targets, m.Formula, m.Options})
	}
	columns(w, rows)
	fmt.Fprintln(w, "\nAn option follows a colon: sparse_top_k_categorical_accuracy:k=3, precision:threshold=0.7.")
}

func listLayers(w io.Writer) {
	for _, l := range mlp.Layers() {
		fmt.Fprintf(w, "%s\n    %s\n", l.Usage, l.Summary)
	}
	fmt.Fprintf(w, "\nactivations:  %s (leaky_relu(0.3): of that slope, not 0.2)\ninitializers: %s\n", strings.Join(mlp.Activations(), ", "), strings.Join(mlp.Initializers(), ", "))
	fmt.Fprintln(w, "\nA model is layers with spaces between them: \"dense:512,relu dropout:0.2 dense:10,softmax\".")
}

func withAliases(name string, aliases []string) string {
	if len(aliases) == 0 {
		return name
	}
	return name + " (" + strings.Join(aliases, ", ") + ")"
}
