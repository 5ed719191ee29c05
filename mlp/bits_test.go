package mlp

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"testing"

	"descent/internal/vec"
	"descent/optim"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestTheSameBitsEverywhere holds what is drawn and what is computed by functions of
// this package to hashes, which are the same on every architecture: the tutorial model's
// weights, every initializer, dropout's factors, and every activation and loss with its
// derivative, in both precisions.
func TestTheSameBitsEverywhere(t *testing.T) {
	m := Tutorial()
	m.Initialize(1, optim.Float32)
	assert.Equal(t, "26c7e114d7d9b679", hashOf(m.params.X))

	var parts []vec.Vec
	for _, p := range []vec.Precision{vec.Float32, vec.Float64} {
		var r source
		r.seed(3, drawWeights)
		for _, i := range initializers {
			v := vec.Make(p, 600)
			i.fill(v, []int{20, 30}, &r)
			parts = append(parts, v)
		}
		node, err := Dropout(0.3).build([]int{30})
		require.NoError(t, err)
		node.reserve(p, 20)
		ones, draws := vec.MatrixOf(vec.Make(p, 600), 20, 30), pass{training: true}
		ones.Data.Fill(1)
		draws.begin(3, 2, 1)
		parts = append(parts, node.forward(vec.Vec{}, ones, &draws).Data.Clone())

		for _, a := range activations {
			z, dz := vec.MatrixOf(vec.Make(p, 600), 20, 30), vec.MatrixOf(vec.Make(p, 600), 20, 30)
			for i := range 600 {
				z.Data.Set(i, float64(12*r.uniform())-6)
				dz.Data.Set(i, r.uniform()-0.5)
			}
			y := vec.MatrixOf(z.Data.Clone(), 20, 30)
			a.apply(y)
			a.derive(z, y, dz)
			parts = append(parts, y.Data, dz.Data)
		}
		for _, d := range lossDefinitions {
			for _, o := range []lossOptions{defaults, {delta: 0.3, smoothing: 0.1}, {delta: 0.3, smoothing: 0.1, fromLogits: true}} {
				l, y, dy := d.make(o), vec.MatrixOf(vec.Make(p, 600), 20, 30), vec.MatrixOf(vec.Make(p, 600), 20, 30)
				of := targets{values: vec.MatrixOf(vec.Make(p, 600), 20, 30), batch: 20}
				for i := range 600 {
					y.Data.Set(i, r.uniform())
					of.values.Data.Set(i, r.uniform()/16)
				}
				if l.targets() == classLabels {
					of.labels = make([]int, 20)
					for i := range of.labels {
						of.labels[i] = r.below(30)
					}
				}
				l.derive(y, of, dy)
				parts = append(parts, vec.Of64([]float64{l.sum(y, of)}), dy.Data)
			}
		}
	}
	assert.Equal(t, "0bb63312263b5576", hashOf(parts...))
}

// hashOf is the first eight bytes of the SHA-256 of little-endian numbers, in hexadecimal.
func hashOf(parts ...vec.Vec) string {
	h := sha256.New()
	for _, v := range parts {
		if v.Precision() == vec.Float32 {
			binary.Write(h, binary.LittleEndian, v.Float32s())
		} else {
			binary.Write(h, binary.LittleEndian, v.Float64s())
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}
