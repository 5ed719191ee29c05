package npz

import (
	"archive/zip"
	"bytes"
	"flag"
	"io"
	"math"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"descent/internal/vec"
)

var update = flag.Bool("update", false, "write testdata/written.npz")

// written are the tensors of testdata/written.npz, which testdata/make.py has
// numpy read.
func written() []Tensor {
	return []Tensor{
		{"dense/kernel", []int{2, 3}, vec.Of32([]float32{0.1, 1, 2, 3, 4, 5})},
		{"dense/bias", []int{3}, vec.Of32([]float32{-1, 0, 1e-40})},
		{"double", []int{2, 1}, vec.Of64([]float64{0.1, 1e-310})},
	}
}

func encode(t testing.TB, tensors []Tensor) []byte {
	t.Helper()
	contents, err := Encode(tensors)
	require.NoError(t, err)
	return contents
}

// TestNaN: whichever NaN a processor makes, the same one is written.
func TestNaN(t *testing.T) {
	single := func(bits uint32) []Tensor {
		return []Tensor{{"a", []int{2}, vec.Of32([]float32{1, math.Float32frombits(bits)})}}
	}
	double := func(bits uint64) []Tensor {
		return []Tensor{{"a", []int{1, 1}, vec.Of64([]float64{math.Float64frombits(bits)})}}
	}
	assert.Equal(t, encode(t, single(0x7fc00000)), encode(t, single(0xffc12345)))
	assert.Equal(t, encode(t, double(math.Float64bits(math.NaN()))), encode(t, double(0xfff8000000000000)))
}

// entry is a file of an archive.
type entry struct {
	name     string
	contents []byte
}

func entries(t testing.TB, contents []byte) []entry {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(contents), int64(len(contents)))
	require.NoError(t, err)
	var all []entry
	for _, f := range r.File {
		in, err := f.Open()
		require.NoError(t, err)
		b, err := io.ReadAll(in)
		require.NoError(t, err)
		all = append(all, entry{f.Name, b})
	}
	return all
}

func archive(t testing.TB, all ...entry) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, e := range all {
		out, err := w.Create(e.name)
		require.NoError(t, err)
		_, err = out.Write(e.contents)
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	return b.Bytes()
}

// TestWritten: what Encode writes is what numpy was seen to read, but for how
// the archive is compressed, which a release of Go may change.
func TestWritten(t *testing.T) {
	contents := encode(t, written())
	if *update {
		require.NoError(t, os.WriteFile("testdata/written.npz", contents, 0o644))
	}
	golden, err := os.ReadFile("testdata/written.npz")
	require.NoError(t, err)
	assert.Equal(t, entries(t, golden), entries(t, contents))
	assert.Equal(t, contents, encode(t, written()), "the same bytes each time")
}

func TestRoundTrip(t *testing.T) {
	values, err := Decode(encode(t, written()), written())
	require.NoError(t, err)
	for i, w := range written() {
		require.Len(t, values[i], w.X.Len())
		for j, v := range values[i] {
			assert.Equal(t, w.X.At(j), v, w.Name)
		}
	}
}

// TestKeras reads a model's weights as numpy.savez wrote them. The sums are
// numpy's.
func TestKeras(t *testing.T) {
	contents, err := os.ReadFile("testdata/keras.npz")
	require.NoError(t, err)
	want := []struct {
		name string
		dims []int
		sum  float64
	}{
		{"dense/kernel", []int{4, 3}, -0.008477039635181427},
		{"dense/bias", []int{3}, 0.0},
		{"batch_normalization/gamma", []int{3}, 3.0},
		{"batch_normalization/beta", []int{3}, 0.0},
		{"batch_normalization/moving_mean", []int{3}, 0.0},
		{"batch_normalization/moving_variance", []int{3}, 3.0},
		{"dense_1/kernel", []int{3, 2}, 1.3059162124991417},
		{"dense_1/bias", []int{2}, 0.0},
	}
	var tensors []Tensor
	for _, w := range want {
		tensors = append(tensors, Tensor{Name: w.name, Dims: w.dims})
	}
	values, err := Decode(contents, tensors)
	require.NoError(t, err)
	for i, w := range want {
		sum := 0.0
		for _, v := range values[i] {
			sum += v
		}
		assert.InDelta(t, w.sum, sum, 1e-15, w.name)
	}
}

// ab are the tensors of the files that testdata/make.py has numpy write.
func ab() []Tensor { return []Tensor{{Name: "a", Dims: []int{2, 3}}, {Name: "b", Dims: []int{2}}} }

