package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"descent/internal/chart"
	"descent/internal/cli"
	"descent/internal/store"
	"descent/internal/study"
	"descent/mlp/mnist"
	"descent/optim"
)

// plan is what the flags come to: a study, and whose learning rates are chosen.
type plan struct {
	study.Study
	families [][]study.Family // by plan; nil without --tune
}

// resolve makes a plan of the flags, as far as they do not need the data.
func (o *options) resolve() (plan, error) {
	var p plan
	if err := o.check(); err != nil {
		return p, err
	}
	optimizers, err := o.optimizers()
	if err != nil {
		return p, err
	}
	for _, task := range orDefault(o.task.list) {
		for _, model := range orDefault(o.model.list) {
			problem, err := study.NewProblem(task, model, o.loss, o.metrics)
			if err != nil {
				return p, cli.Usage(err)
			}
			for _, batch := range o.batch.sizes {
				p.Study = append(p.Study, study.Training{
					Problem: problem, Optimizers: optimizers, Seeds: o.seeds.N, Epochs: o.epochs.N, BatchSize: batch,
					ValidationFreq: o.validationFreq.N, EarlyStopping: o.earlyStopping.set, ReduceOnPlateau: o.reduceOnPlateau.set, Load: o.load,
				})
			}
		}
	}
	if err := p.refuseTwice(); err != nil {
		return p, cli.Usage(err)
	}
	if err := o.tuned(&p); err != nil {
		return p, cli.Usage(err)
	}
	if err := p.Check(); err != nil {
		return p, cli.Usage(err)
	}
	return p, o.spend(p)
}

// check refuses flags that do not go together.
func (o *options) check() error {
	if err := o.Check(); err != nil {
		return err
	}
	if err := o.checkTables(); err != nil {
		return err
	}
	switch {
	case o.Look.Theme == chart.Classic:
		return cli.Usagef("--theme classic is for paths: %s are for these figures", strings.Join(themes(), ", "))
	case o.epochs.N == 0 && o.load == "":
		return cli.Usagef("--epochs 0 trains nothing: it goes with --load, whose weights are evaluated then")
	case o.shard != (shard{}) && o.store == "":
		return cli.Usagef("--shard %v wants --store: the folder in which the parts come together", &o.shard)
	case o.save != "" && o.store != "":
		return cli.Usagef("--save and --store do not go together: a run that the store has is not run again, and has no weights")
	case o.tune.N > 0 && len(o.rates.list) > 0:
		return cli.Usagef("--tune and --rates do not go together: the grid is around each optimizer's own rate")
	case o.tuneBy != "" && o.tune.N == 0:
		return cli.Usagef("--tune-by says how --tune chooses")
	case o.tuneBy != "" && o.tuneBy != "loss" && o.tuneBy != "accuracy":
		return cli.Usagef("--tune-by %s: accuracy or loss is wanted", o.tuneBy)
	}
	return nil
}

// optimizers are those of the flags, at each of their rates.
func (o *options) optimizers() ([]study.Optimizer, error) {
	texts := o.Opt
	if len(texts) == 0 {
		texts = defaultOptimizers
	}
	optimizers, err := o.Optimizers(texts)
	if err != nil {
		return nil, err
	}
	for _, opt := range optimizers {
		if d := opt.Definition(); d.IsWholeRun() {
			return nil, cli.Usagef("%s runs whole minimizations on a surface, with %s; the network has %s parameters: choose lbfgs",
				d.Name, d.Needs(), strings.ReplaceAll(parameters(study.Training{Problem: study.DefaultProblem()}), ",", ""))
		}
	}
	optimizers, err = withRates(optimizers, o.rates.list)
	return optimizers, cli.Usage(err)
}

// orDefault is one empty word where there are none: the default's.
func orDefault(list []string) []string {
	if len(list) == 0 {
		return []string{""}
	}
	return list
}

// refuseTwice refuses a task or a model that is given twice, in other words too.
func (p plan) refuseTwice() error {
	seen := map[string]bool{}
	for _, t := range p.Study {
		key := fmt.Sprintf("%s\n%v\n%d", t.Task.Name, t.Model, t.BatchSize)
		if seen[key] {
			return fmt.Errorf("the task %s with the model %v and batches of %d is given twice", t.Task.Name, t.Model, t.BatchSize)
		}
		seen[key] = true
	}
	return nil
}

// tuned gives the optimizers their grids of rates.
func (o *options) tuned(p *plan) error {
	if o.tune.N == 0 {
		return nil
	}
	for i, t := range p.Study {
		with, families, err := t.WithGrids(o.tune.N)
		if err != nil {
			return err
		}
		p.Study[i], p.families = with, append(p.families, families)
	}
	return nil
}

// chooseBy is the column of the history that a plan's rates are chosen by.
func (o *options) chooseBy(t study.Training) string {
	if o.tuneBy == "loss" {
		return "val_loss"
	}
	return "val_" + t.Metric()
}

// spend shares the budget among the runs.
func (o *options) spend(p plan) error {
	if o.budget.N == 0 {
		return nil
	}
	epochs := o.budget.N / p.Len()
	if epochs == 0 {
		return cli.Usagef("--budget %d is less than an epoch for each of %d runs", o.budget.N, p.Len())
	}
	for i := range p.Study {
		p.Study[i].Epochs = epochs
	}
	return nil
}

// try tells early what is wrong in a plan.
func (p plan) try() error {
	for i, t := range p.Study {
		if p.families != nil { // all rates of an optimizer pass or none
			t, _ = t.Of(own(p.families[i]), nil)
		}
		if err := t.Try(); err != nil {
			return cli.Usage(err)
		}
	}
	return nil
}

