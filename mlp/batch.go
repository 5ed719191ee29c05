package mlp

import "descent/internal/vec"

// partSize is how many examples go through the layers at a time: their activations
// stay in a core's second-level cache from the one pass to the other.
const partSize = 128

// batch is the examples of one step, which go through the layers part by part: the
// gradients of the parts add up to the batch's.
type batch struct {
	data    Data    // its rows are not asked for
	rows    []int32 // the examples' places in the data's storage, none if they are in place
	counted bool    // its scores are in total
	total   tally

	// What follows is of one part of it, with room for the largest.
	capacity int
	n        int             // examples in it
	inputs   vec.Matrix      // [capacity × features]
	nonzero  *vec.SparseRows // takes their place if the layers and the data are such
	dy       vec.Matrix      // room for the derivative by the outputs [capacity × outputs]
	targets  targets         // of capacity examples
}

// tally adds up the loss and the metrics over batches.
type tally []fraction

// fraction is a score, as what its examples add up to.
type fraction struct{ part, whole float64 }

func (t *tally) reset(metrics int) { *t = append((*t)[:0], make(tally, 1+metrics)...) }

func (f *fraction) add(part, whole float64) {
	f.part += part
	f.whole += whole
}

// value is 0 where nothing was counted, as Keras has it.
func (f fraction) value() float64 {
	if f.whole == 0 {
		return 0
	}
	return f.part / f.whole
}

// reserve makes room for batches of n examples.
func (m *Model) reserve(n int) {
	if m.byRows() {
		n = min(n, partSize)
	}
	if n > m.batch.capacity {
		m.reserveParts(n)
	}
}

// reserveParts makes room for parts of n examples.
func (m *Model) reserveParts(n int) {
	p := m.params.X.Precision()
	m.batch = batch{
		capacity: n,
		inputs:   vec.MatrixOf(vec.Make(p, n*m.features()), n, m.features()),
		dy:       vec.MatrixOf(vec.Make(p, n*m.outputs()), n, m.outputs()),
	}
	switch {
	case m.loss == nil:
	case m.loss.targets() == classLabels:
		m.batch.targets.labels = make([]int, n)
	default:
		m.batch.targets.values = vec.MatrixOf(vec.Make(p, n*m.outputs()), n, m.outputs())
	}
	if m.takesSparse() {
		m.batch.nonzero = vec.MakeSparseRows(n, m.features())
	}
	for _, l := range m.nodes {
		l.reserve(p, n)
	}
}

// byRows tells whether every layer treats an example as if it were alone, so that
// a batch may come in parts.
func (m *Model) byRows() bool {
	for _, l := range m.nodes {
		switch l.(type) {
		case *denseNode, flattenNode, *activationNode:
		default:
			return false
		}
	}
	return true
}

// takesSparse tells whether the inputs go straight into a dense layer of float32,
// whose products can leave zeros out.
func (m *Model) takesSparse() bool {
	for _, l := range m.nodes {
		if _, ok := l.(flattenNode); ok {
			continue
		}
		_, ok := l.(*denseNode)
		return ok && m.params.X.Precision() == vec.Float32
	}
	return false
}

// load takes the examples rows[0], rows[1], … of d as the batch; of nil rows,
// n examples from the one numbered first on. There must be room.
func (m *Model) load(d Data, rows []int32, first, n int) {
	b := &m.batch
	b.data, b.rows, b.counted = d, b.rows[:0], false
	for i := first; i < first+n; i++ {
		r := i
		if rows != nil {
			r = int(rows[i])
		}
		b.rows = append(b.rows, int32(d.index(r)))
	}
	b.data.rows = nil
}

// take brings the part of the batch that begins with the example numbered first to
// where the layers read it.
func (m *Model) take(first int) {
	b := &m.batch
	m.pass.inputs = nil
	if len(b.rows) == 0 {
		return
	}
	rows := b.rows[first:min(first+b.capacity, len(b.rows))]
	b.n = len(rows)
	if b.data.nonzero != nil && b.nonzero != nil {
		b.nonzero.Gather(b.data.nonzero, rows)
		m.pass.inputs = b.nonzero
	} else {
		for i, r := range rows {
			setRow(b.inputs.Row(i), b.data.Row(int(r)))
		}
	}
	for i, r := range rows {
		b.targets.loadTarget(i, b.data, int(r))
	}
}

