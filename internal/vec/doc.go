// Package vec computes on vectors of float32 or float64: the elementwise
// primitives of which the update rules are composed, and the matrix products
// and row operations of a network.
//
// In every method the receiver is what is modified (dst.Add… reads its
// arguments and writes dst), scalars are float64 and are rounded once to the
// vector's precision, and all vectors of a call have the same length and
// precision; anything else is the programmer's error.
//
// Results do not depend on the machine's number of cores, and elementwise work
// is an explicit multiply and an explicit add: the compiler may not fuse them,
// so that a result has the same bits on every architecture.
//
// Float32 vectors are computed by assembly where the processor allows, with the
// bits of the Go beside it; README.md explains how.
package vec
