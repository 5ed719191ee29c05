package main

import (
	"context"
	"io"
	"slices"
	"strings"

	"descent/internal/chart"
	"descent/internal/cli"
	"descent/internal/study"
	"descent/surfaces"
)

// view is a way to look at optimizers on a surface.
type view struct {
	name   string
	suffix func(o *options) string // of its files, after the surface's name
	title  func(p plan) string     // where no lesson claims more
	check  func(o *options) error  // what it cannot be drawn of; nil: nothing
	paths  bool                    // are in it, for the CSV
	moves  bool                    // along the paths
	draw   func(ctx context.Context, p plan) (drawing, error)
}

// drawing is a figure with its numbers.
type drawing struct {
	figure chart.Figure
	record any                  // the JSON beside it
	report func(w io.Writer)    // what is printed; nil: nothing
	traced []study.Trajectories // what goes to the CSV
}

// views lists all views.
func views() []view {
	return []view{contourView, reliefView, compareView, sensitivityView, startsView, insideView, costView}
}

func viewNames() []string {
	var names []string
	for _, v := range views() {
		names = append(names, v.name)
	}
	return names
}

// viewNamed is the view of a name that is known.
func viewNamed(name string) view {
	return views()[slices.IndexFunc(views(), func(v view) bool { return v.name == name })]
}

// allowed tells whether the view can be drawn with the flags.
func (v view) allowed(o *options) error {
	if v.check == nil {
		return nil
	}
	return v.check(o)
}

// fits tells whether the view can be drawn in the look: only paths move, and only
// paths are in the classic theme.
func (v view) fits(o *options) error {
	switch {
	case v.moves:
	case o.Animated():
		return cli.Usagef("--format %s: only the views contour and 3d move, not %s", strings.Join(o.Formats, ","), v.name)
	case o.Look.Theme == chart.Classic:
		return cli.Usagef("--theme %s is for the views contour and 3d, not for %s", chart.Classic, v.name)
	}
	return nil
}

// exact refuses noise and clouds of starts where a view has one run of each.
func exact(name string) func(o *options) error {
	return func(o *options) error {
		for _, flag := range []string{"noise", "seeds", "starts", "spread"} {
			if o.changed(flag) {
				return cli.Usagef("--view %s has one exact run of each optimizer: --%s has no place in it", name, flag)
			}
		}
		return nil
	}
}

// common is what the JSON of every figure over a surface has.
type common struct {
	Figure  string          `json:"figure"`
	Recipe  recipe          `json:"recipe"` // draws it again
	Title   string          `json:"title"`
	Note    string          `json:"note,omitempty"`
	Alt     string          `json:"alt"`
	Surface string          `json:"surface"`
	Formula string          `json:"formula"`
	Window  surfaces.Window `json:"window"`
	Camera  *camera         `json:"camera,omitempty"` // in 3d
	Theme   string          `json:"theme"`
	Size    string          `json:"size,omitempty"`   // empty: the theme's own
	Motion  *chart.Motion   `json:"motion,omitempty"` // of a figure that moves
	Start   [2]float64      `json:"start"`
	Steps   int             `json:"steps"`
}

func (p plan) common(fig chart.Figure) common {
	_, alt := fig.Description()
	c := common{
		Figure: p.view.name, Recipe: p.recipe, Title: p.title, Note: p.note, Alt: alt,
		Surface: p.surface.Name, Formula: p.surface.Formula, Window: p.window, Start: p.start, Steps: p.steps,
		Theme: p.output.Look.Theme.String(), Size: p.output.Look.Size.String(),
	}
	if p.output.Animated() {
		c.Motion = p.output.Motion
	}
	if r, ok := fig.(chart.Relief); ok {
		c.Camera = &camera{Azimuth: r.Azimuth, Elevation: r.Elevation}
	}
	return c
}