// part returns the targets of the examples that the layers read.
func (b *batch) part() targets {
	t := b.targets.top(b.n)
	t.batch = len(b.rows)
	return t
}

// forward computes the outputs at the parameters x, in a step of training or else in
// an evaluation, and returns those of the batch's last part with the mean loss and
// what the weights cost. The first time it counts the scores.
func (m *Model) forward(x vec.Vec, training bool) (y vec.Matrix, loss float64) {
	return m.through(x, vec.Vec{}, training)
}

// through is forward, and sets g, if it is not empty, to the gradient.
func (m *Model) through(x, g vec.Vec, training bool) (y vec.Matrix, loss float64) {
	b, penalty := &m.batch, m.penalty(x)
	n := len(b.rows)
	if n == 0 {
		n = b.n
	}
	if !b.counted {
		b.total[0].add(float64(penalty*float64(n)), float64(n))
	}
	sum := 0.0
	for first := 0; first < n; first += b.capacity {
		m.take(first)
		m.pass.more = first+b.n < n
		m.pass.added = first > 0
		y = m.outputsOf(x, training)
		t := b.part()
		part := m.loss.sum(y, t)
		sum += part
		if !b.counted {
			b.total[0].add(part, 0)
			for i, metric := range m.metrics {
				b.total[1+i].add(metric.count(y, t))
			}
		}
		if g.Len() > 0 {
			m.backward(x, g, y)
		}
	}
	b.counted = true
	return y, sum/float64(n) + penalty
}

// outputsOf computes the outputs of the batch's inputs.
func (m *Model) outputsOf(x vec.Vec, training bool) vec.Matrix {
	p, y := &m.pass, m.batch.inputs.Top(m.batch.n)
	p.training = training
	for i, l := range m.nodes {
		if p.state = (vec.Vec{}); m.states[i+1] > m.states[i] {
			p.state = m.state.Slice(m.states[i], m.states[i+1])
		}
		y = l.forward(x.Slice(m.starts[i], m.starts[i+1]), y, p)
		if _, ok := l.(flattenNode); !ok {
			p.inputs = nil // they were the first layer's
		}
	}
	p.first = false
	return y
}

// penalty is what all regularizers add to the loss at the parameters x.
func (m *Model) penalty(x vec.Vec) float64 {
	sum := 0.0
	for i, l := range m.nodes {
		if r, ok := l.(penalized); ok {
			sum += r.penalty(x.Slice(m.starts[i], m.starts[i+1]))
		}
	}
	return sum
}

// step takes a step of training on the loaded batch, and returns the loss before it.
// Random numbers come from the seed, the epoch and the step in it, both from 1.
func (m *Model) step(seed uint64, epoch, step int) float64 {
	m.pass.begin(seed, epoch, step)
	return m.optimizer.Step(m.spec.Scaled(objective{m}))
}

// objective is a model as what its optimizer minimizes: the mean loss of the
// loaded batch, as a function of the parameters.
type objective struct{ *Model }

// Eval returns the mean loss at the parameters x and sets g to its gradient.
func (o objective) Eval(x, g vec.Vec) float64 {
	_, loss := o.through(x, g, true)
	return loss
}

// backward sets g to the gradient at x, from which the last forward came to the outputs y
// of a part of the batch, or adds it to the gradient of the parts before.
func (m *Model) backward(x, g vec.Vec, y vec.Matrix) {
	dy := m.batch.dy.Top(y.Rows)
	m.loss.derive(y, m.batch.part(), dy)
	for i := len(m.nodes) - 1; i >= 0 && m.starts[i+1] > 0; i-- {
		// Nobody asks for the derivative by the inputs of the first layer
		// that has weights, nor for what is before it.
		start, end := m.starts[i], m.starts[i+1]
		dy = m.nodes[i].backward(x.Slice(start, end), g.Slice(start, end), dy, start > 0)
	}
}
