package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"descent/internal/atomicfile"
	"descent/internal/cli"
	"descent/internal/study"
	"descent/mlp"
	"descent/mlp/mnist"
)

// defaultOptimizers are compared unless others are named: the tutorial's adam
// among those that its text lists, with the rates that their papers or authors
// give where Keras's default hardly moves.
var defaultOptimizers = []string{
	"sgd", "momentum", "nesterov", "adagrad:lr=0.01", "adadelta:lr=1", "rmsprop", "adam", "adam:lr=0.005",
}

// options are the command's flags.
type options struct {
	cli.Flags
	epochs, batch, seeds, workers cli.Count
	data                          string

	task, model, loss string
	metrics           []string
	validationFreq    cli.Count
	earlyStopping     earlyStopping
	reduceOnPlateau   reduceOnPlateau
	save, load        string
	summary           bool
}

func newCommand() *cobra.Command { return newCommandOf(&options{}) }

// newCommandOf makes a command that reads its flags into o.
func newCommandOf(o *options) *cobra.Command {
	o.epochs = cli.Count{N: 10, Min: 0, Max: 10_000}
	o.validationFreq = cli.Count{Min: 1, Max: 10_000}
	o.batch = cli.Count{N: 32, Min: 1, Max: 1_000_000_000}
	o.seeds = cli.Count{N: 1, Min: 1, Max: 10_000}
	o.workers = cli.Count{N: runtime.GOMAXPROCS(0), Min: 1, Max: 1024}
	cmd := &cobra.Command{
		Use:   "mnistcompare",
		Short: "train a network on MNIST with several optimizers and draw their curves",
		Long: "Train a network, 784–300–200–100–10 (relu, softmax) unless told otherwise, on MNIST with several optimizers, from\n" +
			"the same initial weights and in the same order of batches, and draw their curves into a folder, with the\n" +
			"confusion matrix of the best.",
		Example: "  mnistcompare --opt adam --opt adam:lr=0.005 --epochs 5 --seeds 5 --csv runs.csv\n" +
			"  mnistcompare --model \"dense:512,relu dropout:0.2 dense:512,relu dropout:0.2\" --opt rmsprop --batch 128\n" +
			"  mnistcompare --task autoencoder --model dense:32,relu --loss binary_crossentropy --opt adam\n" +
			"  mnistcompare list adam",
		Args: cli.NoArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return o.run(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	o.AddTo(cmd)
	flags := cmd.Flags()
	o.addProblem(cmd)
	flags.Var(&o.epochs, "epochs", "times that the training images are gone through")
	flags.Var(&o.batch, "batch", "images in a step")
	flags.Var(&o.seeds, "seeds", "runs of each optimizer, with seeds 1…N; curves are medians")
	flags.Var(cli.Given(&o.data), "data", "`folder` of IDX files, gzip or not, in place of the embedded MNIST")
	flags.Var(&o.workers, "workers", "runs side by side; results do not depend on it")
	o.addTraining(flags)
	cmd.AddCommand(cli.NewList(), newSchedule())
	return cmd
}

// addProblem defines the flags of what is learned, and by which network.
func (o *options) addProblem(cmd *cobra.Command) {
	flags := cmd.Flags()
	var tasks, losses, metrics []string
	for _, t := range study.Tasks() {
		tasks = append(tasks, t.Name)
	}
	for _, l := range mlp.Losses() {
		losses = append(losses, l.Name)
	}
	for _, m := range mlp.Metrics() {
		metrics = append(metrics, m.Name)
	}
	flags.Var(cli.Given(&o.task), "task", "what is learned: "+strings.Join(tasks, ", ")+" (default digits; see list tasks)")
	flags.Var(cli.Given(&o.model), "model", "the layers in `words`, e.g. \"dense:300,relu dropout:0.2\"; the last one may be left to the task, as in the\ndefault, \"dense:300,relu dense:200,relu dense:100,relu\" (see list layers)")
	flags.Var(cli.Given(&o.loss), "loss", "a `loss` in place of the task's (see list losses)")
	flags.StringArrayVar(&o.metrics, "metric", nil, "a `metric` to record beside the task's (repeatable; see list metrics)")
	flags.BoolVar(&o.summary, "summary", false, "print the table of the model's layers, and nothing else")
	cli.Complete(cmd, "task", tasks)
	cli.Complete(cmd, "loss", losses)
	cli.Complete(cmd, "metric", metrics)
}

// addTraining defines the flags of the training loop.
func (o *options) addTraining(flags *pflag.FlagSet) {
	flags.Var(&o.earlyStopping, "early-stopping", "end a run when a score stops improving: the patience in epochs, or the arguments of Keras's\nEarlyStopping, e.g. patience=3,restore_best_weights=true")
	flags.Var(&o.reduceOnPlateau, "reduce-on-plateau", "lower the rate when a score stops improving: the patience in epochs, or the arguments of Keras's\nReduceLROnPlateau, e.g. patience=2,factor=0.5")
	flags.Var(&o.validationFreq, "validation-freq", "epochs from one validation to the next (default 1)")
	flags.Var(cli.Given(&o.save), "save", "where the weights of each run go: a `file.npz` for one run, or a folder")
	flags.Var(cli.Given(&o.load), "load", "a `file.npz` of weights to start from; with --epochs 0 they are only evaluated")
}

func (o *options) run(ctx context.Context, stdout, stderr io.Writer) error {
	plan, err := o.plan()
	if err != nil {
		return err
	}
	if o.summary {
		return summarize(plan, stdout)
	}
	if plan, err = o.withData(plan); err != nil {
		return err
	}
	if o.CSV != "" && filepath.Clean(o.CSV) == o.timesFile() {
		return cli.Usagef("--csv %s is where the times go", o.CSV)
	}
	figures := []string{"training"}
	if plan.Task.Classes != nil {
		figures = append(figures, "confusion")
	}
	undo := func() {}
	if o.save != "" {
		if plan.Save, undo, err = saver(o.save, plan); err != nil {
			return err
		}
	}
	if err := o.Prepare(figures...); err != nil {
		undo()
		return err
	}
	board := newBoard(stderr, o.Quiet, plan)
	runs, err := plan.Run(ctx, o.workers.N, board)
	board.Close()
	if err != nil && !errors.Is(err, context.Canceled) {
		return err
	}
	if len(runs) > 0 {
		if err := o.write(plan, runs, stdout, stderr); err != nil {
			return err
		}
	}
	if err != nil {
		return cli.Interrupted(len(runs), len(plan.Runs()), "runs")
	}
	return nil
}

// plan resolves the flags, as far as they do not need the data.
func (o *options) plan() (study.Training, error) {
	plan := study.Training{
		Seeds: o.seeds.N, Epochs: o.epochs.N, BatchSize: o.batch.N, ValidationFreq: o.validationFreq.N,
		EarlyStopping: o.earlyStopping.set, ReduceOnPlateau: o.reduceOnPlateau.set, Load: o.load,
	}
	if err := o.Check(); err != nil {
		return plan, err
	}
	if o.epochs.N == 0 && o.load == "" {
		return plan, cli.Usagef("--epochs 0 trains nothing: it goes with --load, whose weights are evaluated then")
	}
	var err error
	if plan.Problem, err = study.NewProblem(o.task, o.model, o.loss, o.metrics); err != nil {
		return plan, cli.Usage(err)
	}
	texts := o.Opt
	if len(texts) == 0 {
		texts = defaultOptimizers
	}
	if plan.Optimizers, err = o.Optimizers(texts); err != nil {
		return plan, err
	}
	for _, opt := range plan.Optimizers {
		if d := opt.Definition(); d.IsWholeRun() {
			return plan, cli.Usagef("%s runs whole minimizations on a surface, with %s; the network has %s parameters: choose lbfgs",
				d.Name, d.Needs(), strings.ReplaceAll(parameters(plan), ",", ""))
		}
	}
	return plan, nil
}

// withData tries the plan, and reads the data and the weights to load.
func (o *options) withData(plan study.Training) (study.Training, error) {
	err := plan.Try()
	if err != nil {
		return plan, cli.Usage(err)
	}
	if o.data == "" {
		plan.Data, err = mnist.Load()
	} else {
		plan.Data, err = mnist.LoadDir(o.data)
	}
	if err != nil {
		return plan, err
	}
	if n := plan.Data.Train.Len(); plan.BatchSize > n {
		return plan, cli.Usagef("--batch %d is larger than the training data: at most %d", plan.BatchSize, n)
	}
	return plan.Prepared()
}

// summarize prints Keras's table of the model.
func summarize(plan study.Training, stdout io.Writer) error {
	m, err := plan.NewModel()
	if err == nil {
		_, err = io.WriteString(stdout, m.Summary())
	}
	return err
}

// timesFile is where wall-clock times go, and nothing else.
func (o *options) timesFile() string { return filepath.Join(o.Out, "times.csv") }

// write prints the table and writes the numbers, the times, and last, as most
// can go wrong there, the figure with its record.
func (o *options) write(plan study.Training, runs []study.Run, stdout, stderr io.Writer) error {
	table(stdout, plan, runs)
	if err := o.WriteCSV(study.TrainingCSV(plan, runs)); err != nil {
		return err
	}
	times := o.timesFile()
	if err := atomicfile.Write(times, study.TimesCSV(plan, runs)); err != nil {
		return err
	}
	fig := figure(plan, runs)
	files, err := o.WriteFigure(context.Background(), "training", fig, record(plan, runs, fig))
	if err != nil {
		return err
	}
	if run, ok := best(plan, runs); ok {
		fig := confusionFigure(plan, runs, run)
		more, err := o.WriteFigure(context.Background(), "confusion", fig, recordConfusion(plan, run, fig))
		if err != nil {
			return err
		}
		files = append(files, more...)
	}
	if !o.Quiet {
		fmt.Fprintf(stderr, "wrote %s\n", strings.Join(append(files, times), ", "))
	}
	return nil
}
