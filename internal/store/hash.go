package store

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// Hash identifies a run: the SHA-256 of its resolved configuration.
type Hash [sha256.Size]byte

// HashOf returns the hash of a run's configuration, written out so that the same
// run has the same bytes.
func HashOf(configuration []byte) Hash { return sha256.Sum256(configuration) }

// String returns the hash in 64 lower-case hexadecimal digits.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// short is enough of the hash to find it by.
func (h Hash) short() string { return h.String()[:12] }

// MarshalText implements [encoding.TextMarshaler].
func (h Hash) MarshalText() ([]byte, error) { return []byte(h.String()), nil }

// UnmarshalText implements [encoding.TextUnmarshaler].
func (h *Hash) UnmarshalText(text []byte) error {
	if len(text) != hex.EncodedLen(len(h)) {
		return fmt.Errorf("a hash of %d digits, %d are needed", len(text), hex.EncodedLen(len(h)))
	}
	_, err := hex.Decode(h[:], text)
	return err
}
