package study

import (
	"fmt"
	"slices"
	"strings"

	"descent/mlp"
)

// Problem is what every optimizer of a study is given: a task, a model, a loss and
// metrics that fit one another.
type Problem struct {
	Task    Task
	Model   mlp.Architecture // with its last layer
	Loss    string           // as Keras names it
	Metrics []string         // the task's, then others
}

// NewProblem returns the problem of a task, by name, "digits" if it is empty. The model
// is the reference tutorial's if it is empty, and its last layer may be left to the
// task. An empty loss is the task's; metrics add to the task's.
//
// It is an error that says what would be right if one is not known or they do not
// fit one another.
func NewProblem(task, model, loss string, metrics []string) (Problem, error) {
	if task == "" {
		task = Tasks()[0].Name
	}
	t, err := TaskNamed(task)
	if err != nil {
		return Problem{}, err
	}
	p := Problem{Task: t, Loss: t.Loss, Metrics: slices.Clone(t.Metrics)}
	if loss != "" {
		l, err := mlp.LossNamed(loss)
		if err != nil {
			return p, err
		}
		p.Loss = l.String()
	}
	if p.Loss == mlp.MeanAbsoluteError.String() && p.Metric() == "mae" {
		p.Metrics[0] = "mse" // the loss again would tell nothing
	}
	for _, name := range metrics {
		m, err := mlp.MetricNamed(name)
		if err != nil {
			return p, err
		}
		if !slices.Contains(p.Metrics, m.String()) {
			p.Metrics = append(p.Metrics, m.String())
		}
	}
	if p.Model, err = t.complete(model, p.Loss); err != nil {
		return p, err
	}
	return p, p.check()
}

// DefaultProblem is the reference tutorial's.
func DefaultProblem() Problem {
	p, err := NewProblem("", "", "", nil)
	if err != nil {
		panic(err)
	}
	return p
}

// IsDefault tells whether the task, the model and the loss are the reference tutorial's.
func (p Problem) IsDefault() bool {
	d := DefaultProblem()
	return p.Task.Name == d.Task.Name && p.Model.String() == d.Model.String() && p.Loss == d.Loss
}

// complete reads a model's words, and adds the task's last layer if they leave it
// out; of a loss of logits it is linear.
func (t Task) complete(words, loss string) (mlp.Architecture, error) {
	if words == "" {
		// Without its last layer, which another task has otherwise.
		words = mlp.TutorialWords[:strings.LastIndexByte(mlp.TutorialWords, ' ')]
	}
	a, err := mlp.ParseModel(words)
	if err != nil {
		return a, err
	}
	activation := t.activation
	if strings.Contains(loss, "from_logits=true") {
		activation = mlp.Linear
	}
	return a.WithOutput(t.units, activation)
}

// check tells why the loss does not fit the task's labels or the model's last
// layer, or a metric the loss.
func (p Problem) check() error {
	if _, err := p.NewModel(); err != nil {
		return err
	}
	if !p.fits(p.Loss) {
		var names []string
		for _, d := range mlp.Losses() {
			for _, name := range []string{d.Name, d.Name + ":from_logits=true"} {
				if p.fits(name) {
					names = append(names, name)
				}
			}
		}
		layers := p.Model.Layers()
		hint := "losses that fit: " + strings.Join(names, ", ")
		if names == nil {
			hint = fmt.Sprintf("no loss does: end the model in %v", mlp.Dense(p.Task.units, p.Task.activation))
		}
		return fmt.Errorf("loss %s does not fit the task %s, with labels of the form %q and the last layer %v; %s",
			p.Loss, p.Task.Name, p.Task.Labels, layers[len(layers)-1], hint)
	}
	if err := p.checkMetrics(); err != nil {
		return err
	}
	_, err := p.compiled("sgd")
	return err
}

// checkMetrics tells which metric counts right answers, of which a task without classes
// has none. Whether the others fit the loss, the model tells.
func (p Problem) checkMetrics() error {
	if p.Task.Classes != nil {
		return nil
	}
	var fit []string
	for _, d := range mlp.Metrics() {
		if !mlp.MoreIsBetter(d.Name) {
			fit = append(fit, d.Name)
		}
	}
	for _, name := range p.Metrics {
		if mlp.MoreIsBetter(name) {
			return fmt.Errorf("metric %s does not fit the task %s, with labels of the form %q; metrics that fit: %s",
				name, p.Task.Name, p.Task.Labels, strings.Join(fit, ", "))
		}
	}
	return nil
}

// fits tells whether a loss is one for the task, and tries it on the model and on examples.
func (p Problem) fits(loss string) bool {
	l, err := mlp.LossNamed(loss)
	if err != nil {
		return false
	}
	name, _, _ := strings.Cut(l.String(), ":")
	for _, d := range mlp.Losses() {
		if d.Name == name && d.OfClasses() && p.Task.Classes == nil {
			return false
		}
	}
	m, err := p.NewModel()
	return err == nil && m.Compile("sgd", l) == nil && m.Check(p.Task.sample()) == nil
}

// imageShape is that of the inputs.
var imageShape = []int{28, 28}

// NewModel builds the model, without weights.
func (p Problem) NewModel() (*mlp.Model, error) { return p.Model.Build(imageShape) }

// compiled builds the model and compiles it with an optimizer.
func (p Problem) compiled(optimizer string) (*mlp.Model, error) {
	m, err := p.NewModel()
	if err != nil {
		return nil, err
	}
	loss, err := mlp.LossNamed(p.Loss)
	if err != nil {
		return nil, err
	}
	var metrics []mlp.Metric
	for _, name := range p.Metrics {
		metric, err := mlp.MetricNamed(name)
		if err != nil {
			return nil, err
		}
		metrics = append(metrics, metric)
	}
	return m, m.Compile(optimizer, loss, metrics...)
}

// Metric is the one that is shown beside the loss.
func (p Problem) Metric() string { return p.Metrics[0] }
