package mlp

import "descent/internal/vec"

// batch is the examples of one step, with room for the largest.
type batch struct {
	capacity int
	n        int        // examples in it
	inputs   vec.Matrix // [capacity × features]
	dy       vec.Matrix // room for the derivative by the outputs [capacity × outputs]
	labels   []int
	counted  bool // its scores are in total
	total    tally
}

// tally adds up scores over batches.
type tally struct {
	n    int
	sums []float64 // of the loss and of each metric
}

func (t *tally) reset(metrics int) {
	t.n, t.sums = 0, append(t.sums[:0], make([]float64, 1+metrics)...)
}

// reserve makes room for batches of n examples.
func (m *Model) reserve(n int) {
	if n <= m.batch.capacity {
		return
	}
	p := m.params.X.Precision()
	m.batch = batch{
		capacity: n,
		inputs:   vec.MatrixOf(vec.Make(p, n*m.features()), n, m.features()),
		dy:       vec.MatrixOf(vec.Make(p, n*m.outputs()), n, m.outputs()),
		labels:   make([]int, n),
	}
	for _, l := range m.nodes {
		l.reserve(p, n)
	}
}

// load takes the examples rows[0], rows[1], … of d as the batch; of nil rows,
// n examples from the one numbered first on.
func (m *Model) load(d Data, rows []int32, first, n int) {
	b := &m.batch
	b.n, b.counted = n, false
	for i := range n {
		r := first + i
		if rows != nil {
			r = int(rows[r])
		}
		b.labels[i] = d.Label(r)
		into, from := b.inputs.Row(i), d.Row(r)
		if into.Precision() == vec.Float32 {
			copy(into.Float32s(), from)
			continue
		}
		for j, e := range from {
			into.Set(j, float64(e))
		}
	}
}

// forward computes the batch's outputs [n × outputs] at the parameters x, and
// returns them with the sum of the loss. The first time it counts the scores.
func (m *Model) forward(x vec.Vec) (y vec.Matrix, loss float64) {
	b := &m.batch
	y = b.inputs.Top(b.n)
	for i, l := range m.nodes {
		y = l.forward(x.Slice(m.starts[i], m.starts[i+1]), y)
	}
	labels := b.labels[:b.n]
	loss = m.loss.sum(y, labels)
	if !b.counted {
		b.counted = true
		b.total.n += b.n
		b.total.sums[0] += loss
		for i, metric := range m.metrics {
			b.total.sums[1+i] += metric.sum(y, labels)
		}
	}
	return y, loss
}

// objective is a model as what its optimizer minimizes: the mean loss of the
// loaded batch, as a function of the parameters.
type objective struct{ *Model }

// Eval returns the mean loss at the parameters x and sets g to its gradient.
func (o objective) Eval(x, g vec.Vec) float64 {
	m, b := o.Model, &o.batch
	y, loss := m.forward(x)
	dy := b.dy.Top(b.n)
	m.loss.derive(y, b.labels[:b.n], dy)
	for i := len(m.nodes) - 1; i >= 0 && m.starts[i+1] > 0; i-- {
		// Nobody asks for the derivative by the inputs of the first layer
		// that has weights, nor for what is before it.
		start, end := m.starts[i], m.starts[i+1]
		dy = m.nodes[i].backward(x.Slice(start, end), g.Slice(start, end), dy, start > 0)
	}
	return loss / float64(b.n)
}
