package chart

import (
	"errors"
	"fmt"
	"image/color"
	"math"
	"strings"

	"gonum.org/v1/plot/vg"
)

// Heatmap is a table of entrants by quantities, shaded by rank in each column: the
// best is darkest. By value the shades would show one outlier and nothing else, and
// could not be compared from column to column.
type Heatmap struct {
	Title, Subtitle string
	Recipe          []string // as a Contour's
	Note            string
	Rows            []string
	Columns         []HeatColumn
}

// HeatColumn is one quantity of all entrants.
type HeatColumn struct {
	Name         string // lines parted by \n
	LessIsBetter bool
	Values       []float64 // by row; NaN, and an infinite one, has no shade
	Texts        []string  // how they are written
}

const (
	heatRow    = 30.0
	heatColumn = 96.0 // the least width
	heatWidest = 170.0
)

// heatmapLayout is a Heatmap on its page: a row of names over the cells.
type heatmapLayout struct {
	Heatmap
	sheet          sheet
	labels, column float64
	row, head      float64
	width, height  float64
	paper, darkest color.NRGBA
}

// layout implements Figure.
func (h Heatmap) layout(on setting) layout {
	out := heatmapLayout{Heatmap: h, head: 8, paper: on.theme.ground, darkest: on.theme.tint(1)}
	for _, r := range h.Rows {
		out.labels = max(out.labels, textWidth(r, plainFace, labelSize))
	}
	out.labels += 14
	out.column = heatColumn
	for _, c := range h.Columns {
		lines := strings.Split(c.Name, "\n")
		out.head = max(out.head, 8+leading*captionSize*float64(len(lines)))
		for _, t := range append(lines, c.Texts...) {
			out.column = max(out.column, textWidth(t, boldFace, labelSize)+14)
		}
	}
	n := float64(len(h.Columns))
	out.width = max(on.width, 2*margin+out.labels+n*out.column)
	out.column = min((out.width-2*margin-out.labels)/n, max(out.column, heatWidest))
	out.sheet = newSheet(h.Title, h.Subtitle, h.Recipe, h.Note, out.width)
	rest := out.sheet.height(out.head + 6)
	out.row = max(heatRow, min(1.6*heatRow, (on.height-rest)/float64(len(h.Rows))))
	out.height = rest + out.row*float64(len(h.Rows))
	return out
}

// size implements layout.
func (h heatmapLayout) size() (w, hh float64) { return h.width, h.height }

// Size implements Figure.
func (h Heatmap) Size() (w, hh vg.Length) { return sizeOf(h) }

// draw implements layout.
func (h heatmapLayout) draw(p *page) {
	h.sheet.draw(p)
	body := h.sheet.body(p)
	top := body.Y1 - h.head
	for i, r := range h.Rows {
		y := top - h.row*(float64(i)+0.5)
		p.text(r, Point{body.X0 + h.labels - 10, y - 0.35*labelSize}, textStyle{size: labelSize, color: p.theme.text, align: right})
	}
	for k, c := range h.Columns {
		x := body.X0 + h.labels + h.column*float64(k)
		lines := strings.Split(c.Name, "\n")
		for i, line := range lines {
			y := top + 6 + leading*captionSize*float64(len(lines)-1-i)
			p.text(line, Point{x + h.column/2, y}, textStyle{size: captionSize, color: p.theme.text, align: center})
		}
		ranks := c.ranks()
		for i, text := range c.Texts {
			y := top - h.row*float64(i+1)
			ground := h.shade(ranks[i])
			p.rect(Window{x + 1, x + h.column - 1, y + 1, y + h.row - 1}, ground)
			st := textStyle{size: labelSize, color: inkOn(ground), align: center}
			if ranks[i] == 0 {
				st.face = boldFace
			}
			p.text(text, Point{x + h.column/2, y + h.row/2 - 0.35*labelSize}, st)
		}
	}
}

// shade is the colour of a share of the way from the best, 0, to the worst, 1.
func (h heatmapLayout) shade(rank float64) color.NRGBA {
	if math.IsNaN(rank) {
		return h.paper
	}
	return between(h.paper, h.darkest, 0.06+0.82*(1-rank))
}

// ranks are the places of a column's values, from 0 for the best to 1 for the last;
// equal values have the same.
func (c HeatColumn) ranks() []float64 {
	ranks := make([]float64, len(c.Values))
	counted := 0
	for _, v := range c.Values {
		if finite(v) {
			counted++
		}
	}
	for i, v := range c.Values {
		if !finite(v) {
			ranks[i] = math.NaN()
			continue
		}
		better := 0
		for _, o := range c.Values {
			if finite(o) && (c.LessIsBetter && o < v || !c.LessIsBetter && o > v) {
				better++
			}
		}
		ranks[i] = float64(better) / math.Max(1, float64(counted-1))
	}
	return ranks
}

// Description implements Figure.
func (h Heatmap) Description() (title, alt string) {
	var b strings.Builder
	for k, c := range h.Columns {
		if k > 0 {
			b.WriteByte(' ')
		}
		fmt.Fprintf(&b, "%s:", strings.ReplaceAll(c.Name, "\n", " "))
		for i, text := range c.Texts {
			sep := ","
			if i == 0 {
				sep = ""
			}
			fmt.Fprintf(&b, "%s %s %s", sep, h.Rows[i], text)
		}
		b.WriteByte('.')
	}
	return h.Title, b.String()
}

// check refuses columns that do not have a value and a text for each row.
func (h Heatmap) check() error {
	if len(h.Rows) == 0 || len(h.Columns) == 0 {
		return errors.New("chart: the heat map has no rows or no columns")
	}
	for _, c := range h.Columns {
		if len(c.Values) != len(h.Rows) || len(c.Texts) != len(h.Rows) {
			return fmt.Errorf("chart: the column %q has %d values and %d texts for %d rows", c.Name, len(c.Values), len(c.Texts), len(h.Rows))
		}
	}
	return nil
}

var _ Figure = Heatmap{}
