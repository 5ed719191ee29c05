package vec

import "fmt"

// SparseRows is a batch of rows, known by what is not zero in them, sorted by column:
// both a product with the rows and one with their transpose go by columns.
type SparseRows struct {
	capacity, rows, cols int
	blocks               []rowBlock
	own                  pairList  // room for rows that are not from a Sparse
	spans                []uint32  // room for those of a block's rows in their list
	panel                []float32 // room for a part of a factor or of a product
}

// blockRows is how many rows a block has at most: what a product keeps of each fits
// into the first-level cache.
const blockRows = 128

// rowBlock is some of a batch's rows, of which pair p is not zero in those of list from
// spans[2p] up to spans[2p+1].
type rowBlock struct {
	rows  int
	list  []rowPair
	spans []uint32
}

// rowPair is a pair of a row, which counts from the block's first.
type rowPair struct {
	row  uint64
	pair pair
}

// bucketMargin is added to the room of each pair, so that their first entries
// do not fall on the same few sets of the cache.
const bucketMargin = 8

// MakeSparseRows makes room for batches of up to n rows of the given columns.
func MakeSparseRows(n, cols int) *SparseRows {
	pairs := pairsOf(cols)
	s := &SparseRows{capacity: n, cols: cols, own: makePairList(n, n*pairs+listMargin), spans: make([]uint32, 2*min(n, blockRows))}
	for left := n; left > 0; left -= blockRows {
		s.blocks = append(s.blocks, rowBlock{list: make([]rowPair, pairs*(min(left, blockRows)+bucketMargin)), spans: make([]uint32, 2*pairs)})
	}
	return s
}

// Gather takes the given rows of a matrix.
func (s *SparseRows) Gather(a *Sparse, rows []int32) {
	s.begin(len(rows), a.cols)
	list := a.list
	for b := range s.used() {
		some := rows[b*blockRows : min((b+1)*blockRows, len(rows))]
		list.spans = s.spans[:2*len(some)]
		for i, row := range some {
			copy(list.spans[2*i:2*i+2], a.list.spans[2*row:])
		}
		s.blocks[b].sort(list)
	}
}

// List takes all rows of a float32 matrix. It returns false, and takes none, if most
// of its elements are not zero.
func (s *SparseRows) List(a Matrix) bool {
	if !sparseEnough(countPairs(a.Data.f32, a.Cols), a.Rows, a.Cols) {
		return false
	}
	s.begin(a.Rows, a.Cols)
	at := 0
	for i := range a.Rows {
		at = s.own.set(i, a.Row(i).f32, at)
	}
	list := s.own
	for b := range s.used() {
		list.spans = s.own.spans[2*b*blockRows : 2*min((b+1)*blockRows, a.Rows)]
		s.blocks[b].sort(list)
	}
	return true
}

func (s *SparseRows) begin(rows, cols int) {
	if cols != s.cols || rows > s.capacity {
		panic(fmt.Sprintf("vec: %d rows of %d columns where there is room for %d of %d", rows, cols, s.capacity, s.cols))
	}
	s.rows = rows
}

// used returns how many blocks hold rows.
func (s *SparseRows) used() int { return (s.rows + blockRows - 1) / blockRows }

// sort takes the rows that have spans in a list.
func (b *rowBlock) sort(l pairList) {
	b.rows = len(l.spans) / 2
	room := uint32(b.rows + bucketMargin)
	for p, start := 0, uint32(0); p < len(b.spans); p, start = p+2, start+room {
		b.spans[p], b.spans[p+1] = start, start
	}
	if !b.sortSIMD(l) {
		b.sortGo(l)
	}
}

func (b *rowBlock) sortGo(l pairList) {
	ends := b.spans[1:]
	for i := range b.rows {
		for t := l.spans[2*i]; t < l.spans[2*i+1]; t++ {
			end := &ends[2*l.places[t]]
			b.list[*end] = rowPair{uint64(i), l.pairs[t]}
			*end++
		}
	}
}

// of returns pair p of the rows that have it.
func (b *rowBlock) of(p int) []rowPair { return b.list[b.spans[2*p]:b.spans[2*p+1]] }

// MulSparse sets m to the product a·b. The bits are those of Mul.
func (m Matrix) MulSparse(a *SparseRows, b Matrix) {
	m.checkProduct(a.rows, a.cols, b)
	if m.Cols == 0 {
		return
	}
	for i := range a.used() {
		block, c := &a.blocks[i], m.block(i)
		switch {
		case a.mulSIMD(block, b, c):
		case b.Data.Finite():
			block.mulGo(b.Data.f32, b.Cols, 0, c.Data.f32)
		default:
			block.mulDense(b, 0, b.Cols, c)
		}
	}
}

