package main

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"descent/internal/cli/clitest"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"mnistcompare": main})
}

// TestScripts runs each script with a small set of images in data/: enough for
// 5,000 to validate and 200 to train on.
func TestScripts(t *testing.T) {
	clitest.Run(t, func(env *testscript.Env) error {
		kill, err := filepath.Abs("testdata/kill.sh")
		if err != nil {
			return err
		}
		env.Setenv("KILL", kill)
		if err := writeData(filepath.Join(env.WorkDir, "data"), 5200); err != nil {
			return err
		}
		return writeData(filepath.Join(env.WorkDir, "other"), 5201)
	})
}

// writeData makes a folder of so many images to train and validate on.
func writeData(dir string, n int) error {
	if err := os.Mkdir(dir, 0o755); err != nil {
		return err
	}
	for name, contents := range map[string][]byte{
		"train-images-idx3-ubyte": images(n), "train-labels-idx1-ubyte": labels(n),
		"t10k-images-idx3-ubyte": images(100), "t10k-labels-idx1-ubyte": labels(100),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), contents, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// images are n pictures in which the digit i mod 10 is a bright row.
func images(n int) []byte {
	var b bytes.Buffer
	binary.Write(&b, binary.BigEndian, []uint32{0x803, uint32(n), 28, 28})
	for i := range n {
		picture := make([]byte, 28*28)
		for j := range 28 {
			picture[28*(2*(i%10)+3)+j] = byte(128 + (i*31+j*17)%128)
		}
		b.Write(picture)
	}
	return b.Bytes()
}

func labels(n int) []byte {
	var b bytes.Buffer
	binary.Write(&b, binary.BigEndian, []uint32{0x801, uint32(n)})
	for i := range n {
		b.WriteByte(byte(i % 10))
	}
	return b.Bytes()
}
