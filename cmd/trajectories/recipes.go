package main

import "slices"

// gallerySurfaces are the surfaces that are drawn where flags name none.
var gallerySurfaces = []string{"beale", "saddle", "rosenbrock", "himmelblau"}

// gallery are the recipes that are drawn without flags.
func gallery() []string {
	names := slices.Clone(gallerySurfaces)
	for _, r := range named {
		names = append(names, r.Name)
	}
	return names
}

// recipes lists the figures that have names: the lesson of each surface, and
// those that take more than a surface.
func recipes() []recipe {
	var all []recipe
	for _, name := range surfaceNames() {
		if slices.ContainsFunc(named, func(r recipe) bool { return r.Name == name }) {
			continue // a problem of its own, on that surface
		}
		all = append(all, recipe{Name: name, Flags: []string{"--surface=" + name}})
	}
	return append(all, named...)
}

// named are the recipes beside the lessons. What their words claim is asserted in
// the tests.
var named = []recipe{
	{
		Name:  "radford-contours",
		Title: "Alec Radford's optimizers on Beale's function",
		Flags: []string{"--surface=beale", "--theme=classic", "--format=gif", "--format=png"},
	},
	{
		Name:  "radford-saddle",
		Title: "Alec Radford's optimizers on a saddle",
		Flags: []string{"--surface=saddle", "--theme=classic", "--format=gif", "--format=png"},
	},
	{
		Name:  "saddle-3d",
		Title: "A saddle in space: SGD halts on the ridge, adaptive rates leave it first",
		Flags: []string{"--surface=saddle", "--view=3d", "--theme=projector", "--format=gif", "--format=png"},
	},
	{
		Name:  "noisy-saddle",
		Title: "A saddle: noise in the gradient leads plain SGD off the ridge",
		Note:  "Without noise SGD halts at the origin for all these steps. Any push off the ridge grows by 2 % a step; the noise gives one in every run, to either side.",
		Flags: []string{"--surface=saddle", "--opt=sgd:lr=0.01", "--noise=1", "--seeds=20", "--steps=400"},
	},
	{
		Name:  "turned-ravine",
		Title: "A ravine turned by 45°: SGD and momentum turn with it, adaptive rules do not",
		Note:  "A rate for each coordinate straightens a ravine that lies along an axis, and does nothing for one that does not.",
		Flags: []string{"--surface=quadratic", "--rotate=45", "--opt=sgd:lr=0.06", "--opt=momentum:lr=0.03,momentum=0.8",
			"--opt=adagrad:lr=1", "--opt=rmsprop:lr=0.1", "--opt=adam:lr=0.3", "--view=compare"},
	},
	{
		Name:  "tuned-rosenbrock",
		Title: "Rosenbrock's valley: momentum, diverging at its default rate, is second when tuned",
		Flags: []string{"--surface=rosenbrock", "--tune=true", "--opt=sgd", "--opt=momentum", "--opt=adagrad", "--opt=adadelta", "--opt=rmsprop", "--opt=adam", "--view=compare"},
	},
	{
		Name:  "sensitivity",
		Title: "Rosenbrock's valley: one step of the grid above momentum's best rate, it diverges",
		Flags: []string{"--surface=rosenbrock", "--tune=true", "--opt=sgd", "--opt=momentum", "--opt=adagrad", "--opt=adadelta", "--opt=rmsprop", "--opt=adam", "--view=sensitivity"},
	},
	{
		Name:  "start-maps",
		Title: "Four minima, six maps: where a start leads is the rule's choice",
		Flags: []string{"--surface=himmelblau", "--view=starts"},
	},
	{
		Name:  "inside-adam",
		Title: "Inside Adam: the steep coordinate has the larger second moment, so the smaller rate",
		Note:  "Steps go along the first moment, which remembers some ten gradients, with a rate for each coordinate: that is why they point elsewhere than the gradient.",
		Flags: []string{"--surface=beale", "--view=inside", "--opt=adam:lr=0.1", "--steps=200"},
	},
	{
		Name:  "local-minimum",
		Title: "A local minimum in the way: at none of 24 rates does SGD get past it",
		Note: "Momentum rolls over the rim on the speed that it has from the slope. Adagrad and Adam begin with steps as long as their rate, whatever the gradient, and land beyond it. " +
			"RMSprop gets out as well, but at a fixed rate it swings for ever. SGD has only the slope under it.",
		Flags: []string{"--surface=hills", "--tune=true", "--starts=15", "--spread=0.3", "--steps=150",
			"--opt=sgd", "--opt=momentum", "--opt=adagrad", "--opt=rmsprop", "--opt=adam"},
	},
	{
		Name:  "plateau",
		Title: "A plateau: the rate that carries SGD across it is too large at the bottom",
		Note: "Far out the slope fades with the third power of the distance, and SGD's steps with it: at its best rate it swings from wall to wall, at any smaller one it is still on the way. " +
			"Rules that divide by the gradient's size walk at their own pace.",
		Flags: []string{"--surface=plateau", "--tune=true", "--starts=15", "--spread=0.3", "--steps=100",
			"--opt=sgd", "--opt=momentum", "--opt=adagrad", "--opt=rmsprop", "--opt=adam"},
	},
	{
		Name:  "zigzag",
		Title: "Zigzag: the steep direction caps SGD's rate, and the flat one pays for it",
		Note: "From a rate of 2/41 = 0.049 on SGD diverges across the valley; just below, it overshoots at every step and hardly moves along it. " +
			"In momentum's average the overshoots cancel and the small steps along the valley add up.",
		Flags: []string{"--surface=0.1*x^2 + 20.5*y^2", "--window=-10,4,-5.5,5.5", "--start=-9,2", "--tune=true", "--steps=100",
			"--opt=sgd", "--opt=momentum", "--opt=nesterov", "--opt=rmsprop", "--opt=adam"},
	},
	{
		Name:  "cost",
		Title: costTitle,
		Flags: []string{"--view=cost"},
	},
}
