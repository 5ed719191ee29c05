package surfaces

// jet is the value of a function at a point with its first and second derivatives.
type jet struct{ f, dx, dy, xx, xy, yy float64 }
