package mlp

// TrainOnBatch takes one step on n examples of float64 inputs [n × features],
// which a Data would round to float32, and returns the loss before it.
func (m *Model) TrainOnBatch(inputs []float64, labels []int) float64 {
	if m.optimizer == nil {
		m.optimizer = m.spec.New(m.params)
	}
	n := len(labels)
	m.reserve(n)
	m.batch.total.reset(len(m.metrics))
	m.batch.n, m.batch.counted = n, false
	copy(m.batch.labels, labels)
	x := m.batch.inputs.Top(n).Data
	for i, e := range inputs {
		x.Set(i, e)
	}
	return m.optimizer.Step(objective{m})
}
