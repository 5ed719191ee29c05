package mnist

import (
	"compress/gzip"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"descent/mlp"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// loadOnce spares the tests from reading the database again.
var loadOnce = sync.OnceValues(Load)

func loaded(t *testing.T) Split {
	t.Helper()
	data, err := loadOnce()
	require.NoError(t, err)
	return data
}

func TestEmbeddedFilesAreThePublishedOnes(t *testing.T) {
	for name, want := range map[string]string{
		trainImages: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
		trainLabels: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
		testImages:  "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
		testLabels:  "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
	} {
		f, err := embedded.Open(name + ".gz")
		require.NoError(t, err)
		z, err := gzip.NewReader(f)
		require.NoError(t, err)
		h := sha256.New()
		_, err = io.Copy(h, z)
		require.NoError(t, err)
		assert.Equal(t, want, hex.EncodeToString(h.Sum(nil)), name)
	}
}

func TestLicenseGivesTheFilesHashes(t *testing.T) {
	license, err := os.ReadFile("LICENSE.md")
	require.NoError(t, err)
	for _, line := range []string{
		"ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db  " + trainImages,
		"65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5  " + trainLabels,
		"0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7  " + testImages,
		"ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2  " + testLabels,
	} {
		assert.Contains(t, string(license), line)
	}
}

// digits counts the examples of each label.
func digits(parts ...mlp.Data) [10]int {
	var count [10]int
	for _, d := range parts {
		for i := range d.Len() {
			count[d.Label(i)]++
		}
	}
	return count
}

func firstLabels(d mlp.Data) []int {
	first := make([]int, 10)
	for i := range first {
		first[i] = d.Label(i)
	}
	return first
}

// The counts of the whole files are well known; those of the parts, and the
// order of their labels, are numpy's.
func TestLoadHasTheDigitsOfTheTutorialsSplit(t *testing.T) {
	data := loaded(t)
	assert.Equal(t, 55000, data.Train.Len())
	assert.Equal(t, 5000, data.Validation.Len())
	assert.Equal(t, 10000, data.Test.Len())
	assert.Equal(t, [10]int{5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949}, digits(data.Train, data.Validation))
	assert.Equal(t, [10]int{480, 616, 481, 514, 491, 433, 482, 497, 488, 518}, digits(data.Validation))
	assert.Equal(t, [10]int{980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009}, digits(data.Test))

	// The file begins 5 0 4 1 9 2 1 3 1 4; the 9 is a validation image.
	assert.Equal(t, []int{5, 0, 4, 1, 2, 1, 3, 1, 4, 3}, firstLabels(data.Train))
	assert.Equal(t, []int{2, 7, 1, 3, 5, 3, 8, 6, 7, 0}, firstLabels(data.Validation))
	assert.Equal(t, []int{7, 2, 1, 0, 4, 1, 4, 9, 5, 9}, firstLabels(data.Test))
}

// hashInputs returns the SHA-256 of all inputs as little-endian float32.
func hashInputs(d mlp.Data) string {
	h := sha256.New()
	var b []byte
	for i := range d.Len() {
		b = b[:0]
		for _, x := range d.Row(i) {
			b = binary.LittleEndian.AppendUint32(b, math.Float32bits(x))
		}
		h.Write(b)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// The hashes are numpy's, of ((x - x.min())/(x.max() - x.min())).astype(float32).
func TestLoadHasTheTutorialsInputsToTheBit(t *testing.T) {
	data := loaded(t)
	assert.Equal(t, "5de9484ebe6e83284362aefd1e6cadb832341b98d74c0e1ec75f1a1a0f7aca28", hashInputs(data.Train))
	assert.Equal(t, "006146e6206e064b7b048cff15807453d5e9017e067eaf3e9141dd485b03b4a7", hashInputs(data.Validation))
	assert.Equal(t, "bc9f8f501f39b3ca61f899a2f402edf2024bde012b73223431b6bd735e47a165", hashInputs(data.Test))
}

func TestInputsSpanZeroToOne(t *testing.T) {
	data := loaded(t)
	for name, d := range map[string]mlp.Data{"train": data.Train, "validation": data.Validation, "test": data.Test} {
		assert.Equal(t, 784, d.Features(), name)
		low, high := float32(math.Inf(1)), float32(math.Inf(-1))
		for i := range d.Len() {
			for _, x := range d.Row(i) {
				low, high = min(low, x), max(high, x)
			}
		}
		assert.Equal(t, [2]float32{0, 1}, [2]float32{low, high}, name)
	}
}

func TestScaleRoundsTheExactQuotient(t *testing.T) {
	pixels := make([]byte, 256)
	for p := range pixels {
		pixels[p] = byte(p)
	}
	for p, x := range scale(pixels) {
		// The nearest float32 is the one whose neighbours are both farther off.
		distance := func(x float32) float64 { return math.Abs(255*float64(x) - float64(p)) }
		assert.Less(t, distance(x), distance(math.Nextafter32(x, 2)), p)
		assert.Less(t, distance(x), distance(math.Nextafter32(x, -2)), p)
	}
}

// files is a data set of n training and 3 test images. The first two pixels of
// image i are i's low and high byte, its label is i modulo 10.
func files(n int) map[string][]byte {
	numbered := func(n int) (imageFile, labelFile []byte) {
		imageFile = idxImages(n)
		digits := make([]byte, n)
		for i := range n {
			binary.LittleEndian.PutUint16(imageFile[16+784*i:], uint16(i))
			digits[i] = byte(i % 10)
		}
		return imageFile, idxLabels(digits...)
	}
	set := map[string][]byte{}
	set[trainImages], set[trainLabels] = numbered(n)
	set[testImages], set[testLabels] = numbered(3)
	return set
}

func writeFiles(t *testing.T, set map[string][]byte) (dir string) {
	t.Helper()
	dir = t.TempDir()
	for name, content := range set {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), content, 0o600))
	}
	return dir
}

