package chart

import (
	"cmp"
	"errors"
	"fmt"
	"image/color"
	"math"
	"slices"
	"strconv"
	"strings"

	"gonum.org/v1/plot/vg"
)

// Confusion is a figure of how a classifier's answers fall on the true classes: a
// square of counts, a row for each true class, shaded by their share of the row.
// The share of each row that is right (recall) stands to its right, that of each
// column (precision) above it.
type Confusion struct {
	// Title and Subtitle stand over the figure; the subtitle goes on with the
	// accuracy and the most frequent confusions.
	Title, Subtitle string
	Recipe          []string // as a Contour's
	Note            string
	Classes         []string // names, in the order of the counts
	TrueLabel       string   // the name of the rows: "true digit"
	PredictedLabel  string   // and of the columns: "predicted digit"
	// Counts[i][j] is how many examples of class i were taken for class j.
	Counts [][]int
}

var _ Figure = Confusion{}

// The colour of a cell that holds a whole row.
var (
	cellShade = color.NRGBA{0x08, 0x45, 0x76, 255}
	cellLight = color.NRGBA{0x9c, 0xcc, 0xf5, 255} // on a dark ground
)

// leastShare is the share of a row that is shaded faintest. The scale is
// logarithmic: a linear one would show the diagonal and hide every confusion.
const leastShare = 0.001

const (
	confusionWidth = 8.5 * 72.0
	leastCell      = 42.0 // the side of a cell, in points
	recallRoom     = 52.0 // to the right of the cells
	barRoom        = 74.0 // for the scale of the shades
	precisionRoom  = 16.0 // above the cells
)

// confusionLayout is a Confusion that knows its size:
//
//	     precision
//	true | cells | recall | scale
//	     predicted
type confusionLayout struct {
	Confusion
	sheet         sheet
	cell          float64 // side
	width, height float64
}

// layout implements Figure. On its own page the matrix is as wide as the page, not
// 16:9, which it would leave half empty.
func (c Confusion) layout(on setting) layout {
	out := confusionLayout{Confusion: c, width: confusionWidth}
	if on.fixed {
		out.width = on.width
	}
	n := float64(len(c.Classes))
	around := besides(c.ticks(), tickSize, c.TrueLabel) + recallRoom + barRoom
	out.cell = max(leastCell, (out.width-2*margin-around)/n)
	out.width = max(out.width, 2*margin+around+n*out.cell)
	out.sheet = newSheet(c.Title, c.subtitle(), c.Recipe, c.Note, out.width)
	above := out.sheet.height(precisionRoom + captionRoom + below(tickSize, c.PredictedLabel))
	if on.fixed && on.height > 0 {
		out.cell = max(leastCell, min(out.cell, (on.height-above)/n))
	}
	out.height = above + n*out.cell
	return out
}

// size implements layout.
func (c confusionLayout) size() (w, h float64) { return c.width, c.height }

// Size implements Figure.
func (c Confusion) Size() (w, h vg.Length) { return sizeOf(c) }

// Description implements Figure.
func (c Confusion) Description() (title, alt string) {
	var b strings.Builder
	fmt.Fprintf(&b, "Counts by %s and %s: %s.", c.TrueLabel, c.PredictedLabel, c.summary())
	for i, row := range c.Counts {
		fmt.Fprintf(&b, " Of %s, %s of %s are right.", c.Classes[i], thousands(row[i]), thousands(total(row)))
	}
	return c.Title, b.String()
}

// check refuses counts that make no square.
func (c Confusion) check() error {
	n := len(c.Classes)
	if n < 2 || len(c.Counts) != n {
		return fmt.Errorf("chart: a confusion matrix of %d classes has %d rows", n, len(c.Counts))
	}
	for i, row := range c.Counts {
		if len(row) != n {
			return fmt.Errorf("chart: row %q of the confusion matrix has %d columns, not %d", c.Classes[i], len(row), n)
		}
		if slices.Min(row) < 0 {
			return fmt.Errorf("chart: row %q of the confusion matrix has a negative count", c.Classes[i])
		}
	}
	if c.all() == 0 {
		return errors.New("chart: the confusion matrix counts nothing")
	}
	return nil
}

// draw implements layout.
func (c confusionLayout) draw(p *page) {
	c.sheet.draw(p)
	n := float64(len(c.Classes))
	body := c.sheet.body(p)
	side := besides(c.ticks(), tickSize, c.TrueLabel)
	// In the middle of a page that was asked for and is wider.
	x := body.X0 + side + max(0, body.dx()-side-n*c.cell-recallRoom-barRoom)/2
	y := body.Y1 - precisionRoom - captionRoom
	// Rows run downwards, as in a table.
	f := frame{
		box: Window{x, x + n*c.cell, y - n*c.cell, y},
		x:   axis{lo: -0.5, hi: n - 0.5, ticks: c.ticks()},
		y:   axis{lo: n - 0.5, hi: -0.5, ticks: c.ticks()},
	}
	c.drawCells(p, f)
	f.drawAxes(p, c.PredictedLabel, c.TrueLabel, tickSize)
	c.drawRates(p, f)
	c.drawScale(p, Window{f.box.X1 + recallRoom + 14, f.box.X1 + recallRoom + 28, f.box.Y0, f.box.Y1})
}

