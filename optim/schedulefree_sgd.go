package optim

// ScheduleFreeSGD takes z by gradient descent.
type ScheduleFreeSGD struct{ ScheduleFree }

var scheduleFreeSGD = &Definition{
	Name: "schedulefree_sgd", Title: "Schedule-Free SGD",
	Summary:  "gradient descent and an average of its path in place of a schedule",
	Source:   scheduleFreeSource,
	Doc:      "z ← z − lr·(g + weight_decay·y)                        g at y\n" + scheduleFreeDoc + scheduleFreeOptaxDoc,
	Forms:    []Form{Optax},
	config:   ScheduleFreeSGD{},
	defaults: map[string]string{"lr": "1"},
	decay:    map[Form]decay{Optax: coupled},
}

var _ interface {
	Elementwise
	Prelude
	Elsewhere
} = ScheduleFreeSGD{}

// Update takes one step.
func (r ScheduleFreeSGD) Update(c Clock, y, g Vec, s []Vec) {
	s[1].AddScaled(-c.LR, g)
	r.average(y, s)
}
