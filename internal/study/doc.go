// Package study runs comparisons of optimizers and writes their numbers: paths
// over a surface, and training runs of a network side by side. It draws nothing.
package study
