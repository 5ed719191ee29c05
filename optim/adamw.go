package optim

var adamw = &Definition{
	Name: "adamw", Title: "AdamW",
	Summary:  "Adam with weight decay apart from the gradient",
	Source:   "Loshchilov, Hutter 2019, Decoupled weight decay regularization, arXiv:1711.05101",
	Doc:      "θ ← θ − lr·weight_decay·θ, then Adam:\n\n" + adamDoc,
	Forms:    []Form{Keras, Torch},
	config:   Adam{},
	defaults: map[string]string{"lr": "0.001", "weight_decay": "keras=0.004 torch=0.01"},
	decay:    map[Form]decay{Torch: decoupled},
}
