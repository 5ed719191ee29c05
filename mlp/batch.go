package mlp

import "descent/internal/vec"

// batch is the examples of one step, with room for the largest.
type batch struct {
	capacity int
	n        int        // examples in it
	inputs   vec.Matrix // [capacity × features]
	dy       vec.Matrix // room for the derivative by the outputs [capacity × outputs]
	targets  targets    // of capacity examples
	counted  bool       // its scores are in total
	total    tally
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
	if n <= m.batch.capacity {
		return
	}
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
		setRow(b.inputs.Row(i), d.Row(r))
		b.targets.loadTarget(i, d, r)
	}
}

// forward computes the batch's outputs [n × outputs] at the parameters x, in a step of
// training or else in an evaluation, and returns them with the mean loss and what
// the weights cost. The first time it counts the scores.
func (m *Model) forward(x vec.Vec, training bool) (y vec.Matrix, loss float64) {
	b := &m.batch
	y = m.outputsOf(x, training)
	t := b.targets.top(b.n)
	sum, penalty := m.loss.sum(y, t), m.penalty(x)
	if !b.counted {
		b.counted = true
		b.total[0].add(sum+float64(penalty*float64(b.n)), float64(b.n))
		for i, metric := range m.metrics {
			b.total[1+i].add(metric.count(y, t))
		}
	}
	return y, sum/float64(b.n) + penalty
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
	return m.optimizer.Step(objective{m})
}

// objective is a model as what its optimizer minimizes: the mean loss of the
// loaded batch, as a function of the parameters.
type objective struct{ *Model }

// Eval returns the mean loss at the parameters x and sets g to its gradient.
func (o objective) Eval(x, g vec.Vec) float64 {
	y, loss := o.forward(x, true)
	o.backward(x, g, y)
	return loss
}

// backward sets g to the gradient at x, from which the last forward came to the outputs y.
func (m *Model) backward(x, g vec.Vec, y vec.Matrix) {
	b := &m.batch
	dy := b.dy.Top(b.n)
	m.loss.derive(y, b.targets.top(b.n), dy)
	for i := len(m.nodes) - 1; i >= 0 && m.starts[i+1] > 0; i-- {
		// Nobody asks for the derivative by the inputs of the first layer
		// that has weights, nor for what is before it.
		start, end := m.starts[i], m.starts[i+1]
		dy = m.nodes[i].backward(x.Slice(start, end), g.Slice(start, end), dy, start > 0)
	}
}
