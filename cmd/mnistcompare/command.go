package main

import (
	"runtime"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"descent/internal/chart"
	"descent/internal/cli"
	"descent/internal/study"
	"descent/mlp"
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
	study         string
	epochs, seeds cli.Count
	batch         batches
	rates         rates
	tune          cli.Count
	tuneBy        string
	budget        cli.Count
	data          string

	task, model     words
	loss            string
	metrics         []string
	validationFreq  cli.Count
	earlyStopping   earlyStopping
	reduceOnPlateau reduceOnPlateau
	save, load      string

	tables      []string
	tensorboard string
	from        []string

	workers       cli.Count
	store         string
	shard         shard
	foreign       bool
	summary, plan bool
}

func newCommand() *cobra.Command { return newCommandOf(&options{}) }

// newCommandOf makes a command that reads its flags into o.
func newCommandOf(o *options) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "mnistcompare",
		Short: "train a network on MNIST with several optimizers and draw their curves",
		Long: "Train a network, 784–300–200–100–10 (relu, softmax) unless told otherwise, on MNIST with several optimizers, from\n" +
			"the same initial weights and in the same order of batches, and draw their curves into a folder, with the\n" +
			"confusion matrix of the best.",
		Example: "  mnistcompare --opt adam --opt adam:lr=0.005 --epochs 5 --csv runs.csv\n" +
			"  mnistcompare --model \"dense:512,relu dropout:0.2 dense:512,relu dropout:0.2\" --opt rmsprop --batch 128\n" +
			"  mnistcompare --task autoencoder --model dense:32,relu --loss binary_crossentropy --opt adam\n" +
			"  mnistcompare --opt sgd --opt adam --tune 7 --store runs --shard 1/4\n" +
			"  mnistcompare list adam",
		Args: cli.NoArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if len(o.from) > 0 {
				return o.drawAgain(cmd.Context(), cmd.ErrOrStderr())
			}
			if err := o.readStudy(cmd); err != nil {
				return err
			}
			return o.run(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	o.addStudy(cmd)
	flags := cmd.Flags()
	o.workers = cli.Count{N: runtime.GOMAXPROCS(0), Min: 1, Max: 1024}
	flags.Var(&o.workers, "workers", "runs side by side; results do not depend on it")
	flags.Var(&o.shard, "shard", "the `part` of the study's runs to do, such as 2/4, into a log of its own in the store; draws nothing")
	flags.Var(cli.Given(&o.save), "save", "where the weights of each run go: a `file.npz` for one run, or a folder")
	flags.StringArrayVar(&o.from, "from", nil, "draw a figure again from its JSON `file`, and run nothing (repeatable)")
	flags.BoolVar(&o.summary, "summary", false, "print the table of the model's layers, and nothing else")
	flags.BoolVar(&o.plan, "plan", false, "print the study's runs and about how long they take, and nothing else")
	cmd.AddCommand(cli.NewList(), newSchedule(), newMerge())
	return cmd
}

// addStudy defines the flags of what is run, where it is kept and what is drawn.
func (o *options) addStudy(cmd *cobra.Command) {
	o.epochs = cli.Count{N: 10, Min: 0, Max: 10_000}
	o.seeds = cli.Count{N: bandSeeds, Min: 1, Max: 10_000}
	o.batch = batches{sizes: []int{32}}
	o.tune = cli.Count{Min: 3, Max: study.MaxRates}
	o.budget = cli.Count{Min: 1, Max: 1_000_000_000}
	o.validationFreq = cli.Count{Min: 1, Max: 10_000}
	o.AddTo(cmd)
	flags := cmd.Flags()
	flags.Var(cli.Given(&o.study), "study", "a TOML `file` that has these flags as keys (early_stopping for --early-stopping); those given here count")
	o.addProblem(cmd)
	flags.Var(&o.epochs, "epochs", "times that the training images are gone through")
	flags.Var(&o.batch, "batch", "images in a step, full for all of them; several with commas between them")
	flags.Var(&o.seeds, "seeds", "runs of each optimizer, with seeds 1…N; curves are medians, with quartiles from five on")
	flags.Var(&o.rates, "rates", "learning rates that each optimizer is run at")
	flags.Var(&o.tune, "tune", "choose each optimizer's learning rate from a grid of `N` around its own, on the validation data")
	flags.Var(cli.Given(&o.tuneBy), "tune-by", "what rates are chosen by: accuracy (of the task's metrics the first) or loss, of the validation data (default accuracy)")
	flags.Var(&o.budget, "budget", "`epochs` for the whole study, the same number for each run, in place of --epochs")
	flags.Var(cli.Given(&o.data), "data", "`folder` of IDX files, gzip or not, in place of the embedded MNIST")
	o.addTraining(flags)
	flags.StringArrayVar(&o.tables, "table", nil, "a `file` for the table, .md, .csv or .json: medians, ranges, and intervals from six seeds on (repeatable)")
	flags.Var(cli.Given(&o.tensorboard), "tensorboard", "`folder` for TensorBoard's event files, of each run one")
	theme, size := chart.Light.String(), ""
	flags.Var(parsed{&theme, func(text string) (err error) { o.Look.Theme, err = chart.ParseTheme(text); return err }}, "theme", "`theme` of the figures: "+strings.Join(themes(), ", "))
	flags.Var(parsed{&size, func(text string) (err error) { o.Look.Size, err = chart.ParseSize(text); return err }}, "size", "`size` of the figures, WIDTHxHEIGHT or WIDTH in px, in, cm or pt (default: as it needs)")
	cli.Complete(cmd, "theme", themes())
	flags.Var(cli.Given(&o.store), "store", "`folder` that keeps finished runs and the last epoch of others: what is there is not run again")
	flags.BoolVar(&o.foreign, "foreign", false, "take a store of another version of the program, or of other data, as it is")
}

// readStudy reads the study's file, if there is one.
func (o *options) readStudy(cmd *cobra.Command) error {
	if o.study == "" {
		return nil
	}
	return readStudy(o.study, cmd.Flags())
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
	o.task.commas = true
	flags.Var(&o.task, "task", "`what` is learned: "+strings.Join(tasks, ", ")+"; several with commas between them (default digits; see list tasks)")
	flags.Var(&o.model, "model", "the layers in `words`, e.g. \"dense:300,relu dropout:0.2\"; the last one may be left to the task, as in the\ndefault, \"dense:300,relu dense:200,relu dense:100,relu\" (repeatable; see list layers)")
	flags.Var(cli.Given(&o.loss), "loss", "a `loss` in place of the task's (see list losses)")
	flags.StringArrayVar(&o.metrics, "metric", nil, "a `metric` to record beside the task's (repeatable; see list metrics)")
	cli.Complete(cmd, "task", tasks)
	cli.Complete(cmd, "loss", losses)
	cli.Complete(cmd, "metric", metrics)
}

// addTraining defines the flags of the training loop.
func (o *options) addTraining(flags *pflag.FlagSet) {
	flags.Var(&o.earlyStopping, "early-stopping", "end a run when a score stops improving: the patience in epochs, or the arguments of Keras's\nEarlyStopping, e.g. patience=3,restore_best_weights=true")
	flags.Var(&o.reduceOnPlateau, "reduce-on-plateau", "lower the rate when a score stops improving: the patience in epochs, or the arguments of Keras's\nReduceLROnPlateau, e.g. patience=2,factor=0.5")
	flags.Var(&o.validationFreq, "validation-freq", "epochs from one validation to the next (default 1)")
	flags.Var(cli.Given(&o.load), "load", "a `file.npz` of weights to start from; with --epochs 0 they are only evaluated")
}
