package vec

import (
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
)

// sparseMatrix returns an n×cols matrix of which a share of the elements is not zero.
func sparseMatrix(r *rand.Rand, n, cols int, density float64, wild bool) []float32 {
	v := make([]float32, n*cols)
	for i := range v {
		if r.Float64() < density {
			v[i] = hardNumber(r, wild)
		}
	}
	return v
}

// TestSparseProducts compares the products that leave zeros out with those that
// do not, bit for bit, on each path: they agree whatever the numbers.
func TestSparseProducts(t *testing.T) {
	forEachPath(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(3, 4))
		var sizes [][3]int
		for n := range 70 {
			sizes = append(sizes, [3]int{r.IntN(12), 1 + r.IntN(40), n})
		}
		for _, cols := range []int{1, 97, 98, 99, 196, 300, 784} {
			sizes = append(sizes, [3]int{1, cols, 5}, [3]int{33, cols, 100}, [3]int{20, cols, 321})
		}
		for i, size := range sizes {
			m, k, n := size[0], size[1], size[2]
			wild := i%3 == 0
			all := sparseMatrix(r, m+3, k, []float64{0, .02, .2, .35}[r.IntN(4)], wild)
			data := make([]float32, m*k)
			rows := make([]int32, m)
			for i := range rows {
				rows[i] = int32(r.IntN(m + 3))
				copy(data[i*k:(i+1)*k], all[int(rows[i])*k:])
			}
			a := MakeSparseRows(m+2, k)
			s := NewSparse(all, k)
			if s == nil {
				continue // by chance too many
			}
			dense := MatrixOf(Of32(data), m, k)
			if i%2 == 0 || !a.List(dense) {
				a.Gather(s, rows)
			}

			// The other factors are not finite, where they are wild, in a few places.
			b, checkB := guard32(t, k*n, r.IntN(16))
			delta, checkDelta := guard32(t, m*n, r.IntN(16))
			wildAt := r.IntN(50) + 1
			for i := range b {
				b[i] = hardNumber(r, wild && i%wildAt == 0)
			}
			for i := range delta {
				delta[i] = hardNumber(r, wild && i%wildAt == 0)
			}
			what := fmt.Sprintf("%d×%d×%d, wild %v", m, k, n, wild)

			want := make([]float32, m*n)
			got, checkC := guard32(t, m*n, r.IntN(16))
			MatrixOf(Of32(want), m, n).Mul(dense, MatrixOf(Of32(b), k, n))
			MatrixOf(Of32(got), m, n).MulSparse(a, MatrixOf(Of32(b), k, n))
			requireSameBits(t, want, got, "%s, forward", what)
			checkC()

			want = make([]float32, k*n)
			got, checkC = guard32(t, k*n, r.IntN(16))
			MatrixOf(Of32(want), k, n).MulTransA(dense, MatrixOf(Of32(delta), m, n))
			MatrixOf(Of32(got), k, n).MulSparseTransA(a, MatrixOf(Of32(delta), m, n))
			requireSameBits(t, want, got, "%s, by columns", what)
			for i := range want {
				want[i] += hardNumber(r, wild)
			}
			copy(got, want)
			MatrixOf(Of32(want), k, n).AddMulTransA(dense, MatrixOf(Of32(delta), m, n))
			MatrixOf(Of32(got), k, n).AddMulSparseTransA(a, MatrixOf(Of32(delta), m, n))
			requireSameBits(t, want, got, "%s, added by columns", what)
			checkB()
			checkC()
			checkDelta()
		}
	})
}

func TestNewSparse(t *testing.T) {
	negative := float32(math.Copysign(0, -1))
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(3))
	nan := float32(math.NaN())
	s := NewSparse([]float32{0, 1, negative, 0, 0, 0, negative, 0, nan}, 3)
	assert.Equal(t, []uint32{0, 1, 1 + listMargin, 1 + listMargin, 1 + 2*listMargin, 2 + 2*listMargin}, s.list.spans)
	assert.Equal(t, pairOf(0, 1), s.list.pairs[0])
	assert.EqualValues(t, 0, s.list.places[0])
	assert.Equal(t, pairOf(nan, 0), s.list.pairs[1+2*listMargin], "the last column of three has a zero beside it")
	assert.EqualValues(t, 1, s.list.places[1+2*listMargin])
	assert.Empty(t, NewSparse(nil, 3).list.spans)
	assert.Nil(t, NewSparse([]float32{1, 0, 2}, 3), "mostly not zero")
	assert.False(t, MakeSparseRows(1, 3).List(MatrixOf(Of32([]float32{1, 0, 2}), 1, 3)))
	assert.Panics(t, func() { MakeSparseRows(1, 3).Gather(s, []int32{0, 1}) })
	assert.Panics(t, func() { MakeSparseRows(2, 4).Gather(s, []int32{0, 1}) })
}

// strokes returns images of 28×28 pixels, of which as many are not zero as in MNIST, most
// of them in the middle, and side by side as in strokes.
func strokes(r *rand.Rand, images int) []float32 {
	const side = 28
	data := make([]float32, images*side*side)
	for i := range data {
		x, y := i%side, i/side%side
		if y < 4 || y >= 24 || x < 4 || x >= 24 {
			continue
		}
		// Of 400 pixels 151 are not zero, in runs of six.
		begins := 151. / (400 - 151) / 6
		if data[i-1] != 0 {
			begins = 5. / 6
		}
		if r.Float64() < begins {
			data[i] = 1 - r.Float32()
		}
	}
	return data
}

// BenchmarkSparse is the first layer of the default model on a batch of images.
func BenchmarkSparse(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	const images, pixels, units = 4096, 784, 300
	s := NewSparse(strokes(r, images), pixels)
	w := MatrixOf(Make(Float32, pixels*units), pixels, units)
	for i := range w.Data.f32 {
		w.Data.f32[i] = float32(r.NormFloat64())
	}
	for _, n := range []int{32, 128} {
		a := MakeSparseRows(n, pixels)
		rows := make([]int32, n)
		y := MatrixOf(Make(Float32, n*units), n, units)
		next := func() {
			for i := range rows {
				rows[i] = int32(r.IntN(images))
			}
		}
		next()
		a.Gather(s, rows)
		y.Data.Fill(.5)
		g := MatrixOf(Make(Float32, pixels*units), pixels, units)
		for _, p := range paths() {
			defer func(was path) { active = was }(active)
			perEpoch := func(b *testing.B) {
				b.ReportMetric(b.Elapsed().Seconds()/float64(b.N)*55000/float64(n), "s/epoch")
			}
			b.Run(fmt.Sprintf("path=%v/gather/%d", p, n), func(b *testing.B) {
				active = p
				for b.Loop() {
					next()
					a.Gather(s, rows)
				}
				perEpoch(b)
			})
			b.Run(fmt.Sprintf("path=%v/forward/%d", p, n), func(b *testing.B) {
				active = p
				for b.Loop() {
					y.MulSparse(a, w)
				}
				perEpoch(b)
			})
			b.Run(fmt.Sprintf("path=%v/weights/%d", p, n), func(b *testing.B) {
				active = p
				for b.Loop() {
					g.MulSparseTransA(a, y)
				}
				perEpoch(b)
			})
		}
	}
}
