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
	Alt             string   // alternative text; empty: made from the paths' ends
	Recipe          []string // small print under the panels, an entry a line, in columns
	Note            string   // small print under that

	F      func(x, y float64) float64 // NaN leaves a hole
	Window Window
	Levels LevelRule
	Minima []Point // stars
	Start  Point   // ring
	Paths  []Path

	// Marks are the iterations that carry the paths' markers, the same for
	// all; nil: 0, 10, 20, 50, 100, 200, 500, …
	Marks      []int
	CurveLabel string // what Path.Curve is; empty: "f − f*"

	Width, Height vg.Length // 0: the defaults
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
}

// gridCells is the number of cells along the window's longer side on which the
// level lines are found.
const gridCells = 400

// captionRoom is the height of a panel's caption.
const captionRoom = captionSize + 9

func (c Contour) sheet() sheet {
	return newSheet(c.Title, c.Subtitle, c.Recipe, c.Note, pageWidth(c.Width))
}

// Size implements Figure.
func (c Contour) Size() (w, h vg.Length) {
	labels := c.curvePanel().labelsHeight()
	return c.sheet().pageSize(c.Height, max(330, labels+50))
}

// Description implements Figure.
func (c Contour) Description() (title, alt string) {
	if c.Alt != "" {
		return c.Title, c.Alt
	}
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
	return c.Title, b.String()
}

func (c Contour) curveLabel() string {
	if c.CurveLabel == "" {
		return "f − f*"
	}
	return c.CurveLabel
}

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
		if p.Curve != nil && len(p.Curve) != len(p.Points) {
			return fmt.Errorf("chart: the path %q has %d points, but a curve of %d", p.Label, len(p.Points), len(p.Curve))
		}
	}
	return nil
}

func (c Contour) draw(p *page) {
	s := c.sheet()
	s.draw(p)
	body := s.body(p)
	curves := c.curvePanel()
	f := c.frame(body, curves)
	c.drawSurface(p, f)
	curves.draw(p, Window{f.box.X1 + c.nameColumn() + 14, body.X1, body.Y0, body.Y1})
}

// frame places the contour panel: at the left, with the same scale for x and
// y, as large as the height allows, and as the other panel leaves room.
func (c Contour) frame(body Window, curves curvePanel) frame {
	ticksAlong := func(lo, hi float64) []tick {
		longer := math.Max(c.Window.dx(), c.Window.dy())
		return linearTicks(lo, hi, max(3, int(7*(hi-lo)/longer)), false)
	}
	f := frame{
		x: axis{lo: c.Window.X0, hi: c.Window.X1, ticks: ticksAlong(c.Window.X0, c.Window.X1)},
		y: axis{lo: c.Window.Y0, hi: c.Window.Y1, ticks: ticksAlong(c.Window.Y0, c.Window.Y1)},
	}
	const narrowest = 290 // the curves with their ticks, without their labels
	x0 := body.X0 + besides(f.y.ticks, tickSize, "y")
	y0, y1 := body.Y0+below(tickSize, "x"), body.Y1-captionRoom
	width := body.X1 - x0 - c.nameColumn() - narrowest - curves.labelColumn()
	scale := math.Min(width/c.Window.dx(), (y1-y0)/c.Window.dy())
	// Low panels hang from the top, where the other one starts as well.
	f.box = Window{x0, x0 + scale*c.Window.dx(), y1 - scale*c.Window.dy(), y1}
	return f
}

// curvePanel makes the panel on the right.
func (c Contour) curvePanel() curvePanel {
	longest := 1
	for _, p := range c.Paths {
		longest = max(longest, len(p.Points)-1)
	}
	marks := c.marks(longest)
	out := curvePanel{
		caption: "markers at iterations " + joinInts(marks, 8),
		xName:   "iteration", yName: c.curveLabel(),
		x: axis{lo: 0, hi: float64(longest), ticks: integerTicks(0, float64(longest), 6)},
		y: axis{scale: Log},
	}
	out.y.lo, out.y.hi = c.curveRange()
	out.y.ticks = logTicks(out.y.lo, out.y.hi, 8)
	for _, path := range c.Paths {
		line := curve{
			style: path.Style, color: path.Style.Color, width: lineWidth,
			name: path.Label, note: path.note(), ends: path.Diverged > 0,
		}
		if len(path.Curve) > 0 && slices.Max(path.Curve) <= 0 {
			line.note = "never above 0"
		}
		for i, v := range path.Curve {
			line.pts = append(line.pts, Point{float64(i), v})
		}
		for _, k := range marks {
			if k < len(path.Curve) {
				line.marks = append(line.marks, line.pts[k])
			}
		}
		out.curves = append(out.curves, line)
	}
	return out
}

func (p Path) note() string {
	if p.Diverged > 0 {
		return "diverged, step " + strconv.Itoa(p.Diverged)
	}
	return ""
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
	// Some air above and below, and a range even of a constant.
	air := math.Max(math.Pow(hi/lo, 0.04), 1.05)
	return lo / air, hi * air
}

// marks are the marked iterations up to the last.
func (c Contour) marks(last int) []int {
	if c.Marks != nil {
		return slices.DeleteFunc(slices.Clone(c.Marks), func(k int) bool { return k < 0 || k > last })
	}
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

// joinInts lists numbers, at most so many.
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
