package cli

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"descent/internal/suggest"
	"descent/optim"
	"descent/surfaces"
)

// Topic is something that a command can list beside what all can.
type Topic struct {
	Name  string
	Print func(w io.Writer)
}

// NewList returns the subcommand list, with the command's own topics.
func NewList(topics ...Topic) *cobra.Command {
	known := listable()
	for _, t := range topics {
		known = append(known, t.Name)
	}
	return &cobra.Command{
		Use:   "list [NAME]",
		Short: "print the optimizers, or surfaces, schedules, tasks, layers, losses, metrics (list losses), or one of them (list adam)",
		Long: "Prints what can be named: the optimizers, or one of them (list adam), or what else is listed: surfaces,\n" +
			"schedules of learning rates, and of the network tasks, layers, losses and metrics (list losses). A\n" +
			"schedule with its keys is printed as a table of rates by step: list 'cosine(0.1,decay_steps=30)'.",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return Usagef("list takes one name, not %d", len(args))
			}
			return nil
		},
		ValidArgsFunction: cobra.FixedCompletions(known, cobra.ShellCompDirectiveNoFileComp),
		RunE: func(cmd *cobra.Command, args []string) error {
			w := cmd.OutOrStdout()
			if len(args) == 0 {
				listOptimizers(w)
				return nil
			}
			for _, t := range slices.Concat(topics, lists) {
				if t.Name == args[0] {
					t.Print(w)
					return nil
				}
			}
			if strings.Contains(args[0], "(") {
				s, err := optim.ParseSchedule(args[0])
				if err != nil {
					return Usage(err)
				}
				tabulate(w, s)
				return nil
			}
			if d, err := optim.Lookup(args[0]); err == nil {
				describeOptimizer(w, d)
				return nil
			}
			if s, err := surfaces.Lookup(args[0]); err == nil {
				describeSurface(w, s)
				return nil
			}
			if d, err := optim.LookupSchedule(args[0]); err == nil {
				describeSchedule(w, d)
				return nil
			}
			return Usage(suggest.Unknown("name", args[0], known))
		},
	}
}

// lists are what is printed whole, beside the optimizers.
var lists = []Topic{
	{"surfaces", listSurfaces}, {"schedules", listSchedules},
	{"tasks", listTasks}, {"layers", listLayers}, {"losses", listLosses}, {"metrics", listMetrics},
}

func listable() []string {
	names := optimizerNames()
	for _, s := range surfaces.All() {
		names = append(names, s.Name)
	}
	for _, d := range optim.Schedules() {
		names = append(names, d.Name)
	}
	for _, l := range lists {
		names = append(names, l.Name)
	}
	return names
}

func optimizerNames() []string {
	var names []string
	for _, d := range optim.Definitions() {
		names = append(names, d.Name)
	}
	return names
}

func listOptimizers(w io.Writer) {
	for _, d := range optim.Definitions() {
		usage := d.Name
		if d.IsWrapper() {
			usage += "(…)"
		}
		fmt.Fprintf(w, "%-20s %s\n", usage, d.Summary)
		fmt.Fprintf(w, "%-20s %s\n", "", d.Source)
		fmt.Fprintf(w, "%-20s form %s\n", "", strings.Join(formNames(d), ", "))
		var keys []string
		for _, h := range d.Hyperparameters() {
			if !everywhere(h) {
				keys = append(keys, h.Key+"="+defaults(h, d.Forms))
			}
		}
		fmt.Fprintf(w, "%-20s %s\n\n", "", strings.Join(keys, "  "))
	}
	fmt.Fprintf(w, "Every rule also takes %s and form.\n", commonKeys())
	fmt.Fprintf(w, "A rate can be a schedule of the step: lr=cosine(0.1,decay_steps=1000). list schedules prints them all.\n")
}

// everywhere tells whether a key is one of those that every rule has, at the
// value that does nothing.
func everywhere(h optim.Hyperparameter) bool {
	for _, text := range h.Defaults {
		if text != "0" && text != "false" {
			return false
		}
	}
	return h.Common
}

