package surfaces

import (
	"slices"

	"descent/internal/suggest"
)

// Surface is a function f of two variables and what is known of it.
type Surface struct {
	Name    string // on the command line
	Title   string // in a figure
	Formula string
	Source  string // authors, year
	Lesson  string // what can be learned from it, in one line

	F        func(x, y float64) float64
	Gradient func(x, y float64) (dx, dy float64)
	Hessian  func(x, y float64) (xx, xy, yy float64) // of second derivatives

	Window Window     // the part that is drawn
	Start  [2]float64 // where optimizers are usually started
	Minima []Minimum  // all global minima, within the window where f falls without end beyond it; none if it falls within
	Local  []Minimum  // the other minima in the window, where they are few enough to be known

	// FileName names the surface's files where Name, being an expression, cannot.
	FileName string

	// Gap measures how much is left to do, ≥ 0. Where it is nil, that is
	// f − f*, the height above the minimum.
	Gap      func(x, y float64) float64
	GapLabel string
}

// Minimum is a point with no lower one around it, and f there.
type Minimum struct{ X, Y, F float64 }

// GapAt returns the gap at a point, and what it is called.
func (s *Surface) GapAt(x, y float64) (gap float64, label string) {
	if s.Gap != nil {
		return s.Gap(x, y), s.GapLabel
	}
	return s.F(x, y) - s.Minima[0].F, "f − f*"
}

// Label is the name for messages and tables, cut if it is a long expression.
func (s *Surface) Label() string { return shorten(s.Name, 60) }

// File is the surface's name in names of files: letters, digits and _ only.
func (s *Surface) File() string {
	if s.FileName != "" {
		return s.FileName
	}
	return s.Name
}

// Undefined is the share of a window in which f is not finite, from 0 to 1, as
// counted at 201×201 points.
func (s *Surface) Undefined(w Window) float64 {
	const n = 201
	count := 0
	for i := range n {
		for j := range n {
			f := s.F(w.at(i, j, n))
			if f-f != 0 {
				count++
			}
		}
	}
	return float64(count) / (n * n)
}

var all = []*Surface{
	beale, saddle, rosenbrock, himmelblau, quadratic, // the first are the gallery
	booth, matyas, // bowls
	ravine, plateau, monkeySaddle, // valleys, flats, saddles
	mccormick, threeHumpCamel, sixHumpCamel, styblinskiTang, goldsteinPrice, hills, sharpFlat, // a few minima
	ackley, rastrigin, griewank, levy, noisyBowl, schwefel, eggholder, // many
	michalewicz, easom, // few, and hard to find
}

// All lists the surfaces.
func All() []*Surface { return slices.Clone(all) }

// Finite tells whether f, its gradient and the gradient's length are finite at a
// point, as they must be at a start.
func (s *Surface) Finite(x, y float64) bool { return s.at(x, y).finite() }

// Lookup returns the surface of a name; the error of an unknown one tells which
// are known and which is nearest.
func Lookup(name string) (*Surface, error) {
	var known []string
	for _, s := range all {
		if s.Name == name {
			return s, nil
		}
		known = append(known, s.Name)
	}
	return nil, suggest.Unknown("surface", name, known)
}
