// Package mnist holds the MNIST database of handwritten digits and reads it,
// or another set in the same IDX format, into [mlp.Data].
//
// [Load] gives the embedded database, [LoadDir] one from a folder, both split
// as the reference tutorial does it: always the same 5,000 images for
// validation, the others for training. An example is the 784 pixels of a 28×28
// image, row by row from the top left, 0 for paper and 1 for ink; its label is
// the digit.
//
// The source of the data is Y. LeCun, C. Cortes and C. J. C. Burges, "The MNIST
// database of handwritten digits", 1998; LICENSE.md has its terms.
package mnist
