package main

// lesson is how a surface is shown unless the flags say otherwise: optimizers,
// rates and steps of its own.
type lesson struct {
	claim      string // what is then to be seen
	optimizers []string
	steps      int
	note       string // what is to be known of the start, if anything
}

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
	"booth": {
		claim: "momentum is down first, adaptive rates take the slant slowly",
		optimizers: []string{
			"sgd:lr=0.05",
			"momentum:lr=0.03,momentum=0.6",
			"nesterov:lr=0.03,momentum=0.6",
			"adagrad:lr=2",
			"rmsprop:lr=0.2",
			"adam:lr=0.5",
		},
		steps: 100,
	},
	"matyas": {
		claim: "along the diagonal, adaptive rates win nothing",
		optimizers: []string{
			"sgd:lr=1",
			"momentum:lr=1,momentum=0.7",
			"nesterov:lr=1,momentum=0.7",
			"adagrad:lr=1",
			"rmsprop:lr=0.1",
			"adam:lr=0.3",
		},
		steps: 200,
	},
	"ravine": {
		claim: "momentum takes the bends, SGD creeps along the floor",
		optimizers: []string{
			"sgd:lr=0.01",
			"momentum:lr=0.004",
			"nesterov:lr=0.004",
			"adagrad:lr=0.3",
			"rmsprop:lr=0.03",
			"adam:lr=0.1",
		},
		steps: 400,
	},
	"plateau": {
		claim: "SGD's steps fade with the gradient, Adam's do not",
		optimizers: []string{
			"sgd:lr=0.1",
			"momentum:lr=0.1",
			"nesterov:lr=0.1",
			"adagrad:lr=0.5,initial_accumulator=0",
			"rmsprop:lr=0.05",
			"adam:lr=0.1",
		},
		steps: 200,
	},
	"monkey_saddle": {
		claim: "SGD comes to rest in the middle, adaptive rates find a valley",
		optimizers: []string{
			"sgd:lr=0.02",
			"momentum:lr=0.02",
			"nesterov:lr=0.02",
			"adagrad:lr=0.1",
			"rmsprop:lr=0.02",
			"adam:lr=0.05",
		},
		steps: 150,
		note:  "The start lies 0.0001 off a ridge: exactly on it the gradient never points away.",
	},
	"mccormick": {
		claim: "from this side of the fold all end in the higher minimum",
		optimizers: []string{
			"sgd:lr=0.05",
			"momentum:lr=0.05",
			"nesterov:lr=0.05",
			"adagrad:lr=0.5",
			"rmsprop:lr=0.05",
			"adam:lr=0.1",
		},
		steps: 150,
	},
	"three_hump_camel": {
		claim: "only what arrives with speed leaves the first minimum",
		optimizers: []string{
			"sgd:lr=0.02",
			"momentum:lr=0.02",
			"nesterov:lr=0.02",
			"adagrad:lr=0.3",
			"rmsprop:lr=0.02",
			"adam:lr=0.1",
		},
		steps: 150,
	},
	"six_hump_camel": {
		claim: "momentum rolls on to the deepest, SGD settles at once",
		optimizers: []string{
			"sgd:lr=0.01",
			"momentum:lr=0.01",
			"nesterov:lr=0.01",
			"adagrad:lr=0.3",
			"rmsprop:lr=0.02",
			"adam:lr=0.1",
		},
		steps: 150,
	},
	"styblinski_tang": {
		claim: "momentum alone rolls on into the deepest well",
		optimizers: []string{
			"sgd:lr=0.01",
			"momentum:lr=0.01",
			"nesterov:lr=0.01",
			"adagrad:lr=0.5",
			"rmsprop:lr=0.05",
			"adam:lr=0.2",
		},
		steps: 150,
	},
	"goldstein_price": {
		claim: "momentum arrives, the others settle at f = 30",
		optimizers: []string{
			"sgd:lr=0.00001",
			"momentum:lr=0.000005",
			"nesterov:lr=0.000005",
			"adagrad:lr=0.2",
			"rmsprop:lr=0.01",
			"adam:lr=0.05",
		},
		steps: 300,
	},
	"hills": {
		claim: "SGD stays in the first well, momentum carries over its rim",
		optimizers: []string{
			"sgd:lr=0.1",
			"momentum:lr=0.1,momentum=0.95",
			"nesterov:lr=0.1,momentum=0.95",
			"adagrad:lr=0.3",
			"rmsprop:lr=0.05",
			"adam:lr=0.2",
		},
		steps: 200,
	},
	"sharp_flat": {
		claim: "large rates end in the flat one",
		optimizers: []string{
			"sgd:lr=0.05",
			"sgd:lr=0.5",
			"momentum:lr=0.05",
			"momentum:lr=0.2",
			"rmsprop:lr=0.1",
			"adam:lr=0.1",
		},
		steps: 200,
	},
	"ackley": {
		claim: "small steps end in the first pit, large ones hop on",
		optimizers: []string{
			"sgd:lr=0.01",
			"sgd:lr=0.1",
			"momentum:lr=0.01",
			"adagrad:lr=0.5",
			"rmsprop:lr=0.3",
			"adam:lr=0.3",
		},
		steps: 200,
	},
	"rastrigin": {
		claim: "the nearest of a hundred minima is the end",
		optimizers: []string{
			"sgd:lr=0.001",
			"momentum:lr=0.001",
			"nesterov:lr=0.001",
			"adagrad:lr=0.5",
			"rmsprop:lr=0.02",
			"adam:lr=0.1",
		},
		steps: 150,
	},
	"griewank": {
		claim: "each ends on the wave it is on",
		optimizers: []string{
			"sgd:lr=0.2",
			"momentum:lr=0.1",
			"nesterov:lr=0.1",
			"adagrad:lr=0.5",
			"rmsprop:lr=0.05",
			"adam:lr=0.3",
		},
		steps: 200,
	},
	"levy": {
		claim: "momentum crosses the troughs that hold the others",
		optimizers: []string{
			"sgd:lr=0.05",
			"momentum:lr=0.05",
			"nesterov:lr=0.05",
			"adagrad:lr=1",
			"rmsprop:lr=0.1",
			"adam:lr=0.5",
		},
		steps: 200,
	},
	"noisy_bowl": {
		claim: "SGD is held by ripples that momentum rolls over",
		optimizers: []string{
			"sgd:lr=0.02",
			"momentum:lr=0.02",
			"nesterov:lr=0.02",
			"adagrad:lr=0.3",
			"rmsprop:lr=0.03",
			"adam:lr=0.1",
		},
		steps: 200,
	},
	"schwefel": {
		claim: "downhill leads away from the best minimum",
		optimizers: []string{
			"sgd:lr=2",
			"momentum:lr=2",
			"nesterov:lr=2",
			"adagrad:lr=30",
			"rmsprop:lr=3",
			"adam:lr=10",
		},
		steps: 200,
	},
	"eggholder": {
		claim: "one start, six ends",
		optimizers: []string{
			"sgd:lr=1",
			"momentum:lr=1",
			"nesterov:lr=1",
			"adagrad:lr=50",
			"rmsprop:lr=5",
			"adam:lr=20",
		},
		steps: 200,
	},
	"michalewicz": {
		claim: "adaptive rates cross the plateau, momentum does not",
		optimizers: []string{
			"sgd:lr=0.005",
			"momentum:lr=0.005",
			"nesterov:lr=0.005",
			"adagrad:lr=0.1,initial_accumulator=0",
			"rmsprop:lr=0.01",
			"adam:lr=0.03",
		},
		steps: 200,
	},
	"easom": {
		claim: "RMSprop and Adam find the needle's eye, SGD hardly moves",
		optimizers: []string{
			"sgd:lr=0.1",
			"momentum:lr=0.1",
			"nesterov:lr=0.1",
			"adagrad:lr=0.3,initial_accumulator=0",
			"rmsprop:lr=0.03",
			"adam:lr=0.1",
		},
		steps: 200,
	},
}
