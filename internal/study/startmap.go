package study

import (
	"context"
	"math"

	"descent/optim"
	"descent/surfaces"
)

// StartMaps tell where every start of a surface's window leads under each of
// several optimizers.
type StartMaps struct {
	Surface       *surfaces.Surface
	Columns, Rows int // starts, in the middles of cells that part the window
	Steps         int
	Minima        []surfaces.Minimum // global ones first, then by height
	Radius        float64            // how near a path has to come, and stay, to have reached a minimum
	Maps          []StartMap
}

// StartMap is that of one optimizer. Cells go by row, the lowest first.
type StartMap struct {
	Optimizer
	Minimum []int16 // that was reached: its index, Nowhere or Away
	Steps   []int32 // after how many steps, if one was reached
}

// What a cell of a map has in place of a minimum's index.
const (
	Nowhere int16 = -1 // none was reached in the steps that there were
	Away    int16 = -2 // a number was no longer finite
)

// startBlock is how many starts share a vector: its state stays in the
// second-level cache from step to step.
const startBlock = 2048

// MapStarts takes every optimizer from columns × rows starts. Under rules that
// move each parameter alone, many starts are one long vector; under others each
// has an optimizer of its own, with the same result in more time. The error is
// ctx's.
func MapStarts(ctx context.Context, s *surfaces.Surface, columns, rows int, optimizers []Optimizer, steps int) (StartMaps, error) {
	m := StartMaps{Surface: s, Columns: columns, Rows: rows, Steps: steps, Minima: s.AllMinima()}
	m.Radius = radiusOf(m.Minima, s.Window)
	near := newNeighbourhoods(m.Minima, m.Radius, s.Window)
	n := columns * rows
	for _, o := range optimizers {
		m.Maps = append(m.Maps, StartMap{Optimizer: o, Minimum: make([]int16, n), Steps: make([]int32, n)})
	}
	blocks := (n + startBlock - 1) / startBlock
	err := each(ctx, len(optimizers)*blocks, func(i int) {
		t := m.Maps[i/blocks]
		from := i % blocks * startBlock
		to := min(from+startBlock, n)
		if t.IsSeparable() {
			m.together(t, near, from, to)
			return
		}
		for cell := from; cell < to && ctx.Err() == nil; cell++ {
			m.alone(t, near, cell)
		}
	})
	return m, err
}

// start is the middle of a cell.
func (m StartMaps) start(cell int) (x, y float64) {
	w := m.Surface.Window
	column, row := float64(cell%m.Columns)+0.5, float64(cell/m.Columns)+0.5
	return w.X0 + float64(column*(w.X1-w.X0))/float64(m.Columns), w.Y0 + float64(row*(w.Y1-w.Y0))/float64(m.Rows)
}

// together takes the starts of the cells from…to−1 as one vector.
func (m StartMaps) together(t StartMap, near *neighbourhoods, from, to int) {
	n := to - from
	params := optim.NewParams(optim.Float64, optim.Shape{Name: "theta", Dims: []int{2 * n}})
	x := params.X.Float64s()
	for i := range n {
		x[2*i], x[2*i+1] = m.start(from + i)
	}
	o := t.New(params)
	gradient := m.Surface.Gradient
	objective := t.Scaled(optim.ObjectiveFunc(func(x, g optim.Vec) float64 {
		at, to := x.Float64s(), g.Float64s()
		for i := 0; i < len(at); i += 2 {
			to[i], to[i+1] = gradient(at[i], at[i+1])
		}
		return 0 // no rule that moves each parameter alone looks at it
	}))
	minimum, since := t.Minimum[from:to], t.Steps[from:to]
	for i := range n {
		minimum[i] = near.find(x[2*i], x[2*i+1])
	}
	for step := 1; step <= m.Steps; step++ {
		o.Step(objective)
		x := o.Point().Float64s()
		for i := range n {
			if near.stays(minimum[i], x[2*i], x[2*i+1]) {
				continue
			}
			if at := near.find(x[2*i], x[2*i+1]); at != minimum[i] {
				minimum[i], since[i] = at, int32(step)
			}
		}
	}
	x = o.Point().Float64s()
	for i := range n {
		if sum := x[2*i] + x[2*i+1]; sum-sum != 0 {
			minimum[i] = Away
		}
	}
}

