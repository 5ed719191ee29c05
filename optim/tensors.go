package optim

// A rule for matrices or whole tensors shows little of itself on a vector of two
// numbers, as a surface's point is. What it shows stands in its definition.

// OnVector says what is left on a single vector of a rule that is made for
// matrices or many tensors: "one trust ratio for all numbers". It is empty for
// rules of which nothing is missing there. A wrapper answers for what it wraps.
func (s Spec) OnVector() string {
	if s.inner != nil {
		return s.inner.OnVector()
	}
	return s.def.onVector
}

// StandIn is the title of the rule that silently moves a vector in the place of
// this one: Muon leaves to Adam what is no matrix. It is empty for all others.
func (s Spec) StandIn() string {
	if s.inner != nil {
		return s.inner.StandIn()
	}
	return s.def.standIn
}
