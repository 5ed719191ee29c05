package chart

import "fmt"

// Cloud is what the other runs of an optimizer did, if there were several: with
// other noise, or from other starts. The zero Cloud is none.
type Cloud struct {
	Paths  [][]Point   // drawn faint, under all paths
	Curves [][]float64 // of the panel of curves, thin; nil: none
	// Lo and Hi are the quartiles of the curve at each iteration; nil: no band.
	// The curve itself is then the median at each iteration, and not that of the
	// path.
	Lo, Hi []float64
	Note   string // small print under the curve's label: "2 of 20 diverged"
}

// several tells whether the curve stands for more than the path.
func (c Cloud) several() bool { return c.Lo != nil || c.Curves != nil }

// check refuses bands that do not belong to a curve.
func (c Cloud) check(label string, curve []float64) error {
	if len(c.Lo) != len(c.Hi) || c.Lo != nil && len(c.Lo) != len(curve) {
		return fmt.Errorf("chart: the path %q has a curve of %d, but a band of %d and %d", label, len(curve), len(c.Lo), len(c.Hi))
	}
	return nil
}

// haze is the opacity of so many paths that lie over one another: many are a
// tone, in which a single one is just to be seen.
func haze(n int) float64 { return max(0.14, min(0.6, 3.5/float64(n+1))) }

// drawClouds draws the faint paths of all, and where they start. Those of one
// optimizer lie over those of the one before, alike.
func (c Contour) drawClouds(p *page, v view) {
	for _, path := range c.Paths {
		alpha := haze(len(path.Cloud.Paths))
		for _, other := range path.Cloud.Paths {
			for _, piece := range clipPolyline(other, c.Window) {
				for _, part := range v.drape(piece) {
					if !part.hidden {
						p.polyline(part.points, pen{Color: withAlpha(path.Style.Color, alpha), Width: 0.7 * p.theme.weight})
					}
				}
			}
		}
	}
	if len(c.Paths) == 0 {
		return
	}
	for _, other := range c.Paths[0].Cloud.Paths { // all start from the same points
		if start := other[0]; start != c.Start && c.Window.contains(start) {
			if at, seen := v.at(start); seen {
				p.fill(circlePath(at, 1.1), p.theme.text)
			}
		}
	}
}

// spread gives a curve the band and the thin lines of the cloud.
func (c Cloud) spread(line *curve) {
	line.note, line.ends = c.Note, false
	x := make([]float64, len(line.pts))
	for i := range x {
		x[i] = line.pts[i].X
	}
	line.band = bands(Series{X: x, Lo: c.Lo, Hi: c.Hi})
	for _, run := range c.Curves {
		var pts []Point
		for i, v := range run {
			pts = append(pts, Point{float64(i), v})
		}
		line.runs = append(line.runs, pts)
	}
}
