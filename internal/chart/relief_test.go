package chart

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
)

// hills is a landscape in which much is hidden.
func hills(x, y float64) float64 {
	return math.Sin(3*x)*math.Cos(2.5*y) + 0.3*x - 0.2*y*y
}

var landscapes = map[string]struct {
	f func(x, y float64) float64
	w Window
}{
	"beale":      {beale, Window{-4.5, 4.5, -4.5, 4.5}},
	"himmelblau": {himmelblau, Window{-6, 6, -6, 6}},
	"saddle":     {saddle, Window{-1, 1, -2, 2}},
	"hills":      {hills, Window{-2, 3, -2, 2}},
}

// depths is a depth buffer: an image of the terrain's patches, each cut small,
// by the nearest one in every pixel. It knows nothing of rays and of order.
type depths struct {
	near []float64
	cell []int
}

const (
	depthSide = 700
	depthCut  = 6
)

func newDepths(t *terrain, c camera) depths {
	d := depths{near: make([]float64, depthSide*depthSide), cell: make([]int, depthSide*depthSide)}
	for i := range d.near {
		d.near[i] = math.Inf(1)
	}
	for j := range (t.ny - 1) * depthCut {
		for i := range (t.nx - 1) * depthCut {
			var q [4]Point
			z := 0.0
			for k, o := range [4][2]float64{{0, 0}, {1, 0}, {1, 1}, {0, 1}} {
				p := t.ground(t.node((float64(i)+o[0])/depthCut, (float64(j)+o[1])/depthCut))
				q[k] = c.at(p)
				z += c.distance/4 - p.dot(c.back)/4
			}
			d.fill(q, z, j/depthCut*t.nx+i/depthCut)
		}
	}
	return d
}

// fill fills a small quadrangle at one depth, by the signs of its edges.
func (d depths) fill(q [4]Point, z float64, cell int) {
	lo, hi := q[0], q[0]
	for _, p := range q {
		lo = Point{math.Min(lo.X, p.X), math.Min(lo.Y, p.Y)}
		hi = Point{math.Max(hi.X, p.X), math.Max(hi.Y, p.Y)}
	}
	inTriangle := func(p, a, b, c Point) bool {
		side := func(a, b Point) float64 { return (b.X-a.X)*(p.Y-a.Y) - (b.Y-a.Y)*(p.X-a.X) }
		u, v, w := side(a, b), side(b, c), side(c, a)
		return u >= 0 && v >= 0 && w >= 0 || u <= 0 && v <= 0 && w <= 0
	}
	for y := int(lo.Y); y <= int(hi.Y); y++ {
		for x := int(lo.X); x <= int(hi.X); x++ {
			p := Point{float64(x) + 0.5, float64(y) + 0.5}
			if (inTriangle(p, q[0], q[1], q[2]) || inTriangle(p, q[0], q[2], q[3])) && z < d.near[y*depthSide+x] {
				d.near[y*depthSide+x], d.cell[y*depthSide+x] = z, cell
			}
		}
	}
}

// sees tells whether a point is nearer than, or as near as, what the pixels
// around it show: −1 no, 1 yes, 0 they do not agree, as at a silhouette.
func (d depths) sees(c camera, p vec) int {
	at, z := c.at(p), c.distance-p.dot(c.back)
	seen, hidden := 0, 0
	for y := int(at.Y) - 2; y <= int(at.Y)+2; y++ {
		for x := int(at.X) - 2; x <= int(at.X)+2; x++ {
			if z > d.near[y*depthSide+x]+0.05 {
				hidden++
			} else {
				seen++
			}
		}
	}
	switch {
	case hidden == 0 && z < d.near[int(at.Y)*depthSide+int(at.X)]+0.01:
		return 1
	case seen == 0:
		return -1
	}
	return 0
}

func testViews() []camera {
	var views []camera
	for _, a := range []float64{-60, 25, 110, 200} {
		for _, e := range []float64{8, 30, 60} {
			views = append(views, newCamera(a, e, eyeDistance))
		}
	}
	return views
}

// TestWhatIsHidden: what a ray tells hidden is what a depth buffer tells
// hidden, but at silhouettes.
func TestWhatIsHidden(t *testing.T) {
	for name, l := range landscapes {
		ground := newTerrain(l.f, l.w, 40)
		r := rand.New(rand.NewPCG(1, 2))
		sure, hidden, wrong := 0, 0, 0
		for _, c := range testViews() {
			views := []camera{c}
			aim(views, space{ground: ground, box: l.w, floor: -reliefHeight / 2}.corners(), Window{5, depthSide - 5, 5, depthSide - 5})
			d := newDepths(ground, views[0])
			for range 400 {
				p := ground.ground(Point{l.w.X0 + l.w.dx()*r.Float64(), l.w.Y0 + l.w.dy()*r.Float64()})
				want := d.sees(views[0], p)
				if want == 0 {
					continue
				}
				sure++
				if want < 0 {
					hidden++
				}
				if ground.sees(views[0], p) != (want > 0) {
					wrong++
				}
			}
		}
		assert.Greater(t, sure, 3000, name)
		assert.Greater(t, hidden, 200, name)
		// A slope seen along itself passes many depths within a pixel.
		assert.Less(t, float64(wrong), 0.003*float64(sure), "%s: %d of %d", name, wrong, sure)
	}
}

