package optim

import "descent/internal/vec"

// chunk is how many elements an elementwise rule updates at a time: the vectors
// of a chunk stay in the first-level cache from one primitive to the next.
const chunk = 2048

// flushEvery is after how many steps state that has decayed to next to nothing, as
// that of a parameter without a gradient does, is dropped.
const flushEvery = 16

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
	for _, slot := range s.slots {
		s.state = append(s.state, slot.make(e.params, tensors))
	}
	starts := make([]int, len(s.slots))
	for _, t := range tensors {
		p := part{Tensor: t}
		for k, slot := range s.slots {
			switch n := slot.count(t.Shape); slot.Per {
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
func (s Slot) make(p *Params, tensors []Tensor) Vec {
	switch s.Per {
	case Whole:
		v := vec.Make(Float64, 1)
		s.begin(v, p)
		return v
	case Scratch:
		largest := 0
		for _, t := range tensors {
			largest = max(largest, s.count(t.Shape))
		}
		return vec.Make(p.X.Precision(), largest)
	}
	n := 0
	for _, t := range tensors {
		n += s.count(t.Shape)
	}
	v := vec.Make(p.X.Precision(), n)
	s.begin(v, p)
	return v
}

// begin sets a slot's state to its initial value.
func (s Slot) begin(v Vec, p *Params) {
	if s.Copy {
		v.Copy(p.X)
	} else {
		v.Fill(s.Init)
	}
}

func (s *stepper) Step(o Objective) float64 {
	rate := s.LearningRate()
	f, ready := s.eval(o)
	if !ready {
		return f
	}
	t := s.steps.At(0) + 1
	s.steps.Set(0, t)
	s.clock = Clock{T: int(t), LR: rate}
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
	if s.clock.T%flushEvery == 0 {
		for k, slot := range s.slots {
			if slot.perParameter() {
				s.state[k].Flush()
			}
		}
	}
	return f
}

// LearningRate returns the rate of the next step. Where gradients are accumulated
// the schedule counts these, as Keras's does.
func (s *stepper) LearningRate() float64 {
	if s.seen.Len() > 0 {
		return s.rate(int(s.seen.At(0)))
	}
	return s.rate(int(s.steps.At(0)))
}

func (s *stepper) reset() {
	s.evaluation.reset()
	s.steps.Fill(0)
	for k, slot := range s.slots {
		slot.begin(s.state[k], s.params)
	}
}

func (s *stepper) Point() Vec {
	if e, ok := s.rule.(Elsewhere); ok {
		if point := e.Point(s.state); point.Len() > 0 {
			return point
		}
	}
	return s.params.X
}

func (s *stepper) Visit(f func(name string, v Vec)) {
	f("parameters", s.params.X)
	f(s.name+".steps", s.steps)
	s.visit(s.name, f)
	for k, slot := range s.slots {
		if slot.Per != Scratch {
			f(s.name+"."+slot.Name, s.state[k])
		}
	}
}
