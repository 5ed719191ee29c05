package optim

// Form says whose arithmetic a rule follows.
type Form string

// The forms. A rule's doc tells which it has and how they differ.
const (
	Keras Form = "keras" // Keras 3
	Torch Form = "torch" // torch.optim
	Optax Form = "optax" // optax
	Paper Form = "paper" // the paper's own algorithm
)

// Forms lists all forms by name.
func Forms() []string { return []string{string(Keras), string(Torch), string(Optax), string(Paper)} }

// decay is how a form's optimizers apply weight decay unless the optimizer is
// one that does otherwise everywhere (AdamW).
func (f Form) decay() decay {
	if f == Torch || f == Paper {
		return coupled
	}
	return decoupled
}
