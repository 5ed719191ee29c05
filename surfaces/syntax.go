package surfaces

import (
	"fmt"
	"strings"
	"unicode"
)

// SyntaxError is what is wrong in an expression, and where.
type SyntaxError struct {
	Text   string // the expression
	Column int    // of the culprit, in characters from 1; one past the end if something is missing there
	Reason string
}

// Error is one line.
func (e *SyntaxError) Error() string {
	return fmt.Sprintf("surface expression, column %d: %s", e.Column, e.Reason)
}

// excerptWidth is how much of an expression is shown around an error, so that
// a terminal breaks no line.
const excerptWidth = 72

// Excerpt is two lines: the expression, or the part of it around the error, and a
// caret under the column.
func (e *SyntaxError) Excerpt() string {
	text := []rune(e.Text)
	for i, r := range text {
		if !unicode.IsPrint(r) {
			text[i] = ' '
		}
	}
	at, before, after := e.Column-1, "", ""
	if len(text) > excerptWidth {
		from := max(0, min(at-excerptWidth/2, len(text)-excerptWidth))
		if from > 0 {
			before = "…"
		}
		if from+excerptWidth < len(text) {
			after = "…"
		}
		text, at = text[from:from+excerptWidth], at-from
	}
	return before + string(text) + after + "\n" + strings.Repeat(" ", at+len([]rune(before))) + "^"
}