// TestPatchesHideOneAnother: drawn in their order, each pixel shows the patch
// that a depth buffer finds nearest.
func TestPatchesHideOneAnother(t *testing.T) {
	for name, l := range landscapes {
		ground := newTerrain(l.f, l.w, 60)
		for _, c := range testViews()[:6] {
			views := []camera{c}
			aim(views, space{ground: ground, box: l.w, floor: -reliefHeight / 2}.corners(), Window{5, depthSide - 5, 5, depthSide - 5})
			c = views[0]
			want := newDepths(ground, c)
			got := depths{near: make([]float64, depthSide*depthSide), cell: make([]int, depthSide*depthSide)}
			for i := range got.near {
				got.near[i] = math.Inf(1)
			}
			last := 0.0
			owners := map[[4]Point]int{}
			for j := range ground.ny - 1 {
				for i := range ground.nx - 1 {
					k := j*ground.nx + i
					owners[[4]Point{c.at(ground.nodes[k]), c.at(ground.nodes[k+1]), c.at(ground.nodes[k+ground.nx+1]), c.at(ground.nodes[k+ground.nx])}] = k
				}
			}
			for _, q := range ground.patches(c) {
				last-- // later ones are nearer
				got.fill(q.corners, last, owners[q.corners])
			}
			wrong, all := 0, 0
			for i := range want.cell {
				if math.IsInf(want.near[i], 0) || math.IsInf(got.near[i], 0) {
					continue
				}
				all++
				// A neighbour is a pixel's rounding; another hill is not.
				a, b := want.cell[i], got.cell[i]
				if di, dj := a%ground.nx-b%ground.nx, a/ground.nx-b/ground.nx; di*di > 1 || dj*dj > 1 {
					wrong++
				}
			}
			assert.Greater(t, all, 20_000)
			// A cell that is bent shows a little of its back where it is drawn flat.
			assert.Less(t, float64(wrong), 0.004*float64(all), "%s from %v", name, c.back)
		}
	}
}

// TestPathsLieOnTheMesh: a draped line bends only where the mesh does.
func TestPathsLieOnTheMesh(t *testing.T) {
	ground := newTerrain(hills, Window{-2, 3, -2, 2}, 20)
	line := []Point{{-1.9, -1.7}, {2.8, 1.1}, {2.5, 1.9}, {-2, 2}}
	draped := ground.drape(line)
	for i := 1; i < len(draped); i++ {
		ax, ay := ground.onGrid(draped[i-1])
		bx, by := ground.onGrid(draped[i])
		// No edge of the grid between two points.
		assert.Empty(t, gridCuts(math.Round(ax*1e9)/1e9, math.Round(bx*1e9)/1e9))
		assert.Empty(t, gridCuts(math.Round(ay*1e9)/1e9, math.Round(by*1e9)/1e9))
	}
	for j := range ground.ny {
		for i := range ground.nx {
			at := ground.node(float64(i), float64(j))
			assert.InDelta(t, ground.nodes[j*ground.nx+i].z, ground.ground(at).z, 1e-9)
		}
	}
}

// TestCameraIsTurnedAsSaid: from the azimuth −90° and above, x runs to the
// right and y upwards, and what is higher is higher on the page.
func TestCameraIsTurnedAsSaid(t *testing.T) {
	c := newCamera(-90, 90, eyeDistance)
	o, x, y := c.at(vec{}), c.at(vec{0.1, 0, 0}), c.at(vec{0, 0.1, 0})
	assert.InDelta(t, 0.1, x.X-o.X, 1e-9)
	assert.InDelta(t, 0.1, y.Y-o.Y, 1e-9)
	assert.InDelta(t, 0, x.Y-o.Y, 1e-9)
	low := newCamera(-90, 0, eyeDistance)
	assert.InDelta(t, 0.1, low.at(vec{0, 0, 0.1}).Y, 1e-9)
	assert.Greater(t, newCamera(30, 20, eyeDistance).at(vec{0, 0, 1}).Y, 0.5)
}

