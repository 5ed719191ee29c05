package chart

import (
	"bytes"
	"encoding/xml"
	"image/png"
	"io"
	"math"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func encode(t *testing.T, f Figure, format string) []byte {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, Encode(&b, f, format))
	return b.Bytes()
}

func TestSameFigureSameBytes(t *testing.T) {
	for name, f := range map[string]Figure{"contour": himmelblauFigure(), "exits": saddleFigure(), "training": trainingFigure(8), "pictures": startMapFigure()} {
		for _, format := range Formats() {
			old := runtime.GOMAXPROCS(1)
			first := encode(t, f, format)
			runtime.GOMAXPROCS(2)
			second := encode(t, f, format)
			runtime.GOMAXPROCS(old)
			assert.True(t, bytes.Equal(first, second), "%s %s", name, format)
		}
	}
}

func TestFiguresMayBeDrawnInParallel(t *testing.T) {
	f := bealeFigure()
	want := encode(t, f, "svg")
	got := make(chan []byte)
	for range 3 {
		go func() {
			var b bytes.Buffer
			_ = Encode(&b, f, "svg")
			got <- b.Bytes()
		}()
	}
	for range 3 {
		assert.True(t, bytes.Equal(want, <-got))
	}
}

func TestPNGHasTheSizeOfThePage(t *testing.T) {
	img, err := png.DecodeConfig(bytes.NewReader(encode(t, bealeFigure(), "png")))
	require.NoError(t, err)
	assert.Equal(t, [2]int{1800, 1013}, [2]int{img.Width, img.Height})
}

func TestSVGIsSmallWellFormedAndCarriesTheAlternativeText(t *testing.T) {
	f := rosenbrockFigure() // seven paths of 1000 steps
	f.Title, f.Paths[0].Label = "A <curved> valley", "sgd & friends"
	b := encode(t, f, "svg")
	assert.Less(t, len(b), 500_000)
	assert.NotContains(t, string(b), "<text")
	d := xml.NewDecoder(bytes.NewReader(b))
	texts := map[string]string{}
	name := ""
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		require.NoError(t, err)
		switch token := token.(type) {
		case xml.StartElement:
			name = token.Name.Local
		case xml.CharData:
			texts[name] += string(token)
		case xml.EndElement:
			name = ""
		}
	}
	assert.Equal(t, f.Title, texts["title"])
	_, alt := f.Description()
	assert.Contains(t, alt, "sgd & friends: after 1000 steps")
	assert.Equal(t, alt, texts["desc"])
}

func TestPDFCarriesNoTime(t *testing.T) {
	b := string(encode(t, trainingFigure(3), "pdf"))
	assert.True(t, strings.HasPrefix(b, "%PDF-"))
	assert.Equal(t, 2, strings.Count(b, "D:20000101000000"))
}

func TestUnknownFormatNamesTheKnownOnes(t *testing.T) {
	var b bytes.Buffer
	err := Encode(&b, bealeFigure(), "gif")
	require.Error(t, err)
	for _, f := range Formats() {
		assert.ErrorContains(t, err, f)
	}
	assert.Zero(t, b.Len())
}

func TestMissingGlyphIsAnError(t *testing.T) {
	for name, change := range map[string]func(*Contour){
		"title":  func(c *Contour) { c.Title = "the ∇ of f" },
		"recipe": func(c *Contour) { c.Recipe = []string{"lr=0.1", "∇ clipped"} },
		"label":  func(c *Contour) { c.Paths[2].Label = "∇-descent" },
	} {
		f := bealeFigure()
		change(&f)
		var b bytes.Buffer
		err := Encode(&b, f, "png")
		assert.ErrorContains(t, err, "∇", name)
		assert.ErrorContains(t, err, "U+2207", name)
		assert.Zero(t, b.Len(), name)
	}
}

func TestEmptyFiguresAreErrors(t *testing.T) {
	noFunction, noWindow, noPoints, short := bealeFigure(), bealeFigure(), bealeFigure(), bealeFigure()
	noFunction.F = nil
	noWindow.Window = Window{1, 1, 0, math.NaN()}
	noPoints.Paths[0].Points = nil
	short.Paths[1].Curve = short.Paths[1].Curve[:3]
	ragged := trainingFigure(2)
	ragged.Panels[0].Series[1].Y = ragged.Panels[0].Series[1].Y[:4]
	for name, f := range map[string]Figure{
		"contour": Contour{}, "no function": noFunction, "no window": noWindow, "no points": noPoints, "short curve": short,
		"training": Training{}, "no series": Training{Panels: []Panel{{}}}, "ragged": ragged,
		"no values": Training{Panels: []Panel{{Series: []Series{{}}}}},
	} {
		assert.Error(t, Encode(io.Discard, f, "svg"), name)
	}
}

func TestWildNumbersAreDrawn(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	c := Contour{
		Title: "wild", Window: Window{-1, 1, -1, 1}, Start: Point{nan, inf}, Minima: []Point{{1e300, 0}},
		F: func(x, y float64) float64 { return math.Log(x) / y },
		Paths: []Path{
			{Label: "huge", Points: []Point{{0, 0}, {1e300, -1e300}, {-math.MaxFloat64, math.MaxFloat64}, {0.5, 0.5}}, Curve: []float64{1, 1e300, math.MaxFloat64, 5e-324}},
			{Label: "gone", Style: StyleAt(1), Points: []Point{{0, 0}, {nan, 1}, {inf, -inf}}, Curve: []float64{0, nan, -inf}, Diverged: 1},
			{Label: "still", Style: StyleAt(2), Points: []Point{{0, 0}}, Curve: []float64{0}},
			{Label: "no curve", Style: StyleAt(3), Points: []Point{{2, 2}, {3, 3}}},
		},
	}
	n := Training{Panels: []Panel{
		{Scale: Log, Zoom: true, Series: []Series{{Label: "a", X: []float64{0, 1, 2}, Y: []float64{1, 1e308, nan}}, {Label: "b", X: []float64{0, 1, 2}, Y: []float64{-1, 0, 1e-308}}}},
		{Percent: true, Zoom: true, Series: []Series{{Label: "c", X: []float64{3}, Y: []float64{nan}}, {Label: "d", X: []float64{3}, Y: []float64{0.5}, Lo: []float64{nan}, Hi: []float64{1}}}},
	}}
	for _, format := range Formats() {
		assert.NoError(t, Encode(io.Discard, c, format))
		assert.NoError(t, Encode(io.Discard, n, format))
	}
}
