package optim

// Unit says of what a slot holds one number.
type Unit int

// The units of a slot. Those of rows, columns and other parts of a tensor are
// the rules' own: see Slot.Of.
const (
	Element   Unit = iota // one per parameter
	PerTensor             // one per tensor
	Whole                 // one float64 for all parameters
	Scratch               // one per parameter that an update sees, forgotten after it
)

// Slot is a piece of state that a rule wants to keep from step to step.
type Slot struct {
	Name string
	Per  Unit
	Init float64 // what each number starts from
	Copy bool    // it starts from the parameters instead

	// Of, if it is given, says in place of Per how many numbers a tensor has.
	Of func(Shape) int
}

// perParameter tells whether the slot remembers a number for each parameter that is not
// a parameter itself.
func (s Slot) perParameter() bool { return s.Per == Element && !s.Copy && s.Of == nil }

// count returns how many numbers the slot has for a tensor.
func (s Slot) count(shape Shape) int {
	switch {
	case s.Of != nil:
		return s.Of(shape)
	case s.Per == PerTensor:
		return 1
	}
	return shape.Size()
}

// Clock tells a rule the time.
type Clock struct {
	T  int     // number of this step, from 1
	LR float64 // its learning rate
}

// Rule is an update rule: an immutable struct of hyperparameters that embeds
// [Common]. Its fields' tags give the key in a spec string, the default (for all
// forms, or per form: "keras=1e-7 torch=1e-8", where a form that is not named
// lacks the key), the range, and a line of help.
type Rule interface {
	// Slots lists the state that it needs with these hyperparameters.
	Slots() []Slot

	common() Common
}

// Elementwise is a rule that treats every parameter alike and alone.
type Elementwise interface {
	Rule
	// Update moves a chunk of parameters x by their gradient g, which it may
	// overwrite. s holds the slots in the order of Slots: those per Element
	// and Scratch have the chunk's length.
	Update(c Clock, x, g Vec, s []Vec)
}

// Tensorwise is a rule that treats every tensor as a whole.
type Tensorwise interface {
	Rule
	// UpdateTensor moves a tensor by its gradient, which it may overwrite. s
	// holds the tensor's part of each slot, in the order of Slots.
	UpdateTensor(c Clock, t Tensor, s []Vec)
}

// Prelude is a rule with numbers of the whole vector (β^t, distances, …), which
// move once a step before the updates.
type Prelude interface {
	// Prepare is given all parameters, whose gradient it may overwrite, and
	// the whole slots. What it sets in c is what the updates see.
	Prepare(c *Clock, p *Params, s []Vec)
}

// Elsewhere is a rule whose result is to be evaluated at another point than the
// parameters, which are where it wants the gradient.
type Elsewhere interface {
	// Point returns that point, one of the whole slots s, or an empty vector if
	// with these hyperparameters it is the parameters after all.
	Point(s []Vec) Vec
}

// Driven is a rule that is no update for a given gradient but decides itself
// where to evaluate, as often as it needs within a step.
type Driven interface {
	Rule
	// optimizer makes the rule's own Optimizer.
	optimizer(name string, e evaluation) Optimizer
}

// Titled is a rule whose name in a legend depends on its hyperparameters: SGD
// with momentum is not called SGD.
type Titled interface {
	// Title returns the name, given that of the definition.
	Title(defined string) string
}

// Checker is a rule with demands on its hyperparameters that the range of a
// single one cannot express.
type Checker interface {
	Check() error
}
