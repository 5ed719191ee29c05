package mlp

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"descent/internal/atomicfile"
	"descent/internal/npz"
	"descent/internal/vec"
)

// SaveWeights writes the weights with which [Model.Evaluate] scores (of an
// optimizer that keeps an average, that) into a file which numpy.load reads: an
// array for each tensor, under the name and in the order of [Model.Weights]. The
// file appears whole or not at all, and the same weights give the same bytes.
// It is an error if the model has no weights or the file cannot be written.
func (m *Model) SaveWeights(path string) error {
	if m.params == nil {
		return errNoWeights
	}
	contents, err := npz.Encode(m.saved())
	if err != nil {
		return fmt.Errorf("mlp: %w", err)
	}
	return atomicfile.Write(path, contents)
}

// LoadWeights sets the weights to those of a file that SaveWeights or numpy's
// savez wrote, in float32 or float64; they are rounded to the model's precision,
// float32 if it has no weights yet. The optimizer starts anew.
//
// The file must hold each of the model's tensors, in its shape, and nothing else.
// The error of one that does not names what is wrong, and then the model is as
// it was.
func (m *Model) LoadWeights(path string) error {
	failed := func(err error) error { return fmt.Errorf("cannot load the weights of %s: %w", path, err) }
	contents, err := os.ReadFile(path)
	if err != nil {
		var p *fs.PathError
		if errors.As(err, &p) {
			err = p.Err
		}
		return failed(err)
	}
	loaded := m
	if m.params == nil {
		// Not m itself, which stays without weights if the file is not right.
		empty := *m
		loaded = &empty
		loaded.Initialize(0, vec.Float32)
	}
	tensors := loaded.saved()
	values, err := npz.Decode(contents, tensors)
	if err != nil {
		return failed(err)
	}
	if loaded != m {
		*m = *loaded
	}
	m.optimizer, m.epochs = nil, 0
	for i, t := range m.saved() {
		for j, v := range values[i] {
			t.X.Set(j, v)
		}
	}
	return nil
}

// saved lists what a file of weights holds, on the model's own storage.
func (m *Model) saved() []npz.Tensor {
	x := m.point()
	var all []npz.Tensor
	start := 0
	for _, t := range m.tensors {
		// The trained ones lie in the point one after another.
		if values := t.X; t.G.Len() > 0 {
			end := start + values.Len()
			t.X, start = x.Slice(start, end), end
		}
		all = append(all, npz.Tensor{Name: t.Name, Dims: t.Dims, X: t.X})
	}
	return all
}