// drawCells draws the squares with their counts; of none there is no number, as
// a page of zeros would be noise.
func (c confusionLayout) drawCells(p *page, f frame) {
	size := min(0.34*c.cell, 22)
	for i, row := range c.Counts {
		for j, k := range row {
			if k == 0 {
				continue
			}
			at := f.at(Point{float64(j), float64(i)})
			h := c.cell / 2
			ground := p.theme.tint(float64(k) / float64(total(row)))
			p.rect(Window{at.X - h, at.X + h, at.Y - h, at.Y + h}, ground)
			st := textStyle{size: size, color: inkOn(ground), align: center}
			if i == j {
				st.face = boldFace
			}
			p.text(strconv.Itoa(k), Point{at.X, at.Y - 0.35*size}, st)
		}
	}
	thin := pen{Color: p.theme.grid, Width: 0.7}
	for i := 1; i < len(c.Classes); i++ {
		at := f.at(Point{float64(i) - 0.5, float64(i) - 0.5})
		p.polyline([]Point{{at.X, f.box.Y0}, {at.X, f.box.Y1}}, thin)
		p.polyline([]Point{{f.box.X0, at.Y}, {f.box.X1, at.Y}}, thin)
	}
}

// drawRates sets recall beside the rows and precision above the columns.
func (c confusionLayout) drawRates(p *page, f frame) {
	st := textStyle{size: noteSize, color: p.theme.soft}
	st.align = center
	for j := range c.Classes {
		column := 0
		for i := range c.Classes {
			column += c.Counts[i][j]
		}
		p.text(share(c.Counts[j][j], column, 1), Point{f.at(Point{float64(j), 0}).X, f.box.Y1 + 6}, st)
	}
	st.align = left
	for i, row := range c.Counts {
		p.text(share(row[i], total(row), 1), Point{f.box.X1 + 7, f.at(Point{0, float64(i)}).Y - 0.35*noteSize}, st)
	}
	p.text("recall", Point{f.box.X1 + 7, f.box.Y1 + 6}, st)
	p.text("precision", Point{f.box.X0, f.box.Y1 + 6 + 1.5*noteSize}, st)
}

// drawScale draws the shades with the shares that they stand for.
func (c confusionLayout) drawScale(p *page, box Window) {
	const steps = 60
	decades := -math.Log10(leastShare)
	for k := range steps {
		// Each up to the top, under the next: between two that only touch, a
		// hairline of the paper would show.
		u := float64(k) / steps
		p.rect(Window{box.X0, box.X1, box.Y0 + u*box.dy(), box.Y1}, p.theme.tint(math.Pow(10, decades*(u-1))))
	}
	p.border(box, pen{Color: p.theme.axis, Width: 0.9})
	for k := 0.0; k <= decades; k++ {
		y := box.Y0 + box.dy()*k/decades
		p.polyline([]Point{{box.X1, y}, {box.X1 + 4.5, y}}, pen{Color: p.theme.axis, Width: 0.9})
		p.text(fmt.Sprintf("%g %%", math.Pow(10, k-decades+2)), Point{box.X1 + 7, y - 0.35*noteSize}, textStyle{size: noteSize, color: p.theme.text})
	}
	p.text("of the row", Point{box.X0, box.Y1 + 6}, textStyle{size: noteSize, color: p.theme.soft})
}

// tint is the colour of a share of a row: the shares from 0.1 % to all are
// spread evenly, by their logarithm, from a tint to the full colour.
func (t *theme) tint(share float64) color.NRGBA {
	const faintest = 0.08
	u := faintest + (1-faintest)*(1-math.Log10(math.Max(share, leastShare))/math.Log10(leastShare))
	full := cellShade
	if luminance(t.ground) < 0.5 {
		full = cellLight
	}
	return between(t.ground, full, u)
}

// inkOn is white or black, whichever is read better on a ground: of the two, one
// always has the contrast of 4.5 that WCAG 2 asks for.
func inkOn(ground color.NRGBA) color.NRGBA {
	if l := luminance(ground) + 0.05; 1.05/l > l/0.05 {
		return white
	}
	return color.NRGBA{A: 255}
}

// ticks name the classes.
func (c Confusion) ticks() []tick {
	var out []tick
	for i, name := range c.Classes {
		out = append(out, tick{at: float64(i), label: name})
	}
	return out
}

// subtitle is the given one with what the counts say.
func (c Confusion) subtitle() string {
	if c.Subtitle == "" {
		return c.summary()
	}
	return c.Subtitle + "; " + c.summary()
}

// summary tells the accuracy and the three most frequent confusions.
func (c Confusion) summary() string {
	right := 0
	for i, row := range c.Counts {
		right += row[i]
	}
	text := fmt.Sprintf("%s of %s right", share(right, c.all(), 2), thousands(c.all()))
	type cell struct{ i, j int }
	var wrong []cell
	for i, row := range c.Counts {
		for j, k := range row {
			if i != j && k > 0 {
				wrong = append(wrong, cell{i, j})
			}
		}
	}
	slices.SortStableFunc(wrong, func(a, b cell) int { return cmp.Compare(c.Counts[b.i][b.j], c.Counts[a.i][a.j]) })
	for k, w := range wrong[:min(3, len(wrong))] {
		sep := ", "
		if k == 0 {
			sep = "; most often mistaken: "
		}
		text += fmt.Sprintf("%s%s for %s (%s)", sep, c.Classes[w.i], c.Classes[w.j], thousands(c.Counts[w.i][w.j]))
	}
	return text
}

// all is the number of examples.
func (c Confusion) all() int {
	n := 0
	for _, row := range c.Counts {
		n += total(row)
	}
	return n
}

func total(counts []int) int {
	n := 0
	for _, k := range counts {
		n += k
	}
	return n
}

// share is a part of a whole in percent, a dash if there is none.
func share(part, whole, decimals int) string {
	if whole == 0 {
		return "–"
	}
	return fixedLabel(100*float64(part)/float64(whole), decimals) + " %"
}

// thousands writes a count with commas.
func thousands(n int) string {
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}