// own are the plan's indices of the optimizers as given.
func own(families []study.Family) []int {
	var all []int
	for _, f := range families {
		all = append(all, f.Own)
	}
	return all
}

// withData tries the plan, and reads the data and the weights to load.
func (o *options) withData(p plan) (plan, error) {
	if err := p.try(); err != nil {
		return p, err
	}
	data, err := mnist.Load()
	if o.data != "" {
		data, err = mnist.LoadDir(o.data)
	}
	if err != nil {
		return p, err
	}
	p.Study = slices.Clone(p.Study)
	n := data.Train.Len()
	for i, t := range p.Study {
		switch {
		case t.BatchSize == 0:
			t.BatchSize = n
		case t.BatchSize > n:
			return p, cli.Usagef("--batch %d is larger than the training data: at most %d", t.BatchSize, n)
		}
		t.Data = data
		if p.Study[i], err = t.Prepared(); err != nil {
			return p, err
		}
	}
	return p, cli.Usage(p.refuseTwice())
}

// summarize prints Keras's table of each model.
func summarize(p plan, stdout io.Writer) error {
	var last string
	for _, t := range p.Study {
		if t.Model.String() == last {
			continue // at another batch size
		}
		last = t.Model.String()
		m, err := t.NewModel()
		if err == nil {
			_, err = io.WriteString(stdout, m.Summary())
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// measured is how long an optimizer's steps are timed for a plan's estimate.
const measured = 150 * time.Millisecond

// describe prints what a plan comes to, with the time that it takes on this machine:
// each rule is timed for a moment, and an epoch taken as so many of its steps and an
// evaluation.
func (o *options) describe(ctx context.Context, p plan, stdout io.Writer) error {
	missing := part(p.Study, o.shard.Shard)
	if o.store != "" {
		records, _, err := store.Read(o.store, o.identity(p), o.foreign)
		if err == nil {
			_, missing, err = p.Kept(records, o.shard.Shard)
		}
		if err != nil && !isNew(o.store) {
			return err
		}
	}
	var total time.Duration
	for i, t := range p.Study {
		p.describePlan(i, stdout)
		epochs, err := epochTimes(ctx, t)
		if errors.Is(err, context.Canceled) {
			return cli.Interrupted(0, p.Len(), "runs")
		}
		if err != nil {
			return err
		}
		for _, epoch := range epochs {
			total += epoch * time.Duration(t.Epochs*t.Seeds)
		}
	}
	fmt.Fprintf(stdout, "%d runs", p.Len())
	if missing < p.Len() {
		fmt.Fprintf(stdout, ", %d of them to be done", missing)
	}
	left := time.Duration(float64(total) * float64(missing) / float64(p.Len()) / float64(o.workers.N))
	fmt.Fprintf(stdout, ": about %s on %d workers, as far as a moment of each rule can tell\n", left.Round(time.Second), o.workers.N)
	return nil
}

// describePlan prints one plan of the study, with its optimizers.
func (p plan) describePlan(i int, stdout io.Writer) {
	t := p.Study[i]
	fmt.Fprintf(stdout, "task %s, model %v, batches of %d: %d optimizers, seeds 1 to %d, %d epochs\n",
		t.Task.Name, t.Model, t.BatchSize, len(t.Optimizers), t.Seeds, t.Epochs)
	if p.families == nil {
		for _, opt := range t.Optimizers {
			fmt.Fprintf(stdout, "  %s\n", opt.Given)
		}
		return
	}
	for _, f := range p.families[i] {
		fmt.Fprintf(stdout, "  %s  rates %s\n", f.Given, join(f.Grid.Rates()))
	}
}

// epochTimes is how long an epoch of each of a plan's optimizers takes. Those of one
// rule are measured once.
func epochTimes(ctx context.Context, t study.Training) ([]time.Duration, error) {
	times := map[*optim.Definition]time.Duration{}
	var all []time.Duration
	for k, opt := range t.Optimizers {
		d := opt.Definition()
		if _, ok := times[d]; !ok {
			epoch, err := t.EpochTime(ctx, k, measured)
			if err != nil {
				return nil, err
			}
			times[d] = epoch
		}
		all = append(all, times[d])
	}
	return all, nil
}

func join(numbers []float64) string {
	var parts []string
	for _, x := range numbers {
		parts = append(parts, strconv.FormatFloat(x, 'g', -1, 64))
	}
	return strings.Join(parts, ", ")
}

// varying says in which of task, model and batch size a plan differs from the others
// of its study, in words, and as the end of a file's name; nothing if there is one.
func (p plan) varying(i int) (words, suffix string) {
	differs := func(get func(study.Training) string) bool {
		return slices.ContainsFunc(p.Study, func(t study.Training) bool { return get(t) != get(p.Study[0]) })
	}
	t := p.Study[i]
	var said []string
	if differs(func(t study.Training) string { return t.Task.Name }) {
		said, suffix = append(said, t.Task.Name), suffix+"-"+t.Task.Name
	}
	if differs(func(t study.Training) string { return modelWords(t) }) {
		var models []string
		for _, other := range p.Study {
			if m := modelWords(other); !slices.Contains(models, m) {
				models = append(models, m)
			}
		}
		said = append(said, modelWords(t))
		suffix += fmt.Sprintf("-model%d", slices.Index(models, modelWords(t))+1)
	}
	if differs(func(t study.Training) string { return strconv.Itoa(t.BatchSize) }) {
		said, suffix = append(said, fmt.Sprintf("batches of %d", t.BatchSize)), suffix+fmt.Sprintf("-batch%d", t.BatchSize)
	}
	return strings.Join(said, ", "), suffix
}

// modelWords are a model's layers but the last, which the task may have decided.
func modelWords(t study.Training) string {
	words := t.Model.String()
	return words[:max(0, strings.LastIndexByte(words, ' '))]
}
