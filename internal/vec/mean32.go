package vec

import "math"

// Averaging says how a mean of float64 numbers is computed. That of float32 ones is
// computed as is fast, in float64 or by adding vectors.
type Averaging int

const (
	// InFloat64 sums in float64 from the first number to the last.
	InFloat64 Averaging = iota
	// InFloat32 is jnp.mean in float32 on a CPU, which Keras's ops.mean takes
	// of float64 numbers too: the terms are rounded to float32 and added
	// in windows of 32, the windows' sums again, the padding on both ends, and
	// the sum is multiplied by the rounded 1/n.
	InFloat32
)

// window is how many terms InFloat32 adds before their sum counts as a term.
const window = 32

// windows is a sum InFloat32 under way.
type windows struct {
	n      int
	levels int
	acc    [12]float32
	filled [12]int
}

func newWindows(n int) windows {
	w := windows{n: n}
	for ; n > window; w.levels++ {
		padding := (window - n%window) % window
		w.filled[w.levels] = padding / 2
		n = (n + padding) / window
	}
	return w
}

func (w *windows) add(x float32) { w.addTo(0, x) }

func (w *windows) addTo(level int, x float32) {
	for ; level < w.levels; level++ {
		w.acc[level] += x
		w.filled[level]++
		if w.filled[level] < window {
			return
		}
		x, w.acc[level], w.filled[level] = w.acc[level], 0, 0
	}
	w.acc[w.levels] += x
}

// mean ends the sum and returns the mean.
func (w *windows) mean() float32 {
	for level := range w.levels {
		if w.filled[level] > 0 {
			x := w.acc[level]
			w.acc[level], w.filled[level] = 0, 0
			w.addTo(level+1, x)
		}
	}
	return w.acc[w.levels] * (1 / float32(w.n))
}

// RootMeanSquare returns √(Σv²/n) of a tensor of the given dimensions.
func (v Vec) RootMeanSquare(dims []int, how Averaging) float64 {
	if how == InFloat64 || v.f32 != nil {
		return math.Sqrt(v.SumSquares() / float64(v.Len()))
	}
	return math.Sqrt(meanSquare32(v.f64, dims))
}

// meanSquare32 is the mean square InFloat32. The compiler that JAX uses adds
// the rows of small matrices side by side, each in a lane, and the lanes in halves.
func meanSquare32(v []float64, dims []int) float64 {
	square := func(e float64) float32 { return float32(e * e) }
	if len(dims) < 2 {
		w := newWindows(len(v))
		for _, e := range v {
			w.add(square(e))
		}
		return float64(w.mean())
	}
	rows, cols := dims[len(dims)-2], dims[len(dims)-1]
	if rows > window || cols > window {
		return float64(sumInWindows(rows, cols, len(v), func(i int) float32 { return square(v[i]) }) * (1 / float32(len(v))))
	}
	lanes := 1
	switch {
	case rows == 2 && cols <= 8:
		lanes = 2
	case rows%4 == 0 && rows <= window && cols <= 8:
		lanes = 4
	}
	sum := float32(0)
	for rest := v; len(rest) > 0; rest = rest[rows*cols:] {
		acc := [4]float32{sum}
		for i, e := range rest[:rows*cols] {
			acc[i/cols%lanes] += square(e)
		}
		sum = (acc[0] + acc[2]) + (acc[1] + acc[3])
	}
	return float64(sum * (1 / float32(len(v))))
}

// sumInWindows adds n terms, those of matrices one after another, in windows of
// at most 32×32 that go through all the matrices, and the windows in their order.
func sumInWindows(rows, cols, n int, term func(i int) float32) float32 {
	total := float32(0)
	high, top := windowOf(rows)
	wide, left := windowOf(cols)
	for a := -top; a < rows; a += high {
		for b := -left; b < cols; b += wide {
			sum := float32(0)
			for first := 0; first < n; first += rows * cols {
				for i := max(a, 0); i < min(a+high, rows); i++ {
					for j := max(b, 0); j < min(b+wide, cols); j++ {
						sum += term(first + i*cols + j)
					}
				}
			}
			total += sum
		}
	}
	return total
}

// windowOf returns the size of the windows along n places, and how far the first
// begins before them.
func windowOf(n int) (size, before int) {
	if n <= window {
		return n, 0
	}
	return window, (window - n%window) % window / 2
}

// NormInFloat32 returns the Frobenius norm as jnp.linalg.norm computes it in
// float32 on a CPU, which Keras's ops.norm takes of float64 matrices too: each
// square is added with a single rounding, and the rows of small matrices side by
// side as in RootMeanSquare, where long ones of them are rounded first. The norm
// of a float32 matrix is computed in float64.
func (m Matrix) NormInFloat32() float64 {
	if m.Data.f32 != nil {
		return math.Sqrt(m.Data.SumSquares())
	}
	return norm32(m.Data.f64, m.Rows, m.Cols)
}

func norm32(v []float64, rows, cols int) float64 {
	lanes, fused := 1, true
	if cols <= 8 && (rows == 2 || rows == 4 || rows == 8) {
		lanes, fused = rows, cols <= 4
	}
	if cols > window {
		sum := sumInWindows(rows, cols, len(v), func(i int) float32 { return float32(v[i]) * float32(v[i]) })
		return float64(float32(math.Sqrt(float64(sum))))
	}
	var acc [8]float32
	for i, e := range v {
		lane := &acc[i/cols%lanes]
		square := float64(float32(e)) * float64(float32(e)) // exact
		if !fused {
			square = float64(float32(square))
		}
		*lane = float32(float64(*lane) + square)
	}
	for half := 4; half > 0; half /= 2 {
		for i := range half {
			acc[i] += acc[i+half]
		}
	}
	return float64(float32(math.Sqrt(float64(acc[0]))))
}
