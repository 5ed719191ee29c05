package mlp

// TrainOnBatch takes a step, the first of epoch 1 of seed 0, on n examples of
// float64 inputs [n × features] and targets [n × outputs] or [n], which a Data would
// round to float32, and returns the loss before it.
func (m *Model) TrainOnBatch(n int, inputs, values []float64) float64 {
	if m.optimizer == nil {
		m.optimizer = m.spec.New(m.params)
	}
	m.loadFloat64(n, inputs, values)
	return m.step(0, 1, 1)
}

// loadFloat64 takes the examples as the batch.
func (m *Model) loadFloat64(n int, inputs, values []float64) {
	m.reserve(n)
	m.batch.total.reset(len(m.metrics))
	m.batch.n, m.batch.counted = n, false
	for i, e := range inputs {
		m.batch.inputs.Data.Set(i, e)
	}
	t := m.batch.targets.top(n)
	for i, e := range values {
		if t.labels != nil {
			t.labels[i] = int(e)
		} else {
			t.values.Data.Set(i, e)
		}
	}
	if t.labels == nil && t.values.Data.Len() != len(values) {
		panic("targets do not fit the outputs")
	}
}
