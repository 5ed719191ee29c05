package chart

import (
	"image/color"
	"math"
	"slices"
)

// terrain is a surface in space: its heights on the nodes of a grid, and
// straight edges between neighbouring nodes. What lies on it lies on these
// edges and the bilinear patches between them, not on f, so that neither
// sticks out of the other.
type terrain struct {
	grid
	height heights
	nodes  []vec // z is NaN where f has no finite value
	scale  vec   // from the window's units, and from heights of 0…1
	middle Point
}

// reliefHeight is the height of the space from the lowest to the highest
// ground, by half the window's longer side.
const reliefHeight = 1.15

// newTerrain samples f. Of a long window the shorter side is drawn longer than
// it is, by the root of the ratio, as a ribbon in space shows little; distances
// on the ground cannot be compared in perspective anyway.
func newTerrain(f func(x, y float64) float64, w Window, cells int) *terrain {
	g := sample(f, w, cells)
	side := func(own, other float64) float64 { return 2 * math.Min(1, math.Sqrt(own/other)) }
	return g.terrain(w, heightsOf(g.z), vec{side(w.dx(), w.dy()) / w.dx(), side(w.dy(), w.dx()) / w.dy(), reliefHeight})
}

// terrain lifts the nodes of a grid, in the space over a window.
func (g grid) terrain(w Window, h heights, scale vec) *terrain {
	t := &terrain{grid: g, height: h, scale: scale, middle: Point{(w.X0 + w.X1) / 2, (w.Y0 + w.Y1) / 2}}
	t.nodes = make([]vec, len(t.z))
	for j := range t.ny {
		for i := range t.nx {
			p := t.node(float64(i), float64(j))
			t.nodes[j*t.nx+i] = t.place(p, t.z[j*t.nx+i])
		}
	}
	return t
}

// place is the point of space at which f has the value z.
func (t *terrain) place(p Point, z float64) vec {
	return vec{(p.X - t.middle.X) * t.scale.x, (p.Y - t.middle.Y) * t.scale.y, (t.height.at(z) - 0.5) * t.scale.z}
}

// heights maps the values of f to 0…1.
type heights struct {
	lo, hi float64
	// knee > 0 makes it logarithmic: log(1 + (z − lo)/knee), which is linear
	// below the knee, so that a minimum at 0 has a place.
	knee float64
}

func (h heights) at(z float64) float64 {
	if !finite(z) {
		return math.NaN()
	}
	if h.hi <= h.lo {
		return 0.5
	}
	u := (z/4 - h.lo/4) / (h.hi/4 - h.lo/4)
	if h.knee > 0 {
		k := h.knee / (h.hi - h.lo)
		return math.Log1p(math.Max(0, u)/k) / math.Log1p(1/k)
	}
	return u
}

// heightsOf spans the finite values. They are logarithmic where linear ones
// would be walls around a floor: when half of the window lies in the lowest
// 3 % of the heights.
func heightsOf(z []float64) heights {
	values := slices.DeleteFunc(slices.Clone(z), func(v float64) bool { return !finite(v) })
	if len(values) == 0 {
		return heights{lo: 0, hi: 1}
	}
	slices.Sort(values)
	h := heights{lo: values[0], hi: values[len(values)-1]}
	if h.lo > 0 && h.lo < 0.01*h.hi { // a minimum at 0 that no node hits
		h.lo = 0
	}
	if middle := quantile(values, 0.5) - h.lo; middle < 0.03*(h.hi-h.lo) && middle > 0 {
		h.knee = middle / 20
	}
	return h
}

// ticks are the marks of the axis of heights, at values of f, or above its
// least value where the scale is logarithmic.
func (h heights) ticks() (ticks []tick, name string) {
	if h.knee == 0 {
		if h.hi <= h.lo {
			return nil, "f"
		}
		return linearTicks(h.lo, h.hi, 6, false), "f"
	}
	ticks = []tick{{at: h.lo, label: "0"}}
	before := 0.0
	for e := math.Ceil(math.Log10(h.knee)); ; e++ {
		v := math.Pow(10, e)
		if v > h.hi-h.lo {
			return ticks, "f − min f"
		}
		if u := h.at(h.lo + v); u-before > 0.09 {
			t := tick{at: h.lo + v, label: "10", sup: minus(fixedLabel(e, 0))}
			if e >= -2 && e <= 3 {
				t.label, t.sup = plainPower(int(e)), ""
			}
			ticks, before = append(ticks, t), u
		}
	}
}

// under is the point of the plane under one of space.
func (t *terrain) under(q vec) Point {
	return Point{q.x/t.scale.x + t.middle.X, q.y/t.scale.y + t.middle.Y}
}

// cellOf is the cell of a place in the grid's own coordinates, and where in it
// the place lies.
func (t *terrain) cellOf(gx, gy float64) (k int, u, v float64) {
	i := max(0, min(t.nx-2, int(gx)))
	j := max(0, min(t.ny-2, int(gy)))
	return j*t.nx + i, gx - float64(i), gy - float64(j)
}

