package chart

import (
	"bytes"
	"encoding/json"
	"io"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestCodec: what comes back draws the same bytes.
func TestCodec(t *testing.T) {
	for name, f := range map[string]Figure{
		"race": raceFigure(), "dumbbell": dumbbellFigure(), "heat": heatFigure(), "sensitivity": sensitivityFigure(),
		"training": trainingFigure(9), "confusion": Confusion{Title: "c", Classes: []string{"a", "b"}, Counts: [][]int{{5, 0}, {1, 4}}},
	} {
		text, err := Marshal(f)
		require.NoError(t, err, name)
		back, err := Unmarshal(text)
		require.NoError(t, err, name)
		assert.True(t, bytes.Equal(encode(t, f, "svg"), encode(t, back, "svg")), name)
		again, err := Marshal(back)
		require.NoError(t, err)
		assert.Equal(t, string(text), string(again), name)
	}
	_, err := Marshal(Contour{})
	assert.ErrorContains(t, err, "has no form in JSON")
}

func TestCodecRefuses(t *testing.T) {
	for text, want := range map[string]string{
		`{"kind":"Pie"}`:                         `"Pie" is no kind of figure`,
		`{`:                                      "unexpected end",
		`{"kind":"Dots"}`:                        "cannot be",
		`{"kind":"Dots","figure":{"Titel":"x"}}`: `Dots has no "Titel"`,
		`{"kind":"Dots","figure":{"Title":3}}`:   "Dots.Title cannot be 3",
		`{"kind":"Dots","figure":{"Rows":[{"Style":{"Dash":0.5}}]}}`: "Dots.Rows[0].Style.Dash cannot be 0.5",
		`{"kind":"Dots","figure":{}}`:                                "no rows",
	} {
		_, err := Unmarshal([]byte(text))
		assert.ErrorContains(t, err, want, text)
	}
}

// FuzzUnmarshal: what is read can be drawn, or says why not.
func FuzzUnmarshal(f *testing.F) {
	for _, fig := range []Figure{raceFigure(), dumbbellFigure(), heatFigure(), sensitivityFigure()} {
		text, err := Marshal(fig)
		require.NoError(f, err)
		f.Add(string(text))
	}
	f.Fuzz(func(t *testing.T, text string) {
		fig, err := Unmarshal([]byte(text))
		if err != nil || len(text) > 5000 {
			return
		}
		Encode(io.Discard, fig, "svg")
		again, err := Marshal(fig)
		require.NoError(t, err)
		require.True(t, json.Valid(again))
	})
}
