package vec

import (
	"math"
	"slices"
)

// A tensor of any number of dimensions is seen along one of them, its axis, as
// v[o][k][j]: o counts what lies before the axis, k the n places on it, j what
// lies after it (inner of them, together).

// smallest returns the smallest normal number of a precision.
func (p Precision) smallest() float64 {
	if p == Float32 {
		return 0x1p-126
	}
	return 0x1p-1022
}

// Epsilon returns the distance from 1 to the next number of a precision.
func (p Precision) Epsilon() float64 {
	if p == Float32 {
		return 0x1p-23
	}
	return 0x1p-52
}

// AtLeast raises every element to a floor, or to the smallest normal number if
// that is more: v ← max(v, floor). A NaN stays.
func (v Vec) AtLeast(floor float64) {
	floor = max(floor, v.Precision().smallest())
	if v.f32 != nil {
		atLeast32(v.f32, float32(floor))
		return
	}
	atLeast(v.f64, floor)
}

func atLeast[T float](v []T, floor T) {
	for i := range v {
		v[i] = max(v[i], floor)
	}
}

// AtMost lowers every element to a bound: v ← min(v, bound). A NaN stays.
func (v Vec) AtMost(bound float64) {
	if v.f32 != nil {
		atMost32(v.f32, float32(bound))
		return
	}
	atMost(v.f64, bound)
}

func atMost[T float](v []T, bound T) {
	for i := range v {
		v[i] = min(v[i], bound)
	}
}

// Largest returns the largest magnitude, max|v|, and NaN if there is one.
func (v Vec) Largest() float64 {
	if v.f32 != nil {
		var lanes [16]float32
		largestLanes(&lanes, v.f32)
		return float64(slices.Max(lanes[:]))
	}
	var lanes [16]float64
	largest(&lanes, v.f64)
	return slices.Max(lanes[:])
}

func largest[T float](lanes *[16]T, v []T) {
	top := lanes[0]
	for _, e := range v {
		if e = T(math.Abs(float64(e))); !(e <= top) && top == top { // larger or the first NaN
			top = e
		}
	}
	lanes[0] = top
}

// MinAlong bounds a tensor by one number for each place on an axis:
// v[o][k][j] ← min(v[o][k][j], a[k]).
func (v Vec) MinAlong(a Vec, inner int) {
	v.along(a, inner, Vec.Min, Vec.AtMost)
}

// SpreadAlong sets a tensor to one number for each place on an axis: v[o][k][j] ← a[k].
func (v Vec) SpreadAlong(a Vec, inner int) {
	v.along(a, inner, Vec.Copy, Vec.Fill)
}

// along does to a tensor what a has for the places on an axis: where it is the last
// one to a row, else to the numbers at each place.
func (v Vec) along(a Vec, inner int, row func(v, a Vec), place func(v Vec, s float64)) {
	for n := a.Len(); v.Len() > 0; {
		if inner == 1 {
			row(v.Slice(0, n), a)
			v = v.Slice(n, v.Len())
			continue
		}
		for k := range n {
			place(v.Slice(0, inner), a.At(k))
			v = v.Slice(inner, v.Len())
		}
	}
}

// LargestAlong takes the largest magnitude at each place on an axis of a tensor a:
// v[k] ← max over o and j of |a[o][k][j]|.
func (v Vec) LargestAlong(a Vec, inner int) {
	v.Fill(0)
	for n := v.Len(); a.Len() > 0; {
		if inner == 1 { // the last axis
			v.MaxAbs(1, a.Slice(0, n), 0)
			a = a.Slice(n, a.Len())
			continue
		}
		for k := range n {
			v.Set(k, max(v.At(k), a.Slice(0, inner).Largest()))
			a = a.Slice(inner, a.Len())
		}
	}
}

// MixMeanSquares moves towards mean squares along an axis of n places of a
// tensor a, each square with an ε: v[o][j] ← α·v[o][j] + β·Σ_k (a[o][k][j]² + ε)/n.
func (v Vec) MixMeanSquares(alpha, beta float64, a Vec, n, inner int, eps float64, how Averaging) {
	switch {
	case v.f32 == nil:
		mixMeanSquares(v.f64, alpha, beta, a.f64, n, inner, eps, how)
	case n == 1:
		mixRaisedSquares32(v.f32, float32(alpha), float32(beta), a.f32, float32(eps))
	default:
		for i, e := range v.f32 {
			v.f32[i] = float32(float32(alpha)*e) + float32(beta*eps)
		}
		v.addMeanSquares(beta/float64(n), a, n, inner)
	}
}

