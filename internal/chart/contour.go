package chart

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"gonum.org/v1/plot/vg"
)

// Contour is a figure of two panels: level lines of f with paths over them, at
// equal aspect, and beside it a positive quantity of each path (usually f − f*)
// against the iteration, on a logarithmic axis.
type Contour struct {
	Title, Subtitle string
	Recipe          []string // small print under the panels, an entry a line, in columns
	Note            string   // small print under that

	F          func(x, y float64) float64 // NaN leaves a hole
	Window     Window
	Minima     []Point // stars
	Start      Point   // ring
	Paths      []Path
	CurveLabel string // what Path.Curve is; empty: "f − f*"
}

// Path is an optimizer's way over the surface.
type Path struct {
	Label  string
	Short  string // its label among the paths, where room is scarce; empty: Label
	Style  Style
	Points []Point // by iteration, 0 being the start
	// Curve has the same length: the value of the panel on the right. Values
	// that are not positive or not finite are gaps. Nil: no curve.
	Curve []float64
	// Diverged is the iteration at which the path stopped being finite, 0 for
	// never; Points then end with the last finite one.
	Diverged int
	Cloud    Cloud // what the optimizer's other runs did, if there are several
}

// gridCells is the number of cells along the window's longer side on which the
// level lines are found: a cell is less than two pixels of the PNG then,
// and a narrow valley still has its walls.
const gridCells = 400

// themed is the figure with the theme's colours.
func (c Contour) themed(t *theme) Contour {
	c.Paths = slices.Clone(c.Paths)
	for i := range c.Paths {
		c.Paths[i].Style.Color = t.line(c.Paths[i].Style.Color)
	}
	return c
}

// Size implements Figure.
func (c Contour) Size() (w, h vg.Length) { return sizeOf(c) }

// Description implements Figure.
func (c Contour) Description() (title, alt string) {
	// What a reader sees at a glance: the ends. From the data, so that it is
	// true of a figure whose author never looked at it.
	var b strings.Builder
	fmt.Fprintf(&b, "Left: level lines of a surface over x from %.4g to %.4g and y from %.4g to %.4g, with the paths of %d optimizers from (%.4g, %.4g). Right: %s against the iteration, logarithmic.",
		c.Window.X0, c.Window.X1, c.Window.Y0, c.Window.Y1, len(c.Paths), c.Start.X, c.Start.Y, c.curveLabel())
	for _, path := range c.Paths {
		if len(path.Points) == 0 {
			continue
		}
		last := len(path.Points) - 1
		fmt.Fprintf(&b, " %s: after %d steps at (%.3g, %.3g)", path.Label, last, path.Points[last].X, path.Points[last].Y)
		if last < len(path.Curve) {
			fmt.Fprintf(&b, ", %s = %.3g", c.curveLabel(), path.Curve[last])
		}
		if path.Diverged > 0 {
			fmt.Fprintf(&b, ", diverged at step %d", path.Diverged)
		}
		b.WriteByte('.')
	}
	if c.check() == nil {
		if share := c.holes(); share > 0 {
			fmt.Fprintf(&b, " The function has no finite value in %.2g %% of the window, which is hatched or left out.", 100*share)
		}
	}
	return c.Title, b.String()
}

// curveLabel names the axis of y on the right.
func (c Contour) curveLabel() string {
	if c.CurveLabel == "" {
		return "f − f*"
	}
	return c.CurveLabel
}

// check refuses what cannot be drawn; numbers that are not finite can.
func (c Contour) check() error {
	w := c.Window
	switch {
	case c.F == nil:
		return errors.New("chart: the contour figure has no function")
	case !finite(w.X0) || !finite(w.X1) || !finite(w.Y0) || !finite(w.Y1) || !(w.X0 < w.X1) || !(w.Y0 < w.Y1):
		return fmt.Errorf("chart: the window x %g…%g, y %g…%g is empty or not finite", w.X0, w.X1, w.Y0, w.Y1)
	case len(c.Paths) == 0:
		return errors.New("chart: the contour figure has no paths")
	}
	for _, p := range c.Paths {
		if len(p.Points) == 0 {
			return fmt.Errorf("chart: the path %q has no points", p.Label)
		}
		if p.Curve != nil && len(p.Curve) != len(p.Points) && !p.Cloud.several() {
			return fmt.Errorf("chart: the path %q has %d points, but a curve of %d", p.Label, len(p.Points), len(p.Curve))
		}
		if err := p.Cloud.check(p.Label, p.Curve); err != nil {
			return err
		}
	}
	return nil
}

