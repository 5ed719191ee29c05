package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
)

// version is that of the files' form.
const version = 1

// Identity is what results depend on beside their runs' configurations. Those of
// a store have it in common.
type Identity struct {
	Program string `json:"program"` // version of the program
	Data    string `json:"data"`    // SHA-256 of the data
	Format  string `json:"format"`  // of configurations and results
}

// digest stands for the identity in every line.
func (id Identity) digest() string {
	text, _ := json.Marshal(id) // strings only: no error
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:8])
}

// header is what a log begins with.
type header struct {
	Version int `json:"version"`
	Identity
}

// Record is a finished run.
type Record struct {
	// Result is a function of the run's configuration, so that two records of a
	// run have the same bytes.
	Result json.RawMessage `json:"result"`
	// Measured is what differs from one execution to the next, such as seconds;
	// it may be empty. Of a run that was done twice the first log's is kept.
	Measured json.RawMessage `json:"measured,omitempty"`
}

// entry is the JSON of a line: a header or a run.
type entry struct {
	Store *header `json:"store,omitempty"`
	Run   *Hash   `json:"run,omitempty"`
	By    string  `json:"by,omitempty"` // digest of the identity
	*Record
}

// castagnoli is the polynomial of CRC-32C, which finds any three flipped bits in
// lines of up to 2³¹ bits (Castagnoli, Bräuer and Herrmann 1993).
var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// sumWidth is the length of a checksum in hexadecimal digits.
const sumWidth = 8

func checksum(b []byte) string { return fmt.Sprintf("%08x", crc32.Checksum(b, castagnoli)) }

// seal puts its checksum before a text.
func seal(text []byte) []byte { return append([]byte(checksum(text)+" "), text...) }

// unseal returns a sealed text, if it has the checksum.
func unseal(line []byte) (text []byte, ok bool) {
	if len(line) <= sumWidth || line[sumWidth] != ' ' {
		return nil, false
	}
	text = line[sumWidth+1:]
	return text, string(line[:sumWidth]) == checksum(text)
}

// encode returns an entry's line, its end included.
func encode(e entry) ([]byte, error) {
	var b bytes.Buffer
	w := json.NewEncoder(&b)
	w.SetEscapeHTML(false) // a result is to come out as it went in
	if err := w.Encode(e); err != nil {
		return nil, err
	}
	text := bytes.TrimSuffix(b.Bytes(), []byte("\n"))
	return append(seal(text), '\n'), nil
}

// decode reads a line without its end. It is an error if anything in it is not as
// encode writes it.
func decode(line []byte) (entry, error) {
	var e entry
	text, ok := unseal(line)
	if !ok {
		return e, errors.New("its checksum is wrong")
	}
	if err := json.Unmarshal(text, &e); err != nil {
		return e, err
	}
	if (e.Store == nil) == (e.Run == nil) || (e.Run == nil) != (e.Record == nil) || e.Run != nil && len(e.Result) == 0 {
		return e, errors.New("it is neither a header nor a run")
	}
	return e, nil
}
