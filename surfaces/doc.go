// Package surfaces holds functions of two variables on which optimizers can be
// watched, each with its gradient, and runs optimizers along them.
//
// [Lookup] finds a surface by name, [Expression] makes one of a formula in x and y, [Parse]
// takes either, [Surface.Rotated] turns one, [Descend] takes a path over it. Everything
// is float64, and a product that goes into a sum is rounded first (float64(x*y) +
// z, square(x) + z), so that no compiler fuses the two and a path has the same
// bits on every machine.
package surfaces

func square(x float64) float64 { return float64(x * x) }
