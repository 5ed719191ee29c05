package vec

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// reductions are the methods that make one number of all.
var reductions = []struct {
	name string
	of   func(v, a, b Vec) float64
}{
	{"SumSquares", func(v, _, _ Vec) float64 { return v.SumSquares() }},
	{"Dot", func(v, a, _ Vec) float64 { return v.Dot(a) }},
	{"SumAbs", func(v, _, _ Vec) float64 { return v.SumAbs() }},
	{"SquaredDistance", func(v, a, _ Vec) float64 { return v.SquaredDistance(a) }},
	{"Largest", func(v, _, _ Vec) float64 { return v.Largest() }},
	{"DotDifference", func(v, a, b Vec) float64 { return v.DotDifference(a, b) }},
}

// extremes are numbers on which kernels may differ: zeros, the ends of the
// ranges, infinities, and NaNs of several signs and digits.
var extremes = []uint32{
	0, 1 << 31, 1, 1<<31 | 1, 0x7fffff, 0x807fffff, 0x800000, 0x80800000, 0x7f7fffff, 0xff7fffff,
	0x7f800000, 0xff800000, 0x7fc00000, 0xffc00000, 0x7fc12345, 0xffffffff, 0x3f800000, 0xbf800000,
}

// extreme returns a vector at an offset from an aligned one in which every
// third number or so is extreme, or none, among others of many magnitudes, and a
// check that nothing around it has changed.
func extreme(r *rand.Rand, n, offset, share int) (Vec, func() bool) {
	const guard = 0x7fdeadbe
	whole := make([]float32, n+offset+32)
	for i := range whole {
		whole[i] = math.Float32frombits(guard)
	}
	v := whole[offset+8:][:n:n]
	for i := range v {
		if share > 0 && r.IntN(share) == 0 {
			v[i] = math.Float32frombits(extremes[r.IntN(len(extremes))])
		} else {
			v[i] = float32(math.Ldexp(r.Float64()-0.5, r.IntN(20)-10))
		}
	}
	return Of32(v), func() bool {
		for i, e := range whole {
			if (i < offset+8 || i >= offset+8+n) && math.Float32bits(e) != guard {
				return false
			}
		}
		return true
	}
}

func clones(args [4]Vec) [4]Vec {
	for i := range args {
		args[i] = args[i].Clone()
	}
	return args
}

// TestKernels compares every path with the Go twin, bit for bit but for NaNs of
// which any is as good as another, for every length up to 300 and every alignment.
func TestKernels(t *testing.T) {
	forEachPath(t, func(t *testing.T) {
		path := active
		if path == generic {
			t.Skip("is what the others are compared with")
		}
		r := rand.New(rand.NewPCG(21, 22))
		lengths := 300
		if testing.Short() {
			lengths = 70
		}
		for n := range lengths {
			share := n % 4 * 3 // of some lengths no number is extreme, of the others every third to ninth
			var args [4]Vec
			var unhurt [4]func() bool
			for i := range args {
				args[i], unhurt[i] = extreme(r, n, r.IntN(16), share)
			}
			before := clones(args)
			for _, q := range primitives {
				active = generic
				want := clones(args)
				q.apply(want[0], want[1], want[2], want[3])
				active = path
				got := clones(args)
				q.apply(got[0], got[1], got[2], got[3])
				for k := range got { // some change two vectors
					for i, e := range got[k].f32 {
						require.Equal(t, math.Float32bits(Canonical(want[k].f32[i])), math.Float32bits(Canonical(e)), "%s, vector %d, element %d of %d: %g instead of %g",
							q.name, k, i, n, e, want[k].f32[i])
					}
				}
				q.apply(args[0], args[1], args[2], args[3])
				for i := range unhurt {
					require.True(t, unhurt[i](), "%s, length %d, wrote outside", q.name, n)
				}
				for i := range args { // within their guards
					args[i].Copy(before[i])
				}
			}
			for _, s := range reductions {
				active = generic
				want := Canonical(s.of(args[0], args[1], args[2]))
				active = path
				require.Equal(t, fmt.Sprintf("%x", math.Float64bits(want)), fmt.Sprintf("%x", math.Float64bits(Canonical(s.of(args[0], args[1], args[2])))),
					"%s of %d", s.name, n)
			}
		}
	})
}

// bitsEverywhere is the hash of what all primitives and reductions make of the same
// numbers.
const bitsEverywhere = "452104f8fb3e519f854ec97b8799dd0138def2def0baffc81ca4eeb41648053f"

// TestSameBits: the results have the same bits on every path and architecture.
func TestSameBits(t *testing.T) {
	forEachPath(t, func(t *testing.T) {
		hash := sha256.New()
		r := rand.New(rand.NewPCG(25, 26))
		for _, n := range []int{1, 16, 257} {
			var args [4]Vec
			for i := range args {
				args[i], _ = extreme(r, n, 0, 9)
			}
			wide := args
			for i := range wide {
				wide[i] = Make(Float64, n)
				for j, e := range args[i].f32 {
					wide[i].f64[j] = float64(e)
				}
			}
			for _, args := range [][4]Vec{args, wide} {
				for _, s := range reductions {
					assert.NoError(t, binary.Write(hash, binary.LittleEndian, Canonical(s.of(args[0], args[1], args[2]))))
				}
				for _, q := range primitives {
					all := clones(args)
					q.apply(all[0], all[1], all[2], all[3])
					for _, v := range all {
						v = v.Canonical()
						assert.NoError(t, binary.Write(hash, binary.LittleEndian, v.f32))
						assert.NoError(t, binary.Write(hash, binary.LittleEndian, v.f64))
					}
				}
			}
		}
		assert.Equal(t, bitsEverywhere, fmt.Sprintf("%x", hash.Sum(nil)))
	})
}
