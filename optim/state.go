package optim

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"descent/internal/vec"
)

// stateHeader starts a saved state.
const stateHeader = "descent optimizer state 1\n"

// Save writes an optimizer's whole state, the parameters included. Restored
// into an optimizer of the same spec over the same shapes, it continues with
// the same bits; every NaN is written as the same one.
func Save(w io.Writer, o Optimizer) error {
	var b bytes.Buffer
	b.WriteString(stateHeader)
	put := func(v any) { binary.Write(&b, binary.LittleEndian, v) } // a Buffer takes everything
	o.Visit(func(name string, v Vec) {
		put(uint32(len(name)))
		b.WriteString(name)
		put(uint8(v.Precision()))
		put(uint64(v.Len()))
		v = v.Canonical()
		put(v.Float32s())
		put(v.Float64s())
	})
	_, err := w.Write(b.Bytes())
	return err
}

// Restore sets an optimizer's state to one that Save wrote. On an error, which
// names what does not fit, the optimizer is as it was.
func Restore(r io.Reader, o Optimizer) error {
	all, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	rest, ok := bytes.CutPrefix(all, []byte(stateHeader))
	if !ok {
		return errors.New("optim: not a saved optimizer state")
	}
	in := bytes.NewReader(rest)
	var into, from []Vec
	o.Visit(func(name string, v Vec) {
		if err == nil {
			var saved Vec
			saved, err = readPart(in, name, v)
			into, from = append(into, v), append(from, saved)
		}
	})
	if err == nil && in.Len() > 0 {
		err = errors.New("optim: the saved state has more parts than the optimizer")
	}
	if err != nil {
		return err
	}
	for i := range into {
		into[i].Copy(from[i])
	}
	return nil
}

// readPart reads the next part of a saved state, which must be the one named
// and fit like.
func readPart(in *bytes.Reader, name string, like Vec) (Vec, error) {
	cut := func(err error) (Vec, error) {
		return Vec{}, fmt.Errorf("optim: the saved state ends in %q: %w", name, err)
	}
	get := func(into ...any) error {
		for _, v := range into {
			if err := binary.Read(in, binary.LittleEndian, v); err != nil {
				return err
			}
		}
		return nil
	}
	var length uint32
	if err := get(&length); err != nil {
		return cut(err)
	}
	if int64(length) > int64(in.Len()) {
		return cut(io.ErrUnexpectedEOF)
	}
	saved := make([]byte, length)
	in.Read(saved)
	if string(saved) != name {
		return Vec{}, fmt.Errorf("optim: the saved state has %q where the optimizer has %q", saved, name)
	}
	var precision uint8
	var n uint64
	if err := get(&precision, &n); err != nil {
		return cut(err)
	}
	if vec.Precision(precision) != like.Precision() || n != uint64(like.Len()) {
		return Vec{}, fmt.Errorf("optim: %q has %d %v in the saved state and %d %v in the optimizer",
			name, n, vec.Precision(precision), like.Len(), like.Precision())
	}
	v := vec.Make(like.Precision(), like.Len())
	if err := get(v.Float32s(), v.Float64s()); err != nil {
		return cut(err)
	}
	return v, nil
}
