package main

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"descent/internal/chart"
	"descent/internal/cli"
	"descent/internal/study"
	"descent/internal/suggest"
	"descent/surfaces"
)

// plan is a figure to be drawn.
type plan struct {
	name       string // of its files
	view       view
	surface    *surfaces.Surface
	unturned   *surfaces.Surface // the surface before --rotate
	degrees    float64
	window     surfaces.Window
	camera     camera // in 3d
	title      string
	note       string
	start      [2]float64
	steps      int
	trials     study.Trials
	tune       bool
	optimizers []study.Optimizer
	recipe     recipe
	output     cli.Output
}

// noisySeeds is how many runs there are with noise unless --seeds says.
const noisySeeds = 20

// trajectories is the plan as study takes it.
func (p plan) trajectories() study.Trajectories {
	return study.Trajectories{Surface: p.surface, Start: p.start, Steps: p.steps, Trials: p.trials}
}

// plans resolves the flags over recipes and lessons.
func (o *options) plans() ([]plan, error) {
	if err := o.Check(); err != nil {
		return nil, err
	}
	if err := o.look.check(o.view, &o.Output); err != nil {
		return nil, err
	}
	if o.from != "" {
		if len(o.surfaces) > 0 {
			return nil, cli.Usagef("--from and --surface cannot both be given: a recipe has its surface")
		}
		r, err := findRecipe(o.from)
		if err != nil {
			return nil, err
		}
		return o.fromRecipe(r)
	}
	if len(o.surfaces) == 0 && !o.changed(reshaping...) {
		var plans []plan
		for _, name := range gallery() {
			r, err := findRecipe(name)
			if err != nil {
				return nil, err
			}
			more, err := o.fromRecipe(r)
			if err != nil {
				return nil, err
			}
			plans = append(plans, more...)
		}
		return plans, nil
	}
	if o.view == costView.name {
		p, err := o.costPlan()
		return []plan{p}, err
	}
	names := o.surfaces
	if len(names) == 0 {
		names = gallerySurfaces
	}
	switch {
	case len(names) == 1:
	case o.start.given:
		return nil, cli.Usagef("--start wants one --surface, there are %d", len(names))
	case o.window.given():
		return nil, cli.Usagef("--window wants one --surface, there are %d", len(names))
	}
	views, err := o.views()
	if err != nil {
		return nil, err
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
		if f, ok := radfordOf(name); ok && o.Look.Theme == chart.Classic && o.view == "" && !o.tune && !o.rotate.Given {
			views = []view{viewNamed(f.view)}
		}
		for _, v := range views {
			if err := v.fits(o); err != nil {
				return nil, err
			}
			p, err := o.plan(s, v)
			if err != nil {
				return nil, err
			}
			plans = append(plans, p)
		}
	}
	return plans, nil
}

// reshaping are the flags that change what a figure shows, and so make the claim
// of its title untrue.
var reshaping = []string{"surface", "window", "opt", "form", "start", "steps", "view", "tune", "noise", "seeds", "starts", "spread", "rotate"}

// reshaped tells whether flags beside --surface change what is seen of a figure of
// a view. Paths seen from another side are the same paths.
func (o *options) reshaped(view string) bool {
	sides := []string{contourView.name, reliefView.name}
	same := o.view == view || slices.Contains(sides, view) && slices.Contains(sides, o.view)
	return slices.ContainsFunc(reshaping[1:], func(flag string) bool {
		return o.changed(flag) && !(flag == "view" && same)
	})
}

// changed tells whether any of the flags is given.
func (o *options) changed(names ...string) bool {
	return slices.ContainsFunc(names, func(name string) bool { return o.all != nil && o.all.Changed(name) })
}

// views are what the flags ask to draw of each surface: the one of --view, else
// what shows best what they are about.
func (o *options) views() ([]view, error) {
	switch {
	case o.view != "":
		if !slices.Contains(viewNames(), o.view) {
			return nil, cli.Usage(suggest.Unknown("view", o.view, viewNames()))
		}
		v := viewNamed(o.view)
		return []view{v}, v.allowed(o)
	case o.tune:
		return []view{compareView, sensitivityView}, compareView.allowed(o)
	case o.rotate.Given:
		return []view{compareView}, nil
	}
	return []view{contourView}, nil
}