// numbers returns which images of a set made by files are in d.
func numbers(d mlp.Data) []int32 {
	rows := make([]int32, d.Len())
	for i := range rows {
		rows[i] = int32(math.Round(float64(255*d.Row(i)[0]))) + 256*int32(math.Round(float64(255*d.Row(i)[1])))
	}
	return rows
}

func TestLoadDirSplitsAnySizeByTheSameRule(t *testing.T) {
	data, err := LoadDir(writeFiles(t, files(5003)))
	require.NoError(t, err)

	// numpy's choice(5003, 5000, replace=False) after seed(1234), and the three it leaves.
	validation := numbers(data.Validation)
	assert.Equal(t, []int32{3748, 3659, 2542, 538, 3578}, validation[:5])
	assert.Equal(t, "67d565977effca68f9da15fa88cc2647dd95e5005003ae57d92e976e75faaebe", hashRows(t, validation))
	require.Equal(t, 3, data.Train.Len())
	assert.Equal(t, []int32{0, 1, 2}, numbers(data.Test))

	for _, d := range []mlp.Data{data.Train, data.Validation, data.Test} {
		for i, n := range numbers(d) {
			require.EqualValues(t, n%10, d.Label(i), "label and image belong together")
		}
	}
}

func TestLoadDirReadsPlainAndGzipAlike(t *testing.T) {
	plain := files(5001)
	mixed := map[string][]byte{}
	for name, content := range plain {
		mixed[name+".gz"] = gzipped(t, content)
	}
	delete(mixed, trainLabels+".gz")
	mixed[trainLabels] = gzipped(t, plain[trainLabels]) // the content says what it is, not the name
	delete(mixed, testLabels+".gz")
	mixed[testLabels+".gz"] = plain[testLabels]

	want, err := LoadDir(writeFiles(t, plain))
	require.NoError(t, err)
	got, err := LoadDir(writeFiles(t, mixed))
	require.NoError(t, err)
	want.Source = got.Source // the folders differ, but not their contents
	assert.True(t, assert.ObjectsAreEqual(want, got))
}

func TestLoadDirPrefersTheNameWithoutGz(t *testing.T) {
	set := files(5001)
	set[testLabels+".gz"] = []byte("not read")
	_, err := LoadDir(writeFiles(t, set))
	assert.NoError(t, err)
}

