package optim

import "descent/internal/vec"

// chunk is how many elements an elementwise rule updates at a time: the vectors
// of a chunk stay in the first-level cache from one primitive to the next.
const chunk = 1024

// stepper is the Optimizer of a rule.
type stepper struct {
	evaluation
	name  string
	rule  Rule
	steps Vec // the number of steps taken, one float64
	clock Clock
	slots []Slot
	state []Vec  // per slot: all of it
	parts []part // what the rule updates at a time
}

// part is a chunk of the parameters or a tensor, with its part of the slots.
type part struct {
	Tensor
	slots []Vec
}

func newStepper(name string, rule Rule, e evaluation) *stepper {
	s := &stepper{evaluation: e, name: name, rule: rule, steps: vec.Make(Float64, 1), slots: rule.Slots()}
	tensors := e.params.Tensors
	if _, ok := rule.(Elementwise); ok {
		tensors = e.params.chunks()
	}
	largest := 0
	for _, t := range tensors {
		largest = max(largest, t.Size())
	}
	for _, slot := range s.slots {
		s.state = append(s.state, slot.make(e.params, tensors, largest))
	}
	starts := make([]int, len(s.slots))
	for _, t := range tensors {
		p := part{Tensor: t}
		for k, slot := range s.slots {
			switch n := slot.Per.count(t.Shape); slot.Per {
			case Whole:
				p.slots = append(p.slots, s.state[k])
			case Scratch:
				p.slots = append(p.slots, s.state[k].Slice(0, n))
			default:
				p.slots = append(p.slots, s.state[k].Slice(starts[k], starts[k]+n))
				starts[k] += n
			}
		}
		s.parts = append(s.parts, p)
	}
	return s
}

// chunks views the parameters as vectors of at most chunk elements.
func (p *Params) chunks() []Tensor {
	var ts []Tensor
	for i, n := 0, p.X.Len(); i < n; i += chunk {
		j := min(i+chunk, n)
		ts = append(ts, Tensor{Shape{Dims: []int{j - i}}, p.X.Slice(i, j), p.G.Slice(i, j)})
	}
	return ts
}

// make returns a slot's state over tensors, at its initial value.
func (s Slot) make(p *Params, tensors []Tensor, largest int) Vec {
	switch s.Per {
	case Whole:
		v := vec.Make(Float64, 1)
		v.Fill(s.Init)
		return v
	case Scratch:
		return vec.Make(p.X.Precision(), largest)
	}
	n := 0
	for _, t := range tensors {
		n += s.Per.count(t.Shape)
	}
	v := vec.Make(p.X.Precision(), n)
	if s.Copy {
		v.Copy(p.X)
	} else {
		v.Fill(s.Init)
	}
	return v
}

func (s *stepper) Step(o Objective) float64 {
	f := s.eval(o)
	t := s.steps.At(0)
	s.steps.Set(0, t+1)
	s.clock = Clock{T: int(t) + 1, LR: s.common.LR.At(int(t))}
	s.decay.apply(s.clock.LR*s.common.WeightDecay, s.common.WeightDecay, s.params)
	if p, ok := s.rule.(Prelude); ok {
		p.Prepare(&s.clock, s.params, s.state)
	}
	switch rule := s.rule.(type) {
	case Elementwise:
		for i := range s.parts {
			p := &s.parts[i]
			rule.Update(s.clock, p.X, p.G, p.slots)
		}
	case Tensorwise:
		for i := range s.parts {
			p := &s.parts[i]
			rule.UpdateTensor(s.clock, p.Tensor, p.slots)
		}
	}
	return f
}

func (s *stepper) Point() Vec {
	if e, ok := s.rule.(Elsewhere); ok {
		return e.Point(s.state)
	}
	return s.params.X
}

func (s *stepper) Visit(f func(name string, v Vec)) {
	f("parameters", s.params.X)
	f(s.name+".steps", s.steps)
	for k, slot := range s.slots {
		if slot.Per != Scratch {
			f(s.name+"."+slot.Name, s.state[k])
		}
	}
}
