package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"descent/internal/cli"
	"descent/internal/study"
	"descent/surfaces"
)

// Bounds of what is kept in memory and in the CSV: each step is a point.
const (
	maxSteps  = 1_000_000
	maxRuns   = 1000
	maxPoints = 10_000_000
)

// options are the command's flags.
type options struct {
	cli.Flags
	surfaces []string
	window   window
	start    start
	steps    cli.Count
	view     string
	tune     bool
	noise    cli.Number
	seeds    cli.Count
	starts   cli.Count
	spread   cli.Number
	rotate   cli.Number
	from     string
	look     look

	all    *pflag.FlagSet // all of the above
	recipe *recipe        // what the flags were filled from; nil: from the command line
}

func newCommand() *cobra.Command { return newCommandOf(&options{}) }

// newCommandOf makes a command that reads its flags into o.
func newCommandOf(o *options) *cobra.Command {
	o.steps = cli.Count{Min: 1, Max: maxSteps}
	o.seeds, o.starts = cli.Count{Min: 1, Max: maxRuns}, cli.Count{Min: 1, Max: maxRuns}
	o.rotate = cli.Number{Min: math.Inf(-1)}
	cmd := &cobra.Command{
		Use:   "trajectories",
		Short: "draw the paths of optimizers over functions of two variables",
		Long: "Draw the paths of optimizers over functions of two variables, into a folder.\n" +
			"Without flags, the gallery: recipes (see list recipes), each with what shows its lesson.",
		Example: "  trajectories --surface beale --opt adam:lr=0.05 --opt momentum:lr=0.001 --steps 200\n" +
			"  trajectories --surface 'x^2 + 10*sin(y)^2' --window -3,3,-2,2 --start 2,1\n" +
			"  trajectories --surface saddle --view 3d --format gif,pdf --theme projector\n" +
			"  trajectories --surface rosenbrock --tune\n" +
			"  trajectories --from out/beale.json\n" +
			"  trajectories list adam",
		Args: cli.NoArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			plans, err := o.plans()
			if err != nil {
				return err
			}
			return o.run(cmd.Context(), plans, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	o.Motion = &o.look.motion
	o.AddTo(cmd)
	o.look.addTo(cmd, &o.Output)
	flags := cmd.Flags()
	flags.StringArrayVar(&o.surfaces, "surface", nil, "a `surface`, e.g. rosenbrock, or an expression in x and y (repeatable; see list surfaces)")
	flags.Var(&o.window, "window", "what is drawn, with one surface (default: the surface's own; -5,5,-5,5 of an expression)")
	flags.Var(&o.start, "start", "where to start, with one surface (default: where its lesson starts)")
	flags.Var(&o.steps, "steps", "steps of each path (default: what its lesson takes)")
	flags.Var(cli.Given(&o.view), "view", "what to draw: "+strings.Join(viewNames(), ", "))
	flags.BoolVar(&o.tune, "tune", false, "give every optimizer the best of the same "+strconv.Itoa(study.MaxRates)+" rates, in thirds of a decade")
	flags.Var(&o.noise, "noise", "standard deviation of Gaussian noise on each coordinate of each gradient, the same draws for all")
	flags.Var(&o.seeds, "seeds", "runs with noise, seeds 1 to N (default "+strconv.Itoa(noisySeeds)+" with --noise)")
	flags.Var(&o.starts, "starts", "start from N points around the start, the same for all")
	flags.Var(&o.spread, "spread", "how far they lie from it, at most (default: a tenth of the window's shorter side)")
	flags.Var(&o.rotate, "rotate", "turn the surface about the middle of its window by so many degrees, counter-clockwise, its start with it")
	flags.Var(cli.Given(&o.from), "from", "a recipe's `name` (see list recipes), or the JSON of a figure, to draw it again")
	cli.Complete(cmd, "surface", surfaceNames())
	cli.Complete(cmd, "view", viewNames())
	cmd.AddCommand(cli.NewList(cli.Topic{Name: "recipes", Print: listRecipes}))
	o.all = flags
	return cmd
}

func surfaceNames() []string {
	var names []string
	for _, s := range surfaces.All() {
		names = append(names, s.Name)
	}
	return names
}

// run draws the plans and writes their figures in their order. Interrupted, it
// keeps the figures that are written, and their numbers.
func (o *options) run(ctx context.Context, plans []plan, stdout, stderr io.Writer) error {
	var figures []string
	for _, p := range plans {
		figures = append(figures, p.name)
	}
	if o.CSV != "" && !slices.ContainsFunc(plans, func(p plan) bool { return p.view.paths }) {
		return cli.Usagef("--csv has the steps of paths: --view %s keeps none", plans[0].view.name)
	}
	if err := o.Prepare(figures...); err != nil {
		return err
	}
	defer o.Abandon()
	ctx, stop := context.WithCancel(ctx)
	defer stop() // what is drawn ahead of a figure that fails
	var traced []study.Trajectories
	done := 0
	for d := range drawAhead(ctx, plans) {
		d := <-d
		if errors.Is(d.err, context.Canceled) {
			break
		}
		if d.err != nil {
			return d.err
		}
		files, err := d.files.Write()
		if err != nil {
			return err
		}
		done++
		traced = append(traced, d.traced...)
		if d.report != nil {
			d.report(stdout)
			fmt.Fprintln(stdout)
		}
		if !o.Quiet {
			fmt.Fprintf(stderr, "wrote %s\n", strings.Join(files, ", "))
		}
	}
	if done > 0 {
		if err := o.WriteCSV(study.TrajectoriesCSV(traced)); err != nil {
			return err
		}
	}
	if done < len(plans) {
		return cli.Interrupted(done, len(plans), "figures")
	}
	return nil
}

// window is the flag --window.
type window struct{ surfaces.Window }

// Set reads x0,x1,y0,y1.
func (w *window) Set(text string) error {
	var err error
	w.Window, err = surfaces.ParseWindow(text)
	return err
}

func (w *window) given() bool { return w.Window != surfaces.Window{} }

// String returns the window as it is written.
func (w *window) String() string {
	if !w.given() {
		return ""
	}
	return w.Window.String()
}

// Type is what help calls the value.
func (w *window) Type() string { return "x0,x1,y0,y1" }

// start is the flag --start.
type start struct {
	point [2]float64
	given bool
}

// Set reads X,Y.
func (s *start) Set(text string) error {
	x, y, ok := strings.Cut(text, ",")
	if !ok {
		return fmt.Errorf("must be two finite numbers X,Y")
	}
	for i, part := range []string{x, y} {
		v, err := strconv.ParseFloat(strings.TrimSpace(part), 64)
		if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
			return fmt.Errorf("must be two finite numbers X,Y")
		}
		s.point[i] = v
	}
	s.given = true
	return nil
}

// String returns the point as it is written.
func (s *start) String() string {
	if !s.given {
		return ""
	}
	return pointText(s.point)
}

// Type is what help calls the value.
func (s *start) Type() string { return "X,Y" }

// pointText writes a point so that it reads back exactly.
func pointText(p [2]float64) string { return number(p[0]) + "," + number(p[1]) }
