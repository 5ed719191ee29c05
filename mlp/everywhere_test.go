package mlp_test

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"math/rand/v2"
	"testing"

	"descent/mlp"
	"descent/mlp/mnist"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// hashWeights is the SHA-256 of all weights as little-endian float32.
func hashWeights(t *testing.T, m *mlp.Model) string {
	t.Helper()
	h := sha256.New()
	for _, w := range m.Weights() {
		require.NoError(t, binary.Write(h, binary.LittleEndian, w.X.Float32s()))
	}
	return hex.EncodeToString(h.Sum(nil))
}

func trainedHash(t *testing.T, m *mlp.Model, optimizer string, d mlp.Data) string {
	t.Helper()
	require.NoError(t, m.Compile(optimizer, mlp.SparseCategoricalCrossentropy, mlp.Accuracy))
	h, err := m.Fit(context.Background(), d, mlp.FitOptions{Epochs: 1, BatchSize: 32, Seed: 1})
	require.NoError(t, err)
	require.Zero(t, h.Diverged)
	return hashWeights(t, m)
}

// TestTrainedWeightsAreTheSameEverywhere trains the default model for 100 steps. The hashes do
// not depend on the kernels (DESCENT_VEC), the processor, or the number of cores.
func TestTrainedWeightsAreTheSameEverywhere(t *testing.T) {
	if testing.Short() {
		t.Skip("too long for an emulated processor")
	}
	data, err := mnist.Load()
	require.NoError(t, err)
	rows := make([]int32, 100*32)
	for i := range rows {
		rows[i] = int32(i)
	}
	for optimizer, want := range map[string]string{
		"sgd":      "95b096dd59d06358514e31ed1090f2430fb7623208e49e3ef81bb62325505ad3",
		"momentum": "3739e82f767c7205aea0f012b4a8a70b8491f0d6256a6783edf7fab4abb2655a",
		"adam":     "937dea832a340b3feb2b94d5e253117cbe18d740839c959a077cfe7919a9a1cf",
		"rmsprop":  "32fce967308e744cba1c93203a8c692fb053b5fbb21762fc579110756217d5b6",
		"adagrad":  "c72e3d1d095b3af4762ecee8c781ec083ff35fb8d66ea7c9418c9450ad9e9183",
		"lamb":     "f867227b8d3ce732008bb3293d091677bc7fc1fe42502c9910990e13375dba18",
	} {
		assert.Equal(t, want, trainedHash(t, mlp.Tutorial(), optimizer, data.Train.Select(rows)), optimizer)
	}
}

// TestASmallNetworkIsTheSameEverywhere is small enough for an emulated processor.
func TestASmallNetworkIsTheSameEverywhere(t *testing.T) {
	const n, features = 30 * 32, 64
	r := rand.New(rand.NewPCG(1, 2))
	inputs, labels := make([]float32, n*features), make([]uint8, n)
	for i := range inputs {
		if r.IntN(4) == 0 {
			inputs[i] = r.Float32()
		}
	}
	for i := range labels {
		labels[i] = uint8(r.IntN(10))
	}
	d, err := mlp.NewData(inputs, features, labels)
	require.NoError(t, err)
	for optimizer, want := range map[string]string{
		"sgd":      "e5e9ceb1c8d714470639ba5accd005d7671f2eb14f62ac8fe7df96933a7fb281",
		"momentum": "28505558c86d9f7108de1bbbd870acdf13d1dbe94a7d9cbd8c0b9562657922c4",
		"adam":     "c657caedb6598a4aa9da92962e3cd037926fd9695a5f33e718bcaec688ab9847",
		"rmsprop":  "51f432880723ef209b0614bed01a619be3f3066bee42bd284c34395e501e73f8",
		"adagrad":  "e0d228dfe460e7563c58606d7fd89ff2d5c36f3e75a5a614f9ed16243390eec1",
		"lamb":     "95c0d5014e57c2d731e72d701721de70137f31e8c73efcd336be61a7dbff5d05",
		"muon":     "45f291dd51b63b7c69434e5ee31e18e033eab8b20f8d39a38f577be59e1e251b",
	} {
		m, err := mlp.Sequential([]int{features}, mlp.Dense(16, mlp.ReLU), mlp.Dense(10, mlp.Softmax))
		require.NoError(t, err)
		assert.Equal(t, want, trainedHash(t, m, optimizer, d), optimizer)
	}
}
