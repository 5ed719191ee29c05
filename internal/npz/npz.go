// Package npz writes and reads tensors as numpy's .npz files: a zip archive with
// one .npy file for each, which numpy.load opens by name.
//
// The format is that of NEP 1 (Kern 2007, A simple file format for numpy arrays).
package npz

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"

	"codeberg.org/sbinet/npyio/npy"
	"codeberg.org/sbinet/npyio/npz"

	"descent/internal/suggest"
	"descent/internal/vec"
)

// Tensor is a named array, row-major.
type Tensor struct {
	Name string // "dense/kernel"
	Dims []int  // one or two, whose product is the length of X
	X    vec.Vec
}

// extension ends the names of arrays within the archive. numpy.load hides it.
const extension = ".npy"

// Encode returns the tensors as a file, in their order and precision. The same
// tensors give the same bytes: the archive carries no time.
func Encode(tensors []Tensor) ([]byte, error) {
	var b bytes.Buffer
	w := npz.NewWriter(&b)
	for _, t := range tensors {
		if err := w.Write(t.Name+extension, t.array()); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// array is the tensor as a Go array [n]T or [m][n]T, since npyio takes a shape
// from the type of what it writes.
func (t Tensor) array() any {
	x := t.X.Canonical()
	flat := reflect.ValueOf(x.Float64s())
	if x.Precision() == vec.Float32 {
		flat = reflect.ValueOf(x.Float32s())
	}
	row := t.Dims[len(t.Dims)-1]
	kind := reflect.ArrayOf(row, flat.Type().Elem())
	if len(t.Dims) == 1 {
		a := reflect.New(kind).Elem()
		reflect.Copy(a, flat)
		return a.Interface()
	}
	a := reflect.New(reflect.ArrayOf(t.Dims[0], kind)).Elem()
	for i := range t.Dims[0] {
		reflect.Copy(a.Index(i), flat.Slice(i*row, (i+1)*row))
	}
	return a.Interface()
}

// Decode returns the values of the tensors wanted, whose X it does not look at,
// in float64, which holds both of a file's precisions exactly. Numbers may have
// either order of bytes and arrays either order of axes (numpy's fortran_order).
//
// The file must hold these tensors and no others. The error tells what is wrong
// in one line: it is not such a file or ends early, or a tensor that it names is
// missing, not wanted, of another shape or type, or damaged.
func Decode(contents []byte, want []Tensor) ([][]float64, error) {
	r, err := npz.NewReader(bytes.NewReader(contents), int64(len(contents)))
	if err != nil {
		return nil, errors.New("it is not an .npz file, or ends early")
	}
	var names []string // known
	for _, t := range want {
		names = append(names, t.Name)
	}
	found := map[string]bool{}
	for _, key := range r.Keys() {
		name := strings.TrimSuffix(key, extension)
		if found[name] {
			return nil, fmt.Errorf("it holds the tensor %q twice", name)
		}
		found[name] = true
	}
	// What is missing first: of a tensor by a wrong name that is the better hint.
	for _, t := range want {
		if !found[t.Name] {
			return nil, fmt.Errorf("it lacks the tensor %q %v", t.Name, t.Dims)
		}
	}
	for _, key := range r.Keys() {
		if name := strings.TrimSuffix(key, extension); !slices.Contains(names, name) {
			return nil, suggest.Unknown("tensor", name, names)
		}
	}
	values := make([][]float64, len(want))
	for i, t := range want {
		if values[i], err = read(r, t); err != nil {
			return nil, fmt.Errorf("its tensor %q %w", t.Name, err)
		}
	}
	return values, nil
}

// headerRoom is more than the header of any array of one or two dimensions
// takes; numpy's own has 128 bytes.
const headerRoom = 4096

// read returns the values of a tensor that is in the archive. Its errors go on
// from "the tensor".
func read(r *npz.Reader, t Tensor) ([]float64, error) {
	key := t.Name + extension
	if !slices.Contains(r.Keys(), key) {
		key = t.Name
	}
	f, err := r.Open(key)
	if err != nil {
		return nil, errors.New("is damaged")
	}
	defer f.Close()
	n := 1
	for _, d := range t.Dims {
		n *= d
	}
	// To the end, where the archive's checksum is compared, but no further than
	// what is wanted can reach: a small archive may hold terabytes of zeros.
	room := int64(8*n + headerRoom)
	contents, err := io.ReadAll(io.LimitReader(f, room+1))
	if err != nil {
		return nil, errors.New("is damaged or ends early")
	}
	a, err := open(contents)
	if err != nil {
		return nil, err
	}
	header := a.Header.Descr
	if !slices.Equal(header.Shape, t.Dims) {
		return nil, fmt.Errorf("has the shape %v, %v is needed", header.Shape, t.Dims)
	}
	values, size, err := numbers(a, n)
	if err != nil {
		return nil, err
	}
	if len(contents) != size {
		return nil, errors.New("is longer than its shape and type make it")
	}
	if header.Fortran && len(t.Dims) == 2 {
		values = transposed(values, t.Dims[0], t.Dims[1])
	}
	return values, nil
}

// array is an .npy file whose header was read.
type array struct {
	*npy.Reader
	start int // where the numbers begin
}

// open reads the header of an .npy file. npyio takes every length in it for
// granted, so that they are looked at here, and panics on some wrong ones.
func open(contents []byte) (a array, err error) {
	damaged := errors.New("is not an array of numpy")
	if len(contents) < 12 || !bytes.HasPrefix(contents, npy.Magic[:]) {
		return a, damaged
	}
	switch contents[6] {
	case 1:
		a.start = 10 + int(contents[8]) + int(contents[9])<<8
	case 2:
		a.start = 12 + int(contents[8]) + int(contents[9])<<8 + int(contents[10])<<16 + int(contents[11])<<24
	}
	if a.start == 0 || a.start > len(contents) {
		return a, damaged
	}
	defer func() {
		if recover() != nil {
			err = damaged
		}
	}()
	if a.Reader, err = npy.NewReader(bytes.NewReader(contents)); err != nil {
		return a, damaged
	}
	return a, nil
}

// numbers reads the n numbers of an array, and tells how long its file is.
func numbers(a array, n int) (values []float64, size int, err error) {
	values = make([]float64, n)
	switch kind := npy.TypeFrom(a.Header.Descr.Type); kind {
	case reflect.TypeFor[float64]():
		err = a.Read(&values)
		size = a.start + 8*n
	case reflect.TypeFor[float32]():
		singles := make([]float32, n)
		err = a.Read(&singles)
		for i, v := range singles {
			values[i] = float64(v)
		}
		size = a.start + 4*n
	default:
		return nil, 0, fmt.Errorf("holds numbers of the type %s, float32 or float64 is needed", a.Header.Descr.Type)
	}
	if err != nil {
		return nil, 0, errors.New("ends early")
	}
	return values, size, nil
}

// transposed turns columns one after another into rows [rows × columns].
func transposed(a []float64, rows, columns int) []float64 {
	out := make([]float64, len(a))
	for i := range rows {
		for j := range columns {
			out[i*columns+j] = a[j*rows+i]
		}
	}
	return out
}
