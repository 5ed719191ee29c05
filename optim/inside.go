package optim

// Meaning is what a state of one number per parameter stands for, for those who
// look inside a rule.
type Meaning int

// The meanings.
const (
	Unnamed  Meaning = iota // only the rule's formula says
	Average                 // of gradients, or a sum of them: steps go against it
	Velocity                // what the last step went along
	Squares                 // of the size of gradients: steps are divided by it, or by its root
	StepSize                // how far the next step goes
	Before                  // the gradient before
)

var meaningNames = [...]string{
	Unnamed: "state", Average: "first moment", Velocity: "velocity", Squares: "second moment",
	StepSize: "step size", Before: "gradient before",
}

// String returns what the field calls it.
func (m Meaning) String() string { return meaningNames[m] }

// meanings are those of the states that have names in the papers, as
// "definition.slot" or, alike in many, "slot".
var meanings = map[string]Meaning{
	"m": Average, "m1": Average, "m2": Average, "z": Average,
	"v": Squares, "vmax": Squares, "a": Squares, "u": Squares, "n": Squares, "s": Squares, "nu": Squares, "size": StepSize, "before": Before, "g": Before,
	"b1": Average, "b2": Average, "b3": Average, "b": Average,
	"rmsprop.b": Unnamed, "lars.b": Unnamed,
	"adan.v":    Average, // of their differences
	"madgrad.s": Average, "dadapt_adamw.s": Average, "prodigy.s": Average,
}

// State is a part of an optimizer's state that has a number for each parameter.
type State struct {
	Name    string // for Visit
	Symbol  string // in the formula of the definition's documentation
	Meaning Meaning
}

// States lists what an optimizer of the spec keeps for each parameter, but for
// what are parameters themselves: a start, an average of the path. A wrapper has
// the states of what it stands around; a whole run has none.
func (s Spec) States() []State {
	if s.inner != nil {
		return s.inner.States()
	}
	rule, ok := s.config.(Rule)
	if !ok {
		return nil
	}
	var all []State
	for _, slot := range rule.Slots() {
		if !slot.perParameter() {
			continue
		}
		if r, ok := rule.(RMSprop); ok && slot.Name == "b" && r.Momentum == 0 {
			continue // what of the last step would count, were there momentum
		}
		name := s.def.Name + "." + slot.Name
		m, ok := meanings[name]
		if !ok {
			m = meanings[slot.Name]
		}
		// Keras's and the paper's velocity has the rate in it.
		if _, isSGD := rule.(SGD); isSGD && (s.form == Keras || s.form == Paper) {
			m = Velocity
		}
		symbol := slot.Name
		if symbol == "vmax" {
			symbol = "V"
		}
		all = append(all, State{Name: name, Symbol: symbol, Meaning: m})
	}
	return all
}
