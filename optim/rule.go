package optim

// Unit says of what a slot holds one number.
type Unit int

// The units of a slot.
const (
	Element Unit = iota // one per parameter
	Whole               // one float64 for all parameters
	Scratch             // one per parameter of a chunk, forgotten after the update
)

// Slot is a piece of state that a rule wants to keep from step to step.
type Slot struct {
	Name string
	Per  Unit
	Init float64 // what each number starts from
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

// Prelude is a rule with numbers of the whole vector (β^t and the like), which
// move once a step before the chunks are updated.
type Prelude interface {
	Prepare(c Clock, s []Vec)
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
