package main

import "descent/surfaces"

// radfordFigure is one of the two animations by Alec Radford (2014), as
// recovered from their frames. The optimizers, the start and the steps are those
// of the surface's lesson.
type radfordFigure struct {
	surface string
	window  surfaces.Window
	view    string // of the flag --view

	azimuth, elevation float64 // in 3d
}

// radford are the two figures, which --theme classic draws.
var radford = []radfordFigure{
	{surface: "beale", window: surfaces.Window{X0: -5, X1: 5, Y0: -5, Y1: 5}, view: "contour"},
	{surface: "saddle", window: surfaces.Window{X0: -1, X1: 0.95, Y0: -2, Y1: 0.95}, view: "3d",
		azimuth: 225, elevation: 45},
}

// radfordOf is the figure of a surface, if it has one.
func radfordOf(surface string) (radfordFigure, bool) {
	for _, f := range radford {
		if f.surface == surface {
			return f, true
		}
	}
	return radfordFigure{}, false
}
