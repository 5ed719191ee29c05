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

	"descent/internal/cli"
	"descent/internal/study"
	"descent/surfaces"
)

// maxSteps bounds a path: each step is a row of the CSV and a point in memory.
const maxSteps = 1_000_000

// options are the command's flags.
type options struct {
	cli.Flags
	surfaces []string
	window   window
	start    start
	steps    cli.Count
	look     look
}

func newCommand() *cobra.Command { return newCommandOf(&options{}) }

// newCommandOf makes a command that reads its flags into o.
func newCommandOf(o *options) *cobra.Command {
	o.steps = cli.Count{Min: 1, Max: maxSteps}
	cmd := &cobra.Command{
		Use:   "trajectories",
		Short: "draw the paths of optimizers over functions of two variables",
		Long: "Draw the paths of optimizers over functions of two variables, into a folder.\n" +
			"Without flags, the gallery: each surface with the optimizers, rates and steps that show its lesson.",
		Example: "  trajectories --surface beale --opt adam:lr=0.05 --opt momentum:lr=0.001 --steps 200\n" +
			"  trajectories --surface saddle --view 3d --format gif,pdf --theme projector\n" +
			"  trajectories --surface 'x^2 + 10*sin(y)^2' --window -3,3,-2,2 --start 2,1\n" +
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
	cli.Complete(cmd, "surface", surfaceNames())
	cmd.AddCommand(cli.NewList())
	return cmd
}

func surfaceNames() []string {
	var names []string
	for _, s := range surfaces.All() {
		names = append(names, s.Name)
	}
	return names
}

// plan is a figure to be drawn.
type plan struct {
	surface    *surfaces.Surface
	window     surfaces.Window
	view       view
	title      string
	note       string
	start      [2]float64
	steps      int
	optimizers []study.Optimizer
}

// plans resolves the flags over the lessons.
func (o *options) plans() ([]plan, error) {
	if err := o.Check(); err != nil {
		return nil, err
	}
	if err := o.look.check(&o.Output); err != nil {
		return nil, err
	}
	names := o.surfaces
	if len(names) == 0 {
		names = gallery
	}
	switch {
	case len(names) == 1:
	case o.start.given:
		return nil, cli.Usagef("--start wants one --surface, there are %d", len(names))
	case o.window.given():
		return nil, cli.Usagef("--window wants one --surface, there are %d", len(names))
	}
	var plans []plan
	seen := map[string]bool{}
	for _, name := range names {
		s, err := surfaces.Parse(name, o.window.Window)
		if err != nil {
			return nil, cli.Usage(err)
		}
		if seen[s.Name] {
			return nil, cli.Usagef("surface %q is given twice", s.Label())
		}
		seen[s.Name] = true
		p, err := o.plan(s)
		if err != nil {
			return nil, err
		}
		plans = append(plans, p)
	}
	return plans, nil
}

// plan is a surface's lesson, with what the flags say in its place. The title
// claims what is to be seen only where the lesson is drawn as it stands.
func (o *options) plan(s *surfaces.Surface) (plan, error) {
	l, known := lessons[s.Name]
	if !known {
		l = ownLesson(s)
	}
	p := plan{surface: s, title: s.Title + ": " + l.claim, note: l.note, start: s.Start, steps: l.steps}
	p.window, p.view = o.look.of(s, o.Look.Theme)
	texts := l.optimizers
	if o.start.given {
		p.start, p.note = o.start.point, ""
		if !s.Finite(p.start[0], p.start[1]) {
			return plan{}, cli.Usagef("--start %s: %s or its gradient is not finite there", &o.start, s.Label())
		}
	} else if !s.Finite(p.start[0], p.start[1]) {
		return plan{}, cli.Usagef("%s has no finite gradient where it could start in the window: --start is wanted", s.Label())
	}
	if share := s.Undefined(s.Window); share > 0 {
		p.note = strings.TrimSuffix(fmt.Sprintf("f is not finite in %.2g %% of the window, which is left blank. %s", 100*share, p.note), " ")
	}
	if o.steps.N != 0 {
		p.steps = o.steps.N
	}
	if len(o.Opt) > 0 {
		texts = o.Opt
	}
	var err error
	p.optimizers, err = o.Optimizers(texts)
	if o.start.given || o.steps.N != 0 || len(o.Opt) > 0 || o.Form != "" || o.window.given() || !known {
		p.title = s.Title + ": " + names(p.optimizers)
	}
	return p, err
}

// names lists what is drawn, or how much if it is a lot.
func names(optimizers []study.Optimizer) string {
	var titles []string
	for _, o := range optimizers {
		if t := o.Title(); !slices.Contains(titles, t) {
			titles = append(titles, t)
		}
	}
	if len(titles) > 4 {
		return fmt.Sprintf("%d optimizers", len(optimizers))
	}
	return strings.Join(titles, ", ")
}

// run draws the plans one after the other. Interrupted, it keeps the figures
// that are finished, and their numbers.
func (o *options) run(ctx context.Context, plans []plan, stdout, stderr io.Writer) error {
	var figures []string
	for _, p := range plans {
		figures = append(figures, p.surface.File())
	}
	if err := o.Prepare(figures...); err != nil {
		return err
	}
	var done []study.Trajectories
	for _, p := range plans {
		t, err := study.Trace(ctx, p.surface, p.start, p.optimizers, p.steps)
		if err != nil {
			break
		}
		contour := figure(p, t)
		p.view.resolve(contour)
		fig := p.view.of(contour)
		files, err := o.WriteFigure(ctx, p.surface.File(), fig, record(p, t, fig, &o.Output))
		if errors.Is(err, context.Canceled) {
			break
		}
		if err != nil {
			return err
		}
		done = append(done, t)
		report(stdout, t)
		if !o.Quiet {
			fmt.Fprintf(stderr, "wrote %s\n", strings.Join(files, ", "))
		}
	}
	if len(done) > 0 {
		if err := o.WriteCSV(study.TrajectoriesCSV(done)); err != nil {
			return err
		}
	}
	if len(done) < len(plans) {
		return cli.Interrupted(len(done), len(plans), "figures")
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
	return fmt.Sprintf("%g,%g", s.point[0], s.point[1])
}

// Type is what help calls the value.
func (s *start) Type() string { return "X,Y" }
