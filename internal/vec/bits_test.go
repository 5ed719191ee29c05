package vec

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestFlush: what is below the smallest normal number becomes +0, and nothing else.
func TestFlush(t *testing.T) {
	forEachPath(t, func(t *testing.T) {
		for _, p := range []Precision{Float32, Float64} {
			for _, sign := range []float64{1, -1} {
				smallest := sign * p.smallest()
				below := smallest - smallest*p.Epsilon()
				v := Make(p, 33)
				for gone, left := range map[float64]float64{smallest: smallest, below: 0, smallest * p.Epsilon(): 0, math.Copysign(0, sign): 0, sign: sign, math.Inf(int(sign)): math.Inf(int(sign))} {
					v.Fill(gone)
					v.Flush()
					for i := range v.Len() {
						assert.Equal(t, math.Float64bits(left), math.Float64bits(v.At(i)), "%v, element %d, %g", p, i, gone)
					}
				}
			}
			nan := Make(p, 33)
			nan.Fill(math.NaN())
			nan.Flush()
			assert.True(t, math.IsNaN(nan.At(0)) && math.IsNaN(nan.At(32)))
		}
	})
}

// TestCanonical: of any NaN comes one, and a vector without is left alone.
func TestCanonical(t *testing.T) {
	for _, bits := range []uint32{0xffffffff, 0x7fc12345, 0xffc00000} {
		v := []float32{1, math.Float32frombits(bits), float32(math.Inf(1))}
		c := Of32(v).Canonical().Float32s()
		assert.Equal(t, uint32(0x7fc00000), math.Float32bits(c[1]))
		assert.Equal(t, []float32{v[0], v[2]}, []float32{c[0], c[2]})
		assert.Equal(t, bits, math.Float32bits(v[1]), "which is not written to")
	}
	for _, bits := range []uint64{math.MaxUint64, 0x7ff8123400000000, 0xfff8000000000000} {
		v := Of64([]float64{math.Float64frombits(bits)})
		assert.Equal(t, math.Float64bits(math.NaN()), math.Float64bits(v.Canonical().At(0)))
	}
	v := Of64([]float64{1, 2})
	v.Canonical().Set(0, 3)
	assert.Equal(t, 3.0, v.At(0))
}
