package chart

import (
	"image/color"
	"io"
	"math"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"gonum.org/v1/plot/vg"
)

// pdfCanvas writes PDF. It is not vgpdf because that leaves miter joins, which
// make spikes of a zigzagging path, and hides the document, whose dates must
// not be the present time.
type pdfCanvas struct {
	doc   *fpdf.Fpdf
	h     float64 // of the layout's page
	scale float64

	widest *int // picture so far, in pixels
}

func newPDFCanvas(s plate, title, alt string) pdfCanvas {
	doc := fpdf.NewCustom(&fpdf.InitType{
		UnitStr: "pt",
		Size:    fpdf.SizeType{Wd: s.width * s.scale, Ht: s.height * s.scale},
	})
	// The dates are part of the file's bytes, so they are any fixed ones; the
	// catalogue is a map in fpdf, so it is sorted.
	epoch := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	doc.SetCreationDate(epoch)
	doc.SetModificationDate(epoch)
	doc.SetCatalogSort(true)
	doc.SetTitle(title, true)
	doc.SetSubject(alt, true)
	doc.SetMargins(0, 0, 0)
	doc.SetAutoPageBreak(false, 0)
	doc.AddPage()
	doc.SetLineJoinStyle("round")
	c := pdfCanvas{doc: doc, h: s.height, scale: s.scale, widest: new(int)}
	if s.theme.paper != white && s.theme.paper.A > 0 { // a page is white
		c.fill(linePath(Window{0, s.width, 0, s.height}.corners(), true), s.theme.paper)
	}
	return c
}

func (c pdfCanvas) stroke(path vg.Path, pen pen) {
	c.doc.SetDrawColor(int(pen.Color.R), int(pen.Color.G), int(pen.Color.B))
	c.doc.SetAlpha(float64(pen.Color.A)/255, "Normal")
	c.doc.SetLineWidth(pen.Width * c.scale)
	dash := make([]float64, len(pen.Dash)) // none: solid, also after a dashed line
	for i, d := range pen.Dash {
		dash[i] = d * c.scale
	}
	c.doc.SetDashPattern(dash, 0)
	c.outline(path)
	c.doc.DrawPath("D")
}

func (c pdfCanvas) fill(path vg.Path, clr color.NRGBA) {
	c.doc.SetFillColor(int(clr.R), int(clr.G), int(clr.B))
	c.doc.SetAlpha(float64(clr.A)/255, "Normal")
	c.outline(path)
	c.doc.DrawPath("F")
}

// text fills the outlines of the glyphs: no font has to be embedded, and no
// reader replaces it. The text cannot be searched, which a figure's need not be.
func (c pdfCanvas) text(t run, clr color.NRGBA) { c.fill(t.path(), clr) }

// outline puts the path into the document, whose y runs downwards.
func (c pdfCanvas) outline(path vg.Path) {
	// Rounded like the lines: five digits would only make the file larger.
	round := func(v float64) float64 { return math.Round(v*100) / 100 }
	xy := func(p vg.Point) (x, y float64) {
		return round(c.scale * p.X.Points()), round(c.scale * (c.h - p.Y.Points()))
	}
	var last vg.Point
	for _, comp := range path {
		x, y := xy(comp.Pos)
		switch {
		case comp.Type == vg.CloseComp:
			c.doc.ClosePath()
		case comp.Type == vg.MoveComp:
			c.doc.MoveTo(x, y)
		case comp.Type == vg.LineComp:
			c.doc.LineTo(x, y)
		case len(comp.Control) == 1:
			// fpdf's CurveTo is no quadratic curve: it emits the operator v,
			// a cubic whose first control point is the current point.
			ax, ay := xy(thirds(last, comp.Control[0]))
			bx, by := xy(thirds(comp.Pos, comp.Control[0]))
			c.doc.CurveBezierCubicTo(ax, ay, bx, by, x, y)
		default:
			ax, ay := xy(comp.Control[0])
			bx, by := xy(comp.Control[1])
			c.doc.CurveBezierCubicTo(ax, ay, bx, by, x, y)
		}
		last = comp.Pos
	}
}

// thirds is the point two thirds of the way from p to q: the control point of
// the cubic that equals a quadratic curve with end p and control point q.
func thirds(p, q vg.Point) vg.Point {
	return vg.Point{X: p.X + (q.X-p.X)*2/3, Y: p.Y + (q.Y-p.Y)*2/3}
}

func (c pdfCanvas) encode(w io.Writer) error { return c.doc.Output(w) }
