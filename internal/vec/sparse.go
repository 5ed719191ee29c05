package vec

//go:generate go run -C _asm ./sparse -out ../sparse_amd64.s -stubs ../sparse_stubs_amd64.go -pkg vec

import (
	"math"
	"runtime"
	"sync"
)

// A pair is two neighbouring elements of a row, of the columns 2p and 2p+1: the first
// one's bits are the low half. What is not zero in an image stands in strokes, so that
// pairs are little more than half as many as elements; and a product that takes
// two of a row's elements at a time loads and stores half as often.
type pair uint64

func pairOf(first, second float32) pair {
	return pair(math.Float32bits(first)) | pair(math.Float32bits(second))<<32
}

func (p pair) first() float32  { return math.Float32frombits(uint32(p)) }
func (p pair) second() float32 { return math.Float32frombits(uint32(p >> 32)) }

// isZero tells whether both elements are zero, of either sign.
func (p pair) isZero() bool { return p&^(1<<63|1<<31) == 0 }

// pairAt returns pair p of a row; beyond the last of an odd number is a zero.
func pairAt(row []float32, p int) pair {
	if 2*p+1 < len(row) {
		return pairOf(row[2*p], row[2*p+1])
	}
	return pairOf(row[2*p], 0)
}

// pairsOf returns how many pairs a row of n elements has.
func pairsOf(n int) int { return (n + 1) / 2 }

// pairList lists pairs that are not zero, row by row, by their places p.
type pairList struct {
	places []uint32
	pairs  []pair
	spans  []uint32 // row i has what is from spans[2i] up to spans[2i+1]
}

func makePairList(rows, pairs int) pairList {
	return pairList{make([]uint32, pairs), make([]pair, pairs), make([]uint32, 2*rows)}
}

// listMargin is how many pairs more than there are set asks for room for.
const listMargin = 8

// set lists a row as row i, from at on, and returns where its pairs end.
func (l pairList) set(i int, row []float32, at int) int {
	l.spans[2*i] = uint32(at)
	done, count := listSIMD(row, l.places[at:], l.pairs[at:])
	at += count
	for p := done; p < pairsOf(len(row)); p++ {
		if e := pairAt(row, p); !e.isZero() {
			l.places[at], l.pairs[at] = uint32(p), e
			at++
		}
	}
	l.spans[2*i+1] = uint32(at)
	return at
}

// countPairs counts the pairs of rows of n elements that are not zero.
func countPairs(data []float32, n int) int {
	total := 0
	for ; len(data) > 0; data = data[n:] {
		row := data[:n]
		done, count := countSIMD(row)
		for p := done; p < pairsOf(n); p++ {
			if !pairAt(row, p).isZero() {
				count++
			}
		}
		total += count
	}
	return total
}

// densest is the share of pairs up to which it pays to leave the others out: one
// that is listed costs more than one in a row of neighbours. A constant decides, not
// the time that was measured, although the bits are the same either way.
const densest = 0.6

// sparseEnough tells whether so few of all pairs in a number of rows are not zero.
func sparseEnough(pairs, rows, cols int) bool {
	return float64(pairs) <= densest*float64(rows*pairsOf(cols))
}

// Sparse is what is not zero in a matrix. It does not change, so that many may read it.
type Sparse struct {
	rows, cols int
	list       pairList
}

// NewSparse lists what is not zero in a row-major matrix of n columns. It returns
// nil if that is most, for which products with all elements are faster.
func NewSparse(data []float32, n int) *Sparse {
	s := &Sparse{rows: len(data) / n, cols: n}
	parts := min(runtime.GOMAXPROCS(0), s.rows)
	starts := make([]int, parts+1)
	// inParts works on the rows by several goroutines, who do not meet.
	inParts := func(work func(part, from, to int)) {
		var wg sync.WaitGroup
		for part := range parts {
			wg.Add(1)
			go func() {
				defer wg.Done()
				work(part, part*s.rows/parts, (part+1)*s.rows/parts)
			}()
		}
		wg.Wait()
	}
	inParts(func(part, from, to int) { starts[part+1] = countPairs(data[from*n:to*n], n) })
	total := 0
	for part := range parts {
		total += starts[part+1]
		starts[part+1] += starts[part] + listMargin
	}
	if !sparseEnough(total, s.rows, n) {
		return nil
	}
	s.list = makePairList(s.rows, starts[parts])
	inParts(func(part, from, to int) {
		at := starts[part]
		for i := from; i < to; i++ {
			at = s.list.set(i, data[i*n:(i+1)*n], at)
		}
	})
	return s
}