// onGrid are a point's coordinates in cells.
func (t *terrain) onGrid(p Point) (gx, gy float64) {
	return (p.X - t.window.X0) / t.window.dx() * float64(t.nx-1), (p.Y - t.window.Y0) / t.window.dy() * float64(t.ny-1)
}

// ground is the point of the terrain above a place of the window, in its
// bilinear patch; NaN over a hole.
func (t *terrain) ground(p Point) vec {
	k, u, v := t.cellOf(t.onGrid(p))
	below := t.nodes[k].towards(t.nodes[k+1], u)
	above := t.nodes[k+t.nx].towards(t.nodes[k+t.nx+1], u)
	return below.towards(above, v)
}

// drape lays a line of the window onto the terrain: a point at each of its own
// and at each edge of the grid that it crosses, so that between two of them it
// never leaves a patch.
func (t *terrain) drape(line []Point) []Point {
	out := line[:1:1]
	for i := 1; i < len(line); i++ {
		a, b := line[i-1], line[i]
		ax, ay := t.onGrid(a)
		bx, by := t.onGrid(b)
		cuts := append(gridCuts(ax, bx), gridCuts(ay, by)...)
		slices.Sort(cuts)
		for _, c := range cuts {
			out = append(out, Point{a.X + c*(b.X-a.X), a.Y + c*(b.Y-a.Y)})
		}
		out = append(out, b)
	}
	return out
}

// gridCuts are the shares of the way from a to b at which whole numbers are
// passed.
func gridCuts(a, b float64) []float64 {
	var cuts []float64
	lo, hi := math.Min(a, b), math.Max(a, b)
	for k := math.Floor(lo) + 1; k < hi; k++ {
		cuts = append(cuts, (k-a)/(b-a))
	}
	return cuts
}

// tolerance of the heights in sees: a fraction of a pixel.
const grazing = 1e-4

// sees tells whether a point on the terrain is visible: nothing of the
// terrain lies between it and the eye. The ray is followed from edge to edge of
// the grid, where the heights of both are known exactly; the terrain hides the
// point if the ray passes from one side of it to the other.
func (t *terrain) sees(c camera, p vec) bool {
	// In the grid's coordinates, the ray being p + s·(eye − p), 0 < s < 1.
	px, py := t.onGrid(t.under(p))
	ex, ey := t.onGrid(t.under(c.eye))
	above, below := false, false
	pass := func(s float64, k int, share float64, step int) {
		edge := t.nodes[k].z + share*(t.nodes[k+step].z-t.nodes[k].z)
		over := p.z + s*(c.eye.z-p.z) - edge // NaN at a hole, which hides nothing
		above, below = above || over > grazing, below || over < -grazing
	}
	nx, ny := float64(t.nx-1), float64(t.ny-1)
	for _, s := range gridCutsWithin(px, ex, nx) {
		gx, gy := math.Round(px+s*(ex-px)), py+s*(ey-py)
		if gy < 0 || gy > ny {
			break // it has left the terrain for good
		}
		j := math.Min(math.Floor(gy), ny-1)
		pass(s, int(j)*t.nx+int(gx), gy-j, t.nx)
		if above && below {
			return false
		}
	}
	for _, s := range gridCutsWithin(py, ey, ny) {
		gx, gy := px+s*(ex-px), math.Round(py+s*(ey-py))
		if gx < 0 || gx > nx {
			break
		}
		i := math.Min(math.Floor(gx), nx-1)
		pass(s, int(gy)*t.nx+int(i), gx-i, 1)
		if above && below {
			return false
		}
	}
	return true
}

// gridCutsWithin are the cuts of the way from a towards b as far as the grid
// of so many cells reaches, from a outwards; not that at a itself.
func gridCutsWithin(a, b, cells float64) []float64 {
	end := math.Max(0, math.Min(cells, b))
	const own = 1e-7 // a point on an edge is not cut by it
	var cuts []float64
	if b > a {
		for k := math.Floor(a+own) + 1; k <= end; k++ {
			cuts = append(cuts, (k-a)/(b-a))
		}
		return cuts
	}
	for k := math.Ceil(a-own) - 1; k >= end && a != b; k-- {
		cuts = append(cuts, (k-a)/(b-a))
	}
	return cuts
}

