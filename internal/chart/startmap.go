package chart

import (
	"errors"
	"fmt"
	"image"
	"image/color"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
)

// StartMap is a figure of small multiples: for each optimizer the window, every
// pixel a start in the colour of the minimum that it leads to, paler the more
// steps it takes, and under it the shares of the minima.
type StartMap struct {
	Title, Subtitle string
	Recipe          []string
	Note            string
	Window          Window
	Columns, Rows   int // pixels
	Steps           int // that were taken
	Minima          []Point
	Maps            []Basins
}

// Basins are the starts of one optimizer, by row from the lowest.
type Basins struct {
	Label   string
	Style   Style
	Minimum []int16 // index, −1: none was reached, −2: diverged
	Steps   []int32 // that it took to be there for good
	Shares  []float64
	Nowhere float64 // share
	Away    float64
}

// The colours of minima are the palette's, in an order in which neighbours are
// far apart, without black, which is a hatch's. All minima after these share a
// grey.
var basinHues = [...]int{3, 0, 1, 4, 2, 6, 7}

// MostStars is with how many minima each of them still has a star on the maps.
const MostStars = 14

// shadeCount is in how many tones a colour is shown: more could not be told
// apart, and take room in the file.
const shadeCount = 14

// startMapLayout is a StartMap on its page:
//
//	key
//	name      name      name
//	map       map       map
//	shares    shares    shares
type startMapLayout struct {
	StartMap
	theme         *theme
	columns, rows int // of maps
	scale         float64
	axes          frame
	keys          [][]keyItem // by line
	sheet         sheet
	width, height float64
}

// Room around a map, in points.
const (
	mapName   = 19.0
	mapShares = 19.0
	mapGap    = 16.0
	mapsHigh  = 560.0 // of all maps together, where the page is free
	keyLine   = 19.0
)

// layout implements Figure.
func (s StartMap) layout(on setting) layout {
	out := startMapLayout{StartMap: s, theme: on.theme, axes: Contour{Window: s.Window}.contourAxes()}
	w := s.Window
	width := max(on.width, 3*fixedFrame)
	out.sheet = newSheet(s.Title, s.Subtitle, s.Recipe, s.Note, width)
	out.keys = out.keyLines(width - 2*margin)
	high := mapsHigh
	if on.fixed && on.height > 0 {
		high = max(on.height-out.sheet.height(keyLine*float64(len(out.keys))), 2*fixedFrame)
	}
	n := len(s.Maps)
	for columns := 1; columns <= n; columns++ {
		rows := (n + columns - 1) / columns
		across := (width - 2*margin - out.left() - mapGap*float64(columns-1)) / float64(columns) / w.dx()
		up := ((high-below(smallTick, ""))/float64(rows) - mapName - mapShares - mapGap) / w.dy()
		if scale := math.Min(across, up); scale > out.scale {
			out.scale, out.columns, out.rows = scale, columns, rows
		}
	}
	out.width = width
	out.height = max(on.height, out.sheet.height(keyLine*float64(len(out.keys))+below(smallTick, "")+
		float64(out.rows)*(out.scale*w.dy()+mapName+mapShares+mapGap)))
	return out
}

func (s startMapLayout) left() float64 { return besides(s.axes.y.ticks, smallTick, "") }

// size implements layout.
func (s startMapLayout) size() (w, h float64) { return s.width, s.height }

// Size implements Figure.
func (s StartMap) Size() (w, h vg.Length) { return sizeOf(s) }

// draw implements layout.
func (s startMapLayout) draw(p *page) {
	s.sheet.draw(p)
	body := s.sheet.body(p)
	s.drawKey(p, body)
	colors := s.colors()
	top := body.Y1 - keyLine*float64(len(s.keys))
	w, h := s.scale*s.Window.dx(), s.scale*s.Window.dy()
	// In the middle, where the height leaves the width unused.
	room := body.dx() - s.left() - float64(s.columns)*w
	gap := mapGap
	if s.columns > 1 {
		gap = math.Min(room/float64(s.columns-1), 3*mapGap)
	}
	for i, m := range s.Maps {
		column, row := i%s.columns, i/s.columns
		x := body.X0 + s.left() + float64(column)*(w+gap)
		y := top - float64(row)*(h+mapName+mapShares+mapGap) - mapName - h
		f := s.axes
		f.box = Window{x, x + w, y, y + h}
		p.text(fit(m.Label, w), Point{x, y + h + 6}, textStyle{face: boldFace, size: labelSize, color: p.theme.text})
		p.picture(s.pixels(m, colors), f.box)
		if column > 0 {
			f.y.ticks = unlabelled(f.y.ticks)
		}
		if i+s.columns < len(s.Maps) {
			f.x.ticks = unlabelled(f.x.ticks)
		}
		f.drawAxes(p, "", "", smallTick)
		for _, at := range s.Minima {
			if s.Window.contains(at) && len(s.Minima) <= MostStars {
				p.star(f.at(at), 6)
			}
		}
		last := i+s.columns >= len(s.Maps)
		under := y - 15
		if last {
			under -= smallTick + 7
		}
		s.drawShares(p, m, Window{x, x + w, under, under + 11})
	}
}

