package chart

import "slices"

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

	margin    = 20   // around the page
	leading   = 1.25 // from line to line, by the size
	recipeGap = 18   // between the columns of the recipe
)

// sheet is the text around the panels:
//
//	title
//	subtitle
//	            body: the panels
//	──────────────────────────────────────
//	recipe      recipe      recipe
//	note
//
// The recipe is what it takes to draw the figure again. It belongs to the
// picture, not to a caption, because pictures travel without theirs.
type sheet struct {
	width           float64
	title, subtitle []string
	columns         [][]string // the recipe's lines by column
	note            []string
}

// newSheet wraps the text for a page of the width: what it takes in height is
// added to the page, never taken from the panels.
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
	// As many columns as possible, if there are two entries for each; and all
	// entries on one line, as one broken in a narrow column looks like two.
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

// head is the height of what stands above the panels.
func (s sheet) head() float64 {
	return margin + leading*(titleSize*float64(len(s.title))+subtitleSize*float64(len(s.subtitle))) + 8
}

// foot is the height below them: all small print with its rule, or only some
// air.
func (s sheet) foot() float64 {
	lines := s.recipeLines() + len(s.note)
	if lines == 0 {
		return margin / 2
	}
	return margin/2 + leading*recipeSize*float64(lines) + 10
}

// recipeLines is the number of lines of the longest column.
func (s sheet) recipeLines() int {
	lines := 0
	for _, c := range s.columns {
		lines = max(lines, len(c))
	}
	return lines
}

// height is that of a page whose panels need so much.
func (s sheet) height(panels float64) float64 { return s.head() + panels + s.foot() }

// body is the room for the panels.
func (s sheet) body(p *page) Window {
	return Window{margin, p.width - margin, s.foot(), p.height - s.head()}
}

// draw sets the text, and a rule above the small print, which is there to be
// looked up, not to be read first.
func (s sheet) draw(p *page) {
	y := p.height - margin + 4
	for _, line := range s.title {
		y -= leading * titleSize
		p.text(line, Point{margin, y + 6}, textStyle{face: boldFace, size: titleSize, color: p.theme.text})
	}
	for _, line := range s.subtitle {
		y -= leading * subtitleSize
		p.text(line, Point{margin, y + 3}, textStyle{size: subtitleSize, color: p.theme.soft})
	}
	if len(s.columns)+len(s.note) == 0 {
		return
	}
	inner := p.width - 2*margin
	top := s.foot() - 8
	p.polyline([]Point{{margin, top + 3}, {p.width - margin, top + 3}}, pen{Color: p.theme.grid, Width: 0.8})
	small := func(line string, x float64, row int) {
		p.text(line, Point{x, top - leading*recipeSize*float64(row+1) + 2}, textStyle{size: recipeSize, color: p.theme.soft})
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

// captionRoom is the height of a panel's caption.
const captionRoom = captionSize + 9

// caption sets the line over a panel, with an aside in small print after it.
func (p *page) caption(text, aside string, at Point) {
	p.text(text, at, textStyle{size: captionSize, color: p.theme.text})
	at.X += textWidth(text, plainFace, captionSize) + 6
	p.text(aside, at, textStyle{size: noteSize, color: p.theme.soft})
}
