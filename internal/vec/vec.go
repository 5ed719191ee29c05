package vec

import "fmt"

// Precision is the float type of a vector.
type Precision int

// The two precisions: networks train in Float32, surfaces and checks of
// gradients run in Float64.
const (
	Float64 Precision = iota
	Float32
)

// String returns "float64" or "float32".
func (p Precision) String() string {
	if p == Float32 {
		return "float32"
	}
	return "float64"
}

// Vec is a vector of float32 or of float64; it shares its storage with the
// vectors sliced from it. The zero value is an empty vector.
type Vec struct {
	f32 []float32
	f64 []float64
}

// Make returns a zero vector of n elements.
func Make(p Precision, n int) Vec {
	if p == Float32 {
		return Vec{f32: make([]float32, n)}
	}
	return Vec{f64: make([]float64, n)}
}

// Of32 returns a vector on the storage of a.
func Of32(a []float32) Vec { return Vec{f32: a} }

// Of64 returns a vector on the storage of a.
func Of64(a []float64) Vec { return Vec{f64: a} }

// Float32s returns the storage of a float32 vector, nil for a float64 one.
func (v Vec) Float32s() []float32 { return v.f32 }

// Float64s returns the storage of a float64 vector, nil for a float32 one.
func (v Vec) Float64s() []float64 { return v.f64 }

// Precision returns the vector's float type.
func (v Vec) Precision() Precision {
	if v.f32 != nil {
		return Float32
	}
	return Float64
}

// Len returns the number of elements.
func (v Vec) Len() int { return len(v.f32) + len(v.f64) }

// At returns element i.
func (v Vec) At(i int) float64 {
	if v.f32 != nil {
		return float64(v.f32[i])
	}
	return v.f64[i]
}

// Set sets element i to s, rounded to the vector's precision.
func (v Vec) Set(i int, s float64) {
	if v.f32 != nil {
		v.f32[i] = float32(s)
		return
	}
	v.f64[i] = s
}

// Slice returns the elements from i up to, not including, j on the same storage.
func (v Vec) Slice(i, j int) Vec {
	if v.f32 != nil {
		return Vec{f32: v.f32[i:j:j]}
	}
	return Vec{f64: v.f64[i:j:j]}
}

// Clone returns a copy on storage of its own.
func (v Vec) Clone() Vec {
	c := Make(v.Precision(), v.Len())
	c.Copy(v)
	return c
}

// Copy sets v to a. Both must have the same length and precision.
func (v Vec) Copy(a Vec) {
	if v.Len() != a.Len() || v.Precision() != a.Precision() {
		panic(fmt.Sprintf("vec: copy of %d %v into %d %v", a.Len(), a.Precision(), v.Len(), v.Precision()))
	}
	copy(v.f32, a.f32)
	copy(v.f64, a.f64)
}
