package surfaces

import "slices"

// AllMinima lists the minima in the surface's window: the global ones first, then
// the others from the lowest up, which are looked for where they are not known.
func (s *Surface) AllMinima() []Minimum {
	w := s.Window
	var all []Minimum
	for _, m := range slices.Concat(s.Minima, s.Local) {
		if w.Contains(m.X, m.Y) {
			all = append(all, m)
		}
	}
	if len(s.Local) > 0 {
		return all
	}
	known := len(all)
	found, _ := s.search()
	for _, m := range found {
		// What is known may be known to fewer digits.
		if !slices.ContainsFunc(all[:known], m.within(w, 1e-3)) {
			all = append(all, m)
		}
	}
	return all
}
