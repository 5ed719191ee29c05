package main

// lesson is how a surface is shown unless the flags say otherwise: optimizers,
// rates and steps of its own.
type lesson struct {
	claim      string // what is then to be seen
	optimizers []string
	steps      int
	note       string // what is to be known of the start, if anything
}

// gallery are the surfaces that are drawn without flags.
var gallery = []string{"beale", "saddle", "rosenbrock", "himmelblau"}

// lessons by surface. Those of beale and saddle have the rates of Alec Radford's
// animations (2014), recovered from their frames.
var lessons = map[string]lesson{
	"beale": {
		claim: "momentum dives past, adaptive rates turn at once",
		optimizers: []string{
			"sgd:lr=0.001",
			"momentum:lr=0.001,momentum=0.95",
			"nesterov:lr=0.001,momentum=0.95",
			"adagrad:lr=1,initial_accumulator=0,eps=1e-12",
			"adadelta:lr=8,rho=0.94,eps=0.0003",
			"rmsprop:lr=0.075,rho=0.95,eps=1e-10",
		},
		steps: 193,
	},
	"saddle": {
		claim: "SGD halts on the ridge, adaptive rates leave it first",
		optimizers: []string{
			"sgd:lr=0.01",
			"momentum:lr=0.01,momentum=0.95",
			"nesterov:lr=0.01,momentum=0.95",
			"adagrad:lr=0.05,initial_accumulator=0,eps=1e-12",
			"adadelta:lr=1,rho=0.98,eps=1e-6",
			"rmsprop:lr=0.01,rho=0.95,eps=1e-12",
		},
		steps: 193,
		note:  "The start lies 0.000002 off the ridge: exactly on it the gradient never points away, and none of these rules would ever leave.",
	},
	"rosenbrock": {
		claim: "soon on its floor, long on the way along it",
		optimizers: []string{
			"sgd:lr=0.001",
			"momentum:lr=0.001",
			"nesterov:lr=0.001",
			"adagrad:lr=0.5",
			"rmsprop:lr=0.01",
			"adam:lr=0.1",
		},
		steps: 1000,
	},
	"himmelblau": {
		claim: "from one start, six rules into four minima",
		optimizers: []string{
			"sgd:lr=0.01",
			"momentum:lr=0.01",
			"nesterov:lr=0.01",
			"adagrad:lr=0.5",
			"rmsprop:lr=0.05",
			"adam:lr=0.2",
		},
		steps: 200,
		note:  "RMSprop ends in a swing: at a fixed rate its steps do not shrink, since its average of squares forgets the gradients that were large.",
	},
	"quadratic": {
		claim: "SGD zigzags at its limit, momentum gathers speed",
		optimizers: []string{
			"sgd:lr=0.075",
			"momentum:lr=0.11,momentum=0.45",
			"nesterov:lr=0.04,momentum=0.67",
			"adagrad:lr=1",
			"rmsprop:lr=0.1",
			"adam:lr=0.3",
		},
		steps: 100,
		note:  "SGD diverges from a rate of 2/25 = 0.08 on; momentum and Nesterov have the rates that are best for condition number 25.",
	},
}
