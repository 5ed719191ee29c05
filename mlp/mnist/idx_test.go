package mnist

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// idxImages is a file of n images whose pixel j of image i is i+j.
func idxImages(n int) []byte {
	b := binary.BigEndian.AppendUint32([]byte{0, 0, 8, 3}, uint32(n))
	b = append(b, 0, 0, 0, 28, 0, 0, 0, 28)
	for i := range n {
		for j := range 784 {
			b = append(b, byte(i+j))
		}
	}
	return b
}

// idxLabels is a file of these labels.
func idxLabels(digits ...byte) []byte {
	return append(binary.BigEndian.AppendUint32([]byte{0, 0, 8, 1}, uint32(len(digits))), digits...)
}

func gzipped(t testing.TB, b []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	_, err := z.Write(b)
	require.NoError(t, err)
	require.NoError(t, z.Close())
	return out.Bytes()
}

// with returns a copy of b that has the given bytes at position at.
func with(b []byte, at int, values ...byte) []byte {
	b = bytes.Clone(b)
	copy(b[at:], values)
	return b
}

func read(file []byte, want layout) ([]byte, error) {
	return readIDX("file", bytes.NewReader(file), int64(len(file)), want)
}

func TestReadIDXGivesTheElementsPlainOrGzip(t *testing.T) {
	for _, c := range []struct {
		file   []byte
		want   layout
		header int
	}{
		{idxImages(3), images, 16},
		{idxLabels(7, 2, 1, 0), labels, 8},
	} {
		t.Run(c.want.items, func(t *testing.T) {
			plain, err := read(c.file, c.want)
			require.NoError(t, err)
			assert.Equal(t, c.file[c.header:], plain)

			unzipped, err := read(gzipped(t, c.file), c.want)
			require.NoError(t, err)
			assert.Equal(t, plain, unzipped)

			// gzip allows a file to be cut into members, one behind the other.
			members := append(gzipped(t, c.file[:10]), gzipped(t, c.file[10:])...)
			unzipped, err = read(members, c.want)
			require.NoError(t, err)
			assert.Equal(t, plain, unzipped)
		})
	}
}

func TestReadIDXRefusesEveryTruncation(t *testing.T) {
	for _, c := range []struct {
		name string
		file []byte
		want layout
	}{
		{"images", idxImages(2), images},
		{"labels", idxLabels(7, 2, 1, 0), labels},
		{"images, gzip", gzipped(t, idxImages(2)), images},
		{"labels, gzip", gzipped(t, idxLabels(7, 2, 1, 0)), labels},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := read(c.file, c.want)
			require.NoError(t, err)
			for n := range c.file {
				_, err := read(c.file[:n], c.want)
				require.Error(t, err, "%d of %d bytes", n, len(c.file))
			}
		})
	}
}

func TestReadIDXRefusesEveryWrongHeaderByte(t *testing.T) {
	for _, c := range []struct {
		file   []byte
		want   layout
		header int
	}{
		{idxImages(2), images, 16},
		{idxLabels(7, 2, 1, 0), labels, 8},
	} {
		for at := range c.header {
			for v := range 256 {
				if byte(v) == c.file[at] {
					continue
				}
				_, err := read(with(c.file, at, byte(v)), c.want)
				require.Error(t, err, "%s with %#02x at byte %d", c.want.items, v, at)
			}
		}
	}
}

