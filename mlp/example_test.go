package mlp_test

import (
	"context"
	"fmt"
	"log"

	"descent/mlp"
)

// A small network learns the exclusive or, which no single layer can.
func Example() {
	data, err := mlp.NewData([]float32{0, 0, 0, 1, 1, 0, 1, 1}, 2, []uint8{0, 1, 1, 0})
	check(err)
	model, err := mlp.Sequential([]int{2}, mlp.Dense(8, mlp.ReLU), mlp.Dense(2, mlp.Softmax))
	check(err)
	check(model.Compile("adam:lr=0.05", mlp.SparseCategoricalCrossentropy, mlp.Accuracy))
	history, err := model.Fit(context.Background(), data, mlp.FitOptions{Epochs: 200, BatchSize: 4, Seed: 1})
	check(err)
	scores, err := model.Evaluate(data)
	check(err)
	fmt.Printf("loss %.3f in the first epoch, %.3f in the last\n", history.Values["loss"][1], history.Values["loss"][200])
	fmt.Printf("accuracy %.2f\n", scores["accuracy"])
	// Output:
	// loss 0.726 in the first epoch, 0.003 in the last
	// accuracy 1.00
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

// Layers may be had from words, and the output from the task.
func ExampleParseModel() {
	layers, err := mlp.ParseModel("dense:64,relu,init=he_normal,l2=1e-4 batchnorm dropout:0.2")
	check(err)
	classifier, err := layers.WithOutput(10, mlp.Softmax)
	check(err)
	fmt.Println(classifier)
	_, err = mlp.ParseModel("dense:64,relu dropout:1.5")
	fmt.Println(err)
	// Output:
	// dense:64,relu,init=he_normal,l2=0.0001 batchnorm dropout:0.2 dense:10,softmax
	// model: word 2, "dropout:1.5": dropout of 1.5, the rate must be in [0, 1)
}

func ExampleModel_Summary() {
	fmt.Print(mlp.Tutorial().Summary())
	// Output:
	// Model: "sequential"
	// ┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
	// ┃ Layer (type)                    ┃ Output Shape           ┃       Param # ┃
	// ┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
	// │ flatten (Flatten)               │ (None, 784)            │             0 │
	// ├─────────────────────────────────┼────────────────────────┼───────────────┤
	// │ dense (Dense)                   │ (None, 300)            │       235,500 │
	// ├─────────────────────────────────┼────────────────────────┼───────────────┤
	// │ dense_1 (Dense)                 │ (None, 200)            │        60,200 │
	// ├─────────────────────────────────┼────────────────────────┼───────────────┤
	// │ dense_2 (Dense)                 │ (None, 100)            │        20,100 │
	// ├─────────────────────────────────┼────────────────────────┼───────────────┤
	// │ dense_3 (Dense)                 │ (None, 10)             │         1,010 │
	// └─────────────────────────────────┴────────────────────────┴───────────────┘
	//  Total params: 316,810 (1.21 MB)
	//  Trainable params: 316,810 (1.21 MB)
	//  Non-trainable params: 0 (0.00 B)
}

// The reference tutorial's table: what data and labels ask for which loss.
func ExampleLosses() {
	for _, l := range mlp.Losses()[:5] {
		fmt.Printf("%s; %s: %s\n", l.Data, l.Labels, l.Name)
	}
	// Output:
	// two classes; 0 or 1: binary_crossentropy
	// several classes; one-hot: categorical_crossentropy
	// several classes; class number: sparse_categorical_crossentropy
	// real numbers; real numbers: mean_squared_error
	// real numbers of several magnitudes; numbers of 0 and more: mean_squared_logarithmic_error
}

// A regression with the targets in a matrix, a penalty and a loss that minds outliers less.
func ExampleNewDataWithTargets() {
	var inputs, targets []float32
	for x := float32(-1); x <= 1; x += 0.0625 {
		inputs, targets = append(inputs, x), append(targets, x*x)
	}
	data, err := mlp.NewDataWithTargets(inputs, 1, targets, 1)
	check(err)
	model, err := mlp.Sequential([]int{1},
		mlp.Dense(16, mlp.Tanh, mlp.KernelRegularizer(mlp.L2(1e-6))), mlp.Dense(1, mlp.Linear))
	check(err)
	check(model.Compile("adam:lr=0.02", mlp.Huber(0.5)))
	_, err = model.Fit(context.Background(), data, mlp.FitOptions{Epochs: 300, BatchSize: 33, Seed: 1})
	check(err)
	scores, err := model.Evaluate(data)
	check(err)
	fmt.Printf("below 1e-3: %v\n", scores["loss"] < 1e-3)
	// Output:
	// below 1e-3: true
}
