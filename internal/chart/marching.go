package chart

import "math"

// grid holds f on the nodes of a rectangular grid over a window, row by row
// from below.
type grid struct {
	window Window
	nx, ny int // nodes
	z      []float64
}

// sample evaluates f on square cells, the longer side of the window having n.
// At least two cells lie along the other side, or there would be no lines to
// see in it.
func sample(f func(x, y float64) float64, w Window, n int) grid {
	g := grid{window: w, nx: n + 1, ny: n + 1}
	if ratio := w.dy() / w.dx(); ratio < 1 {
		g.ny = max(2, int(math.Round(ratio*float64(n)))) + 1
	} else {
		g.nx = max(2, int(math.Round(float64(n)/ratio))) + 1
	}
	g.z = make([]float64, g.nx*g.ny)
	for j := range g.ny {
		for i := range g.nx {
			p := g.node(float64(i), float64(j))
			g.z[j*g.nx+i] = f(p.X, p.Y)
		}
	}
	return g
}

// node is the position of node (i, j), or between nodes.
func (g grid) node(i, j float64) Point {
	return Point{
		g.window.X0 + g.window.dx()*i/float64(g.nx-1),
		g.window.Y0 + g.window.dy()*j/float64(g.ny-1),
	}
}

// nearest is the value at the node nearest to a point of the window.
func (g grid) nearest(p Point) float64 {
	i := math.Round((p.X - g.window.X0) / g.window.dx() * float64(g.nx-1))
	j := math.Round((p.Y - g.window.Y0) / g.window.dy() * float64(g.ny-1))
	return g.z[max(0, min(g.ny-1, int(j)))*g.nx+max(0, min(g.nx-1, int(i)))]
}

// vertex is a corner of the region below a level. It is open where it lies
// not on the level but on the edge of the grid or of a hole.
type vertex struct {
	Point
	open bool
}

// marcher finds the regions {f ≤ level} by marching squares. The grid is
// framed by one more row of nodes that lie above every level, so the edges of
// the regions are always closed loops; nodes where f is NaN or +Inf are above
// every level too, which leaves holes. Each crossing belongs to one edge of
// the grid, and each edge has at most one successor: loops are followed by
// index, in the order of the grid.
type marcher struct {
	g    grid
	w, h int       // nodes with the frame
	z    []float64 // with the frame
	next []int32   // successor of an edge on its loop, 0: none
}

// newMarcher frames the grid. One marcher serves all levels, so that what
// it needs is allocated once.
func newMarcher(g grid) *marcher {
	m := &marcher{g: g, w: g.nx + 2, h: g.ny + 2}
	m.z = make([]float64, m.w*m.h)
	for i := range m.z {
		m.z[i] = math.Inf(1)
	}
	for j := range g.ny {
		copy(m.z[(j+1)*m.w+1:], g.z[j*g.nx:(j+1)*g.nx])
	}
	for i, v := range m.z {
		if math.IsNaN(v) {
			m.z[i] = math.Inf(1)
		}
	}
	m.next = make([]int32, 2*len(m.z))
	return m
}

// The four edges of a cell by the node at its lower left: edge 2k starts at
// node k and runs to the right, 2k+1 runs upwards.
func (m *marcher) cellEdges(k int) [4]int32 {
	bottom, left := int32(2*k), int32(2*k+1)
	return [4]int32{bottom, left + 2, bottom + int32(2*m.w), left} // bottom, right, top, left
}

// region returns the closed loops around {f ≤ level}, the region on the left
// of each.
func (m *marcher) region(level float64) [][]vertex {
	starts := m.link(level)
	var loops [][]vertex
	for _, start := range starts {
		if m.next[start] == 0 {
			continue // on a loop already
		}
		// Successors are taken away as they are followed, so that each loop is
		// found once, from whichever of its edges comes first in the grid.
		var loop []vertex
		for e := start; m.next[e] != 0; {
			loop = append(loop, m.crossing(e, level))
			e, m.next[e] = m.next[e], 0
		}
		loops = append(loops, loop)
	}
	return loops
}