// unlabelled are ticks without their numbers, which stand beside another map.
func unlabelled(ticks []tick) []tick {
	out := slices.Clone(ticks)
	for i := range out {
		out[i].label, out[i].sup = "", ""
	}
	return out
}

// colors are those of the pixels: each minimum's, from the quickest start to the
// slowest, then that of none, and the two of the hatch.
func (s startMapLayout) colors() color.Palette {
	var colors color.Palette
	for k := range len(basinHues) + 1 {
		for shade := range shadeCount {
			colors = append(colors, between(s.hue(k), s.theme.ground, 0.8*float64(shade)/(shadeCount-1)))
		}
	}
	return append(colors, s.theme.ground, between(s.theme.ground, s.theme.text, 0.08), between(s.theme.ground, s.theme.text, 0.55))
}

// The places of the last colours.
const (
	nowhereColor = (len(basinHues) + 1) * shadeCount
	hatchGround  = nowhereColor + 1
	hatchLine    = nowhereColor + 2
)

// hue is the colour of the k-th minimum.
func (s startMapLayout) hue(k int) color.NRGBA {
	if k >= len(basinHues) {
		return s.theme.axis
	}
	return s.theme.lines[basinHues[k]]
}

// shade is the tone of a number of steps: by its logarithm, since twice as long
// is as much slower whatever it is twice of.
func (s StartMap) shade(steps int32) int {
	t := math.Log(float64(steps)+1) / math.Log(float64(s.Steps)+1)
	return max(0, min(shadeCount-1, int(t*shadeCount)))
}

// pixels is the map as a picture.
func (s startMapLayout) pixels(m Basins, colors color.Palette) *image.Paletted {
	img := image.NewPaletted(image.Rect(0, 0, s.Columns, s.Rows), colors)
	for i, k := range m.Minimum {
		x, y := i%s.Columns, s.Rows-1-i/s.Columns
		at := nowhereColor
		switch {
		case k >= 0:
			at = min(int(k), len(basinHues))*shadeCount + s.shade(m.Steps[i])
		case k == -2 && (x+y)%6 < 2:
			at = hatchLine
		case k == -2:
			at = hatchGround
		}
		img.SetColorIndex(x, y, uint8(at))
	}
	return img
}

// drawShares draws a bar of the shares, with those that have room for their
// number.
func (s startMapLayout) drawShares(p *page, m Basins, box Window) {
	x := box.X0
	part := func(share float64, c color.NRGBA, hatched bool) {
		r := Window{x, x + share*box.dx(), box.Y0, box.Y1}
		p.rect(r, c)
		if hatched {
			p.hatchBox(r)
		}
		text := fmt.Sprintf("%.0f %%", 100*share)
		if textWidth(text, boldFace, smallTick)+3 < r.dx() {
			over := gray(0)
			if luminance(c) < 0.2 {
				over = white
			}
			if hatched { // on a ground of its own
				half := textWidth(text, boldFace, smallTick)/2 + 2
				p.rect(Window{(r.X0+r.X1)/2 - half, (r.X0+r.X1)/2 + half, r.Y0, r.Y1}, c)
			}
			p.text(text, Point{(r.X0 + r.X1) / 2, r.Y0 + 2.4}, textStyle{face: boldFace, size: smallTick, color: over, align: center})
		}
		x = r.X1
	}
	others := 0.0
	for k, share := range m.Shares {
		if k < len(basinHues) {
			part(share, s.hue(k), false)
		} else {
			others += share
		}
	}
	part(others, s.hue(len(basinHues)), false)
	part(m.Nowhere, s.theme.ground, false)
	part(m.Away, between(s.theme.ground, s.theme.text, 0.08), true)
	p.border(box, pen{Color: p.theme.axis, Width: 0.7})
}

// hatchBox draws diagonal lines over a rectangle.
func (p *page) hatchBox(r Window) {
	for d := r.X0 - r.dy(); d < r.X1; d += 4 {
		if a, b, ok := clipSegment(Point{d, r.Y0}, Point{d + r.dy(), r.Y1}, r); ok {
			p.polyline([]Point{a, b}, pen{Color: between(p.theme.ground, p.theme.text, 0.55), Width: 1})
		}
	}
}

// keyItem explains a colour.
type keyItem struct {
	text  string
	width float64 // of the sign
	draw  func(p *page, box Window)
}

