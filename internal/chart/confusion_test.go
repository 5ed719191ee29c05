package chart

import (
	"bytes"
	"io"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// confusionFigure is shaped like the test set of MNIST: a strong diagonal and
// few confusions.
func confusionFigure() Confusion {
	c := Confusion{
		Title: "Which digits a network of 316,810 weights confuses", Subtitle: "adam:lr=0.005, 10 epochs, seed 1, test set",
		TrueLabel: "true digit", PredictedLabel: "predicted digit",
		Recipe: []string{"adam:lr=0.005,beta1=0.9,beta2=0.999,eps=1e-07,form=keras"},
	}
	rows := []int{980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009}
	for i, n := range rows {
		c.Classes = append(c.Classes, strconv.Itoa(i))
		row := make([]int, 10)
		for j := range row {
			if i != j && (i*3+j*7)%4 == 0 {
				row[j] = (i*5 + j*3) % 9
				n -= row[j]
			}
		}
		row[i] = n
		c.Counts = append(c.Counts, row)
	}
	c.Counts[4][9], c.Counts[4][4] = 23, c.Counts[4][4]-23+c.Counts[4][9]
	return c
}

func TestConfusionSaysWhatIsWrongMostOften(t *testing.T) {
	c := Confusion{
		TrueLabel: "true digit", PredictedLabel: "predicted digit", Classes: []string{"a", "b", "c"},
		Counts: [][]int{{900, 100, 0}, {7, 993, 0}, {8, 0, 0}},
	}
	assert.Equal(t, "94.27 % of 2,008 right; most often mistaken: a for b (100), c for a (8), b for a (7)", c.subtitle())
	_, alt := c.Description()
	assert.Equal(t, "Counts by true digit and predicted digit: "+c.subtitle()+". Of a, 900 of 1,000 are right. Of b, 993 of 1,000 are right. Of c, 0 of 8 are right.", alt)

	rec, w, h := record(c.layout(setting{theme: &light, width: defaultWidth, height: defaultHeight}))
	assertOnPage(t, rec, Window{0, w, 0, h}, "small")
	for text, size := range map[string]float64{"true digit": axisSize, "predicted digit": axisSize, "90.0 %": noteSize, "99.3 %": noteSize, "0.0 %": noteSize, "98.4 %": noteSize, "–": noteSize} {
		assert.True(t, rec.says(text, size), text)
	}
}

// TestConfusionOfASize: a page that is asked for is kept to, and the matrix fits it.
func TestConfusionOfASize(t *testing.T) {
	for _, text := range []string{"1920x1080px", "6in", "345pt"} {
		size, err := ParseSize(text)
		require.NoError(t, err)
		for theme := range []Theme{Light, Dark, Projector, Transparent} {
			var b bytes.Buffer
			require.NoError(t, Look{Theme: Theme(theme), Size: size}.Encode(&b, confusionFigure(), "png"), text)
		}
	}
}

// TestConfusionOnThePage: the page holds also many classes, and their names.
func TestConfusionOnThePage(t *testing.T) {
	for _, n := range []int{2, 10, 26} {
		c := Confusion{Title: "t", TrueLabel: "true", PredictedLabel: "predicted"}
		for i := range n {
			c.Classes = append(c.Classes, "class "+strconv.Itoa(i))
			c.Counts = append(c.Counts, make([]int, n))
			c.Counts[i][i], c.Counts[i][(i+1)%n] = 99_999, 1
		}
		rec, w, h := record(c.layout(setting{theme: &light, width: defaultWidth, height: defaultHeight}))
		assertOnPage(t, rec, Window{0, w, 0, h}, strconv.Itoa(n))
	}
}

// TestCellsCanBeRead: counts have WCAG's contrast on every shade, and a larger
// share is further from the paper.
func TestCellsCanBeRead(t *testing.T) {
	for name, theme := range map[string]*theme{"light": &themes[Light], "dark": &themes[Dark], "projector": &themes[Projector]} {
		far := 0.0
		for k := 0; k <= 1000; k++ {
			ground := theme.tint(float64(k) / 1000)
			a, b := luminance(ground)+0.05, luminance(inkOn(ground))+0.05
			require.GreaterOrEqual(t, max(a, b)/min(a, b), 4.5, "%s, %d", name, k)
			paper := luminance(theme.ground) + 0.05
			require.GreaterOrEqual(t, max(a, paper)/min(a, paper), far, "%s, %d", name, k)
			far = max(a, paper) / min(a, paper)
		}
		assert.Greater(t, far, 7.0, name)
	}
}

func TestConfusionSameBytes(t *testing.T) {
	for _, format := range Formats() {
		b := encode(t, confusionFigure(), format)
		assert.True(t, bytes.Equal(b, encode(t, confusionFigure(), format)), format)
	}
}

func TestConfusionsWithoutASquareAreErrors(t *testing.T) {
	classes := []string{"0", "1"}
	for want, c := range map[string]Confusion{
		"0 classes has 0 rows": {},
		"2 classes has 1 rows": {Classes: classes, Counts: [][]int{{1, 2}}},
		`row "1"`:              {Classes: classes, Counts: [][]int{{1, 2}, {3}}},
		"has a negative count": {Classes: classes, Counts: [][]int{{1, 2}, {3, -1}}},
		"counts nothing":       {Classes: classes, Counts: [][]int{{0, 0}, {0, 0}}},
	} {
		err := Encode(io.Discard, c, "svg")
		require.Error(t, err)
		assert.True(t, strings.Contains(err.Error(), want), err)
	}
}
