package vec

// Tan returns the tangent of x to within four units in the last place, with the
// same bits on every architecture.
func Tan(x float64) float64 {
	r, quarter := reduce(x)
	if quarter&1 == 0 {
		return sine(r) / cosine(r)
	}
	return -cosine(r) / sine(r)
}
