package surfaces

// sharpFlat has two wells of the same depth, one five times as wide as the other,
// so that it is 25 times less curved.
var sharpFlat = landscapeSurface(0.02, []gaussian{
	{-1, -2, 0, 0.25}, // sharp
	{-1, 2, 0, 1.25},  // flat
}, Surface{
	Name: "sharp_flat", Title: "A sharp and a flat minimum",
	Formula: "0.01(x² + y²) − exp(−8((x + 2)² + y²)) − exp(−0.32((x − 2)² + y²))",
	Source:  "this project, after Hochreiter, Schmidhuber 1997, Flat minima, and Keskar et al. 2017, arXiv:1609.04836",
	Lesson:  "two minima of nearly equal depth: a large rate or noise cannot stay in the sharp one",

	Window: Window{-4, 5, -3, 3},
	Start:  [2]float64{-2.4, 0.5},
	Minima: []Minimum{{-1.9965401613796152, 0, -0.9660716802127664}},
	Local:  []Minimum{{1.9393246659541243, 0, -0.9612128132908873}},
})
