package surfaces

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
)

// scanned is the number of points along each side on which search looks around.
const scanned = 61

// search looks for minima in the window, and returns them from the lowest up with
// the least value of f that it saw, which is infinite if f is nowhere finite.
func (s *Surface) search() (found []Minimum, least float64) {
	w := s.Window
	var f [scanned][scanned]float64
	least = math.Inf(1)
	for i := range scanned {
		for j := range scanned {
			v := s.F(w.at(i, j, scanned))
			if f[i][j] = v; v-v != 0 {
				f[i][j] = math.Inf(1)
			}
			least = min(least, f[i][j])
		}
	}
	for i := range scanned {
		for j := range scanned {
			if x, y := w.at(i, j, scanned); isLow(&f, i, j) {
				if m, ok := s.polish(x, y); ok && !slices.ContainsFunc(found, m.near(w)) {
					found = append(found, m)
				}
			}
		}
	}
	slices.SortStableFunc(found, func(a, b Minimum) int { return cmp.Compare(a.F, b.F) })
	return found, least
}

// explore looks for minima and a start in the window.
func (s *Surface) explore() error {
	found, least := s.search()
	if math.IsInf(least, 1) {
		return fmt.Errorf("%s is nowhere finite in the window %v", shorten(s.Name, 60), s.Window)
	}
	// The lowest are those of f if no point of the window lies lower.
	if len(found) > 0 && found[0].F <= least {
		equal := 0
		for equal < len(found) && found[equal].F-found[0].F <= 1e-9*(1+math.Abs(found[0].F)) {
			equal++
		}
		s.Minima, s.Local = found[:equal:equal], found[equal:]
	} else {
		s.Local = found
		s.Gap = func(x, y float64) float64 { return s.F(x, y) - least }
		s.GapLabel = "f − least f in the window"
	}
	s.findStart()
	return nil
}

// isLow tells whether no neighbour lies lower, and one higher.
func isLow(f *[scanned][scanned]float64, i, j int) bool {
	if math.IsInf(f[i][j], 1) {
		return false
	}
	higher := false
	for a := max(0, i-1); a <= min(scanned-1, i+1); a++ {
		for b := max(0, j-1); b <= min(scanned-1, j+1); b++ {
			if f[a][b] < f[i][j] {
				return false
			}
			higher = higher || f[a][b] > f[i][j]
		}
	}
	return higher
}

// polish leads to the minimum near a point by Newton's method, which goes back by
// halves where f would rise. It gives up where second derivatives are not positive
// definite: at a minimum on a crease, or in a valley that is level.
func (s *Surface) polish(x, y float64) (m Minimum, ok bool) {
	w, f := s.Window, s.F(x, y)
	for range 50 {
		dx, dy := s.Gradient(x, y)
		xx, xy, yy := s.hessian(x, y)
		det := float64(xx*yy) - square(xy)
		if !(xx > 0) || !(det > 0) {
			return Minimum{}, false
		}
		sx, sy := (float64(yy*dx)-float64(xy*dy))/det, (float64(xx*dy)-float64(xy*dx))/det
		arrived := math.Abs(sx) <= 1e-7*(w.X1-w.X0) && math.Abs(sy) <= 1e-7*(w.Y1-w.Y0)
		at := Minimum{x - sx, y - sy, s.F(x-sx, y-sy)}
		for halves := 0; !(at.F <= f) && halves < 50; halves++ {
			sx, sy = float64(sx/2), float64(sy/2)
			at = Minimum{x - sx, y - sy, s.F(x-sx, y-sy)}
		}
		if !(at.F < f) { // as low as numbers go
			return Minimum{x, y, f}, arrived && w.Contains(x, y)
		}
		x, y, f = at.X, at.Y, at.F
	}
	return Minimum{}, false
}

// near returns a test for minima that are the same but for rounding.
func (m Minimum) near(w Window) func(Minimum) bool { return m.within(w, 1e-6) }

// within returns a test for minima that lie within a share of the window's sides.
func (m Minimum) within(w Window, share float64) func(Minimum) bool {
	return func(o Minimum) bool {
		return math.Abs(o.X-m.X) <= share*(w.X1-w.X0) && math.Abs(o.Y-m.Y) <= share*(w.Y1-w.Y0)
	}
}

// findStart looks for a start where f and its gradient are finite and it is not level: as
// near as may be to the upper left of the window, and off its edge.
func (s *Surface) findStart() {
	const n, left, top = 21, 3, 16 // 15 % of x, 80 % of y
	point := func(i, j int) (x, y float64) {
		x, y = s.Window.at(i, j, n)
		return short(x, s.Window.X1-s.Window.X0), short(y, s.Window.Y1-s.Window.Y0)
	}
	s.Start[0], s.Start[1] = point(left, top)
	nearest := math.MaxInt
	for i := 2; i < n-2; i++ {
		for j := 2; j < n-2; j++ {
			x, y := point(i, j)
			distance := (i-left)*(i-left) + (j-top)*(j-top)
			if p := s.at(x, y); distance < nearest && p.finite() && p.GradNorm > 0 {
				s.Start, nearest = [2]float64{x, y}, distance
			}
		}
	}
}

// short is a number without what rounding left at the end of its digits, as 4.8 for
// 4.800000000000001: a start is read, and typed again. In a window that is narrow for
// where it lies, all digits count.
func short(x, side float64) float64 {
	v, err := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 12, 64), 64)
	if err != nil || !(math.Abs(v-x) <= 1e-9*side) {
		return x
	}
	return v
}
