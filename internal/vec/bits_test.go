package vec

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestAveragesFlush: an average does not end among the numbers below the smallest
// normal one; other primitives keep them.
func TestAveragesFlush(t *testing.T) {
	forEachPath(t, func(t *testing.T) {
		for _, p := range []Precision{Float32, Float64} {
			for _, sign := range []float64{1, -1} {
				smallest := sign * p.smallest()
				v, zero := Make(p, 33), Make(p, 33)
				v.Fill(smallest)
				v.Average(0.5, zero)
				for i := range v.Len() {
					assert.Equal(t, uint64(0), math.Float64bits(v.At(i)), "%v, element %d", p, i)
				}
				v.Fill(smallest)
				v.Mix(1, 0, zero)
				assert.Equal(t, smallest, v.At(0))
				v.Fill(2 * smallest)
				v.Average(0.5, zero)
				assert.Equal(t, smallest, v.At(0))
				v.AddScaled(-0.5, v)
				assert.Equal(t, smallest/2, v.At(0))
				assert.Equal(t, smallest/2, v.At(32))
			}
		}
	})
}

// TestCanonicalNaN: whatever NaN comes in, one comes out.
func TestCanonicalNaN(t *testing.T) {
	forEachPath(t, func(t *testing.T) {
		v := Make(Float32, 33)
		for _, bits := range []uint32{0xffffffff, 0x7fc12345, 0xffc00000} {
			for _, apply := range []func(){func() { v.Scale(2) }, func() { v.Average(0.5, v) }, func() { v.Max(v) }, func() { v.Clamp(1) }} {
				for i := range v.f32 {
					v.f32[i] = math.Float32frombits(bits)
				}
				apply()
				for i, e := range v.f32 {
					assert.Equal(t, uint32(0x7fc00000), math.Float32bits(e), "element %d of %x", i, bits)
				}
			}
		}
	})
}
