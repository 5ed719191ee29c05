package vec

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// hardNumber is one of all sizes, or a special one: zeros, denormals, and if
// wild is set what is not finite.
func hardNumber(r *rand.Rand, wild bool) float32 {
	switch n := r.IntN(40); {
	case n < 8:
		return 0
	case n < 10:
		return float32(math.Copysign(0, -1))
	case n < 12:
		return math.Float32frombits(r.Uint32() & 0x807fffff) // a denormal
	case n < 14:
		return math.Float32frombits(r.Uint32()&0x80ffffff | 0x20000000) // 2^-63 and near: squares are denormals
	case n == 14 && wild:
		return []float32{float32(math.Inf(1)), float32(math.Inf(-1)), float32(math.NaN()), math.MaxFloat32}[r.IntN(4)]
	}
	return float32(r.NormFloat64())
}

// sameBits compares, any NaN being equal to any.
func sameBits(a, b float32) bool {
	return math.Float32bits(a) == math.Float32bits(b) || a != a && b != b
}

func requireSameBits(t *testing.T, want, got []float32, what string, args ...any) {
	t.Helper()
	require.Len(t, got, len(want))
	for i := range want {
		if !sameBits(want[i], got[i]) {
			require.Failf(t, "bits differ", "%s: element %d is %g (%#x), not %g (%#x)", fmt.Sprintf(what, args...),
				i, got[i], math.Float32bits(got[i]), want[i], math.Float32bits(want[i]))
		}
	}
}

// guard32 returns n numbers at an offset within an allocation that is filled
// with NaN, and a check that nothing around them has changed.
func guard32(t *testing.T, n, offset int) (v []float32, check func()) {
	const margin = 40
	all := make([]float32, margin+offset+n+margin)
	for i := range all {
		all[i] = float32(math.NaN())
	}
	v = all[margin+offset:][:n:n]
	return v, func() {
		t.Helper()
		for i, e := range all {
			if i >= margin+offset && i < margin+offset+n {
				continue
			}
			require.True(t, e != e, "element %d beside the vector was written to", i-margin-offset)
		}
	}
}

// naiveProduct is the definition.
func naiveProduct(m, n, k int, a operand[float32], b []float32, ldb int, c []float32, ldc int, add bool) {
	for i := range m {
		for j := range n {
			sum := float32(0)
			if add {
				sum = c[i*ldc+j]
			}
			for l := range k {
				sum = fma32(a.data[i*a.row+l*a.col], b[l*ldb+j], sum)
			}
			c[i*ldc+j] = sum + 0
		}
	}
}

// TestGemm32 compares each path with the definition, bit for bit: sizes on
// both sides of every tile's, a by rows and by columns, strides, alignments.
func TestGemm32(t *testing.T) {
	forEachPath(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(1, 2))
		sizes := [][3]int{{1, 1, 0}, {5, 50, 0}, {0, 3, 3}, {3, 0, 3}, {17, 200, 31}, {8, 300, 4}}
		for m := range 20 {
			for n := range 20 {
				sizes = append(sizes, [3]int{m, n, r.IntN(6)})
			}
		}
		for n := range 70 {
			sizes = append(sizes, [3]int{r.IntN(18), n, r.IntN(70)}, [3]int{r.IntN(70), n, r.IntN(18)})
		}
		for _, size := range sizes {
			m, n, k := size[0], size[1], size[2]
			for _, transposed := range []bool{false, true} {
				wild, add := r.IntN(3) == 0, r.IntN(2) == 0
				pad := func() int { return r.IntN(2) * r.IntN(20) }
				a := operand[float32]{row: k + pad(), col: 1}
				length := m * a.row
				if transposed {
					a = operand[float32]{row: 1, col: m + pad()}
					length = k * a.col
				}
				ldb, ldc := n+pad(), n+pad()
				var checkA, checkB func()
				var b []float32
				a.data, checkA = guard32(t, length, r.IntN(16))
				b, checkB = guard32(t, max(0, (k-1)*ldb+n), r.IntN(16))
				want := make([]float32, max(0, (m-1)*ldc+n))
				got, checkC := guard32(t, len(want), r.IntN(16))
				for i := range m {
					for l := range k {
						a.data[i*a.row+l*a.col] = hardNumber(r, wild)
					}
				}
				for l := range k {
					for j := range n {
						b[l*ldb+j] = hardNumber(r, wild)
					}
				}
				for i := range want {
					want[i] = hardNumber(r, wild)
				}
				copy(got, want)
				naiveProduct(m, n, k, a, b, ldb, want, ldc, add)
				gemm32(m, n, k, a, b, ldb, got, ldc, add)
				requireSameBits(t, want, got, "%d×%d×%d, transposed %v, add %v", m, k, n, transposed, add)
				checkA()
				checkB()
				checkC()
			}
		}
	})
}

func BenchmarkProduct(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	fill := func(n int) []float32 {
		v := make([]float32, n)
		for i := range v {
			v[i] = float32(r.NormFloat64())
		}
		return v
	}
	for _, s := range [][3]int{{128, 300, 784}, {128, 200, 300}, {32, 200, 300}, {128, 300, 200}, {300, 200, 128}, {300, 200, 32}, {128, 100, 200}, {128, 10, 100}} {
		m, n, k := s[0], s[1], s[2]
		for _, p := range paths() {
			b.Run(fmt.Sprintf("path=%v/%dx%dx%d", p, m, n, k), func(b *testing.B) {
				defer func(was path) { active = was }(active)
				active = p
				x, y, z := fill(m*k), fill(k*n), fill(m*n)
				for b.Loop() {
					gemm32(m, n, k, operand[float32]{x, k, 1}, y, n, z, n, false)
				}
				perSecond(b, m*n*k)
			})
		}
	}
}

// BenchmarkPeak is how many GFLOP/s a core can do: fused operations on numbers
// that are always the same, by the tile of a product.
func BenchmarkPeak(b *testing.B) {
	defer func(was path) { active = was }(active)
	for _, p := range paths() {
		b.Run("path="+p.String(), func(b *testing.B) {
			active = p
			m, n, k := 8, 48, 1_000
			if p == avx2 {
				m, n = 4, 24
			}
			one, c := make([]float32, n), make([]float32, m*n)
			for b.Loop() {
				gemm32(m, n, k, operand[float32]{one, 0, 0}, one, 0, c, n, false)
			}
			perSecond(b, m*n*k)
		})
	}
}

// perSecond reports GFLOP/s of so many fused operations an iteration.
func perSecond(b *testing.B, operations int) {
	b.ReportMetric(2*float64(operations)*float64(b.N)/b.Elapsed().Seconds()/1e9, "GFLOP/s")
}
