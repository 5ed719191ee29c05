// Package mlp builds, trains and evaluates multilayer perceptrons in the terms
// of Keras.
package mlp
