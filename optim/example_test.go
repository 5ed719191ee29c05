package optim_test

import (
	"fmt"
	"math"

	"descent/optim"
)

// An optimizer is named as in Keras, with its hyperparameters, and moves the
// parameters of whatever has a value and a gradient.
func Example() {
	spec, err := optim.Parse("adam:lr=0.1", "")
	if err != nil {
		panic(err)
	}
	p := optim.Point(3, -2)
	o := spec.New(p)
	for range 200 {
		o.Step(optim.ObjectiveFunc(func(x, g optim.Vec) float64 { // x² + 10y²
			g.Set(0, 2*x.At(0))
			g.Set(1, 20*x.At(1))
			return x.At(0)*x.At(0) + 10*x.At(1)*x.At(1)
		}))
	}
	fmt.Printf("within 0.01 of the minimum: %v\n", math.Hypot(p.X.At(0), p.X.At(1)) < 0.01)
	// Output: within 0.01 of the minimum: true
}

func ExampleParse() {
	for _, text := range []string{"adam:beta1=0.9,lr=5e-3", "adam:lr=-1", "adam:momentum=0.9", "ema(adam"} {
		spec, err := optim.Parse(text, "")
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(spec)
		fmt.Println(spec.Recipe())
	}
	// Output:
	// adam:lr=0.005
	// adam:lr=0.005,beta1=0.9,beta2=0.999,eps=1e-07,form=keras
	// optimizer "adam:lr=-1": lr must be in [0, ∞), is -1
	// optimizer "adam:momentum=0.9": unknown key of adam "momentum". Known: lr, beta1, beta2, eps, amsgrad, weight_decay, clipnorm, global_clipnorm, clipvalue, gradient_accumulation_steps, loss_scale_factor
	// optimizer "ema(adam": the parenthesis at column 4 is not closed
}
