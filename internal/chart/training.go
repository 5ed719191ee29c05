package chart

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
)

// Training is a figure of curves against epochs (or seconds): panels side by
// side with all series in colour and their end values beside them. With more
// than six series a strip below shows each series of the last panel alone in
// colour before the others in grey.
type Training struct {
	Title, Subtitle string
	Recipe          []string // as a Contour's
	Note            string
	Panels          []Panel
}

// Panel is one quantity of the runs.
type Panel struct {
	Title, XLabel, YLabel string
	Scale                 Scale // of y
	XScale                Scale
	// Zoom leaves out the steep beginning, so that the lines separate. The end
	// of every series that does not diverge stays in sight; what lies outside
	// at the start enters through the edge.
	Zoom    bool
	Percent bool // ticks and end values as percentages of 1
	Plain   bool // names without end values, where these say nothing
	Series  []Series
}

// Series is a line of a panel.
type Series struct {
	Label  string
	Style  Style
	X, Y   []float64   // Y the median over runs; NaN from where it diverged
	Lo, Hi []float64   // the quartile band; nil: none
	Runs   [][]float64 // single runs, drawn thin behind; may be nil
	Note   string      // small print under the label: "diverged, step 412"
}

// overlaid is the number of series up to which one panel shows all well;
// with more there is the strip.
const overlaid = 6

// trainingLayout is a Training with what has to be known before its size is:
//
//	y | curves | labels    y | curves | labels
//	strip of small multiples
//
// Each panel labels its own lines: their order differs from panel to panel, and
// the labels carry that panel's values.
type trainingLayout struct {
	Training
	panels        []curvePanel
	sheet         sheet
	strip         float64 // height of the small multiples
	width, height float64
}

// trainingGap is the distance between panels.
const trainingGap = 22.0

// layout implements Figure.
func (t Training) layout(on setting) layout {
	t = t.themed(on.theme)
	out := trainingLayout{Training: t, strip: t.stripHeight()}
	width, height := 0.0, 280.0
	for _, panel := range t.Panels {
		curves := panel.curves(on.theme)
		_, labels := curves.labels()
		width, height = max(width, curves.minWidth()), max(height, labels+40)
		out.panels = append(out.panels, curves)
	}
	// All as wide as the widest, so that their epochs can be compared.
	n := float64(len(t.Panels))
	out.width = max(on.width, 2*margin+n*width+(n-1)*trainingGap)
	out.sheet = newSheet(t.Title, t.Subtitle, t.Recipe, t.Note, out.width)
	out.height = max(on.height, out.sheet.height(height+out.strip))
	return out
}

// themed is the figure with the theme's colours.
func (t Training) themed(theme *theme) Training {
	t.Panels = slices.Clone(t.Panels)
	for i, panel := range t.Panels {
		t.Panels[i].Series = slices.Clone(panel.Series)
		for k := range panel.Series {
			s := &t.Panels[i].Series[k]
			s.Style.Color = theme.line(s.Style.Color)
		}
	}
	return t
}

// size implements layout.
func (t trainingLayout) size() (w, h float64) { return t.width, t.height }

// Size implements Figure.
func (t Training) Size() (w, h vg.Length) { return sizeOf(t) }

// Description implements Figure.
func (t Training) Description() (title, alt string) {
	var b strings.Builder
	for i, panel := range t.Panels {
		if i > 0 {
			b.WriteByte(' ')
		}
		fmt.Fprintf(&b, "%s against %s, at the end:", panel.YLabel, panel.XLabel)
		for k, s := range panel.Series {
			sep := ","
			if k == 0 {
				sep = ""
			}
			fmt.Fprintf(&b, "%s %s %s", sep, s.Label, panel.endValue(s))
			if s.Note != "" {
				fmt.Fprintf(&b, " (%s)", s.Note)
			}
		}
		b.WriteByte('.')
	}
	return t.Title, b.String()
}

// check refuses series whose columns do not belong together: they would be
// drawn, and be wrong.
func (t Training) check() error {
	if len(t.Panels) == 0 {
		return errors.New("chart: the training figure has no panels")
	}
	for _, panel := range t.Panels {
		if len(panel.Series) == 0 {
			return fmt.Errorf("chart: the panel %q has no series", panel.Title)
		}
		for _, s := range panel.Series {
			n := len(s.X)
			bad := n == 0 || len(s.Y) != n || (s.Lo != nil && len(s.Lo) != n) || (s.Hi != nil && len(s.Hi) != n) ||
				(s.Lo == nil) != (s.Hi == nil) || slices.ContainsFunc(s.X, func(x float64) bool { return !finite(x) })
			for _, r := range s.Runs {
				bad = bad || len(r) != n
			}
			if bad {
				return fmt.Errorf("chart: the series %q of panel %q is empty, or its lengths differ, or an X is not finite", s.Label, panel.Title)
			}
		}
	}
	return nil
}

