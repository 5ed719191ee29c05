package surfaces

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Window is a rectangle.
type Window struct {
	X0 float64 `json:"x0"`
	X1 float64 `json:"x1"`
	Y0 float64 `json:"y0"`
	Y1 float64 `json:"y1"`
}

// Contains tells whether a point lies in the window, its edge included.
func (w Window) Contains(x, y float64) bool {
	return w.X0 <= x && x <= w.X1 && w.Y0 <= y && y <= w.Y1
}

// at is point (i, j) of n×n that span the window.
func (w Window) at(i, j, n int) (x, y float64) {
	u, v := float64(i)/float64(n-1), float64(j)/float64(n-1)
	return w.X0 + float64((w.X1-w.X0)*u), w.Y0 + float64((w.Y1-w.Y0)*v)
}

// String is what [ParseWindow] reads.
func (w Window) String() string {
	return fmt.Sprintf("%v,%v,%v,%v", w.X0, w.X1, w.Y0, w.Y1)
}

// ParseWindow reads x0,x1,y0,y1: finite numbers with x0 < x1 and y0 < y1, whose
// differences are finite too and not below what the numbers can resolve.
func ParseWindow(text string) (Window, error) {
	parts := strings.Split(text, ",")
	if len(parts) != 4 {
		return Window{}, fmt.Errorf("a window is four numbers x0,x1,y0,y1, not %d", len(parts))
	}
	var v [4]float64
	for i, part := range parts {
		n, err := strconv.ParseFloat(strings.TrimSpace(part), 64)
		if err != nil || math.IsNaN(n) || math.IsInf(n, 0) {
			return Window{}, fmt.Errorf("a window is four finite numbers x0,x1,y0,y1: %q is none", strings.TrimSpace(part))
		}
		v[i] = n
	}
	w := Window{v[0], v[1], v[2], v[3]}
	for _, side := range []struct {
		name   string
		lo, hi float64
	}{{"x", w.X0, w.X1}, {"y", w.Y0, w.Y1}} {
		switch width := side.hi - side.lo; {
		case side.lo >= side.hi:
			return Window{}, fmt.Errorf("the window is empty: %s0 = %v is not below %s1 = %v", side.name, side.lo, side.name, side.hi)
		case math.IsInf(width, 0):
			return Window{}, fmt.Errorf("the window is too wide in %s for its width to be a number", side.name)
		case width < 1e-12*max(math.Abs(side.lo), math.Abs(side.hi)) || width < 1e-300:
			return Window{}, fmt.Errorf("the window is too narrow in %s for numbers of 16 digits", side.name)
		}
	}
	return w, nil
}
