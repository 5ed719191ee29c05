package vec

//go:generate go run -C _asm ./sparse -out ../sparse_amd64.s -stubs ../sparse_stubs_amd64.go -pkg vec

import (
	"fmt"
	"math"
	"runtime"
	"sync"
)

// An Entry is an element of a matrix that is not zero: its place in its row or
// column in the low half, its bits as a float32 in the high half. Kernels read
// the two with one load each.
type Entry uint64

func entry(place int, value float32) Entry {
	return Entry(math.Float32bits(value))<<32 | Entry(uint32(place))
}

func (e Entry) place() int     { return int(uint32(e)) }
func (e Entry) value() float32 { return math.Float32frombits(uint32(e >> 32)) }

// sparseBlock is how many columns of a Sparse, and so rows of the other factor,
// a product takes at a time: what is packed of them stays in the first-level cache.
const sparseBlock = 136

// Sparse is what is not zero in a matrix, row by row. It does not change, so
// that many may read it.
type Sparse struct {
	rows, cols, blocks int
	entries            []Entry
	// A row's entries in block b of its columns are those from spans[b] up to
	// spans[b+1] of its blocks+1 numbers.
	spans []uint32
}

// densest is the share of elements up to which it pays to leave the others out:
// an entry costs more than an element in a row of neighbours. A constant decides,
// not the time that was measured, although the bits are the same either way.
const densest = 0.5

// NewSparse lists what is not zero in a row-major matrix of n columns. It returns
// nil if that is more than half, for which products with all elements are faster.
func NewSparse(data []float32, n int) *Sparse {
	s := &Sparse{rows: len(data) / n, cols: n, blocks: blocksOf(n)}
	s.spans = make([]uint32, s.rows*(s.blocks+1))
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
	inParts(func(part, from, to int) { starts[part+1] = countNonzero(data[from*n : to*n]) })
	total := 0
	for part := range parts {
		total += starts[part+1]
		starts[part+1] += starts[part] + listMargin
	}
	if float64(total) > densest*float64(len(data)) {
		return nil
	}
	s.entries = make([]Entry, starts[parts])
	inParts(func(part, from, to int) {
		at := starts[part]
		for i := from; i < to; i++ {
			at = listRow(data[i*n:(i+1)*n], s.entries, at, s.spans[i*(s.blocks+1):][:s.blocks+1])
		}
	})
	return s
}

func blocksOf(cols int) int { return max(1, (cols+sparseBlock-1)/sparseBlock) }

// countNonzero counts without a branch, which would be mispredicted.
func countNonzero(v []float32) int {
	numbers, count := countSIMD(v)
	for _, e := range v[numbers:] {
		magnitude := math.Float32bits(e) << 1
		count += int((magnitude | -magnitude) >> 31)
	}
	return count
}

// listMargin is how many entries more than there are listRow asks for room for.
const listMargin = 8

// listRow writes the entries of a row from at on, sets its spans, and returns where
// they end.
func listRow(row []float32, entries []Entry, at int, spans []uint32) int {
	for b := range len(spans) - 1 {
		spans[b] = uint32(at)
		first, end := b*sparseBlock, min((b+1)*sparseBlock, len(row))
		numbers, count := listSIMD(row[first:end], first, entries[at:])
		at += count
		for j := first + numbers; j < end; j++ {
			if e := row[j]; e != 0 {
				entries[at] = entry(j, e)
				at++
			}
		}
	}
	spans[len(spans)-1] = uint32(at)
	return at
}

// SparseRows is a batch of rows, known by what is not zero in them: row by row
// for products with the rows, column by column for those with their transpose.
type SparseRows struct {
	capacity, rows, cols, blocks int

	entries []Entry
	spans   []uint32 // as Sparse's, of each row
	own     []Entry  // room for entries of rows that are not from a Sparse

	// Column j has the entries from columnSpans[2j] up to columnSpans[2j+1], whose
	// places are rows, once sorted is set. Each has room for the capacity.
	columns     []Entry
	columnSpans []uint32
	empty       []uint32 // columnSpans of no rows
	sorted      bool

	panel []float32 // room for a packed part of the other factor
}

// columnMargin is added to the room of each column, so that the columns' first
// entries do not fall on the same few sets of the cache.
const columnMargin = 8

// MakeSparseRows makes room for batches of up to n rows of the given columns.
func MakeSparseRows(n, cols int) *SparseRows {
	s := &SparseRows{
		capacity: n, cols: cols, blocks: blocksOf(cols), own: make([]Entry, n*cols+listMargin),
		columns: make([]Entry, cols*(n+columnMargin)), columnSpans: make([]uint32, 2*cols), empty: make([]uint32, 2*cols),
	}
	s.spans = make([]uint32, n*(s.blocks+1))
	for j := range s.empty {
		s.empty[j] = uint32(j / 2 * (n + columnMargin))
	}
	return s
}

// Gather takes the given rows of a matrix.
func (s *SparseRows) Gather(a *Sparse, rows []int32) {
	s.begin(len(rows), a.cols)
	s.entries = a.entries
	width := s.blocks + 1
	for i, row := range rows {
		copy(s.spans[i*width:][:width], a.spans[int(row)*width:])
	}
}

