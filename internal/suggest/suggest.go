// Package suggest finds the known name that somebody who wrote an unknown one
// most likely meant.
package suggest

import (
	"fmt"
	"sort"
	"strings"
)

// Nearest returns the known name with the fewest edits (insertions, deletions,
// replacements, swaps of neighbours; case aside) from name, the first of equals
// in alphabetical order; "" if every name is more than half of its letters away.
func Nearest(name string, known []string) string {
	sorted := append([]string(nil), known...)
	sort.Strings(sorted)
	best, least := "", 1<<30
	for _, k := range sorted {
		if d := distance(strings.ToLower(name), strings.ToLower(k)); d < least {
			best, least = k, d
		}
	}
	if 2*least > max(len([]rune(name)), len([]rune(best))) {
		return ""
	}
	return best
}

// Unknown is the error of an unknown name: it tells what is known, and which
// of that is nearest. What is the kind of thing named ("optimizer").
func Unknown(what, name string, known []string) error {
	if n := Nearest(name, known); n != "" {
		return fmt.Errorf("unknown %s %q: did you mean %q? Known: %s", what, name, n, strings.Join(known, ", "))
	}
	return fmt.Errorf("unknown %s %q. Known: %s", what, name, strings.Join(known, ", "))
}

// distance is the edit distance of Damerau and Levenshtein in its restricted
// form (no letter takes part in two edits).
func distance(a, b string) int {
	s, t := []rune(a), []rune(b)
	d := make([][]int, len(s)+1)
	for i := range d {
		d[i] = make([]int, len(t)+1)
		d[i][0] = i
	}
	for j := range d[0] {
		d[0][j] = j
	}
	for i := 1; i <= len(s); i++ {
		for j := 1; j <= len(t); j++ {
			cost := 1
			if s[i-1] == t[j-1] {
				cost = 0
			}
			d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+cost)
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(s)][len(t)]
}