// keyLines lists what the colours mean, as far as they are there.
func (s startMapLayout) keyLines(width float64) [][]keyItem {
	swatch := func(c color.NRGBA, hatched bool) func(p *page, box Window) {
		return func(p *page, box Window) {
			p.rect(box, c)
			if hatched {
				p.hatchBox(box)
			}
			p.border(box, pen{Color: p.theme.axis, Width: 0.7})
		}
	}
	any := func(share func(m Basins) float64) bool {
		return slices.ContainsFunc(s.Maps, func(m Basins) bool { return share(m) > 0 })
	}
	var items []keyItem
	for k, at := range s.Minima {
		if k == len(basinHues) {
			items = append(items, keyItem{fmt.Sprintf("one of %d others", len(s.Minima)-k), 13, swatch(s.hue(k), false)})
			break
		}
		items = append(items, keyItem{fmt.Sprintf("(%s, %s)", minus(fmt.Sprintf("%.3g", at.X)), minus(fmt.Sprintf("%.3g", at.Y))), 13, swatch(s.hue(k), false)})
	}
	if any(func(m Basins) float64 { return m.Nowhere }) {
		items = append(items, keyItem{"none", 13, swatch(s.theme.ground, false)})
	}
	if any(func(m Basins) float64 { return m.Away }) {
		items = append(items, keyItem{"diverged", 13, swatch(between(s.theme.ground, s.theme.text, 0.08), true)})
	}
	ramp := func(p *page, box Window) {
		for i := range shadeCount {
			w := box.dx() / shadeCount
			c := s.colors()[i].(color.NRGBA)
			p.rect(Window{box.X0 + w*float64(i), box.X0 + w*float64(i+1) + 0.2, box.Y0, box.Y1}, c)
		}
		p.border(box, pen{Color: p.theme.axis, Width: 0.7})
	}
	items = append(items, keyItem{fmt.Sprintf("after 0 … %d steps, logarithmic", s.Steps), 60, ramp})
	var lines [][]keyItem
	used := width + 1
	for _, item := range items {
		w := item.wide()
		if used+w > width {
			lines, used = append(lines, nil), textWidth(keyTitle, plainFace, captionSize)+10
		}
		lines[len(lines)-1] = append(lines[len(lines)-1], item)
		used += w
	}
	return lines
}

func (k keyItem) wide() float64 { return k.width + 4 + textWidth(k.text, plainFace, captionSize) + 13 }

// keyTitle begins the key.
const keyTitle = "a start leads to the minimum"

func (s startMapLayout) drawKey(p *page, body Window) {
	for i, line := range s.keys {
		y := body.Y1 - keyLine*float64(i) - 12
		x := body.X0 + textWidth(keyTitle, plainFace, captionSize) + 10
		if i == 0 {
			p.text(keyTitle, Point{body.X0, y}, textStyle{size: captionSize, color: p.theme.text})
		}
		for _, item := range line {
			item.draw(p, Window{x, x + item.width, y - 2, y + 10})
			p.text(item.text, Point{x + item.width + 4, y}, textStyle{size: captionSize, color: p.theme.text})
			x += item.wide()
		}
	}
}

// Description implements Figure.
func (s StartMap) Description() (title, alt string) {
	var b strings.Builder
	fmt.Fprintf(&b, "Maps of %d by %d starts over x from %.4g to %.4g and y from %.4g to %.4g: where each leads in %d steps.",
		s.Columns, s.Rows, s.Window.X0, s.Window.X1, s.Window.Y0, s.Window.Y1, s.Steps)
	for _, m := range s.Maps {
		fmt.Fprintf(&b, " %s:", m.Label)
		for k, share := range m.Shares {
			if share > 0 && k < len(s.Minima) {
				fmt.Fprintf(&b, " (%.3g, %.3g) %.1f %%,", s.Minima[k].X, s.Minima[k].Y, 100*share)
			}
		}
		fmt.Fprintf(&b, " none %.1f %%, diverged %.1f %%.", 100*m.Nowhere, 100*m.Away)
	}
	return s.Title, b.String()
}

// check refuses maps that are not of the figure's size.
func (s StartMap) check() error {
	w := s.Window
	switch {
	case len(s.Maps) == 0:
		return errors.New("chart: the figure of starts has no maps")
	case s.Columns < 1 || s.Rows < 1 || s.Steps < 1:
		return fmt.Errorf("chart: a map of %d by %d starts and %d steps is empty", s.Columns, s.Rows, s.Steps)
	case !finite(w.dx()) || !finite(w.dy()) || !(w.dx() > 0) || !(w.dy() > 0):
		return fmt.Errorf("chart: the window x %g…%g, y %g…%g is empty or not finite", w.X0, w.X1, w.Y0, w.Y1)
	}
	for _, m := range s.Maps {
		if n := s.Columns * s.Rows; len(m.Minimum) != n || len(m.Steps) != n {
			return fmt.Errorf("chart: the map %q has not %d starts", m.Label, n)
		}
	}
	return nil
}

var _ Figure = StartMap{}
