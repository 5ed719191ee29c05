// Package mlp builds, trains and evaluates multilayer perceptrons in the terms
// of Keras, and with its numbers: losses, activations, layers and initial
// distributions are held to Keras 3.15 in float64.
//
// # Models
//
// A model is built by [Sequential] from layers, by [ParseModel] from words
// ("dense:300,relu dropout:0.2 dense:10,softmax"), or is the reference tutorial's,
// [Tutorial]. [Model.Summary] prints its table, [Model.Weights] has its tensors under
// Keras's names.
//
// [Model.Compile] gives it an optimizer, a loss and metrics, [Model.Fit] trains
// it on a [Data] and returns its [History], [Model.Evaluate] scores it, and
// [Model.Predict] gives its outputs:
//
//	model := mlp.Tutorial()
//	err := model.Compile("adam:lr=0.005", mlp.SparseCategoricalCrossentropy, mlp.Accuracy)
//	history, err := model.Fit(ctx, data.Train, mlp.FitOptions{Epochs: 10, Validation: data.Validation, Seed: 1})
//	scores, err := model.Evaluate(data.Test)
//
// # Layers
//
//	Flatten              an example of any shape as one row
//	Dense                activation(x·W + b); options UseBias, KernelInitializer,
//	                     BiasInitializer, KernelRegularizer, BiasRegularizer
//	BatchNormalization   mean 0 and variance 1 of each feature, then γ and β; options Momentum, Epsilon
//	Dropout              a share of the inputs is zero in training
//	ActivationLayer      an activation by itself
//
// Activations: [Linear], [ReLU], [LeakyReLU], [ELU], [SELU], [GELU], [SiLU], [Softplus],
// [Sigmoid], [Tanh], [Softmax]; [LeakyReLUOfSlope]. Initializers: [GlorotUniform], [GlorotNormal],
// [HeUniform], [HeNormal], [LecunUniform], [LecunNormal], [Zeros], [Ones].
// Penalties: [L1], [L2], [Regularizer].
//
// # Losses
//
// The loss goes with the kind of data and the form of the labels, and with it goes the
// last layer. [Losses] has the table, [LossNamed] reads a name.
//
//	two classes                0 or 1          sigmoid   BinaryCrossentropy
//	several classes            one-hot         softmax   CategoricalCrossentropy, CategoricalHinge
//	several classes            class number    softmax   SparseCategoricalCrossentropy
//	real numbers               real numbers    linear    MeanSquaredError
//	… of several magnitudes    0 and more      any       MeanSquaredLogarithmicError
//	… with outliers            real numbers    linear    MeanAbsoluteError, Huber, LogCosh
//	distributions              probabilities   softmax   KLDivergence
//	counts                     0 and more      softplus  Poisson
//
// Where they do not fit, the error of [Model.Compile] or [Model.Fit] lists those that do.
// [FromLogits] takes the outputs of a linear layer for logits, [LabelSmoothing]
// mixes targets with the uniform distribution.
//
// # Data
//
// A [Data] has a row of features for each example, and a class label ([NewData]) or a
// row of targets ([NewDataWithTargets]). [Data.OneHot] and [Data.MapLabels] make targets
// of labels, [Data.InputsAsTargets] is for autoencoders.
//
// # Training
//
// [Metrics] lists what can be reported beside the loss. [EarlyStopping] and
// [ReduceOnPlateau] are options of Fit; schedules and clipping are part of an optimizer's
// spec. [Model.SaveWeights] writes files that numpy reads.
//
// # Results
//
// Results are a function of the model, the data and the options: the initial
// weights, the order of the batches and what dropout drops come from the seed alone,
// whatever the optimizer, and nothing depends on the number of cores.
//
// In shapes n is the number of examples in a batch. Matrices are row-major, one
// example a row. Losses and derivatives are summed in float64 in a fixed order.
package mlp
