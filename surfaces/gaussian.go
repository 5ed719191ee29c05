package surfaces

import "descent/internal/vec"

// gaussian is a hill, or with a negative height a well: height·exp(−d²/(2·width²))
// at the distance d from its middle.
type gaussian struct{ height, x, y, width float64 }

// at returns the hill's f and derivatives.
func (g gaussian) at(x, y float64) jet {
	w2 := square(g.width)
	dx, dy := x-g.x, y-g.y
	f := g.height * vec.Exp(-(square(dx)+square(dy))/(2*w2))
	u, v := dx/w2, dy/w2
	return jet{f, -u * f, -v * f, (square(u) - 1/w2) * f, u * v * f, (square(v) - 1/w2) * f}
}

// landscape is a sum of hills in a bowl, f = slope·(x² + y²)/2 + Σ hills.
func landscape(slope float64, hills []gaussian, x, y float64) jet {
	sum := jet{slope * (square(x) + square(y)) / 2, slope * x, slope * y, slope, 0, slope}
	for _, h := range hills {
		t := h.at(x, y)
		sum = jet{sum.f + t.f, sum.dx + t.dx, sum.dy + t.dy, sum.xx + t.xx, sum.xy + t.xy, sum.yy + t.yy}
	}
	return sum
}