// contourAxes are the axes of the contour panel, with ticks at like distances
// in both directions, as the scale is the same.
func (c Contour) contourAxes() frame {
	ticksAlong := func(lo, hi float64) []tick {
		longer := math.Max(c.Window.dx(), c.Window.dy())
		return linearTicks(lo, hi, max(3, int(7*(hi-lo)/longer)), false)
	}
	w := c.Window
	return frame{
		x: axis{lo: w.X0, hi: w.X1, ticks: ticksAlong(w.X0, w.X1)},
		y: axis{lo: w.Y0, hi: w.Y1, ticks: ticksAlong(w.Y0, w.Y1)},
	}
}

// longest is the last iteration of the longest path, at least 1.
func (c Contour) longest() int {
	longest := 1
	for _, p := range c.Paths {
		longest = max(longest, len(p.Points)-1)
	}
	return longest
}

// styles are those of the paths.
func (c Contour) styles() []Style {
	var out []Style
	for _, p := range c.Paths {
		out = append(out, p.Style)
	}
	return out
}

// curvePanel makes the panel on the right.
func (c contourLayout) curvePanel() curvePanel {
	longest := c.longest()
	out := curvePanel{
		caption: "markers at iterations " + joinInts(c.marks, 8),
		xName:   "iteration", yName: c.curveLabel(),
		x: axis{lo: 0, hi: float64(longest), ticks: integerTicks(0, float64(longest), 6)},
		y: axis{scale: Log},
	}
	out.y.lo, out.y.hi = c.curveRange()
	out.y.ticks = logTicks(out.y.lo, out.y.hi, 8)
	for i, path := range c.Paths {
		out.curves = append(out.curves, c.curve(path, c.traces[i]))
	}
	return out
}

// curve is a path's line in the panel on the right. It ends, with its ×, where
// the path left the window of the other panel for good, so that the two tell
// the same; what follows is faint. A path that was never there does not leave.
func (c contourLayout) curve(path Path, t trace) curve {
	line := curve{
		style: path.Style, color: path.Style.Color, width: c.theme.weight * lineWidth,
		name: path.Label, note: t.fate(path), ends: path.Diverged > 0 || t.left > 0,
	}
	if len(path.Curve) > 0 && slices.Max(path.Curve) <= 0 {
		line.note = "never above 0" // where the logarithmic axis has no place
	}
	// The point at which it left belongs to both parts, so that they join.
	for i, v := range path.Curve {
		line.pts = append(line.pts, Point{float64(i), v})
	}
	if path.Cloud.several() { // the curve of all has no place where one path left
		t.left = 0
		path.Cloud.spread(&line)
	}
	if t.left > 0 && t.left < len(line.pts) {
		line.pts, line.after = line.pts[:t.left+1], line.pts[t.left:]
	}
	for _, k := range c.marks {
		if k < len(line.pts) && (t.left == 0 || k < t.left) {
			line.marks = append(line.marks, line.pts[k])
		}
	}
	return line
}

// curveRange is the range of the logarithmic axis. It reaches up to the
// greatest value of a path within the window, so that the two panels show the
// same part of each path, and down to the least, but no more than 16 decades:
// below that is only rounding.
func (c Contour) curveRange() (lo, hi float64) {
	lo = math.Inf(1)
	for _, p := range c.Paths {
		for i, v := range p.Curve {
			if !(v > 0) || !finite(v) {
				continue
			}
			lo = math.Min(lo, v)
			if i == 0 || i < len(p.Points) && c.Window.contains(p.Points[i]) {
				hi = math.Max(hi, v)
			}
		}
	}
	if hi == 0 {
		return 0.1, 10 // nothing positive: an empty frame
	}
	lo = math.Max(math.Min(lo, hi), hi*1e-16)
	// Some air above and below, in proportion on a logarithmic axis, and a
	// range even of a constant.
	air := math.Max(math.Pow(hi/lo, 0.04), 1.05)
	return lo / air, hi * air
}

// marks are the marked iterations up to the last: about evenly spaced on a
// logarithmic scale, as most happens early, and round, to be named in a caption.
func marks(last int) []int {
	out := []int{0}
	for decade := 10; decade <= last; decade *= 10 {
		for _, k := range []int{decade, 2 * decade, 5 * decade} {
			if k <= last {
				out = append(out, k)
			}
		}
	}
	return out
}

// joinInts lists numbers, at most so many: the caption has to end before the
// labels do, and the rule is plain after the first few.
func joinInts(numbers []int, most int) string {
	var parts []string
	for i, k := range numbers {
		if i == most {
			parts = append(parts, "…")
			break
		}
		parts = append(parts, strconv.Itoa(k))
	}
	return strings.Join(parts, ", ")
}
