package surfaces

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"descent/internal/vec"
)

// Rotated returns the surface turned counter-clockwise by an angle in degrees about a
// point: f'(p) = f(c + R⁻¹(p − c)), with gradient R·∇f and second derivatives R·H·Rᵀ.
// Start and minima turn with it. SGD and momentum take the turned path; rules with a
// rate per coordinate do not, as they depend on the axes.
//
// Its window is as large as the surface's if that is a square (else as the ellipse in it
// demands), turned with it, and larger where the start or a minimum would fall out.
func (s *Surface) Rotated(degrees float64, about [2]float64) *Surface {
	cos, sin := turn(degrees)
	forth := func(x, y float64) (float64, float64) { return turned(x, y, cos, sin, about) }
	back := func(x, y float64) (float64, float64) {
		u, v := x-about[0], y-about[1]
		return about[0] + (float64(cos*u) + float64(sin*v)), about[1] + (float64(cos*v) - float64(sin*u))
	}
	angle := strconv.FormatFloat(degrees, 'g', -1, 64)
	out := *s
	out.Name = fmt.Sprintf("%s turned by %s", s.Name, angle)
	out.FileName = s.File() + "_turned_by_" + strings.NewReplacer("-", "minus_", ".", "_", "+", "").Replace(angle)
	out.Title = s.Title + ", turned by " + strings.ReplaceAll(angle, "-", "−") + "°"
	out.F = func(x, y float64) float64 { return s.F(back(x, y)) }
	out.Gradient = func(x, y float64) (dx, dy float64) {
		dx, dy = s.Gradient(back(x, y))
		return float64(cos*dx) - float64(sin*dy), float64(sin*dx) + float64(cos*dy)
	}
	if s.Hessian != nil {
		out.Hessian = func(x, y float64) (xx, xy, yy float64) {
			xx, xy, yy = s.Hessian(back(x, y))
			c2, s2, cs := square(cos), square(sin), float64(cos*sin)
			both := float64(2 * cs * xy)
			return float64(c2*xx) - both + float64(s2*yy),
				float64(cs*(xx-yy)) + float64((c2-s2)*xy),
				float64(s2*xx) + both + float64(c2*yy)
		}
	}
	if s.Gap != nil {
		out.Gap = func(x, y float64) float64 { return s.Gap(back(x, y)) }
	}
	out.Start[0], out.Start[1] = forth(s.Start[0], s.Start[1])
	out.Minima, out.Local = turnAll(s.Minima, forth), turnAll(s.Local, forth)
	out.Window = s.Window.turned(cos, sin, forth)
	out.Window = out.Window.around(out.Start[0], out.Start[1])
	for _, m := range out.Minima {
		out.Window = out.Window.around(m.X, m.Y)
	}
	return &out
}

// Turned returns a point turned counter-clockwise by an angle in degrees about
// another: where it lies on the surface that [Surface.Rotated] returns.
func Turned(x, y, degrees float64, about [2]float64) (float64, float64) {
	cos, sin := turn(degrees)
	return turned(x, y, cos, sin, about)
}

func turned(x, y, cos, sin float64, about [2]float64) (float64, float64) {
	u, v := x-about[0], y-about[1]
	return about[0] + (float64(cos*u) - float64(sin*v)), about[1] + (float64(sin*u) + float64(cos*v))
}

// turn returns cosine and sine of an angle in degrees, exact for right angles.
func turn(degrees float64) (cos, sin float64) {
	degrees = math.Mod(degrees, 360)
	quarters := math.Round(degrees / 90)
	rest := (degrees - float64(90*quarters)) * (math.Pi / 180)
	cos, sin = vec.Cos(rest), vec.Sin(rest)
	for range (int(quarters) + 8) % 4 {
		cos, sin = -sin, cos
	}
	return cos, sin
}

func turnAll(minima []Minimum, forth func(x, y float64) (float64, float64)) []Minimum {
	var out []Minimum
	for _, m := range minima {
		x, y := forth(m.X, m.Y)
		out = append(out, Minimum{x, y, m.F})
	}
	return out
}

// turned is the rectangle around the turned ellipse that fills the window.
func (w Window) turned(cos, sin float64, forth func(x, y float64) (float64, float64)) Window {
	a, b := float64((w.X1-w.X0)/2), float64((w.Y1-w.Y0)/2)
	x, y := forth(w.X0+a, w.Y0+b)
	dx, dy := length(float64(cos*a), float64(sin*b)), length(float64(sin*a), float64(cos*b))
	return Window{x - dx, x + dx, y - dy, y + dy}
}

// around is the window, widened where a point lies outside, with air beside it.
func (w Window) around(x, y float64) Window {
	airX, airY := float64(0.05*(w.X1-w.X0)), float64(0.05*(w.Y1-w.Y0))
	if !w.Contains(x, y) {
		w = Window{min(w.X0, x-airX), max(w.X1, x+airX), min(w.Y0, y-airY), max(w.Y1, y+airY)}
	}
	return w
}