func TestReadIDXSaysWhatWasFoundAndWhatIsRight(t *testing.T) {
	two, four := idxImages(2), idxLabels(7, 2, 1, 0)
	zipped := gzipped(t, two)
	for _, c := range []struct {
		name    string
		file    []byte
		want    layout
		message string
	}{
		{"empty", nil, images, "file: truncated: an IDX file begins with 4 bytes that say what it holds, the file has 0"},
		{"no dimensions", two[:9], images, "file: truncated: the header has 16 bytes, the file has 9"},
		{"labels for images", four, images, "file: it begins with 00 00 08 01, an IDX file of images begins with 00 00 08 03"},
		{"images for labels", two, labels, "file: it begins with 00 00 08 03, an IDX file of labels begins with 00 00 08 01"},
		{"floats", with(two, 2, 0x0d), images, "file: it begins with 00 00 0d 03, an IDX file of images begins with 00 00 08 03"},
		{"text", []byte("<html>"), labels, "file: it begins with 3c 68 74 6d, an IDX file of labels begins with 00 00 08 01"},
		{"other shape", with(two, 11, 32), images, "file: the header says images of 32×28, they must be 28×28"},
		{"no images", with(two, 7, 0), images, "file: the header says 0 images, there must be 1 to 2097152"},
		{"4 billion images", with(two, 4, 255, 255, 255, 255), images, "file: the header says 4294967295 images, there must be 1 to 2097152"},
		{"images missing", with(two[:1250], 4, 0, 0, 0xea, 0x60), images,
			"file: truncated: the header says 60000 images of 28×28 (47040000 bytes), the file has 1234"},
		{"images missing, gzip", gzipped(t, with(two[:1250], 4, 0, 0, 0xea, 0x60)), images,
			"file: truncated: the header says 60000 images of 28×28 (47040000 bytes), the file has 1234"},
		{"labels missing", four[:11], labels, "file: truncated: the header says 4 labels (4 bytes), the file has 3"},
		{"too long", append(bytes.Clone(two), 0), images, "file: too long: the header says 2 images of 28×28 (1568 bytes), the file has more"},
		{"too long, gzip", gzipped(t, append(bytes.Clone(four), 0)), labels, "file: too long: the header says 4 labels (4 bytes), the file has more"},
		{"gzip breaks off", zipped[:len(zipped)-9], images, "file: damaged gzip: unexpected EOF"},
		{"gzip without checksum", zipped[:len(zipped)-8], images, "file: damaged gzip: unexpected EOF"},
		{"gzip of other content", with(zipped, len(zipped)-8, 1, 2, 3, 4), images, "file: damaged gzip: gzip: invalid checksum"},
		{"gzip header", with(zipped, 2, 9), images, "file: damaged gzip: gzip: invalid header"},
		{"text behind gzip", append(bytes.Clone(zipped), "more text"...), images, "file: damaged gzip: "},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := read(c.file, c.want)
			require.Error(t, err)
			assert.Contains(t, err.Error(), c.message)
			assert.NotContains(t, err.Error(), "\n")
		})
	}
}

func TestReadIDXRefusesAFlippedBitInGzip(t *testing.T) {
	plain := idxImages(2)
	zipped := gzipped(t, plain)
	for at := 10; at < len(zipped); at++ { // the ten bytes before are gzip's header, where a time may differ
		got, err := read(with(zipped, at, zipped[at]^1), images)
		if err == nil {
			// Some bits in deflate's padding mean nothing.
			require.Equal(t, plain[16:], got, "byte %d", at)
		}
	}
}

func TestReadIDXPassesReadErrorsOn(t *testing.T) {
	cause := errors.New("the disk is on fire")
	for _, file := range [][]byte{idxImages(2), gzipped(t, idxImages(2))} {
		for _, n := range []int{0, 1, 5, 12, len(file) - 4} {
			r := io.MultiReader(bytes.NewReader(file[:n]), iotest.ErrReader(cause))
			_, err := readIDX("file", r, int64(len(file)), images)
			require.ErrorIs(t, err, cause, "after %d bytes", n)
		}
	}
}

func TestReadIDXSetsNoMemoryAsideForAFalseClaim(t *testing.T) {
	most := []byte{0, 0x20, 0, 0} // 2,097,152 images, 1.6 GB
	for _, file := range [][]byte{
		with(idxImages(2), 4, most...),
		gzipped(t, with(idxImages(2), 4, most...)),
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := read(file, images)
		runtime.ReadMemStats(&after)
		require.ErrorContains(t, err, "the header says 2097152 images of 28×28 (1644167168 bytes), the file has 1568")
		assert.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(4<<20))
	}
}

// FuzzReadIDX holds that no file makes the reader panic, that what it accepts
// is the file's own count of items, and that what it refuses is told in a line.
func FuzzReadIDX(f *testing.F) {
	two, four := idxImages(2), idxLabels(7, 2, 1, 0)
	for _, file := range [][]byte{
		nil, two, four, gzipped(f, two), gzipped(f, four),
		two[:1000], append(bytes.Clone(four), 1), with(two, 4, 255, 255, 255, 255), with(two, 3, 255),
		gzipped(f, two)[:40], append(gzipped(f, four[:6]), gzipped(f, four[6:])...),
		gzipped(f, gzipped(f, four)),
	} {
		f.Add(file, true)
		f.Add(file, false)
	}
	f.Fuzz(func(t *testing.T, file []byte, ofImages bool) {
		want, header := labels, 8
		if ofImages {
			want, header = images, 16
		}
		elements, err := read(file, want)
		if err != nil {
			assert.True(t, strings.HasPrefix(err.Error(), "file: "), err)
			assert.NotContains(t, err.Error(), "\n")
			return
		}

		plain := file
		if z, err := gzip.NewReader(bytes.NewReader(file)); err == nil {
			plain, err = io.ReadAll(z)
			require.NoError(t, err)
		}
		require.Greater(t, len(plain), header)
		assert.Equal(t, plain[header:], elements)
		count := binary.BigEndian.Uint32(plain[4:])
		assert.EqualValues(t, len(elements), int(count)*want.itemSize(), fmt.Sprint(count, " items"))
	})
}
