package mlp

import "descent/internal/vec"

// TrainOnBatch takes a step, the first of epoch 1 of seed 0, on n examples of
// float64 inputs [n × features], which a Data would round to float32, with labels
// or targets [n × outputs], and returns the loss before it.
func (m *Model) TrainOnBatch(n int, inputs []float64, labels []int, values []float64) float64 {
	if m.optimizer == nil {
		m.optimizer = m.spec.New(m.params)
	}
	m.loadFloat64(n, inputs, labels, values)
	return m.step(0, 1, 1)
}

// loadFloat64 takes the examples as the batch.
func (m *Model) loadFloat64(n int, inputs []float64, labels []int, values []float64) {
	m.reserve(n)
	m.batch.total.reset(len(m.metrics))
	m.batch.n, m.batch.counted = n, false
	copy(m.batch.targets.labels, labels)
	setAll := func(into vec.Vec, from []float64) {
		for i, e := range from {
			into.Set(i, e)
		}
	}
	setAll(m.batch.inputs.Top(n).Data, inputs)
	if values != nil {
		setAll(m.batch.targets.values.Top(n).Data, values)
	}
}
