package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"descent/internal/chart"
	"descent/internal/cli"
	"descent/optim"
)

// scheduleOptions are the flags of the subcommand schedule.
type scheduleOptions struct {
	cli.Output
	steps cli.Count
}

// newSchedule returns the subcommand that draws learning rates against the step.
func newSchedule() *cobra.Command {
	o := scheduleOptions{steps: cli.Count{N: 1000, Min: 1, Max: 1_000_000}}
	cmd := &cobra.Command{
		Use:     "schedule SCHEDULE…",
		Short:   "draw learning rates against the step",
		Example: "  mnistcompare schedule 'cosine(0.1,decay_steps=800)' 'one_cycle(0.1,total_steps=1000)'",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cli.Usagef("schedule wants at least one, e.g. 'cosine(0.1,decay_steps=800)'; list schedules prints them all")
			}
			return o.run(cmd.Context(), args, cmd.ErrOrStderr())
		},
	}
	o.AddTo(cmd)
	cmd.Flags().Var(&o.steps, "steps", "the last step that is drawn")
	return cmd
}

func (o *scheduleOptions) run(ctx context.Context, texts []string, stderr io.Writer) error {
	if err := o.Check(); err != nil {
		return err
	}
	var schedules []optim.Schedule
	for _, text := range texts {
		s, err := optim.ParseSchedule(text)
		if err != nil {
			return cli.Usage(err)
		}
		schedules = append(schedules, s)
	}
	if err := o.Prepare("schedule"); err != nil {
		return err
	}
	fig := scheduleFigure(schedules, o.steps.N)
	files, err := o.WriteFigure(ctx, "schedule", fig, recordSchedules(schedules, o.steps.N, fig))
	if errors.Is(err, context.Canceled) {
		return cli.Interrupted(0, 1, "figures")
	}
	if err == nil && !o.Quiet {
		fmt.Fprintf(stderr, "wrote %s\n", strings.Join(files, ", "))
	}
	return err
}

// scheduleFigure is the picture of rates from step 0 to the last, at no more
// steps than the page can show.
func scheduleFigure(schedules []optim.Schedule, last int) chart.Training {
	const shown = 1000
	stride := (last + shown - 1) / shown
	panel := chart.Panel{Title: "learning rate", XLabel: "step", YLabel: "rate"}
	f := chart.Training{Title: "Learning rates by the step", Subtitle: fmt.Sprintf("steps 0 to %d", last)}
	for i, s := range schedules {
		name, _, _ := strings.Cut(s.String(), "(")
		c := chart.Series{Label: name, Style: chart.StyleAt(i)}
		for step := 0; step <= last; step += stride {
			c.X, c.Y = append(c.X, float64(step)), append(c.Y, s.At(step))
		}
		panel.Series = append(panel.Series, c)
		f.Recipe = append(f.Recipe, s.String())
	}
	f.Panels = []chart.Panel{panel}
	return f
}

// scheduleRecord is the JSON beside the figure: all that it was drawn from.
type scheduleRecord struct {
	Figure    string   `json:"figure"`
	Title     string   `json:"title"`
	Alt       string   `json:"alt"`
	Steps     int      `json:"steps"`
	Schedules []string `json:"schedules"`
}

func recordSchedules(schedules []optim.Schedule, last int, fig chart.Training) scheduleRecord {
	_, alt := fig.Description()
	r := scheduleRecord{Figure: "schedule", Title: fig.Title, Alt: alt, Steps: last}
	for _, s := range schedules {
		r.Schedules = append(r.Schedules, s.String())
	}
	return r
}
