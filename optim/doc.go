// Package optim holds the update rules of gradient descent, each as its
// framework computes it, their learning-rate schedules, and the strings that
// name them.
//
// Most users need two calls: [Parse] reads a spec string such as
// "adam:lr=0.005,beta1=0.9", and [Spec.New] makes an [Optimizer] over
// parameters ([NewParams]) whose Step evaluates an [Objective] and moves them.
//
// A rule is written once for float32 and float64 in vector notation. Where
// frameworks differ (ε inside or outside the root, weight decay coupled to the
// gradient or not, …) the rule's [Form] says whose arithmetic it follows. In
// one step the gradient is evaluated, then clipped, then weights decay, then
// the rule moves the parameters, then wrappers do their part.
//
// In formulas θ are the parameters, g is their gradient, lr the learning rate
// of the step, t its number from 1, and EMA_β(a) stands for β·a + (1−β)·new.
package optim
