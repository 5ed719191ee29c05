package chart

import (
	"bytes"
	"io"
	"math/rand/v2"
	"testing"
)

// The benchmarks draw what matplotlib is usually timed with, at 800×600: level
// lines on a grid of 400×400 with six paths of 200 points, the same as a GIF of
// 120 frames, and a mesh of 100×100 in space.

func benchmarkFigure() Contour {
	c := Contour{Title: "Beale's function", F: beale, Window: Window{-5, 5, -5, 5}, Minima: []Point{{3, 0.5}}}
	r := rand.New(rand.NewPCG(0, 0))
	for i := range 6 {
		p := Path{Label: string(rune('a' + i)), Style: StyleAt(i), Points: []Point{{}}}
		for k := range 199 {
			q := p.Points[k]
			p.Points = append(p.Points, Point{q.X + 0.02*r.NormFloat64(), q.Y + 0.02*r.NormFloat64()})
		}
		c.Paths = append(c.Paths, p)
	}
	return c
}

func benchmarkEncode(b *testing.B, encode func(w io.Writer) error) {
	b.ReportAllocs()
	var out bytes.Buffer
	for b.Loop() {
		out.Reset()
		if err := encode(&out); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(out.Len()), "bytes")
}

var benchmarkLook = Look{Size: Size{800, 600, Pixel}}

func BenchmarkContourPNG(b *testing.B) {
	benchmarkEncode(b, func(w io.Writer) error { return benchmarkLook.Encode(w, benchmarkFigure(), "png") })
}

func BenchmarkContourSVG(b *testing.B) {
	benchmarkEncode(b, func(w io.Writer) error { return benchmarkLook.Encode(w, benchmarkFigure(), "svg") })
}

func BenchmarkContourGIF(b *testing.B) {
	benchmarkEncode(b, func(w io.Writer) error {
		return benchmarkLook.EncodeGIF(w, benchmarkFigure(), Motion{Frames: 120})
	})
}

func BenchmarkMeshPNG(b *testing.B) {
	c := benchmarkFigure()
	c.F = func(x, y float64) float64 { return x*x - y*y }
	c.Window = Window{-1, 1, -1, 1}
	r := Relief{Contour: c, Azimuth: DefaultAzimuth, Elevation: DefaultElevation, Cells: 100}
	benchmarkEncode(b, func(w io.Writer) error { return benchmarkLook.Encode(w, r, "png") })
}

// BenchmarkWhole draws both panels at a figure's own size.
func BenchmarkWholePNG(b *testing.B) {
	f := bealeFigure()
	benchmarkEncode(b, func(w io.Writer) error { return Encode(w, f, "png") })
}
