package mlp

import (
	"math"

	"descent/internal/suggest"
	"descent/internal/vec"
)

// Initializer sets a weight to its first values: [GlorotUniform], [GlorotNormal],
// [HeUniform], [HeNormal], [LecunUniform], [LecunNormal], [Zeros], [Ones].
type Initializer interface {
	// String returns Keras's name.
	String() string
	// fill sets v, a tensor of the given dimensions.
	fill(v vec.Vec, dims []int, r *source)
}

// The initializers. Those that draw scale a kernel [in × out] so that signals keep
// their variance: Glorot's by the mean of in and out, for the way forwards and
// backwards; He's, for relu, and LeCun's by in. Uniform ones lie within ±√3
// standard deviations. Normal ones are cut off at two and widened so that the
// standard deviation is as said, as Keras's are.
var (
	// GlorotUniform has the variance 2/(in+out), Keras's "glorot_uniform": ±√(6/(in+out)).
	// Glorot, Bengio 2010, Understanding the difficulty of training deep feedforward neural networks.
	GlorotUniform Initializer = varianceScaling{"glorot_uniform", 1, true, false}
	// GlorotNormal has the variance 2/(in+out), Keras's "glorot_normal".
	GlorotNormal Initializer = varianceScaling{"glorot_normal", 1, true, true}
	// HeUniform has the variance 2/in, Keras's "he_uniform".
	// He, Zhang, Ren, Sun 2015, Delving deep into rectifiers, arXiv:1502.01852.
	HeUniform Initializer = varianceScaling{"he_uniform", 2, false, false}
	// HeNormal has the variance 2/in, Keras's "he_normal".
	HeNormal Initializer = varianceScaling{"he_normal", 2, false, true}
	// LecunUniform has the variance 1/in, Keras's "lecun_uniform".
	// LeCun, Bottou, Orr, Müller 1998, Efficient backprop.
	LecunUniform Initializer = varianceScaling{"lecun_uniform", 1, false, false}
	// LecunNormal has the variance 1/in, Keras's "lecun_normal".
	LecunNormal Initializer = varianceScaling{"lecun_normal", 1, false, true}
	// Zeros is 0, Keras's "zeros".
	Zeros Initializer = constant{"zeros", 0}
	// Ones is 1, Keras's "ones".
	Ones Initializer = constant{"ones", 1}
)

// initializers are all of them, by name.
var initializers = []Initializer{GlorotUniform, GlorotNormal, HeUniform, HeNormal, LecunUniform, LecunNormal, Zeros, Ones}

// Initializers lists the names of all initializers.
func Initializers() []string {
	names := make([]string, len(initializers))
	for i, n := range initializers {
		names[i] = n.String()
	}
	return names
}

// InitializerNamed returns the initializer of Keras's name ("he_normal"). An
// unknown one is an error that says which are known.
func InitializerNamed(name string) (Initializer, error) {
	for _, i := range initializers {
		if i.String() == name {
			return i, nil
		}
	}
	return nil, suggest.Unknown("initializer", name, Initializers())
}

type constant struct {
	name  string
	value float64
}

func (c constant) String() string                     { return c.name }
func (c constant) fill(v vec.Vec, _ []int, _ *source) { v.Fill(c.value) }

// varianceScaling draws with the variance scale/n, where n is the number of inputs, or
// its mean with the number of outputs.
type varianceScaling struct {
	name   string
	scale  float64
	mean   bool
	normal bool
}

func (s varianceScaling) String() string { return s.name }

func (s varianceScaling) fill(v vec.Vec, dims []int, r *source) {
	// The two numbers are doubled, so that Glorot's limit is √(6/(in+out)) to the bit.
	n := 2 * float64(dims[0])
	if s.mean {
		n = float64(dims[0] + dims[len(dims)-1])
	}
	if s.normal {
		deviation := math.Sqrt(2*s.scale/n) / truncatedDeviation
		for i := range v.Len() {
			v.Set(i, deviation*r.truncatedNormal())
		}
		return
	}
	limit := math.Sqrt(6 * s.scale / n)
	for i := range v.Len() {
		v.Set(i, float64(2*limit*r.uniform())-limit)
	}
}

// truncatedDeviation is the standard deviation of a standard normal variable between
// −2 and 2: √(1 − 4φ(2)/(2Φ(2)−1)).
const truncatedDeviation = 0.87962566103423978