// List takes all rows of a float32 matrix. It returns false, and takes none, if most
// of its elements are not zero.
func (s *SparseRows) List(a Matrix) bool {
	if float64(countNonzero(a.Data.f32)) > densest*float64(a.Data.Len()) {
		return false
	}
	s.begin(a.Rows, a.Cols)
	s.entries = s.own
	at, width := 0, s.blocks+1
	for i := range a.Rows {
		at = listRow(a.Row(i).f32, s.own, at, s.spans[i*width:][:width])
	}
	return true
}

func (s *SparseRows) begin(rows, cols int) {
	if cols != s.cols || rows > s.capacity {
		panic(fmt.Sprintf("vec: %d rows of %d columns where there is room for %d of %d", rows, cols, s.capacity, s.cols))
	}
	s.rows, s.sorted = rows, false
}

// sort sorts the rows' entries into columns.
func (s *SparseRows) sort() {
	if s.sorted {
		return
	}
	s.sorted = true
	copy(s.columnSpans, s.empty)
	if s.rows > 0 && len(s.entries) > 0 && !s.addColumnsSIMD() {
		s.addColumns()
	}
}

// addColumns appends the entries of all rows to their columns.
func (s *SparseRows) addColumns() {
	columns, ends := s.columns, s.columnSpans[1:]
	for i := range s.rows {
		spans := s.spans[i*(s.blocks+1):]
		for _, e := range s.entries[spans[0]:spans[s.blocks]] {
			j := 2 * uint32(e)
			columns[ends[j]] = e&^(1<<32-1) | Entry(i)
			ends[j]++
		}
	}
}

// MulSparse sets m to the product a·b. The bits are those of Mul.
func (m Matrix) MulSparse(a *SparseRows, b Matrix) {
	m.checkProduct(a.rows, a.cols, b)
	for block := range a.blocks {
		first := block * sparseBlock
		rows := b.rowRange(first, min(first+sparseBlock, a.cols))
		a.mulEntries(m, rowSpans{a.entries, a.spans[block:], a.blocks + 1, first, false}, rows, block > 0)
	}
}

// MulSparseTransA sets m to aᵀ·b. The bits are those of MulTransA.
func (m Matrix) MulSparseTransA(a *SparseRows, b Matrix) { m.mulSparseTransA(a, b, false) }

// AddMulSparseTransA adds aᵀ·b to m. The bits are those of AddMulTransA.
func (m Matrix) AddMulSparseTransA(a *SparseRows, b Matrix) { m.mulSparseTransA(a, b, true) }

func (m Matrix) mulSparseTransA(a *SparseRows, b Matrix, add bool) {
	m.checkProduct(a.cols, a.rows, b)
	a.sort()
	a.mulEntries(m, rowSpans{a.columns, a.columnSpans, 2, 0, true}, b, add)
}

// rowSpans is a sparse factor: row i has the entries from spans[i·stride] up to
// spans[i·stride+1], and first is the least place that there may be.
type rowSpans struct {
	entries    []Entry
	spans      []uint32
	stride     int
	first      int
	transposed bool // its rows are the columns of the batch
}

// mulEntries sets row i of c to the sum over row i's entries of
// value·(row place−first of b), or adds the sum to it.
func (s *SparseRows) mulEntries(c Matrix, a rowSpans, b Matrix, add bool) {
	switch {
	case c.Data.Len() == 0:
	case s.mulEntriesSIMD(c.Rows, a, b.Data.f32, c.Cols, c.Data.f32, add):
	case b.Data.Finite():
		mulEntriesGo(c.Rows, a, b.Data.f32, c.Cols, 0, c.Data.f32, add)
	default:
		gemm32(c.Rows, c.Cols, b.Rows, s.dense(a), b.Data.f32, b.Cols, c.Data.f32, c.Cols, add)
	}
}

// mulEntriesGo is what the kernels compute, for the columns from j0 on.
func mulEntriesGo(rows int, a rowSpans, b []float32, n, j0 int, c []float32, add bool) {
	if j0 == n {
		return
	}
	for i := range rows {
		sum := c[i*n+j0:][:n-j0]
		if !add {
			clear(sum)
		}
		span := a.spans[i*a.stride:]
		for _, e := range a.entries[span[0]:span[1]] {
			v := e.value()
			for j, x := range b[(e.place()-a.first)*n+j0:][:n-j0] {
				if s := float64(float64(v)*float64(x)) + float64(sum[j]); mayTie(s) {
					sum[j] = fma32(v, x, sum[j])
				} else {
					sum[j] = float32(s)
				}
			}
		}
		for j := range sum {
			sum[j] += 0
		}
	}
}

// dense returns a factor with its zeros. They count where the other factor is not
// finite, since 0·Inf is not 0.
func (s *SparseRows) dense(a rowSpans) operand[float32] {
	all := make([]float32, s.rows*s.cols)
	for i := range s.rows {
		spans := s.spans[i*(s.blocks+1):]
		for _, e := range s.entries[spans[0]:spans[s.blocks]] {
			all[i*s.cols+e.place()] = e.value()
		}
	}
	if a.transposed {
		return operand[float32]{all, 1, s.cols}
	}
	return operand[float32]{all[min(a.first, len(all)):], s.cols, 1}
}
