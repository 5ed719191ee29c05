package mlp

// Scores are the loss and the metrics of a set of examples, by the names that
// they have in Keras: "loss", "accuracy".
type Scores map[string]float64

// evaluationBatch is how many examples are evaluated at a time.
const evaluationBatch = 256

// Evaluate returns the mean loss and the metrics over all examples. It is an error if
// the model is not compiled or has no weights, or if the data does not fit it.
func (m *Model) Evaluate(d Data) (Scores, error) {
	if !m.compiled {
		return nil, errNotCompiled
	}
	if err := m.checkInputs(d); err != nil {
		return nil, err
	}
	if err := m.checkTargets("data", d); err != nil {
		return nil, err
	}
	s := Scores{}
	m.evaluate(d, "", s)
	return s, nil
}

// evaluate scores d at the optimizer's point, under names that begin with prefix.
func (m *Model) evaluate(d Data, prefix string, s Scores) {
	m.reserve(min(evaluationBatch, d.Len()))
	m.batch.total.reset(len(m.metrics))
	x := m.point()
	for i := 0; i < d.Len(); i += evaluationBatch {
		m.load(d, nil, i, min(evaluationBatch, d.Len()-i))
		m.forward(x, false)
	}
	m.scores(prefix, s)
}

// scores writes the scores of what was counted since the tally's reset.
func (m *Model) scores(prefix string, s Scores) {
	for i, name := range m.scoreNames() {
		s[prefix+name] = m.batch.total[i].value()
	}
}

// scoreNames lists "loss" and the metrics.
func (m *Model) scoreNames() []string {
	names := []string{"loss"}
	for _, metric := range m.metrics {
		names = append(names, metric.String())
	}
	return names
}
