package surfaces

// hills has a well on the way from its start to its minimum, and hills beside it.
var hills = landscapeSurface(0.02, []gaussian{
	{-3, 2.5, 1, 1.2},     // the minimum
	{-1.3, -1.2, -0.6, 1}, // the well on the way
	{1.5, 0.4, 2.4, 0.8},
	{1.2, 0.8, -1.8, 0.9},
	{1, -2.6, 1.4, 0.8},
}, Surface{
	Name: "hills", Title: "Gaussian hills",
	Formula: "0.01(x² + y²) + Σ hᵢ exp(−((x − xᵢ)² + (y − yᵢ)²)/(2wᵢ²)), five hills and wells",
	Source:  "this project",
	Lesson:  "a local minimum in the way: plain descent stays in it, speed carries over its rim",

	Window: Window{-5, 5, -4, 4},
	Start:  [2]float64{-4, -2.2},
	Minima: []Minimum{{2.4930513282875433, 0.9822711556066975, -2.916327299312219}},
	Local: []Minimum{
		{-1.2152890347937755, -0.5643135703518078, -1.2424124009715793},
		{-1.6915090240001265, 3.583576022324363, 0.1853068267604088},
	},
})

// landscapeSurface gives a surface the function of a landscape.
func landscapeSurface(slope float64, hills []gaussian, s Surface) *Surface {
	s.F = func(x, y float64) float64 { return landscape(slope, hills, x, y).f }
	s.Gradient = func(x, y float64) (dx, dy float64) {
		t := landscape(slope, hills, x, y)
		return t.dx, t.dy
	}
	s.Hessian = func(x, y float64) (xx, xy, yy float64) {
		t := landscape(slope, hills, x, y)
		return t.xx, t.xy, t.yy
	}
	return &s
}