// link sets the successor of every crossed edge, and returns the edges from
// which a cell's line starts, in the grid's order.
//
// A cell's corners are inside (●, not above the level) or outside (○). Where two
// neighbours differ, a line crosses the edge between them; the region lies on
// its left:
//
//	○───○    ○───○    ●───○    ○───●
//	│   │    │   │    │ ↑ │    │ ? │
//	│ ↖ │    │ ← │    │ ↑ │    │   │
//	●───○    ●───●    ●───○    ●───○
//
// In the last, the saddle, all four edges are crossed, and the corners tell not
// which crossings belong together. The mean of the corners decides, as f has
// about that value in the middle: if it is inside, so is the way between the
// two corners that are.
func (m *marcher) link(level float64) []int32 {
	var starts []int32
	for j := range m.h - 1 {
		for i := range m.w - 1 {
			k := j*m.w + i
			// Corners counter-clockwise from the lower left.
			a, b, c, d := m.z[k] <= level, m.z[k+1] <= level, m.z[k+m.w+1] <= level, m.z[k+m.w] <= level
			// Most cells, by far: no line passes.
			if a == b && b == c && c == d {
				continue
			}
			edges := m.cellEdges(k)
			connect := func(from, to int) {
				m.next[edges[from]] = edges[to]
				starts = append(starts, edges[from])
			}
			// The line enters a cell where, going around it, inside turns to
			// outside, and leaves by the next change from outside to inside;
			// in the saddle with a connected middle, by the one before.
			in := [5]bool{a, b, c, d, a}
			saddle := a == c && b == d
			joined := saddle && (m.z[k]+m.z[k+1]+m.z[k+m.w]+m.z[k+m.w+1])/4 <= level
			for e := range 4 {
				if !in[e] || in[e+1] {
					continue
				}
				exit := (e + 3) % 4
				if joined {
					exit = (e + 1) % 4
				} else if !saddle {
					for exit = (e + 1) % 4; in[exit] || !in[exit+1]; exit = (exit + 1) % 4 {
					}
				}
				connect(e, exit)
			}
		}
	}
	return starts
}

// crossing is the point of an edge where f, taken as linear, has the level.
func (m *marcher) crossing(e int32, level float64) vertex {
	k := int(e / 2)
	i, j := float64(k%m.w-1), float64(k/m.w-1)
	other := k + 1
	di, dj := 1.0, 0.0
	if e%2 == 1 {
		other, di, dj = k+m.w, 0, 1
	}
	za, zb := m.z[k], m.z[other]
	// At the node inside when the other has no value to interpolate to: the
	// edge of a hole or of the grid, along which no level line is drawn.
	if math.IsInf(zb, 1) {
		return vertex{m.g.node(i, j), true}
	}
	if math.IsInf(za, 1) {
		return vertex{m.g.node(i+di, j+dj), true}
	}
	t := (level/2 - za/2) / (zb/2 - za/2) // halves cannot overflow
	if math.IsNaN(t) {                    // a node at −Inf
		t = 0.5
	}
	t = math.Max(0, math.Min(1, t))
	return vertex{m.g.node(i+t*di, j+t*dj), false}
}

// levelLines returns the parts of the loops that lie on the level, as
// polylines; the first point of a closed one is repeated at its end.
func levelLines(loops [][]vertex) [][]Point {
	var lines [][]Point
	for _, loop := range loops {
		n := len(loop)
		from := 0
		for from < n && !loop[from].open {
			from++
		}
		// Once around, from an open vertex if there is one.
		var line []Point
		for k := 0; k <= n; k++ {
			v := loop[(from+k)%n]
			if !v.open {
				line = append(line, v.Point)
				continue
			}
			if len(line) > 1 {
				lines = append(lines, line)
			}
			line = nil
		}
		if len(line) > 1 {
			lines = append(lines, line)
		}
	}
	return lines
}