// plan is a surface's lesson, with what the flags say in its place. The title
// claims what is to be seen only where the lesson is drawn as it stands.
func (o *options) plan(s *surfaces.Surface, v view) (plan, error) {
	l, known := lessons[s.Name]
	if !known {
		l = ownLesson(s)
	}
	p := plan{name: s.File() + v.suffix(o), view: v, surface: s, unturned: s, title: s.Title + ": " + l.claim, note: l.note,
		start: s.Start, steps: l.steps, tune: o.tune, output: o.Output}
	p.window, p.camera = s.Window, o.look.camera(s, o.Look.Theme)
	if f, ok := radfordOf(s.Name); ok && o.Look.Theme == chart.Classic && v.name == f.view {
		p.window = f.window
	}
	texts := l.optimizers
	if o.start.given {
		p.start, p.note = o.start.point, ""
		if !s.Finite(p.start[0], p.start[1]) {
			return plan{}, cli.Usagef("--start %s: %s or its gradient is not finite there", &o.start, s.Label())
		}
	} else if !s.Finite(p.start[0], p.start[1]) {
		return plan{}, cli.Usagef("%s has no finite gradient where it could start in the window: --start is wanted", s.Label())
	}
	s = copyOf(s, p.start)
	p.surface, p.unturned = s, s
	if o.steps.N != 0 {
		p.steps = o.steps.N
	}
	if len(o.Opt) > 0 {
		texts = o.Opt
	}
	var err error
	if p.optimizers, err = o.Optimizers(texts); err != nil {
		return plan{}, err
	}
	for _, opt := range p.optimizers {
		if other := opt.StandIn(); other != "" {
			return plan{}, cli.Usagef("%s moves matrices, and leaves two numbers to %s: the path would be that of another rule", opt.Given, other)
		}
	}
	if o.rotate.Given {
		p.degrees = o.rotate.X
		p.turn()
	}
	if p.trials, err = o.trials(p); err != nil {
		return plan{}, err
	}
	if p.tune {
		if err := p.tunable(); err != nil {
			return plan{}, err
		}
	}
	if o.reshaped(contourView.name) || !known {
		p.title, p.note = v.title(p), ""
	}
	if o.recipe != nil {
		p.name = o.recipe.Name
		if o.recipe.Title != "" {
			p.title, p.note = o.recipe.Title, o.recipe.Note
		}
	}
	if share := p.surface.Undefined(p.window); share > 0 && p.note == "" {
		p.note = fmt.Sprintf("f is not finite in %.2g %% of the window.", 100*share)
	}
	p.recipe = recipe{Name: p.name, Title: p.title, Note: p.note, Flags: o.recorded(p)}
	return p, nil
}

// turn turns the surface about the middle of what is drawn of it, and the start
// with it.
func (p *plan) turn() {
	s := *p.surface
	s.Start, s.Window = p.start, p.window
	p.unturned = &s
	p.surface = s.Rotated(p.degrees, p.middle())
	p.start, p.window = p.surface.Start, p.surface.Window
}

// middle is that of the window before it was turned.
func (p plan) middle() [2]float64 {
	w := p.unturned.Window
	return [2]float64{(w.X0 + w.X1) / 2, (w.Y0 + w.Y1) / 2}
}

// trials are the runs of each optimizer.
func (o *options) trials(p plan) (study.Trials, error) {
	t := study.Trials{Noise: o.noise.X, Seeds: o.seeds.N, Starts: o.starts.N, Spread: o.spread.X}
	switch {
	case o.seeds.N > 1 && t.Noise == 0:
		return t, cli.Usagef("--seeds %d wants --noise: without it all runs are the same", o.seeds.N)
	case o.spread.Given && o.starts.N == 0:
		return t, cli.Usagef("--spread %s wants --starts: how many points there are to be", &o.spread)
	}
	if t.Noise > 0 && t.Seeds == 0 {
		t.Seeds = noisySeeds
	}
	if t.Starts > 1 && !o.spread.Given {
		w := p.surface.Window
		t.Spread = math.Min(w.X1-w.X0, w.Y1-w.Y0) / 10
	}
	if points := t.Runs() * p.steps * len(p.optimizers); points > maxPoints {
		return t, cli.Usagef("%d optimizers, %d runs of each and %d steps are %d points, the most is %d: fewer --starts, --seeds or --steps",
			len(p.optimizers), t.Runs(), p.steps, points, maxPoints)
	}
	for _, opt := range p.optimizers {
		if t.Noise > 0 && opt.Definition().IsWholeRun() {
			return t, cli.Usagef("--noise: %s runs whole minimizations, whose line searches need exact gradients", opt.Given)
		}
	}
	return t, cli.Usage(t.Check(p.surface, p.start))
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

// unrecorded are the flags that say where a figure goes, not what it is. A form
// is recorded in the specs that it is of.
var unrecorded = []string{"out", "csv", "quiet", "from", "help", "form"}

// recorded lists the flags that draw the plan's figure again, with what the
// lesson said in place of those that were not given.
func (o *options) recorded(p plan) []string {
	var opts []string
	for _, opt := range p.optimizers {
		opts = append(opts, opt.Given)
	}
	resolved := map[string][]string{"view": {p.view.name}, "opt": opts}
	if p.surface != nil {
		resolved["surface"] = []string{p.unturned.Name}
		resolved["start"] = []string{pointText(p.unturned.Start)}
		resolved["steps"] = []string{fmt.Sprint(p.steps)}
	}
	var flags []string
	o.all.VisitAll(func(f *pflag.Flag) {
		values, ok := resolved[f.Name]
		switch many, isMany := f.Value.(pflag.SliceValue); {
		case ok:
		case !f.Changed || slices.Contains(unrecorded, f.Name):
			return
		case isMany:
			values = many.GetSlice()
		default:
			values = []string{f.Value.String()}
		}
		for _, v := range values {
			flags = append(flags, "--"+f.Name+"="+v)
		}
	})
	return flags
}

// copyOf is the surface with another start.
func copyOf(s *surfaces.Surface, start [2]float64) *surfaces.Surface {
	c := *s
	c.Start = start
	return &c
}