// TestBestAzimuthSeesThePaths, where the usual one does not.
func TestBestAzimuthSeesThePaths(t *testing.T) {
	// A wall before the path, seen from the usual azimuth.
	c := benchmarkFigure()
	c.F = func(x, y float64) float64 { return math.Exp(-4 * (x - y - 2) * (x - y - 2)) }
	c.Minima = nil
	a := c.BestAzimuth(20)
	ground := newTerrain(c.F, c.Window, meshCells)
	at := ground.ground(Point{0, 0})
	assert.False(t, ground.sees(newCamera(DefaultAzimuth, 20, eyeDistance), at))
	assert.True(t, ground.sees(newCamera(a, 20, eyeDistance), at), a)
	off := math.Abs(math.Mod(a, 90))
	assert.True(t, off >= 30 && off <= 60, a)
	// And where all see them, the usual one.
	c.F = func(x, y float64) float64 { return 0 }
	assert.Equal(t, DefaultAzimuth, c.BestAzimuth(20))
}

func TestHeightsAreLogarithmicOnlyWhereLinearOnesShowAWall(t *testing.T) {
	assert.Zero(t, newTerrain(saddle, Window{-1, 1, -2, 2}, 40).height.knee)
	assert.Zero(t, newTerrain(himmelblau, Window{-6, 6, -6, 6}, 40).height.knee)
	h := newTerrain(beale, Window{-4.5, 4.5, -4.5, 4.5}, 40).height
	assert.Positive(t, h.knee)
	assert.InDelta(t, 0, h.at(h.lo), 1e-12)
	assert.InDelta(t, 1, h.at(h.hi), 1e-12)
	ticks, _ := h.ticks()
	for i := 1; i < len(ticks); i++ {
		assert.Greater(t, h.at(ticks[i].at), h.at(ticks[i-1].at))
	}
	assert.True(t, math.IsNaN(h.at(math.Inf(1))))
}

func TestReliefsAreSmallAndTheSameEachTime(t *testing.T) {
	for name, c := range map[string]Contour{"beale": bealeFigure(), "rosenbrock": rosenbrockFigure(), "himmelblau": himmelblauFigure(), "saddle": saddleFigure()} {
		r := Relief{Contour: c, Azimuth: DefaultAzimuth, Elevation: DefaultElevation}
		svg := encode(t, r, "svg")
		assert.Less(t, len(svg), 500_000, name)
		assert.True(t, bytes.Equal(svg, encode(t, r, "svg")))
		_, alt := r.Description()
		assert.Contains(t, alt, "azimuth -60°")
	}
}

func TestWildReliefs(t *testing.T) {
	nan := math.NaN()
	for name, f := range map[string]func(x, y float64) float64{
		"nowhere": func(x, y float64) float64 { return nan },
		"flat":    func(x, y float64) float64 { return 3 },
		"half":    func(x, y float64) float64 { return math.Log(x) },
		"huge":    func(x, y float64) float64 { return math.Copysign(math.MaxFloat64, x) },
		"pole":    func(x, y float64) float64 { return 1 / (x*x + y*y) },
	} {
		c := bealeFigure()
		c.F = f
		for _, format := range Formats() {
			var b bytes.Buffer
			assert.NoError(t, Encode(&b, Relief{Contour: c, Elevation: 90}, format), name)
			assert.NotContains(t, b.String(), "NaN", name)
			assert.NoError(t, Look{Theme: Classic}.Encode(&b, Relief{Contour: c, Azimuth: 10, Elevation: 5}, format), name)
			assert.NoError(t, Look{Theme: Classic}.Encode(&b, c, format), name)
			assert.NotContains(t, b.String(), "NaN", name)
		}
		assert.NotPanics(t, func() { c.BestAzimuth(30) }, name)
	}
	for _, r := range []Relief{{bealeFigure(), nan, 30, 0}, {bealeFigure(), 0, 91, 0}, {bealeFigure(), 0, -1, 0}, {bealeFigure(), 0, nan, 0}, {bealeFigure(), 0, 0, 501}} {
		assert.Error(t, Encode(&bytes.Buffer{}, r, "png"))
	}
}

// TestHolesAreSaid: in the key, in the alternative text and in hatching.
func TestHolesAreSaid(t *testing.T) {
	c := bealeFigure()
	_, alt := c.Description()
	assert.NotContains(t, alt, "no finite value")
	hatching := fmt.Sprintf(`stroke="%s"`, hex(light.back))
	assert.NotContains(t, string(encode(t, c, "svg")), hatching)
	c.F = func(x, y float64) float64 { return math.Sqrt(x) }
	_, alt = c.Description()
	assert.Contains(t, alt, "no finite value in 50 % of the window")
	assert.Contains(t, string(encode(t, c, "svg")), hatching)
	assert.Contains(t, string(encode(t, Relief{Contour: c, Azimuth: 20, Elevation: 30}, "svg")), hatching)
}