// draw implements layout.
func (t trainingLayout) draw(p *page) {
	t.sheet.draw(p)
	body := t.sheet.body(p)
	for i, room := range t.rooms(body) {
		t.panels[i].draw(p, room)
	}
	if t.strip > 0 {
		t.Panels[len(t.Panels)-1].drawStrip(p, Window{body.X0, body.X1, body.Y0, body.Y0 + t.strip})
	}
}

// rooms are the places of the panels, side by side over the strip.
func (t trainingLayout) rooms(body Window) []Window {
	n := float64(len(t.panels))
	width := (body.dx() - trainingGap*(n-1)) / n
	var out []Window
	for i := range t.panels {
		x := body.X0 + float64(i)*(width+trainingGap)
		out = append(out, Window{x, x + width, body.Y0 + t.strip, body.Y1})
	}
	return out
}

// curves makes the drawable panel. The end values stand in the labels, before
// the names and with equal digits, so that they are a table to read down.
func (n Panel) curves(theme *theme) curvePanel {
	out := curvePanel{caption: n.Title, xName: n.XLabel, yName: n.YLabel, x: n.xAxis(8), y: n.yAxis(7)}
	out.aside = out.y.aside()
	for _, s := range n.Series {
		line := curve{
			style: s.Style, color: s.Style.Color, width: theme.weight * lineWidth,
			pts: points(s.X, s.Y), band: bands(s), note: s.Note,
			name: n.named(s),
			ends: s.diverges(),
		}
		for _, r := range s.Runs {
			line.runs = append(line.runs, points(s.X, r))
		}
		for i, pt := range line.pts {
			if i%markEvery(len(s.X)) == 0 {
				line.marks = append(line.marks, pt)
			}
		}
		out.curves = append(out.curves, line)
	}
	return out
}

// named is a series' name, behind its end value if that is to be told.
func (n Panel) named(s Series) string {
	if n.Plain {
		return s.Label
	}
	return strings.TrimSpace(n.endValue(s) + "  " + s.Label)
}

// markEvery thins markers by index, alike for series of equal length: at most
// sixteen on a line. By distance on the page they would stand at other epochs
// on each line, and not be comparable.
func markEvery(n int) int { return max(1, int(math.Ceil(float64(n)/16))) }

// points pairs two columns.
func points(x, y []float64) []Point {
	out := make([]Point, 0, len(x))
	for i := range min(len(x), len(y)) {
		out = append(out, Point{x[i], y[i]})
	}
	return out
}

// bands returns the polygons between Lo and Hi, one for each stretch in which
// both are finite.
func bands(s Series) [][]Point {
	var out [][]Point
	// Where runs have diverged there are no quartiles, and no band to bridge
	// the gap.
	for i := 0; i < min(len(s.Lo), len(s.Hi)); i++ {
		from := i
		for i < len(s.Lo) && finite(s.Lo[i]) && finite(s.Hi[i]) {
			i++
		}
		if i-from < 2 {
			continue
		}
		polygon := points(s.X[from:i], s.Hi[from:i])
		for k := i - 1; k >= from; k-- {
			polygon = append(polygon, Point{s.X[k], s.Lo[k]})
		}
		out = append(out, polygon)
	}
	return out
}

// endValue writes a series' last value, if it has one: that of the last epoch,
// not the best, which would be chosen on the data that it is told of.
func (n Panel) endValue(s Series) string {
	if len(s.Y) == 0 || !finite(s.Y[len(s.Y)-1]) {
		return ""
	}
	v := s.Y[len(s.Y)-1]
	if n.Percent {
		return fixedLabel(100*v, 2) + " %"
	}
	if math.Abs(v) >= 0.001 && math.Abs(v) < 10 {
		return fixedLabel(v, 3) // the same decimals for all, to compare
	}
	return minus(fmt.Sprintf("%.3g", v+0)) // a negative zero plus zero has no sign
}

// diverges tells whether the series ends without a value.
func (s Series) diverges() bool { return len(s.Y) == 0 || !finite(s.Y[len(s.Y)-1]) }
