package mnist

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"descent/mlp"
)

//go:embed *-ubyte.gz
var embedded embed.FS

// The four files, by the names under which they were published.
const (
	trainImages = "train-images-idx3-ubyte"
	trainLabels = "train-labels-idx1-ubyte"
	testImages  = "t10k-images-idx3-ubyte"
	testLabels  = "t10k-labels-idx1-ubyte"
)

// Split is the data of a study, divided as in the reference tutorial. Each part
// has 784 features, the pixels of a 28×28 image, in 0…1, and labels 0…9.
type Split struct {
	// Train is what the validation images leave of the training file, in the
	// file's order: 55,000 of MNIST's 60,000.
	Train mlp.Data

	// Validation is 5,000 images of the training file, the ones that numpy's
	// legacy generator draws with seed 1234, in the order drawn. It shares its
	// storage with Train.
	Validation mlp.Data

	// Test is the test file, in its order: MNIST's 10,000.
	Test mlp.Data

	// Source is "MNIST" for the embedded data, or the folder that was read.
	Source string

	// SHA256 tells sets apart, in hexadecimal: the hash of the pixels and
	// labels of the training file, then those of the test file.
	SHA256 string
}

// Load returns the embedded MNIST database. Every call reads it anew, into
// 220 MB that belong to the result.
func Load() (Split, error) {
	s, err := load(embedded, "")
	s.Source = "MNIST"
	return s, err
}

// LoadDir returns the data of the four files in the folder dir that are named
// as MNIST's are, train-images-idx3-ubyte and so on, each in IDX format, plain or
// gzip, with or without .gz behind its name (if both are there, the one without
// is read). The images must be 28×28 and the labels 0…9, but there may be any
// number of them: the validation part is 5,000 images drawn from however many
// more the training file has, and a pixel p becomes p/255 whichever values occur.
//
// An error names the file and what is wrong with it in one line; for a missing
// file or folder it wraps [fs.ErrNotExist].
func LoadDir(dir string) (Split, error) {
	entries, err := os.ReadDir(dir)
	if info, statErr := os.Stat(dir); statErr == nil && !info.IsDir() {
		return Split{}, fmt.Errorf("%s: a file; the folder that holds MNIST's four files is wanted", dir)
	}
	if err != nil {
		return Split{}, fmt.Errorf("folder %q: %w", dir, withoutPath(err))
	}
	if len(entries) == 0 {
		return Split{}, fmt.Errorf("%s: an empty folder; wanted are %s, plain or with .gz: %w", dir,
			strings.Join([]string{trainImages, trainLabels, testImages, testLabels}, ", "), fs.ErrNotExist)
	}
	s, err := load(os.DirFS(dir), dir)
	s.Source = dir
	return s, err
}

// load reads the four files in the root of fsys. dir is put before their names
// in errors.
func load(fsys fs.FS, dir string) (Split, error) {
	names, err := findFiles(fsys, dir, trainImages, trainLabels, testImages, testLabels)
	if err != nil {
		return Split{}, err
	}

	// To inflate the images takes most of the time.
	var (
		all, test         set
		trainErr, testErr error
		wg                sync.WaitGroup
	)
	wg.Add(1)
	go func() {
		defer wg.Done()
		test, testErr = readSet(fsys, dir, names[2], names[3])
	}()
	all, trainErr = readSet(fsys, dir, names[0], names[1])
	wg.Wait()
	if trainErr != nil {
		return Split{}, trainErr
	}
	if testErr != nil {
		return Split{}, testErr
	}

	if all.data.Len() <= validationSize {
		return Split{}, fmt.Errorf("%s: %d images for training, more than %d are needed, since %d go to validation",
			filepath.Join(dir, names[0]), all.data.Len(), validationSize, validationSize)
	}
	train, validation := splitRows(all.data.Len())
	digest := sha256.Sum256(append(all.hash[:], test.hash[:]...))
	return Split{
		Train: all.data.Select(train), Validation: all.data.Select(validation), Test: test.data,
		SHA256: hex.EncodeToString(digest[:]),
	}, nil
}

// findFiles returns the names under which the files are in fsys, with .gz or
// without. The error lists all that are missing.
func findFiles(fsys fs.FS, dir string, files ...string) ([]string, error) {
	names := make([]string, len(files))
	var missing []string
	for i, file := range files {
		for _, name := range []string{file, file + ".gz"} {
			info, err := fs.Stat(fsys, name)
			if errors.Is(err, fs.ErrNotExist) {
				continue
			}
			if err != nil {
				return nil, fmt.Errorf("%s: %w", filepath.Join(dir, name), withoutPath(err))
			}
			if !info.Mode().IsRegular() {
				return nil, fmt.Errorf("%s: a folder or device (%s), a file is wanted", filepath.Join(dir, name), info.Mode())
			}
			names[i] = name
			break
		}
		if names[i] == "" {
			missing = append(missing, fmt.Sprintf("%s or %s.gz", file, file))
		}
	}
	if missing != nil {
		return nil, fmt.Errorf("%s: no %s: %w", dir, strings.Join(missing, ", no "), fs.ErrNotExist)
	}
	return names, nil
}

// set is a file of images with the file of their labels.
type set struct {
	data mlp.Data
	hash [sha256.Size]byte // of the pixels, then the labels
}

func readSet(fsys fs.FS, dir, imageFile, labelFile string) (set, error) {
	digits, err := readFile(fsys, dir, labelFile, labels)
	if err != nil {
		return set{}, err
	}
	for i, digit := range digits {
		if digit > 9 {
			return set{}, fmt.Errorf("%s: label %d is %d, labels must be 0 to 9", filepath.Join(dir, labelFile), i, digit)
		}
	}
	pixels, err := readFile(fsys, dir, imageFile, images)
	if err != nil {
		return set{}, err
	}
	if n := len(pixels) / images.itemSize(); n != len(digits) {
		return set{}, fmt.Errorf("%s: %d labels for the %d images in %s, there must be one for each",
			filepath.Join(dir, labelFile), len(digits), n, imageFile)
	}
	h := sha256.New()
	h.Write(pixels) // a hash takes everything
	h.Write(digits)
	data, err := mlp.NewData(scale(pixels), images.itemSize(), digits)
	return set{data, [sha256.Size]byte(h.Sum(nil))}, err
}

// readFile reads one IDX file.
func readFile(fsys fs.FS, dir, name string, want layout) ([]byte, error) {
	path := filepath.Join(dir, name)
	f, err := fsys.Open(name)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, withoutPath(err))
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, withoutPath(err))
	}
	return readIDX(path, f, info.Size(), want)
}

// scale returns the pixels as (p − min)/(max − min), with the range of a byte
// for min and max. MNIST has both 0 and 255, so that it is the tutorial's min–max
// scaling. Each value is the float32 nearest to p/255.
func scale(pixels []byte) []float32 {
	var scaled [256]float32
	for p := range scaled {
		scaled[p] = float32(p) / 255
	}
	x := make([]float32, len(pixels))
	for i, p := range pixels {
		x[i] = scaled[p]
	}
	return x
}

// withoutPath returns the cause of a file system's error without the operation
// and the path, which for an [fs.FS] is not the one that the user gave.
func withoutPath(err error) error {
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		return pathErr.Err
	}
	return err
}
