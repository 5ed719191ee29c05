package cli

import (
	"fmt"
	"io"
	"text/tabwriter"

	"descent/optim"
)

func listSchedules(w io.Writer) {
	for _, d := range optim.Schedules() {
		fmt.Fprintf(w, "%s\n    %s: %s\n    %s\n\n", d.Usage(), d.Summary, d.Formula, d.Source)
	}
	fmt.Fprint(w, "A schedule stands for a rate: sgd:lr=step(0.1,step_size=30). t is the step, from 0.\n")
}

func describeSchedule(w io.Writer, d *optim.ScheduleDefinition) {
	fmt.Fprintf(w, "%s: %s\n%s\n%s\n\n%s\n\n", d.Name, d.Summary, d.Formula, d.Source, d.Usage())
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, k := range d.Keys() {
		standard := k.Default
		if standard == "" {
			standard = "needed"
		}
		fmt.Fprintf(tw, "%s\t%s\t%s\n", k.Key, standard, about(k.Help, k.Range, k.Aliases))
	}
	tw.Flush()
}

// tabulate prints the rate at steps 0, 1, 2, 5, 10, … 1000.
func tabulate(w io.Writer, s optim.Schedule) {
	fmt.Fprintf(w, "%s\n%6s  %s\n", s, "step", "rate")
	row := func(step int) { fmt.Fprintf(w, "%6d  %.6g\n", step, s.At(step)) }
	row(0)
	for decade := 1; decade < 1000; decade *= 10 {
		for _, m := range []int{1, 2, 5} {
			row(m * decade)
		}
	}
	row(1000)
}
