package optim

import "descent/internal/vec"

// Vec is a vector of float32 or float64.
type Vec = vec.Vec

// Precision is the float type of parameters.
type Precision = vec.Precision

// The precisions: networks train in Float32, surfaces and checks run in Float64.
const (
	Float64 = vec.Float64
	Float32 = vec.Float32
)

// Shape names a tensor and gives its dimensions, e.g. {"kernel", []int{784, 300}}.
type Shape struct {
	Name string
	Dims []int
}

// Size returns the number of elements, the product of the dimensions.
func (s Shape) Size() int {
	n := 1
	for _, d := range s.Dims {
		n *= d
	}
	return n
}

// Tensor is one named part of the parameters, row-major: X its values, G its
// gradient.
type Tensor struct {
	Shape
	X, G Vec
}

// Params are parameters and their gradient, each one flat vector in which the
// tensors, which are views of it, lie one after another.
type Params struct {
	X, G    Vec
	Tensors []Tensor
}

// NewParams returns zero parameters of the given shapes.
func NewParams(p Precision, shapes ...Shape) *Params {
	n := 0
	for _, s := range shapes {
		n += s.Size()
	}
	q := &Params{X: vec.Make(p, n), G: vec.Make(p, n)}
	i := 0
	for _, s := range shapes {
		j := i + s.Size()
		q.Tensors = append(q.Tensors, Tensor{s, q.X.Slice(i, j), q.G.Slice(i, j)})
		i = j
	}
	return q
}

// Point returns float64 parameters of one tensor "theta" with these values.
func Point(values ...float64) *Params {
	p := NewParams(Float64, Shape{"theta", []int{len(values)}})
	copy(p.X.Float64s(), values)
	return p
}

// Objective is what is minimized: a surface, or the loss of a batch.
type Objective interface {
	// Eval returns the value at x and writes the gradient there into g.
	Eval(x, g Vec) float64
}

// ObjectiveFunc is a function as an Objective.
type ObjectiveFunc func(x, g Vec) float64

// Eval calls the function.
func (f ObjectiveFunc) Eval(x, g Vec) float64 { return f(x, g) }

// Optimizer moves parameters downhill. It is made by [Spec.New] and is not safe
// for use by several goroutines.
type Optimizer interface {
	// Step evaluates o where the rule wants it, moves the parameters, and
	// returns the value that it found before the move. It allocates nothing.
	Step(o Objective) float64
	// Point is where the result is to be evaluated: the parameters
	// themselves, or what the optimizer keeps for it (an average of them).
	Point() Vec
	// Visit calls f for each part of the state by name, the parameters
	// included, always in the same order. What f writes into v is the new state.
	Visit(f func(name string, v Vec))
}