func mixMeanSquares(v []float64, alpha, beta float64, a []float64, n, inner int, eps float64, how Averaging) {
	for i := range v {
		first := i/inner*n*inner + i%inner
		mean := meanOf(n, how, func(k int) float64 {
			e := a[first+k*inner]
			return float64(e*e) + eps
		})
		v[i] = float64(alpha*v[i]) + float64(beta*mean)
	}
}

func mixRaisedSquares(v []float32, alpha, beta float32, a []float32, eps float32) {
	a = a[:len(v)]
	for i := range v {
		v[i] = float32(alpha*v[i]) + float32(beta*(float32(a[i]*a[i])+eps))
	}
}

// addMeanSquares adds scaled sums of squares along an axis, where it is the last
// one of a row, else of what lies before it vector by vector.
func (v Vec) addMeanSquares(s float64, a Vec, n, inner int) {
	for ; v.Len() > 0; v = v.Slice(inner, v.Len()) {
		if inner == 1 {
			v.Set(0, v.At(0)+float64(s*a.Slice(0, n).SumSquares()))
			a = a.Slice(n, a.Len())
			continue
		}
		for range n {
			v.Slice(0, inner).MixSquares(1, s, a.Slice(0, inner))
			a = a.Slice(inner, a.Len())
		}
	}
}

// meanOf returns the mean of n terms.
func meanOf[T float](n int, how Averaging, term func(k int) T) T {
	if how == InFloat32 {
		w := newWindows(n)
		for k := range n {
			w.add(float32(term(k)))
		}
		return T(w.mean())
	}
	sum := 0.0
	for k := range n {
		sum += float64(term(k))
	}
	return T(sum / float64(n))
}

// DivideByMean scales a tensor a to mean 1 along an axis of n places:
// v[o][k][j] ← a[o][k][j]/max(Σ_k a[o][k][j]/n, floor).
func (v Vec) DivideByMean(a Vec, n, inner int, floor float64, how Averaging) {
	if v.f32 != nil {
		divideByMean(v.f32, a.f32, n, inner, float32(floor), how)
		return
	}
	divideByMean(v.f64, a.f64, n, inner, floor, how)
}

func divideByMean[T float](v, a []T, n, inner int, floor T, how Averaging) {
	for i := range len(a) / n {
		first := i/inner*n*inner + i%inner
		mean := max(meanOf(n, how, func(k int) T { return a[first+k*inner] }), floor)
		for k := range n {
			v[first+k*inner] = a[first+k*inner] / mean
		}
	}
}

// ScaleAcross scales a tensor by one without its axis of n places:
// v[o][k][j] ← v[o][k][j]·a[o][j].
func (v Vec) ScaleAcross(a Vec, n, inner int) {
	for ; a.Len() > 0; a = a.Slice(inner, a.Len()) {
		if inner == 1 { // the last axis
			v.Slice(0, n).Scale(a.At(0))
			v = v.Slice(n, v.Len())
			continue
		}
		for range n {
			v.Slice(0, inner).Mul(a.Slice(0, inner))
			v = v.Slice(inner, v.Len())
		}
	}
}

// RoundToFloat32 rounds every element to the nearest float32.
func (v Vec) RoundToFloat32() {
	for i, e := range v.f64 {
		v.f64[i] = float64(float32(e))
	}
}

// RoundToBFloat16 rounds every element to float32 and then to bfloat16, which
// has 8 bits of precision; ties go to even.
func (v Vec) RoundToBFloat16() {
	if v.f32 != nil {
		roundToBFloat16(v.f32)
		return
	}
	roundToBFloat16(v.f64)
}

func roundToBFloat16[T float](v []T) {
	for i, e := range v {
		v[i] = T(bfloat16(float32(e)))
	}
}

func bfloat16(x float32) float32 {
	if x != x {
		return x
	}
	bits := math.Float32bits(x)
	bits += 0x7fff + bits>>16&1
	return math.Float32frombits(bits &^ 0xffff)
}

// BFloat16 rounds x to float32 and then to bfloat16.
func BFloat16(x float64) float64 { return float64(bfloat16(float32(x))) }

// DivideInFloat32 divides by s in float32: v ← float32(v)/float32(s).
func (v Vec) DivideInFloat32(s float64) {
	if v.f32 != nil {
		divide32(v.f32, float32(s))
		return
	}
	for i := range v.f64 {
		v.f64[i] = float64(float32(v.f64[i]) / float32(s))
	}
}

