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
}

func newCommand() *cobra.Command { return newCommandOf(&options{}) }

// newCommandOf makes a command that reads its flags into o.
func newCommandOf(o *options) *cobra.Command {
	o.epochs = cli.Count{N: 10, Min: 1, Max: 10_000}
	o.batch = cli.Count{N: 32, Min: 1, Max: 1_000_000_000}
	o.seeds = cli.Count{N: 1, Min: 1, Max: 10_000}
	o.workers = cli.Count{N: runtime.GOMAXPROCS(0), Min: 1, Max: 1024}
	cmd := &cobra.Command{
		Use:   "mnistcompare",
		Short: "train a network on MNIST with several optimizers and draw their curves",
		Long: "Train the network 784–300–200–100–10 (relu, softmax) on MNIST with several optimizers, from the same\n" +
			"initial weights and in the same order of batches, and draw their curves into a folder.",
		Example: "  mnistcompare --opt adam --opt adam:lr=0.005 --epochs 5 --seeds 5 --csv runs.csv\n" +
			"  mnistcompare list adam",
		Args: cli.NoArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return o.run(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	o.AddTo(cmd)
	flags := cmd.Flags()
	flags.Var(&o.epochs, "epochs", "times that the training images are gone through")
	flags.Var(&o.batch, "batch", "images in a step")
	flags.Var(&o.seeds, "seeds", "runs of each optimizer, with seeds 1…N; curves are medians")
	flags.Var(cli.Given(&o.data), "data", "`folder` of IDX files, gzip or not, in place of the embedded MNIST")
	flags.Var(&o.workers, "workers", "runs side by side; results do not depend on it")
	cmd.AddCommand(cli.NewList(), newSchedule())
	return cmd
}

func (o *options) run(ctx context.Context, stdout, stderr io.Writer) error {
	plan, err := o.plan()
	if err != nil {
		return err
	}
	if o.CSV != "" && filepath.Clean(o.CSV) == o.timesFile() {
		return cli.Usagef("--csv %s is where the times go", o.CSV)
	}
	if err := o.Prepare("training"); err != nil {
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

// plan resolves the flags and reads the data.
func (o *options) plan() (study.Training, error) {
	plan := study.Training{Seeds: o.seeds.N, Epochs: o.epochs.N, BatchSize: o.batch.N}
	if err := o.Check(); err != nil {
		return plan, err
	}
	texts := o.Opt
	if len(texts) == 0 {
		texts = defaultOptimizers
	}
	var err error
	if plan.Optimizers, err = o.Optimizers(texts); err != nil {
		return plan, err
	}
	for _, opt := range plan.Optimizers {
		if d := opt.Definition(); d.IsWholeRun() {
			return plan, cli.Usagef("%s runs whole minimizations on a surface, with %s; the network has %d parameters: choose lbfgs",
				d.Name, d.Needs(), mlp.Tutorial().CountParams())
		}
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
	return plan, nil
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
	if !o.Quiet {
		fmt.Fprintf(stderr, "wrote %s\n", strings.Join(append(files, times), ", "))
	}
	return nil
}