func TestLayouts(t *testing.T) {
	for _, name := range []string{"float64", "fortran", "bigendian"} {
		contents, err := os.ReadFile("testdata/" + name + ".npz")
		require.NoError(t, err)
		values, err := Decode(contents, ab())
		require.NoError(t, err, name)
		assert.Equal(t, [][]float64{{1, 2, 3, 4, 5.5, 0}, {1e-300, -7}}, values, name)
		assert.True(t, math.Signbit(values[0][5]), name)
	}
}

func TestTypesThatAreRefused(t *testing.T) {
	for name, want := range map[string]string{
		"float16": `its tensor "a" holds numbers of the type '<f2', float32 or float64 is needed`,
		"int64":   `its tensor "a" holds numbers of the type '<i8', float32 or float64 is needed`,
		"object":  `its tensor "a" holds numbers of the type '|O', float32 or float64 is needed`,
	} {
		contents, err := os.ReadFile("testdata/" + name + ".npz")
		require.NoError(t, err)
		_, err = Decode(contents, ab())
		assert.EqualError(t, err, want)
	}
}

func TestDamage(t *testing.T) {
	good := encode(t, written())
	parts := entries(t, good)
	kernel, bias, double := parts[0], parts[1], parts[2]
	with := func(contents []byte) []byte { return archive(t, kernel, entry{"dense/bias.npy", contents}, double) }
	huge := bytes.Clone(bias.contents)
	copy(huge[8:], "\xff\xff\xff\xff") // the header's length
	flipped := bytes.Clone(good)
	flipped[60] ^= 0x40 // in the compressed bytes of the first tensor
	for name, c := range map[string]struct {
		contents []byte
		want     string
	}{
		"empty":          {nil, "it is not an .npz file, or ends early"},
		"text":           {[]byte("weights"), "it is not an .npz file, or ends early"},
		"truncated":      {good[:len(good)-10], "it is not an .npz file, or ends early"},
		"bits flipped":   {flipped, `its tensor "dense/kernel" is damaged or ends early`},
		"missing":        {archive(t, kernel, double), `it lacks the tensor "dense/bias" [3]`},
		"unknown":        {archive(t, append(parts, entry{"dense_1/bias.npy", nil})...), `unknown tensor "dense_1/bias": did you mean "dense/bias"? Known: dense/kernel, dense/bias, double`},
		"twice":          {archive(t, append(parts, bias)...), `it holds the tensor "dense/bias" twice`},
		"misshapen":      {with(double.contents), `its tensor "dense/bias" has the shape [2 1], [3] is needed`},
		"no header":      {with([]byte("\x93NUMPY\x01\x00")), `its tensor "dense/bias" is not an array of numpy`},
		"header of zero": {with(append([]byte("\x93NUMPY\x01\x00\x00\x00"), make([]byte, 50)...)), `its tensor "dense/bias" is not an array of numpy`},
		"huge header":    {with(huge), `its tensor "dense/bias" is not an array of numpy`},
		"short":          {with(bias.contents[:len(bias.contents)-2]), `its tensor "dense/bias" ends early`},
		"long":           {with(append(bytes.Clone(bias.contents), 0)), `its tensor "dense/bias" is longer than its shape and type make it`},
		"a bomb":         {with(append(bytes.Clone(bias.contents), make([]byte, 1<<24)...)), `its tensor "dense/bias" is longer than its shape and type make it`},
	} {
		values, err := Decode(c.contents, written())
		assert.EqualError(t, err, c.want, name)
		assert.Nil(t, values, name)
	}
}

func FuzzDecode(f *testing.F) {
	good := encode(f, written())
	f.Add(entries(f, good)[1].contents, true)
	f.Add(good, false)
	for _, name := range []string{"keras", "float64", "fortran", "bigendian", "object"} {
		contents, err := os.ReadFile("testdata/" + name + ".npz")
		require.NoError(f, err)
		f.Add(contents, false)
		f.Add(entries(f, contents)[0].contents, true)
	}
	f.Fuzz(func(t *testing.T, contents []byte, inside bool) {
		want := ab()
		if inside { // past the checksum, which hardly anything made up passes
			contents, want = archive(t, entry{"b.npy", contents}), want[1:]
		}
		values, err := Decode(contents, want)
		if err != nil {
			return
		}
		for i, w := range want {
			n := 1
			for _, d := range w.Dims {
				n *= d
			}
			require.Len(t, values[i], n)
		}
	})
}