// Summing is an order in which the terms of a product of matrices are added.
type Summing int

// The orders in which PyTorch's products of bfloat16 add on a CPU with AVX-512.
const (
	InOrder      Summing = iota // from the first to the last
	InPairs                     // in order, but the second of each two first
	InFourLanes                 // every fourth together, the rest with the first; then the lanes
	InEightLanes                // every eighth together, the lanes in halves; then the rest
)

// MixProductBFloat16 is the product of bfloat16 matrices as processors have it:
// m ← α·c + β·a·b, computed in float32 and rounded to bfloat16 at the end. α·c is
// added with a single rounding. Float32 matrices are summed in order always.
func (m Matrix) MixProductBFloat16(alpha float64, c Matrix, beta float64, a, b Matrix, order Summing) {
	if m.Data.f32 != nil {
		m.Mul(a, b)
		mixBFloat16(m.Data.f32, float32(alpha), c.Data.f32, float32(beta))
		return
	}
	for i := range m.Rows {
		row := a.Row(i).f64
		for j := range m.Cols {
			m.Data.f64[i*m.Cols+j] = float64(dot32(row, b.Data.f64[j:], b.Cols, order))
		}
	}
	mixBFloat16(m.Data.f64, float32(alpha), c.Data.f64, float32(beta))
}

func mixBFloat16[T float](m []T, alpha float32, c []T, beta float32) {
	for i := range m {
		exact := float64(float64(alpha) * float64(float32(c[i])))
		m[i] = T(bfloat16(float32(exact + float64(float32(beta*float32(m[i]))))))
	}
}

// dot32 is Σ a[k]·b[k·stride] in float32.
func dot32(a, b []float64, stride int, order Summing) float32 {
	var acc [8]float32
	n, lanes := len(a), 1
	switch order {
	case InFourLanes:
		lanes = 4
	case InEightLanes:
		lanes = 8
	}
	add := func(lane, k int) { acc[lane] += float32(float32(a[k]) * float32(b[k*stride])) }
	whole := n / lanes * lanes
	for k := range whole {
		switch at := k ^ 1; {
		case order != InPairs:
			add(k%lanes, k)
		case at < n:
			add(0, at)
		default:
			add(0, k)
		}
	}
	if order == InEightLanes {
		for half := 4; half > 0; half /= 2 {
			for i := range half {
				acc[i] += acc[i+half]
			}
		}
	}
	for k := whole; k < n; k++ {
		add(0, k)
	}
	if order == InFourLanes {
		acc[0] = ((acc[0] + acc[1]) + acc[2]) + acc[3]
	}
	return acc[0]
}

// LargestEigenvalue returns the largest eigenvalue of a symmetric matrix, which
// it overwrites, by Jacobi's rotations in float64.
func (m Matrix) LargestEigenvalue() float64 {
	const sweeps = 30
	for range sweeps {
		rotated := false
		for p := range m.Rows {
			for q := p + 1; q < m.Rows; q++ {
				rotated = m.rotate(p, q) || rotated
			}
		}
		if !rotated {
			break
		}
	}
	top := math.Inf(-1)
	for i := range m.Rows {
		top = max(top, m.Row(i).At(i))
	}
	return top
}

// rotate makes the elements pq and qp zero, and tells whether they counted.
func (m Matrix) rotate(p, q int) bool {
	P, Q := m.Row(p), m.Row(q)
	a, b, off := P.At(p), Q.At(q), P.At(q)
	if !(math.Abs(off) > m.Data.Precision().Epsilon()/8*math.Sqrt(math.Abs(a*b))) || a*b == 0 && off == 0 {
		return false
	}
	theta := (b - a) / (2 * off)
	t := 1 / (math.Abs(theta) + math.Sqrt(float64(theta*theta)+1))
	if theta < 0 {
		t = -t
	}
	c := 1 / math.Sqrt(float64(t*t)+1)
	s := t * c
	for k := range m.Rows {
		row := m.Row(k)
		x, y := row.At(p), row.At(q)
		row.Set(p, float64(c*x)-float64(s*y))
		row.Set(q, float64(s*x)+float64(c*y))
	}
	for k := range m.Rows {
		x, y := P.At(k), Q.At(k)
		P.Set(k, float64(c*x)-float64(s*y))
		Q.Set(k, float64(s*x)+float64(c*y))
	}
	return true
}
