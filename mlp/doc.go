// Package mlp builds, trains and evaluates multilayer perceptrons in the terms
// of Keras.
//
// A model is built by [Sequential], or is the reference tutorial's, [Tutorial].
// [Model.Compile] gives it an optimizer, a loss and metrics, [Model.Fit] trains
// it on a [Data] and returns its [History], and [Model.Evaluate] scores it:
//
//	model := mlp.Tutorial()
//	err := model.Compile("adam:lr=0.005", mlp.SparseCategoricalCrossentropy, mlp.Accuracy)
//	history, err := model.Fit(ctx, data.Train, mlp.FitOptions{Epochs: 10, Validation: data.Validation, Seed: 1})
//	scores, err := model.Evaluate(data.Test)
//
// Results are a function of the model, the data and the options: the initial
// weights and the order of the batches come from the seed alone, whatever the
// optimizer, and nothing depends on the number of cores.
//
// In shapes n is the number of examples in a batch. Matrices are row-major, one
// example a row. Losses and derivatives are summed in float64 in a fixed order.
package mlp