// MulSparseTransA sets m to aᵀ·b. The bits are those of MulTransA.
func (m Matrix) MulSparseTransA(a *SparseRows, b Matrix) { m.mulSparseTransA(a, b, false) }

// AddMulSparseTransA adds aᵀ·b to m. The bits are those of AddMulTransA.
func (m Matrix) AddMulSparseTransA(a *SparseRows, b Matrix) { m.mulSparseTransA(a, b, true) }

func (m Matrix) mulSparseTransA(a *SparseRows, b Matrix, add bool) {
	m.checkProduct(a.cols, a.rows, b)
	if m.Cols == 0 {
		return
	}
	if a.rows == 0 && !add {
		m.Data.Fill(0)
	}
	for i := range a.used() {
		block, x, add := &a.blocks[i], b.block(i), add || i > 0
		switch {
		case a.mulTransSIMD(block, x, m, add):
		case x.Data.Finite():
			block.mulTransGo(x.Data.f32, m.Cols, 0, m.Data.f32, add)
		default:
			block.mulTransDense(x, 0, m.Cols, m, add)
		}
	}
}

// block returns the rows that block i of a SparseRows stands for.
func (m Matrix) block(i int) Matrix {
	return m.rowRange(i*blockRows, min((i+1)*blockRows, m.Rows))
}

// mulGo sets c to the product of the block and x, of n columns, from column j0 on. It
// is what the kernels compute.
func (b *rowBlock) mulGo(x []float32, n, j0 int, c []float32) {
	row := func(of []float32, i int) []float32 { return of[i*n+j0 : (i+1)*n] }
	for i := range b.rows {
		clear(row(c, i))
	}
	for p := range len(b.spans) / 2 {
		for _, e := range b.of(p) {
			addMultiple(row(c, int(e.row)), e.pair.first(), row(x, 2*p))
			if v := e.pair.second(); v != 0 { // there may be no such row
				addMultiple(row(c, int(e.row)), v, row(x, 2*p+1))
			}
		}
	}
	for i := range b.rows {
		addZero(row(c, i))
	}
}

// mulTransGo sets c to the product of the block's transpose and x, or adds that to it,
// from column j0 on. It is what the kernels compute.
func (b *rowBlock) mulTransGo(x []float32, n, j0 int, c []float32, add bool) {
	row := func(of []float32, i int) []float32 { return of[i*n+j0 : (i+1)*n] }
	for k := range len(c) / n {
		sum := row(c, k)
		if !add {
			clear(sum)
		}
		for _, e := range b.of(k / 2) {
			v := e.pair.first()
			if k%2 == 1 {
				v = e.pair.second()
			}
			addMultiple(sum, v, row(x, int(e.row)))
		}
		addZero(sum)
	}
}

// addMultiple adds v·x to the sums, by fused operations.
func addMultiple(sums []float32, v float32, x []float32) {
	for j, e := range x {
		if s := float64(float64(v)*float64(e)) + float64(sums[j]); mayTie(s) {
			sums[j] = fma32(v, e, sums[j])
		} else {
			sums[j] = float32(s)
		}
	}
}

func addZero(v []float32) {
	for j := range v {
		v[j] += 0
	}
}

// mulDense sets width columns of c from j on to the product of the block, with its
// zeros, and x. They count where x is not finite, since 0·Inf is not 0.
func (b *rowBlock) mulDense(x Matrix, j, width int, c Matrix) {
	gemm32(b.rows, width, x.Rows, operand[float32]{b.dense(x.Rows), x.Rows, 1}, x.Data.f32[j:], x.Cols, c.Data.f32[j:], c.Cols, false)
}

// mulTransDense is mulDense for the product of the block's transpose and x.
func (b *rowBlock) mulTransDense(x Matrix, j, width int, c Matrix, add bool) {
	gemm32(c.Rows, width, b.rows, operand[float32]{b.dense(c.Rows), 1, c.Rows}, x.Data.f32[j:], x.Cols, c.Data.f32[j:], c.Cols, add)
}

// dense returns the block's rows with their zeros.
func (b *rowBlock) dense(cols int) []float32 {
	all := make([]float32, b.rows*cols)
	for p := range pairsOf(cols) {
		for _, e := range b.of(p) {
			row := all[int(e.row)*cols:][:cols]
			row[2*p] = e.pair.first()
			if 2*p+1 < cols {
				row[2*p+1] = e.pair.second()
			}
		}
	}
	return all
}
