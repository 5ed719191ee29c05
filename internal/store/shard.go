package store

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Shard is a part of a study that a process runs: part I of N, from 1. The zero
// Shard is the whole.
type Shard struct{ I, N int }

// ParseShard reads a shard as it is written, "2/4".
func ParseShard(text string) (Shard, error) {
	i, n, ok := strings.Cut(text, "/")
	var s Shard
	var errI, errN error
	s.I, errI = strconv.Atoi(i)
	s.N, errN = strconv.Atoi(n)
	if !ok || errI != nil || errN != nil || s.check() != nil || s == (Shard{}) {
		return Shard{}, fmt.Errorf("shard %q: part I of N is wanted as I/N, 1 ≤ I ≤ N, such as 2/4", text)
	}
	return s, nil
}

func (s Shard) check() error {
	if s != (Shard{}) && (s.I < 1 || s.I > s.N) {
		return fmt.Errorf("shard %d/%d: parts are numbered from 1 to %d", s.I, s.N, s.N)
	}
	return nil
}

// Has tells whether the study's run number i, from 0, belongs to the shard. Runs
// are dealt out like cards, so that neighbours, which take about as long, go to
// different shards.
func (s Shard) Has(i int) bool { return s == (Shard{}) || i%s.N == s.I-1 }

// String returns the shard as [ParseShard] reads it; of the whole, "".
func (s Shard) String() string {
	if s == (Shard{}) {
		return ""
	}
	return fmt.Sprintf("%d/%d", s.I, s.N)
}

// base is the name of the shard's files without the ending.
func (s Shard) base() string {
	if s == (Shard{}) {
		return "runs"
	}
	return fmt.Sprintf("runs-%d-of-%d", s.I, s.N)
}

// The endings of a log and what belongs to it.
const (
	logEnding        = ".log"
	lockEnding       = ".lock"
	checkpointEnding = ".checkpoints"
)

// baseName is what [Shard.base] returns.
var baseName = regexp.MustCompile(`^runs(-[1-9][0-9]*-of-[1-9][0-9]*)?$`)

// baseOf returns the base of a file's name that has the ending.
func baseOf(name, ending string) (base string, ok bool) {
	base, ok = strings.CutSuffix(name, ending)
	return base, ok && baseName.MatchString(base)
}