// commonKeys names what every rule takes beside its learning rate.
func commonKeys() string {
	var keys []string
	for _, h := range optim.Definitions()[0].Hyperparameters() {
		if h.Common && h.Key != "lr" {
			keys = append(keys, h.Key)
		}
	}
	return strings.Join(keys, ", ")
}

func formNames(d *optim.Definition) []string {
	names := []string{string(d.Forms[0]) + " (default)"}
	for _, f := range d.Forms[1:] {
		names = append(names, string(f))
	}
	return names
}

// defaults shows a key's default, of each form where they differ.
func defaults(h optim.Hyperparameter, forms []optim.Form) string {
	var parts []string
	same := true
	for _, f := range forms {
		text, ok := h.Defaults[f]
		same = same && ok && text == h.Defaults[forms[0]]
		if ok {
			parts = append(parts, string(f)+" "+text)
		}
	}
	if same {
		return h.Defaults[forms[0]]
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

func describeOptimizer(w io.Writer, d *optim.Definition) {
	fmt.Fprintf(w, "%s: %s\n%s\n\n%s\n", d.Name, d.Summary, d.Source, d.Doc)
	fmt.Fprintf(w, "form: %s\n", strings.Join(formNames(d), ", "))
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, h := range d.Hyperparameters() {
		fmt.Fprintf(tw, "%s\t%s\t%s\n", h.Key, defaults(h, d.Forms), about(h.Help, h.Range, h.Aliases))
	}
	tw.Flush()
}

// about says what a key does, what it may be and what else it is called.
func about(help, in string, aliases []string) string {
	if in != "" {
		help += "; in " + in
	}
	if len(aliases) > 0 {
		help += "; also " + strings.Join(aliases, ", ")
	}
	return help
}

func listSurfaces(w io.Writer) {
	for _, s := range surfaces.All() {
		fmt.Fprintf(w, "%-17s %s\n", s.Name, s.Lesson)
		fmt.Fprintf(w, "%-17s start (%g, %g), x from %.4g to %.4g, y from %.4g to %.4g", "",
			s.Start[0], s.Start[1], s.Window.X0, s.Window.X1, s.Window.Y0, s.Window.Y1)
		switch {
		case len(s.Minima) == 0:
			fmt.Fprint(w, ", no minimum\n")
		default:
			fmt.Fprintf(w, ", minimum %s\n", minima(s.Minima, 6))
		}
		fmt.Fprintf(w, "%-17s %s\n\n", "", s.Source)
	}
	fmt.Fprint(w, "A surface is also any expression in x and y: --surface '(1-x)^2+100*(y-x^2)^2' --window -2,2,-1,3\n")
	fmt.Fprint(w, "It has + - * / ^, pi, e, sin, cos, tan, exp, log, sqrt, abs, tanh, min, max and pow. list NAME prints all of one.\n")
}

// minima lists the points of minima that have the same height, and that.
func minima(all []surfaces.Minimum, digits int) string {
	var points []string
	for _, m := range all {
		points = append(points, fmt.Sprintf("(%.*g, %.*g)", digits, m.X, digits, m.Y))
	}
	return fmt.Sprintf("%.*g at %s", digits, all[0].F, strings.Join(points, ", "))
}

func describeSurface(w io.Writer, s *surfaces.Surface) {
	fmt.Fprintf(w, "%s: %s\nf(x, y) = %s\n%s\n\n%s\n", s.Name, s.Title, s.Formula, s.Source, s.Lesson)
	fmt.Fprintf(w, "window: x from %g to %g, y from %g to %g\n", s.Window.X0, s.Window.X1, s.Window.Y0, s.Window.Y1)
	fmt.Fprintf(w, "start: (%g, %g)\n", s.Start[0], s.Start[1])
	for _, m := range s.Minima {
		fmt.Fprintf(w, "minimum: f(%g, %g) = %g\n", m.X, m.Y, m.F)
	}
	for _, m := range s.Local {
		fmt.Fprintf(w, "local minimum: f(%g, %g) = %g\n", m.X, m.Y, m.F)
	}
}
