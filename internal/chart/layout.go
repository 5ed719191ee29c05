package chart

import (
	"slices"

	"gonum.org/v1/plot/vg"
)

// Sizes of type in points: large enough to be read from a projector's back rows.
const (
	titleSize    = 20
	subtitleSize = 13
	captionSize  = 11.5 // over a panel
	axisSize     = 12.5
	tickSize     = 11
	labelSize    = 12 // at a line's end
	noteSize     = 9.5
	recipeSize   = 8.5

	margin    = 20
	leading   = 1.25
	recipeGap = 18 // between the columns of the recipe
)

// sheet is the text around the panels: title and subtitle above, the recipe in
// small print below: the recipe in columns, then the note.
type sheet struct {
	width           float64
	title, subtitle []string
	columns         [][]string // the recipe's lines by column
	note            []string
}

func newSheet(title, subtitle string, recipe []string, note string, width float64) sheet {
	inner := width - 2*margin
	return sheet{
		width:    width,
		title:    wrap(title, boldFace, titleSize, inner),
		subtitle: wrap(subtitle, plainFace, subtitleSize, inner),
		columns:  recipeColumns(recipe, inner),
		note:     wrap(note, plainFace, recipeSize, inner),
	}
}

// recipeColumns sets the recipe in as many columns, at most three, as hold
// every entry on one line; else in one, with long entries wrapped and indented.
func recipeColumns(recipe []string, width float64) [][]string {
	if len(recipe) == 0 {
		return nil
	}
	widest := 0.0
	for _, s := range recipe {
		widest = max(widest, textWidth(s, plainFace, recipeSize))
	}
	for n := 3; n > 1; n-- {
		if len(recipe) < 2*n || widest > (width-float64(n-1)*recipeGap)/float64(n) {
			continue
		}
		return slices.Collect(slices.Chunk(recipe, (len(recipe)+n-1)/n))
	}
	var lines []string
	const indent = "    "
	room := width - textWidth(indent, plainFace, recipeSize)
	for _, s := range recipe {
		for i, line := range wrap(s, plainFace, recipeSize, room) {
			if i > 0 {
				line = indent + line
			}
			lines = append(lines, line)
		}
	}
	return [][]string{lines}
}

// head and foot are the heights of what stands above and below the panels.
func (s sheet) head() float64 {
	return margin + leading*(titleSize*float64(len(s.title))+subtitleSize*float64(len(s.subtitle))) + 8
}

func (s sheet) foot() float64 {
	lines := s.recipeLines() + len(s.note)
	if lines == 0 {
		return margin / 2
	}
	return margin/2 + leading*recipeSize*float64(lines) + 10
}

func (s sheet) recipeLines() int {
	lines := 0
	for _, c := range s.columns {
		lines = max(lines, len(c))
	}
	return lines
}

// pageSize is the size of a figure whose panels need so much height: that
// asked for (or the default), higher if the panels would not have it.
func (s sheet) pageSize(height vg.Length, panels float64) (w, h vg.Length) {
	if height == 0 {
		height = DefaultHeight
	}
	return vg.Length(s.width), max(height, vg.Length(s.head()+panels+s.foot()))
}

// body is the room for the panels.
func (s sheet) body(p *page) Window {
	return Window{margin, p.width - margin, s.foot(), p.height - s.head()}
}

func (s sheet) draw(p *page) {
	y := p.height - margin + 4
	for _, line := range s.title {
		y -= leading * titleSize
		p.text(line, Point{margin, y + 6}, textStyle{face: boldFace, size: titleSize, color: textColor})
	}
	for _, line := range s.subtitle {
		y -= leading * subtitleSize
		p.text(line, Point{margin, y + 3}, textStyle{size: subtitleSize, color: softColor})
	}
	if len(s.columns)+len(s.note) == 0 {
		return
	}
	inner := p.width - 2*margin
	top := s.foot() - 8
	p.polyline([]Point{{margin, top + 3}, {p.width - margin, top + 3}}, pen{Color: gridColor, Width: 0.8})
	small := func(line string, x float64, row int) {
		p.text(line, Point{x, top - leading*recipeSize*float64(row+1) + 2}, textStyle{size: recipeSize, color: softColor})
	}
	for i, column := range s.columns {
		for k, line := range column {
			small(line, margin+float64(i)*(inner+recipeGap)/float64(len(s.columns)), k)
		}
	}
	for k, line := range s.note {
		small(line, margin, s.recipeLines()+k)
	}
}

// pageWidth is the width of a figure that asks for w, 0 for the default.
func pageWidth(w vg.Length) float64 {
	if w == 0 {
		w = DefaultWidth
	}
	return w.Points()
}