// alone takes the start of one cell.
func (m StartMaps) alone(t StartMap, near *neighbourhoods, cell int) {
	x, y := m.start(cell)
	path := surfaces.Descend(m.Surface, [2]float64{x, y}, t.Spec, m.Steps)
	if path.Diverged > 0 {
		t.Minimum[cell] = Away
		return
	}
	t.Minimum[cell] = near.find(x, y)
	for step, p := range path.Points[1:] {
		if at := near.find(p.X, p.Y); at != t.Minimum[cell] {
			t.Minimum[cell], t.Steps[cell] = at, int32(step+1)
		}
	}
}

// Shares returns the part of the starts that reached each minimum, that reached
// none, and that went away.
func (m StartMaps) Shares(i int) (minima []float64, nowhere, away float64) {
	counts := make([]int, len(m.Minima)+2)
	for _, at := range m.Maps[i].Minimum {
		counts[at+2]++
	}
	shares := make([]float64, len(counts))
	for k, n := range counts {
		shares[k] = float64(n) / float64(m.Columns*m.Rows)
	}
	return shares[2:], shares[1], shares[0]
}

// radiusOf is a hundredth of the window's diagonal, less where two minima lie so
// near one another that they could not be told apart.
func radiusOf(minima []surfaces.Minimum, w surfaces.Window) float64 {
	r := 0.01 * distance(w.X0, w.Y0, w.X1, w.Y1)
	for i, a := range minima {
		for _, b := range minima[:i] {
			r = min(r, 0.4*distance(a.X, a.Y, b.X, b.Y))
		}
	}
	return r
}

func distance(x0, y0, x1, y1 float64) float64 {
	return math.Sqrt(float64((x1-x0)*(x1-x0)) + float64((y1-y0)*(y1-y0)))
}

// neighbourhoods find the minimum that a point is near to. The window is parted
// into cells, each with the few minima that points in it can be near to.
type neighbourhoods struct {
	minima []surfaces.Minimum
	radius float64
	window surfaces.Window
	dx, dy float64 // cells per unit
	cells  [neighbourCells * neighbourCells][]int16
	whole  []bool // of each minimum: all of its neighbourhood is in the window
}

const neighbourCells = 128

func newNeighbourhoods(minima []surfaces.Minimum, radius float64, w surfaces.Window) *neighbourhoods {
	n := &neighbourhoods{minima: minima, radius: radius, window: w,
		dx: neighbourCells / (w.X1 - w.X0), dy: neighbourCells / (w.Y1 - w.Y0)}
	for k, m := range minima {
		n.whole = append(n.whole, m.X-2*radius > w.X0 && m.X+2*radius < w.X1 && m.Y-2*radius > w.Y0 && m.Y+2*radius < w.Y1)
		// A cell more on each side, whatever rounding does.
		column := func(x float64) int { return max(0, min(neighbourCells-1, int((x-w.X0)*n.dx))) }
		row := func(y float64) int { return max(0, min(neighbourCells-1, int((y-w.Y0)*n.dy))) }
		for r := max(0, row(m.Y-radius)-1); r <= min(neighbourCells-1, row(m.Y+radius)+1); r++ {
			for c := max(0, column(m.X-radius)-1); c <= min(neighbourCells-1, column(m.X+radius)+1); c++ {
				n.cells[r*neighbourCells+c] = append(n.cells[r*neighbourCells+c], int16(k))
			}
		}
	}
	return n
}

// stays tells quickly, of most points near to a minimum, that they are near to the
// one of the index, which may be Nowhere: no two neighbourhoods share a point.
func (n *neighbourhoods) stays(at int16, x, y float64) bool {
	return at >= 0 && n.whole[at] && n.within(n.minima[at], x, y)
}

func (n *neighbourhoods) within(m surfaces.Minimum, x, y float64) bool {
	return float64((x-m.X)*(x-m.X))+float64((y-m.Y)*(y-m.Y)) <= float64(n.radius*n.radius)
}

// find returns the index of the minimum within whose radius a point lies, Nowhere
// if there is none. What lies outside of the window is near to none.
func (n *neighbourhoods) find(x, y float64) int16 {
	w := n.window
	if !(x >= w.X0 && x <= w.X1 && y >= w.Y0 && y <= w.Y1) {
		return Nowhere
	}
	column, row := min(neighbourCells-1, int((x-w.X0)*n.dx)), min(neighbourCells-1, int((y-w.Y0)*n.dy))
	for _, k := range n.cells[row*neighbourCells+column] {
		if n.within(n.minima[k], x, y) {
			return k
		}
	}
	return Nowhere
}
