package optim

var adamw = &Definition{
	Name: "adamw", Title: "AdamW",
	Summary: "Adam with weight decay apart from the gradient",
	Source:  "Loshchilov, Hutter 2019, Decoupled weight decay regularization, arXiv:1711.05101",
	Doc: "θ ← θ − lr·weight_decay·θ, then Adam:\n\n" + adamDoc + `
optax adds lr·weight_decay·θ to the step, which is the same.
`,
	Forms:    []Form{Keras, Torch, Optax},
	config:   Adam{},
	defaults: map[string]string{"lr": "0.001", "weight_decay": "keras=0.004 torch=0.01 optax=0.0001"},
	fixed:    map[string]string{"decoupled_weight_decay": "true"},
}