// stretches parts a line that lies on the terrain where it passes out of sight
// or into it.
func (t *terrain) stretches(c camera, line []Point) []stretch {
	var out []stretch
	var s stretch
	flush := func() {
		if len(s.points) > 1 {
			s.points = simplify(s.points, lineTolerance)
			out = append(out, s)
		}
		s = stretch{}
	}
	var before vec
	seenBefore := false
	for i, q := range t.drape(line) {
		at := t.ground(q)
		if math.IsNaN(at.z) { // over a hole
			flush()
			before = at
			continue
		}
		seen := t.sees(c, at)
		if i > 0 && !math.IsNaN(before.z) && seen != seenBefore {
			// Between the two it passes an edge of what hides it.
			a, b := before, at
			for range 12 {
				if m := a.towards(b, 0.5); t.sees(c, m) == seenBefore {
					a = m
				} else {
					b = m
				}
			}
			s.points = append(s.points, c.at(b))
			flush()
			s.points = append(s.points, c.at(b))
		}
		s.hidden = !seen
		s.points = append(s.points, c.at(at))
		before, seenBefore = at, seen
	}
	flush()
	return out
}

// patch is a cell of the mesh on the page.
type patch struct {
	corners [4]Point
	height  float64 // 0…1, its mean
	light   float64 // 0…1
	ruled   []int   // the sides on a ruled line of the mesh, by their first corner
}

// ruling is the number of cells between two ruled lines of the mesh, which show
// how it bends where its light does not.
const ruling = 5

// ruled lists the sides of cell (i, j) that lie on a ruled line, or on the
// mesh's own edge, which closes it. Of two cells the one that is nearer to the
// eye's own, which is drawn later, draws the line between them.
func (t *terrain) ruled(i, j, eyeI, eyeJ int) []int {
	var sides []int
	if j == 0 || j%ruling == 0 && j <= eyeJ {
		sides = append(sides, 0)
	}
	if i+1 == t.nx-1 || (i+1)%ruling == 0 && i >= eyeI {
		sides = append(sides, 1)
	}
	if j+1 == t.ny-1 || (j+1)%ruling == 0 && j >= eyeJ {
		sides = append(sides, 2)
	}
	if i == 0 || i%ruling == 0 && i <= eyeI {
		sides = append(sides, 3)
	}
	return sides
}

// patches are the cells of the mesh from back to front. Seen from the eye, a
// cell can hide only those that lie beyond it both in x and in y; so rows and
// columns are taken from the far ends inwards to the eye's own.
func (t *terrain) patches(c camera) []patch {
	on := make([]Point, len(t.nodes))
	for i, n := range t.nodes {
		on[i] = c.at(n)
	}
	// The light comes from the viewer's upper left.
	light := c.back.times(0.55).plus(c.up.times(0.65)).plus(c.right.times(-0.55)).unit()
	gx, gy := t.onGrid(t.under(c.eye))
	eyeI, eyeJ := max(0, min(t.nx-2, int(math.Floor(gx)))), max(0, min(t.ny-2, int(math.Floor(gy))))
	out := make([]patch, 0, len(t.nodes))
	for _, j := range backToFront(t.ny-1, eyeJ) {
		for _, i := range backToFront(t.nx-1, eyeI) {
			k := j*t.nx + i
			a, b, d, e := t.nodes[k], t.nodes[k+1], t.nodes[k+t.nx+1], t.nodes[k+t.nx]
			z := (a.z + b.z + d.z + e.z) / 4
			if math.IsNaN(z) {
				continue
			}
			n := d.minus(a).cross(e.minus(b)).unit()
			if n.dot(c.eye.minus(a)) < 0 {
				n = n.times(-1)
			}
			out = append(out, patch{
				corners: [4]Point{on[k], on[k+1], on[k+t.nx+1], on[k+t.nx]},
				height:  z/t.scale.z + 0.5,
				light:   math.Max(0, n.dot(light)),
				ruled:   t.ruled(i, j, eyeI, eyeJ),
			})
		}
	}
	return out
}

// backToFront orders n cells in a row from both ends to the eye's own, the one
// that holds the eye or is nearest to it.
func backToFront(n, own int) []int {
	order := make([]int, 0, n)
	for i := range own {
		order = append(order, i)
	}
	for i := n - 1; i >= own; i-- {
		order = append(order, i)
	}
	return order
}

// grown is the patch's outline, a little larger: neighbours overlap, and no
// hairline of the ground shows between them.
func (q patch) grown(by float64) []Point {
	var m Point
	for _, c := range q.corners {
		m.X, m.Y = m.X+c.X/4, m.Y+c.Y/4
	}
	out := make([]Point, 4)
	for i, c := range q.corners {
		if l := math.Sqrt(squared(c.X-m.X, c.Y-m.Y)); l > 0 {
			c = Point{c.X + by*(c.X-m.X)/l, c.Y + by*(c.Y-m.Y)/l}
		}
		out[i] = c
	}
	return out
}

// shade is a colour of the ramp at a height, in a light.
func shade(ramp []color.NRGBA, height, light float64) color.NRGBA {
	c := rampAt(ramp, height)
	strength := 0.68 + 0.40*light
	if strength > 1 {
		return between(c, white, math.Min(1, 2*(strength-1)))
	}
	return between(color.NRGBA{0, 0, 0, 255}, c, strength)
}