func TestLoadDirNamesTheFileAndTheFault(t *testing.T) {
	for _, c := range []struct {
		name    string
		change  func(set map[string][]byte)
		file    string // that the message begins with, in the folder
		message string
	}{
		{"too few to split", func(set map[string][]byte) {
			for name, content := range files(5000) {
				set[name] = content
			}
		}, trainImages, "5000 images for training, more than 5000 are needed, since 5000 go to validation"},
		{"label over 9", func(set map[string][]byte) { set[trainLabels][8+4321] = 10 },
			trainLabels, "label 4321 is 10, labels must be 0 to 9"},
		{"label missing", func(set map[string][]byte) { set[testLabels] = idxLabels(0, 1) },
			testLabels, "2 labels for the 3 images in " + testImages + ", there must be one for each"},
		{"other test shape", func(set map[string][]byte) { set[testImages][11] = 14 },
			testImages, "the header says images of 14×28, they must be 28×28"},
		{"truncated", func(set map[string][]byte) { set[trainImages] = set[trainImages][:1000] },
			trainImages, "truncated: the header says 5001 images of 28×28 (3920784 bytes), the file has 984"},
		{"damaged gzip", func(set map[string][]byte) { set[testLabels] = gzipped(t, set[testLabels])[:12] },
			testLabels, "damaged gzip: unexpected EOF"},
		{"of two faults, the first file's", func(set map[string][]byte) {
			set[trainImages], set[testImages] = set[trainImages][:3], set[testImages][:3]
		}, trainImages, "truncated"},
	} {
		t.Run(c.name, func(t *testing.T) {
			set := files(5001)
			c.change(set)
			dir := writeFiles(t, set)
			_, err := LoadDir(dir)
			require.Error(t, err)
			assert.True(t, strings.HasPrefix(err.Error(), filepath.Join(dir, c.file)+": "+c.message), err)
			assert.NotContains(t, err.Error(), "\n")
		})
	}
}

func TestLoadDirNamesEveryMissingFile(t *testing.T) {
	for _, missing := range []string{trainImages, trainLabels, testImages, testLabels} {
		set := files(1)
		delete(set, missing)
		dir := writeFiles(t, set)
		_, err := LoadDir(dir)
		assert.EqualError(t, err, dir+": no "+missing+" or "+missing+".gz: file does not exist")
		assert.ErrorIs(t, err, fs.ErrNotExist)
	}

	dir := writeFiles(t, map[string][]byte{trainImages: nil, testImages: nil})
	_, err := LoadDir(dir)
	assert.EqualError(t, err, dir+": no train-labels-idx1-ubyte or train-labels-idx1-ubyte.gz, "+
		"no t10k-labels-idx1-ubyte or t10k-labels-idx1-ubyte.gz: file does not exist")
}

func TestLoadDirRefusesWhatIsNoFolder(t *testing.T) {
	empty := t.TempDir()
	_, err := LoadDir(empty)
	assert.ErrorContains(t, err, empty+": an empty folder; wanted are train-images-idx3-ubyte, ")
	assert.ErrorIs(t, err, fs.ErrNotExist)

	absent := filepath.Join(empty, "absent")
	_, err = LoadDir(absent)
	assert.ErrorContains(t, err, absent)
	assert.ErrorIs(t, err, fs.ErrNotExist)

	_, err = LoadDir("")
	assert.ErrorContains(t, err, `folder ""`)

	file := filepath.Join(writeFiles(t, files(1)), trainImages)
	_, err = LoadDir(file)
	assert.EqualError(t, err, file+": a file; the folder that holds MNIST's four files is wanted")
}

func TestLoadDirRefusesAFolderForAFile(t *testing.T) {
	set := files(5001)
	delete(set, testLabels)
	dir := writeFiles(t, set)
	require.NoError(t, os.Mkdir(filepath.Join(dir, testLabels+".gz"), 0o700))
	_, err := LoadDir(dir)
	assert.ErrorContains(t, err, filepath.Join(dir, testLabels+".gz")+": a folder or device")
}
