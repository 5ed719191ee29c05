package mnist

import (
	"bufio"
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"io"
)

// The IDX format, as Y. LeCun describes it on the MNIST page: two zero bytes,
// one byte for the type of the elements, one for the number of dimensions, then
// the dimensions as big-endian 32-bit integers, then the elements, row-major.
const (
	unsignedByte = 0x08 // the type of all of MNIST's files

	// maxItems bounds what a file may claim: so many 28×28 images are just
	// below 2 GiB, which an int counts on every architecture. EMNIST, the
	// largest of the published sets in this format, has 814,255.
	maxItems = 1 << 21

	// maxInflation is how many bytes deflate can make of one: 258 of 2 bits.
	maxInflation = 1032
)

// layout is what an IDX file is to hold: a list of items of one shape.
type layout struct {
	items         string // what the items are, for messages
	height, width int    // of an item in elements; 0 if the items are single elements
}

var (
	images = layout{items: "images", height: 28, width: 28}
	labels = layout{items: "labels"}
)

// magic returns the first four bytes of a file of this layout.
func (l layout) magic() [4]byte {
	if l.height == 0 {
		return [4]byte{0, 0, unsignedByte, 1}
	}
	return [4]byte{0, 0, unsignedByte, 3}
}

// itemSize returns the bytes of one item.
func (l layout) itemSize() int { return max(1, l.height*l.width) }

// describe names n items with their shape.
func (l layout) describe(n int) string {
	if l.height == 0 {
		return fmt.Sprintf("%d %s", n, l.items)
	}
	return fmt.Sprintf("%d %s of %d×%d", n, l.items, l.height, l.width)
}

// readIDX reads a whole IDX file of the given layout, plain or gzip, and returns
// its elements: layout.itemSize() bytes for each item. size is the length of the
// file, against which the header's claim is held before memory is set aside.
// Anything but a complete, undamaged file of at least one item with nothing
// behind it is an error of one line that begins with name.
func readIDX(name string, r io.Reader, size int64, want layout) ([]byte, error) {
	elements, err := readElements(r, size, want)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return elements, nil
}

func readElements(r io.Reader, size int64, want layout) ([]byte, error) {
	r, mostBytes, err := inflate(r, size)
	if err != nil {
		return nil, err
	}
	count, err := readHeader(r, want)
	if err != nil {
		return nil, err
	}

	length := count * want.itemSize()
	// A file too short for its claim is read all the same, to say how long it is.
	elements := make([]byte, min(int64(length), mostBytes))
	n, err := fill(r, elements)
	if err != nil {
		return nil, fmt.Errorf("%w (at byte %d of %d)", err, n, length)
	}
	if n < length {
		return nil, fmt.Errorf("truncated: the header says %s (%d bytes), the file has %d", want.describe(count), length, n)
	}
	// This also reads the checksum at the end of a gzip file.
	n, err = fill(r, make([]byte, 1))
	if err != nil {
		return nil, fmt.Errorf("%w (after all of %d bytes)", err, length)
	}
	if n > 0 {
		return nil, fmt.Errorf("too long: the header says %s (%d bytes), the file has more", want.describe(count), length)
	}
	return elements, nil
}

// readHeader reads the header of a file, checks it and returns the number of items.
func readHeader(r io.Reader, want layout) (int, error) {
	var header struct {
		magic [4]byte
		dims  [3 * 4]byte // as many of them as the layout has dimensions
	}
	n, err := fill(r, header.magic[:])
	if err != nil {
		return 0, err
	}
	if n < len(header.magic) {
		return 0, fmt.Errorf("truncated: an IDX file begins with 4 bytes that say what it holds, the file has %d", n)
	}
	if magic := want.magic(); header.magic != magic {
		return 0, fmt.Errorf("it begins with % x, an IDX file of %s begins with % x", header.magic, want.items, magic)
	}

	dims := header.dims[:4*int(header.magic[3])]
	if n, err = fill(r, dims); err != nil {
		return 0, err
	}
	if n < len(dims) {
		return 0, fmt.Errorf("truncated: the header has %d bytes, the file has %d", len(header.magic)+len(dims), len(header.magic)+n)
	}
	if want.height > 0 {
		height, width := binary.BigEndian.Uint32(dims[4:]), binary.BigEndian.Uint32(dims[8:])
		if height != uint32(want.height) || width != uint32(want.width) {
			return 0, fmt.Errorf("the header says %s of %d×%d, they must be %d×%d", want.items, height, width, want.height, want.width)
		}
	}
	count := binary.BigEndian.Uint32(dims)
	if count < 1 || count > maxItems {
		return 0, fmt.Errorf("the header says %d %s, there must be 1 to %d", count, want.items, maxItems)
	}
	return int(count), nil
}

// inflate returns a reader of what is in r, gzip or not, and the most bytes that
// can come from it if r has size bytes.
func inflate(r io.Reader, size int64) (io.Reader, int64, error) {
	buffered := bufio.NewReaderSize(r, 64<<10)
	// An error of Peek is a file too short to be gzip, or is met again by Read.
	if start, _ := buffered.Peek(2); string(start) != "\x1f\x8b" {
		return buffered, size, nil
	}
	z, err := gzip.NewReader(buffered)
	if err != nil {
		return nil, 0, fmt.Errorf("damaged gzip: %w", err)
	}
	return gzipReader{z}, maxInflation * size, nil
}

// gzipReader marks the errors of a gzip file, so that one that breaks off is
// told apart from one that ends well but too early.
type gzipReader struct{ *gzip.Reader }

func (z gzipReader) Read(p []byte) (int, error) {
	n, err := z.Reader.Read(p)
	if err != nil && err != io.EOF {
		err = fmt.Errorf("damaged gzip: %w", err)
	}
	return n, err
}

// fill reads until p is full or r has ended and returns the number of bytes read.
// The end of r is no error.
func fill(r io.Reader, p []byte) (int, error) {
	n, err := io.ReadFull(r, p)
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		err = nil
	}
	return n, err
}
